"""Tables of many columns on narrow screens."""

from __future__ import annotations

from lxml import etree

from bookbuilder.editions.epub.tables import stack_wide_tables


def table(columns: int, head: str = "", cell: str = "<td>1</td>") -> etree._Element:
    heads = head or "".join(f"<th>H{n}</th>" for n in range(columns))
    rows = f"<tr><th>R</th>{cell * (columns - 1)}</tr>"
    section = etree.fromstring(
        f"<section><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
    )
    stack_wide_tables(section)
    return section[0]


def test_the_cells_of_a_wide_table_know_their_heads() -> None:
    wide = table(6)
    assert wide.get("class") == "stacks"
    assert [it.get("data-head") for it in wide.find("tbody/tr")] == [None, "H1", "H2", "H3", "H4", "H5"]


def test_a_narrow_table_and_one_with_spans_stay_tables() -> None:
    assert table(3).get("class") is None
    assert table(6, cell='<td rowspan="2">1</td>').get("class") is None


def test_the_call_of_a_note_is_no_part_of_a_head() -> None:
    head = '<th>A <a role="doc-noteref">3</a></th>' + "".join(f"<th>H{n}</th>" for n in range(1, 5))
    assert "A" not in {it.get("data-head") for it in table(5, head).iter("td")}
    assert table(5, "<th>R</th>" + head.replace("<th>H4</th>", "")).find("tbody/tr/td").get("data-head") == "A"
