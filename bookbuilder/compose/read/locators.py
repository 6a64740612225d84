"""A citation's suffix in, as Pandoc leaves it; the CSL locator, its label, and the rest of the suffix out.

See https://docs.citationstyles.org/en/stable/specification.html#locators and Pandoc's manual, "Citation syntax".
"""

from __future__ import annotations

import re

LABELS: dict[str, tuple[str, ...]] = {
    "page": ("page", "pages", "p.", "pp.", "p", "pp", "стр.", "с.", "бет", "б."),
    "chapter": ("chapter", "chapters", "chap.", "chaps.", "ch.", "глава", "гл."),
    "section": ("section", "sections", "sec.", "secs.", "§", "§§", "раздел", "разд."),
    "paragraph": ("paragraph", "paragraphs", "para.", "paras.", "par.", "¶", "¶¶", "абз."),
    "article-locator": ("article", "articles", "art.", "arts.", "ст.", "статья", "бап"),
    "volume": ("volume", "volumes", "vol.", "vols.", "том", "т."),
    "issue": ("number", "numbers", "no.", "nos.", "№"),
    "note": ("note", "notes", "n.", "nn.", "прим."),
    "figure": ("figure", "figures", "fig.", "figs.", "рис."),
    "table": ("table", "tables", "tbl.", "табл."),
    "part": ("part", "parts", "pt.", "pts.", "часть", "ч."),
    "line": ("line", "lines", "l.", "ll.", "строка"),
    "column": ("column", "columns", "col.", "cols.", "кол."),
    "folio": ("folio", "folios", "fol.", "fols.", "л."),
    "verse": ("verse", "verses", "v.", "vv."),
    "book": ("book", "books", "bk.", "bks.", "кн."),
    "opus": ("opus", "op.", "opp."),
    "sub-verbo": ("s.v.", "s.vv.", "sub verbo"),
    "appendix": ("appendix", "appendices", "app.", "прил."),
    "rule": ("rule", "rules", "r."),
    "timestamp": ("timestamp", "time"),
    "title-locator": ("title", "titles"),
    "supplement": ("supplement", "supp.", "suppl."),
}

_WORDS = sorted(
    {
        (form, label)
        for label, words in LABELS.items()
        for word in words
        for form in ((word, word[:-1]) if len(word) > 3 and word[-1] == "." else (word,))
    },
    key=lambda pair: (-len(pair[0]), pair),
)
_NUMBER = r"[0-9]+[a-zA-Z]{0,2}|[ivxlcdmIVXLCDM]+\b|[A-Z]+[-.]?[0-9]+"
_LOCATOR = re.compile(
    rf"(?:{_NUMBER})(?:[.:/][0-9]+)*(?:\([0-9a-z]+\))*"
    rf"(?:\s*(?:[-–—,&]|and|и)\s*(?:{_NUMBER})(?:[.:/][0-9]+)*(?:\([0-9a-z]+\))*)*(?:\s*ff?\.)?"
)


def parse_locator(suffix: str) -> tuple[str, str, str]:
    """`, pp. 33–35, emphasis added` is `("page", "33–35", ", emphasis added")`; without a locator all is the rest.

    A number with no label is a page. `{…}` marks a locator of any form: `, {fol. 3 bis}`.
    """
    text = suffix.lstrip(" ,\u00a0") if suffix[:1] in ", \u00a0" else suffix
    if text.startswith("{") and "}" in text:
        inside, _, rest = text[1:].partition("}")
        for word, label in _WORDS:
            if inside.lower().startswith(word) and not (word[-1].isalpha() and inside[len(word) :][:1].isalpha()):
                return label, inside[len(word) :].strip(" \u00a0"), rest
        return "page", inside.strip(), rest
    lowered = text.lower()
    for word, label in _WORDS:
        if not lowered.startswith(word):
            continue
        after = text[len(word) :]
        if word[-1].isalpha() and after[:1].isalpha():
            continue
        match = _LOCATOR.match(after.lstrip(" \u00a0"))
        if match:
            return label, match[0], after.lstrip(" \u00a0")[match.end() :]
        if label == "sub-verbo" and after.strip():
            return label, after.strip(" \u00a0"), ""
    match = _LOCATOR.match(text)
    if match and match[0][0].isdigit() and (suffix[:1] == "," or not suffix[:1].isalnum()):
        return "page", match[0], text[match.end() :]
    return "", "", suffix
