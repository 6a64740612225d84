"""Counts the characters of a title that filing passes over: its initial article, quotation marks too.

See https://www.loc.gov/marc/bibliographic/bdapndxf.html (initial definite and indefinite articles).
"""

from __future__ import annotations

from bookbuilder.languages import language

_OPENING = '“”„«‘‚"([…¡¿ '


def nonfiling(title: str, lang: str) -> int:
    """The Rebels -> 4; “The Rebels” -> 5; L’Été -> 2; Rebels -> 0; “Rebels” -> 0, since marks alone are not counted."""
    marks = len(title) - len(title.lstrip(_OPENING))
    rest = title[marks:].replace("’", "'")
    for article in sorted(language(lang).articles, key=len, reverse=True):
        if not rest.lower().startswith(article):
            continue
        after = rest[len(article) :]
        if article.endswith(("'", "-")) and after:
            return marks + len(article)
        if after.startswith((" ", "\u00a0")) and after.strip():
            return marks + len(article) + len(after) - len(after.lstrip(" \u00a0" + _OPENING))
    return 0
