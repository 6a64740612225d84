"""templates/README.md, from the types: up to date, complete, and true of each template."""

from __future__ import annotations

import jinja2
import jinja2.meta
import jinja2.nodes
import pytest

from bookbuilder import reference

TEMPLATES = sorted(
    path
    for path in (reference.ROOT / "templates").rglob("*")
    if path.suffix in (".xhtml", ".svg", ".opf", ".ncx", ".html", ".xml")
)


@pytest.mark.parametrize(
    "page, text",
    [
        (reference.PAGE, reference.reference),
        (reference.MESSAGES, reference.messages),
        (reference.MODULE_LIST, reference.modules),
    ],
    ids=["templates", "messages", "modules"],
)
def test_a_page_that_is_made_is_up_to_date(page, text):
    assert page.read_text(encoding="utf-8") == text(), "Write it anew: python -m bookbuilder.reference"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_uses_only_values_that_the_page_names(path):
    tree = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
    imported = {name for node in tree.find_all(jinja2.nodes.FromImport) for name in node.names}
    used = jinja2.meta.find_undeclared_variables(tree) - imported
    page = reference.PAGE.read_text(encoding="utf-8")
    own = reference.opening_remark(path) or page
    for sibling in path.parent.iterdir():
        if f"those of {sibling.name}" in own:
            own += reference.opening_remark(sibling)
    assert {name for name in used if name not in own} == set()


def test_every_value_has_its_sentence():
    silent = [
        f"{described.name}.{value.name}"
        for module in reference.MODULES
        for described in reference._types(reference.ROOT / "bookbuilder" / module)
        for value in described.values
        if not value.meaning
    ]
    assert silent == []
