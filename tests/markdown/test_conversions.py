"""Words that look like markup are written as words."""

from __future__ import annotations

import json

from bookbuilder.markdown.ast import API_VERSION
from bookbuilder.markdown.conversions import write_markdown


def test_words_that_look_like_latex_a_citation_an_entity_or_a_block_are_escaped() -> None:
    words = [r"\input{x}", r"\(z\)", "[@key]", "&copy;", ":::", "a@b.c"]
    blocks = [{"t": "Para", "c": [{"t": "Str", "c": word}]} for word in words]
    written = write_markdown(json.dumps({"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks}))
    assert written.split() == [r"\\input\{x\}", r"\\(z\\)", r"\[\@key\]", r"\&copy;", r"\:::", "a@b.c"]
