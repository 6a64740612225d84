"""Parts a reference from the citation behind it, which Pandoc reads as one: `@sec-x [@key, p. 3]`."""

from __future__ import annotations

import panflute as pf

from bookbuilder.compose.read.gathered import is_label
from bookbuilder.markdown.ast import in_order, replace


def split_mixed(document: pf.Doc) -> None:
    """Each `@sec-x` before a citation in brackets becomes a reference of its own, and the brackets a citation."""
    for cite in [element for element in in_order(document) if isinstance(element, pf.Cite)]:
        first, *rest = cite.citations
        if not rest or not is_label(first.id) or any(is_label(each.id) for each in rest):
            continue
        if first.mode == "AuthorInText" and not first.suffix:
            replace(
                cite,
                [
                    pf.Cite(*cite.content, citations=[first]),
                    pf.Space(),
                    pf.Cite(pf.Str(f"[@{rest[0].id}]"), citations=list(rest)),
                ],
            )
