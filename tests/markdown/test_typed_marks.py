"""What Pandoc would take for its own, with its typography off, is hidden from it and comes back."""

from __future__ import annotations

import json

import pytest

from bookbuilder.markdown.pandoc import read_as_typed, read_markdown


def test_a_citation_may_quote_words_with_a_semicolon() -> None:
    text = 'A [@a, 5: "One; two [x]."] b [see “u; v” @b; @c, 6] c [@a, 5"; @b, 6"].\n'
    blocks = json.loads(read_markdown(text)[0])["blocks"][0]["c"]
    cites = [[each["citationId"] for each in it["c"][0]] for it in blocks if it["t"] == "Cite"]
    assert cites == [["a"], ["b", "c"], ["a", "b"]]
    assert "One;" in json.dumps(blocks) and "u;" in json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize(
    "address", ["[W](https://www.example.org/)", "www.example.org", "https://www.example.org/a_b_c"]
)
def test_a_note_is_called_directly_behind_an_address(address: str) -> None:
    ast, _ = read_as_typed(f"Words on {address}[^2].\n\n[^2]: B\n")
    assert [it["t"] for it in ast["blocks"][0]["c"]].count("Note") == 1


def test_the_key_of_a_source_may_be_an_address() -> None:
    key = "https://www.example.org/a_WWRP_2017.pdf"
    ast, _ = read_as_typed(f"[@url:{key};@b] and @{{{key}}}, see {key} too.\n")
    cited = [it["c"][0] for it in ast["blocks"][0]["c"] if it["t"] == "Cite"]
    assert [[one["citationId"] for one in it] for it in cited] == [[f"url:{key}", "b"], [key]]
