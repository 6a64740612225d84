"""EndNote's XML is read record by record."""

from __future__ import annotations

from bookbuilder.desk.references.endnote import read_endnote

RECORD = """<record><ref-type name="Book">6</ref-type><contributors><authors><author>{},</author></authors></contributors>
<titles><title>{}</title></titles></record>"""


def test_a_broken_record_costs_itself_and_is_named_at_its_line() -> None:
    records = [RECORD.format(name, title) for name, title in (("A Ann", "One"), ("B", "Two <i>"), ("C", "Three"))]
    read = read_endnote(f"<xml><records>\n{chr(10).join(records)}\n</records></xml>")
    assert [(line, item["title"]) for line, item in read.items] == [(2, "One"), (6, "Three")]
    assert [(line, reason.partition(" (")[0]) for line, reason in read.faults] == [(5, "record 2 is broken XML")]
    unclosed = read_endnote("<xml><records>" + records[0].replace("</record>", "") + records[2] + "</records></xml>")
    assert ([item["title"] for _, item in unclosed.items], len(unclosed.faults)) == (["Three"], 1)
    assert read_endnote("no XML").items == ()
