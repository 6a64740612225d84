"""Puts words in the place of the badges of a website: pictures of an address that say "DOI", "Open in Colab" or a licence."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import outside_code

_HOSTS = (
    r"https?://(?:img\.shields\.io|(?:www\.)?zenodo\.org/badge|mybinder\.org/badge|badge\.fury\.io|badges?\.[\w.-]+|"
    r"colab\.research\.google\.com/assets|licensebuttons\.net|i\.creativecommons\.org/l|mirrors\.creativecommons\.org/presskit|"
    r"(?:codecov\.io|travis-ci\.(?:org|com)|ci\.appveyor\.com|readthedocs\.org|coveralls\.io|joss\.theoj\.org|circleci\.com)/[^\s)\"']*?(?:badge|status|\.svg)|"
    r"github\.com/[\w.-]+/[\w.-]+/(?:actions/)?workflows/[^\s)\"']*badge|orcid\.org/[^\s)\"']*\.(?:png|gif|svg))"
)
_ADDRESS = rf"<?{_HOSTS}[^\s()<>\"']*>?"
_BADGE = re.compile(rf"!\[(?P<words>[^\[\]\n]*)\]\({_ADDRESS}(?:[ \t]+\"[^\"\n]*\")?\)(?:\{{[^{{}}\n]*\}})?")
_TAG = re.compile(rf"<img\b(?=[^<>]*?\bsrc=[\"']?{_HOSTS})[^<>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_GONE = "\ufdd0"
"""Stands for a badge without words until the link around it is gone, too."""
_EMPTY_LINK = re.compile(
    rf"\[[ \t]*(?:{_GONE}[ \t]*)+\]\([^()\n]*\)(?:\{{[^{{}}\n]*\}})?|<a\b[^<>]*>\s*(?:{_GONE}\s*)+</a>|{_GONE}"
)


def badges_as_words(text: str, file: str, report: Report) -> str:
    """The text with the alternative text of each badge, and without those that have none and their links."""

    def words_of(tag: re.Match[str]) -> str:
        alt = _ALT.search(tag[0])
        return (alt[1] or alt[2] if alt else "") or _GONE

    def plain(part: str) -> str:
        return _EMPTY_LINK.sub("", _TAG.sub(words_of, _BADGE.sub(lambda it: it["words"].strip() or _GONE, part)))

    made = outside_code(text, plain) if "://" in text and ("![" in text or "<img" in text) else text
    if made != text:
        report.note("changed", "badges of a website became their words", file)
    return made
