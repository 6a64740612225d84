"""Patterns of what Pandoc reads as markup between an author's words."""

from __future__ import annotations

import re

ATTRIBUTES = r"\{\s*(?:[#.=]|-(?=[\s}#.])|[\w:.-]+=)(?:(?:[^{}\"]|\"[^\"]*\")*|[^{}]*)\}"
_COMMENT = r"<!--(?:(?!-->|<!--).)*(?:<!--(?:(?!-->|<!--).)*){0,8}-->"
"""A remark; another may begin in it eight times, so that thousands that never end are not each searched to the end."""
TAG = r"(?<!\\)</?[A-Za-z][\w-]*(?:\s[^<>]*|\s[^<>\"]*(?:\"[^\"]{0,300}\"[^<>\"]*){1,12})?/?>"
_DESTINATION = r"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
NO_CITATION = r"(?![^\]\n]*(?<!\w)@[\w{])"
"""Behind a bracket: no source is cited in it, so that `[words]:` may give an address."""
_REFERENCE = rf"(?:^[ \t>]*|(?<=\n )|(?<=\n  )|(?<=\n   ))\[(?!\^){NO_CITATION}[^\]\n]+\]:[ \t]*(?:\n[ \t]*)?\S[^\n]*(?:\n[ \t]+[\"'(][^\n]*|\n[\"'(][^\n]*[\"')](?=[ \t]*(?:\n|\Z)))?"
INLINE_MARKUP = re.compile(
    rf"(?:{_COMMENT}|{ATTRIBUTES}|{TAG}|(?<=\w)#+(?=\s*(?:\{{|$))|!(?=\[)|\\(?=\n)|[*_~^`\[\]|<>$])+", re.DOTALL | re.M
)
BLOCK_MARKUP = re.compile(
    rf"(?:\s+|{_COMMENT}|{_REFERENCE}|(?<![^\s>]):{{3,}}[ \t]*(?:{ATTRIBUTES})?[^\n]*|{ATTRIBUTES}|(?<![^\s>])(?:`{{3,}}(?![^\n]*`)|~{{3,}})[^\n]*|{TAG}|(?:Table)?:(?=\s)"
    rf"|\\(?=\n)|[*_~^`\[\]|<>$+=!]|#(?![.)]\s)|-{{2,}}|-(?=[|:+\s])|(?<=[|:\s])-|:(?=[-|=]|\s)|(?<=[-=]):)+",
    re.DOTALL | re.MULTILINE,
)
NOTE_CALL = re.compile(r"\[\^(?P<label>[^\[\]\s]+)\]|\^\[")
NOTE_DEFINITION = re.compile(r"^[ \t>]*\[\^(?P<label>[^\]\s]+)\]:[ \t]*", re.MULTILINE)
SPACE = re.compile(rf"(?:\\[ \t]*\n[ \t>]*|\n[ \t>]*|\s|{_COMMENT})+", re.DOTALL)
LINK_END = re.compile(rf"(?:[*_~^`$]|{TAG})*(\s*)\](?:{_DESTINATION}|\[[^\]]*\])?(?:{ATTRIBUTES})?", re.DOTALL)
ADDRESS = re.compile(rf"{_DESTINATION}(?:{ATTRIBUTES})?", re.DOTALL)
SPAN_END = re.compile(rf"(?:[*_~^`$]|{TAG})*(\s*)\](?:{ATTRIBUTES})", re.DOTALL)
_MARKERS = r"(?:[-*+:~][ \t]+|\(?\w+[.)][ \t]+)*"
"""Of items and definitions, before what else begins in their line."""
PASSED = re.compile(
    rf"{_COMMENT}|{_REFERENCE}|^[ \t>]*{_MARKERS}:{{3,}}[ \t]*(?:{ATTRIBUTES})?[^\n]*|^[ \t>]*{_MARKERS}(?:`{{3,}}(?![^\n]*`)|~{{3,}})[^\n]*|{ATTRIBUTES}|{TAG}|(?<=\]){_DESTINATION}"
    r"|\[\^[^\]\s]+\]:?|^[ \t>]*(?:[-*+]|\(?(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|#|@[\w-]*)[.)])(?=\s)|^[ \t>]*Table(?=:)",
    re.DOTALL | re.MULTILINE,
)
_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_TEXT = r"text\{(?:[^{}\\]|\\.)*\}"
TEX = re.compile(
    rf"(?<!\\)(\$(\$)?)(?=[^\s$]|(?<=\$\$)\s)(?:[^\\$]|\\{_TEXT}|\\(?!{_TEXT}).|(?(2)\$(?!\$)|(?!)))*\1"
    rf"|\\begin\{{(\w+\*?)\}}.*?\\end\{{\3\}}|\\[A-Za-z]+(?:\[[^\[\]]*\]|{_GROUP})*",
    re.DOTALL,
)
"""What TeX's own words stand in: a formula, an environment, a command."""
TEX_HERE = re.compile(rf"[ \t]*\n?[ \t>]*(?:[*_~^]*(?=\$))?(?:{TEX.pattern})", re.DOTALL)
"""The same behind the signs of a quotation and of emphasis."""
TEX_NEXT = re.compile(rf"\s*(?:{TEX.pattern})", re.DOTALL)
