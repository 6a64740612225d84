"""A title and its language in; how many characters to pass over when it is filed, out: its initial article, quotation marks too.

See https://www.loc.gov/marc/bibliographic/bdapndxf.html (initial definite and indefinite articles).
"""

from __future__ import annotations

_ARTICLES = {
    "ar": "al-",
    "ca": "el els l' la les un una",
    "da": "de den det en et",
    "de": "das dem den der des die ein eine einem einen einer eines",
    "el": "ένα ένας η μια μία ο οι τα την της τις το τον του τους των",
    "en": "a an the",
    "es": "el la las lo los un una unas unos",
    "eu": "bat",
    "fr": "des l' la le les un une",
    "ga": "an na",
    "he": "ha-",
    "hu": "a az egy",
    "it": "gl' gli i il l' la le li lo un un' una uno",
    "nb": "de den det ei en et",
    "nl": "de een eene het 't 'n",
    "nn": "dei den det ei ein eit",
    "no": "de den det ei en et",
    "pt": "a as o os um uma umas uns",
    "ro": "o un",
    "sv": "de den det en ett",
    "yi": "der di dos",
}
_OPENING = '“”„«‘‚"([…¡¿ '


def nonfiling(title: str, lang: str) -> int:
    """The Rebels -> 4; “The Rebels” -> 5; L’Été -> 2; Rebels -> 0; “Rebels” -> 0, since marks alone are not counted."""
    primary = lang.split("-")[0].lower()
    marks = len(title) - len(title.lstrip(_OPENING))
    rest = title[marks:].replace("’", "'")
    for article in sorted(_ARTICLES[primary].split() if primary in _ARTICLES else (), key=len, reverse=True):
        if not rest.lower().startswith(article):
            continue
        after = rest[len(article) :]
        if article.endswith(("'", "-")) and after:
            return marks + len(article)
        if after.startswith((" ", "\u00a0")) and after.strip():
            return marks + len(article) + len(after) - len(after.lstrip(" \u00a0" + _OPENING))
    return 0
