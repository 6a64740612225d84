"""The rules that STYLE.yaml asks for by name: dashes, quotation marks, dates, numbers, and how documents are numbered."""

from __future__ import annotations

import re

from bookbuilder.checks.house_style.rules import Rule

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def _dash_between_figures(match: re.Match[str]) -> str | None:
    """2007-2013, but not a telephone number, an ISBN, a day such as 2019-06-17 or a code such as 10-2."""
    first, second = match[1], match[2]
    if len(first) == len(second) == 4 or len(first) == 4 and len(second) == 2 and int(second) > 12:
        return f"{first}–{second}"
    return f"{first}–{second}" if len(first) < 4 and len(second) < 4 and int(first) < int(second) else None


def _range(match: re.Match[str]) -> str:
    return f"{match[1]} {match[2]} {'and' if match[1].lower() == 'between' else 'to'} {match[3]}"


def _quotes(match: re.Match[str]) -> str:
    return f"“{match[1]}”" if match[1] is not None else "’"


def _thousands(match: re.Match[str]) -> str | None:
    """12,000 for 12000; years and the numbers of documents have no comma."""
    return f"{int(match[0]):,}"


def _regulation(match: re.Match[str]) -> str | None:
    """Until 2014 acts are numbered number/year with "No", from 2015 year/number without. See OJ C 2014/C 422/01."""
    kind, first, second = match[1], match[3], match[4]
    is_year_first = len(first) == 4 and int(first) >= 2015
    if is_year_first and match[2]:
        return f"{kind} {first}/{second}"
    if not is_year_first and not match[2] and kind.startswith("Regulation") and len(second) == 4:
        return f"{kind} No {first}/{second}"
    return None


def _never(match: re.Match[str]) -> str:
    return ""


TYPOGRAPHY: dict[str, Rule] = {
    "dashes-in-ranges": Rule(
        "HSE-010", re.compile(r"(?<![\w/–-])(\d{1,4})-(\d{1,4})(?![\w/–-])(?!\.\d)"), _dash_between_figures, "between figures stands a dash.", "running"
    ),
    "dashes-in-sentences": Rule(
        "HSE-011", re.compile(r"(?<=\w)[ ](?:-|--|—|---)[ ](?=\w)|(?<=\w)—(?=\w)"), lambda match: " – ", "in a sentence stands a dash with spaces.", "running"
    ),
    "ranges": Rule(
        "HSE-012", re.compile(r"\b([Ff]rom|[Bb]etween) (\d{4})[–-](\d{4})\b"), _range, "a range with “from” has no dash.", "running"
    ),
    "ellipsis": Rule("HSE-013", re.compile(r"(?<!\.)\.\.\.(?!\.)"), lambda match: "…", "three points are one sign.", "all"),
    "quotation-marks": Rule(
        "HSE-014", re.compile(r'(?<![\w"=\\])"([^"\n]+?)"(?![\w"])|(?<=\w)\'(?=\w)'), _quotes, "no straight quotation marks or apostrophes.", "all"
    ),
    "dates": Rule(
        "HSE-015", re.compile(rf"\b({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b"),
        lambda match: f"{match[2]} {match[1]} {match[3]}", "the day comes first."
    ),
    "ordinal-dates": Rule(
        "HSE-016", re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th) (?:of )?({_MONTHS})\b"),
        lambda match: f"{match[1]} {match[2]}", "dates have plain figures."
    ),
    "per-cent": Rule(
        "HSE-017", re.compile(r"(?<=\d)[ \u00a0]?(?:%|percent\b)"), lambda match: " per cent", "in the text it is “per cent”.", "running"
    ),
    "thousands": Rule(
        "HSE-018", re.compile(r"(?<![\w/.,:()–-])[1-9]\d{4,}(?![\w/–-]|[.,]\d)"), _thousands, "thousands are separated by a comma.", "running"
    ),
    "contractions": Rule(
        "HSE-019", re.compile(r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|would|could|should|wo|ca|must|need)n['’]t|(?:it|that|there|what|he|she|let)['’]s(?= (?:a|an|the|not|no|been|to|in|hard|easy|clear|true|why|how)\b)|(?:we|they|you|I)['’](?:re|ve|ll|d))\b", re.IGNORECASE),
        _never, "no contractions.", "own", fix=False
    ),
    "words-before-references": Rule(
        "HSE-020", re.compile(r"\b(?:chapters?|sections?|figures?|tables?|listings?)[ \u00a0](?=@(?:sec|fig|tbl|lst)-)", re.IGNORECASE),
        _never, "the reference brings its own word.", "text"
    ),
    "document-numbers": Rule(
        "HSE-021", re.compile(r"\b((?:Regulation|Directive|Decision) \((?:EU|EC|EEC|EU, Euratom|EC, Euratom)\))( No)? (\d{1,4})/(\d{1,4})\b"),
        _regulation, "acts until 2014 have “No”, later ones do not.", "own"
    ),
}  # fmt: skip
"""By the name under which STYLE.yaml asks for each."""
