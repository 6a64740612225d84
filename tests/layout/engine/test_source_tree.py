"""What is looked up for a page is looked for on it alone, however long its document is."""

from __future__ import annotations

import pytest
import weasyprint

from bookbuilder.layout.engine.source_tree import blocks, paragraphs

pytestmark = pytest.mark.pango

TABLE = "<table><thead><tr><th id='h'>Head</th></tr></thead><tbody>{}</tbody></table>".format(
    "".join(f"<tr><td id='c{row}'>{row}</td><td id='d{row}'>{row}</td></tr>" for row in range(40))
)
SECTION = "".join(f"<p id='p{number}'>Words</p>" for number in range(200))


@pytest.fixture
def tree(monkeypatch: pytest.MonkeyPatch):
    kept = []
    monkeypatch.setattr(weasyprint.document, "layout_document", lambda html, root, context: kept.append(root) or [])
    weasyprint.HTML(string=f"<body><section id='s'>{SECTION}</section>{TABLE}<p id='last'>End</p></body>").render()
    return kept[0]


def ids(found):
    return [it.get("id") for it in found if it.get("id")]


def test_the_blocks_between_two_places_are_those_of_the_way_and_what_lies_between(tree):
    found = ids(blocks(tree, {0: {0: {50: None}}}, {0: {0: {53: {0: None}}}}))
    assert sorted(found) == ["p50", "p51", "p52", "p53", "s"]
    assert sorted(ids(paragraphs(tree, {0: {0: {198: {0: None}}}}, {0: {1: None}}))) == ["p198", "p199"]
    assert len(blocks(tree, None, None)) > 200


def test_a_table_that_goes_on_has_its_head_and_the_cells_of_a_row_go_on_together(tree):
    wrapper = tree.children[0].children[1]
    body = next(at for at, it in enumerate(wrapper.children[0].children) if not it.is_header)
    begins = {0: {1: {0: {body: {30: {1: {0: None}}}}}}}
    found = ids(paragraphs(tree, begins, {0: {1: {0: {body: {32: None}}}}}))
    assert sorted(found) == ["c30", "c31", "d30", "d31", "h"]
