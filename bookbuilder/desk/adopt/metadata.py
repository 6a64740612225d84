"""Turns what Pandoc, Quarto or Manubot say of a book into the keys and values of our book.yaml."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from stdnum.iso7064 import mod_11_2

from bookbuilder.citations import known_styles
from bookbuilder.desk.adopt.commonmark import FORMULA
from bookbuilder.desk.adopt.files import listed
from bookbuilder.desk.adopt.prose_macros import SIZES
from bookbuilder.desk.adopt.verbatim import blanked
from bookbuilder.desk.new_book import STYLES
from bookbuilder.languages import language
from bookbuilder.languages.text_language import SAME_SCRIPT, SCRIPTS, language_by_text

LANGUAGES = {
    "english": "en", "american": "en-US", "british": "en-GB", "ukenglish": "en-GB", "usenglish": "en-US", "german": "de",
    "ngerman": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt", "brazilian": "pt-BR",
    "russian": "ru", "dutch": "nl", "polish": "pl", "czech": "cs", "swedish": "sv", "danish": "da", "finnish": "fi",
}  # fmt: skip
"""Languages as LaTeX's babel calls them."""
NATBIB = {
    "apalike": "apa", "apa": "apa", "chicago": "chicago-author-date", "ieeetr": "ieee", "plain": "ieee", "unsrt": "ieee",
    "plainnat": "chicago-author-date", "abbrvnat": "chicago-author-date", "authoryear": "chicago-author-date",
    "numeric": "ieee", "nature": "nature", "science": "science",
}  # fmt: skip
"""Citation styles of BibTeX and biblatex, by the one of CSL that is nearest."""
USUAL_STYLE = "chicago-author-date"
"""Pandoc's, Quarto's and bookdown's own style."""


def book_keys(said: dict[str, Any], title: str) -> dict[str, Any]:
    """Title, people, date, language, rights and the like; `title` is what it is called where it does not say."""
    keys: dict[str, Any] = {}
    whole = plain(said.get("title")) or title
    keys["title"] = whole
    subtitle = plain(said.get("subtitle"))
    if subtitle:
        keys["subtitle"] = subtitle
    keys["lang"] = language_of(said)
    creators = [person for person in people(said) if person]
    if creators:
        keys["creator"] = creators
    publisher = plain(said.get("publisher"))
    if publisher:
        keys["publisher"] = {"name": publisher}
    day = date_of(said.get("date"))
    if day:
        keys["date"] = day
    for theirs, ours in (("description", "description"), ("rights", "rights"), ("edition", "edition")):
        text = plain(said.get(theirs))
        if text:
            keys[ours] = text
    words = [
        word for it in listed(said.get("keywords") or said.get("subject")) for word in re.split(r"[,;]", plain(it))
    ]
    subjects = [word.strip() for word in words if word.strip()]
    if subjects:
        keys["subjects"] = subjects[:30]
    license = said.get("license")
    name = plain(license.get("text") or license.get("type")) if isinstance(license, dict) else plain(license)
    if name and len(name) < 80:
        keys["license"] = {"name": name}
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", plain(said.get("doi")))
    if re.fullmatch(r"10\.\d{4,9}/\S+", doi):
        keys["identifier"] = {"doi": doi}
    return keys


def chapter_head(said: Mapping[str, Any], book: dict[str, Any]) -> str:
    """Authors, abstract and keywords of a chapter as a block of ours; empty where they are the book's, or none."""
    given = {**said, "author": said.get("author") or said.get("authors") or said.get("contributor")}
    names = (
        [{key: value for key, value in it.items() if key != "role"} for it in people(given)] if given["author"] else []
    )
    if [it["name"] for it in names] == [it["name"] for it in people(book)]:
        names = []
    lines = ["author:", *(f"  - {json.dumps(it, ensure_ascii=False)}" for it in names)] if names else []
    abstract = plain(said.get("abstract"))
    if abstract and abstract != plain(book.get("abstract")):
        lines.append(f"abstract: {json.dumps(abstract, ensure_ascii=False)}")
    words = [plain(it) for it in listed(said.get("keywords")) if said.get("keywords") != book.get("keywords")]
    lines += [f"keywords: {json.dumps(words, ensure_ascii=False)}"] if any(words) else []
    return "\n".join(["---", *lines, "---", "", ""]) if lines else ""


_AROUND = re.compile(
    r"\\(?:begin|end)\{(?:minipage|center|flush\w+)\}(?:\{[^{}]*\})?|\\protect(?![A-Za-z])|\\(?:footnote|thanks)\{(?:[^{}]|\{[^{}]*\})*\}"
)
"""What LaTeX puts round the words of a title or a name."""


_ACCENTS = dict(
    zip(
        "`'^~=.\"uvHcdkbrt",
        "\u0300\u0301\u0302\u0303\u0304\u0307\u0308\u0306\u030c\u030b\u0327\u0323\u0328\u0331\u030a\u0361",
        strict=True,
    )
)
"""LaTeX's commands for accents, and the combining sign of each."""
_ACCENT = re.compile(
    r"\\(?:(?P<sign>[`'^~=.\"])(?=\{)|(?P<dots>(?<=\w\\)\"(?=\w\w)|(?<=\{\\)[`'^~=.\"](?=\w\}))|(?P<name>[uvHcdkbrt])(?:[ ]|(?=\{)))"
    r"(?P<brace>\{)?\\?(?P<letter>[^\W\d_])(?(brace)\})"
)
"""`Erd\\H{o}s`, `\\"{u}`, `{\\"u}`, `M\\"uller`, `\\v s`; `\\'e` may be the apostrophe of Markdown."""


def _accented(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found["letter"] + _ACCENTS[found["sign"] or found["dots"] or found["name"]])


def plain(value: Any) -> str:
    """A value as words and formulas in one line: no Markdown, no HTML, nothing that R would work out."""
    if isinstance(value, dict):
        value = (
            value.get("text") or value.get("name") or value.get("title") or value.get("md") or value.get("main") or ""
        )
    if isinstance(value, list):
        value = ", ".join(plain(it) for it in value)
    text = _ACCENT.sub(_accented, _AROUND.sub(" ", str(value or "")))
    formulas = FORMULA.findall(text)[:999]
    text = FORMULA.sub(lambda it: chr(0xF0000 + formulas.index(it[0])), text, count=999)
    text = re.sub(r"`\{?r\b[^`]*`|<[^>]*>|!\[[^\]]*\]\([^)]*\)|^!expr.*", "", text)
    text = re.sub(r"\\\\\[[^\]\n]*\]|\\[A-Za-z]+\*?(?=\{)", " ", text).translate({0x7B: None, 0x7D: None})
    text = SIZES.sub("", re.sub(r"^[ \t]*\|[ \t]", "", text, flags=re.MULTILINE))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`|\\\\|\\(?:newline|linebreak|break|par)(?![A-Za-z]))", "", text)
    text = text.replace("\\", "").translate({0xF0000 + number: it for number, it in enumerate(formulas)})
    return " ".join(text.split())


def people(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Authors as book.yaml has its creators, then editors where there is no author."""
    by_id = {
        str(it.get("id") or it.get("number") or ""): plain(it)
        for it in listed(said.get("affiliations") or said.get("institute"))
        if isinstance(it, dict)
    }
    names = listed(
        said.get("author")
        or said.get("authors")
        or said.get("by-author")
        or said.get("creator")
        or said.get("creators")
    )
    role = "aut" if names else "edt"
    for one in names or listed(said.get("editor")):
        role = "edt" if isinstance(one, dict) and str(one.get("role")).lower() == "editor" else role
        if isinstance(one, dict) and len(one) == 1 and "name" not in one and "text" not in one:
            ((name, about),) = one.items()
            one = {**about, "name": name} if isinstance(about, dict) else {"name": name}
        for name in _names(one):
            person: dict[str, Any] = {"name": name, "role": role}
            if isinstance(one, dict):
                affiliation = _affiliation(one, by_id)
                if affiliation:
                    person["affiliation"] = affiliation
                orcid = re.sub(r"^https?://orcid\.org/", "", plain(one.get("orcid")))
                if re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", orcid) and mod_11_2.is_valid(orcid.replace("-", "")):
                    person["orcid"] = orcid
            yield {key: value for key, value in person.items() if not (key == "role" and value == "aut")}


def _names(one: Any) -> list[str]:
    if isinstance(one, dict):
        name = one.get("name")
        if isinstance(name, dict):
            whole = name.get("literal") or " ".join(
                str(name[part]) for part in ("given", "dropping-particle", "family") if name.get(part)
            )
            return [plain(whole)] if whole else []
        one = (
            name
            or one.get("text")
            or one.get("literal")
            or " ".join(str(one[part]) for part in ("given", "family", "first_name", "last_name") if one.get(part))
        )
    one = plain(one) if isinstance(one, (list, dict)) else one
    text = re.sub(r"\^\[.*?\]|\^(?:[^^\s]*|[\d,*†‡ ]+)\^|\[\^[^\]]*\]|\{[^}]*\}", "", _AROUND.sub(" ", str(one or "")))
    text = re.sub(r"<br\s*/?>.*$|\A\s*Authors?:", "", text, flags=re.DOTALL)
    text = plain(text)
    if not text or len(text) > 600 or "@" in text and " " not in text:
        return []
    parts = re.split(r"\s*;\s*|\s*,?\s+(?:and|&)\s+|,\s+(?=[^,]+\s[^,]+(?:,|$| and ))", text)
    return [part.strip(" ,") for part in parts if part.strip(" ,")]


def _affiliation(one: dict[str, Any], by_id: dict[str, str]) -> str:
    given = listed(one.get("affiliations") or one.get("affiliation") or one.get("institute"))
    names = []
    for it in given:
        if isinstance(it, dict) and it.get("ref"):
            names.append(by_id.get(str(it["ref"]), ""))
        elif isinstance(it, dict):
            names.append(", ".join(plain(it[key]) for key in ("department", "name") if it.get(key)))
        else:
            names.append(by_id.get(str(it), plain(it)))
    return "; ".join(name for name in names if name)


def language_of(said: dict[str, Any]) -> str:
    """The language as a tag; English where none is said, or one that is not known here."""
    given = plain(said.get("lang") or said.get("language") or said.get("babel-lang")).replace("_", "-")
    if isinstance(said.get("language"), dict) and "lang" not in said:
        given = ""
    given = LANGUAGES[given.lower()] if given.lower() in LANGUAGES else given
    found = re.fullmatch(r"([A-Za-z]{2,3})(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?.*", given)
    if found is None or not language(found[1].lower()).name:
        return "en"
    return f"{found[1].lower()}{(found[2] or '').title()}{(found[3] or '').upper()}"


def language_of_book(said: dict[str, Any], texts: Iterable[str]) -> str:
    """The language that a book says, or by its text where it says none."""
    lang = language_of(said)
    if lang != "en" or {"lang", "languageCode", "babel-lang"} & set(said):
        return lang
    return language_by_text("\n".join(blanked(text) for text in texts)[:400_000]) or "en"


def language_by_name(name: str, text: str) -> str:
    """The language that a file or folder is called after, `README-ar` or `ar`, where the text has words in its script."""
    tag = re.split(r"[-_.]", name.lower())[-1]
    script = next((it for it, others in SAME_SCRIPT.items() if tag in others), tag)
    letters = dict(SCRIPTS).get(script)
    return tag if letters and len(re.findall(f"[{letters}]", text[:400_000])) > 200 else ""


def date_of(value: Any) -> str:
    """2021, 2021-03 or 2021-03-15, where a date is said and not worked out."""
    text = plain(value)
    found = re.search(r"\b(1[5-9]\d\d|20\d\d)(?:-(\d\d)(?:-(\d\d))?)?(?!\d)", text)
    for form in ("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%B %Y", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, form)
        except ValueError:
            continue
        return day.strftime("%Y-%m") if form == "%B %Y" else day.strftime("%Y-%m-%d")
    if found is None:
        return ""
    try:
        datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return found[1]
    return "-".join(part for part in found.groups() if part)


def style_named(named: str) -> str:
    """The style of CSL that a name, an address or a style of BibTeX means; empty where none does."""
    plain_name = re.sub(r"\.csl$", "", named.strip().rstrip("/").rpartition("/")[2]).lower()
    if plain_name in STYLES:
        return STYLES[plain_name]
    styles = known_styles()
    if plain_name in styles:
        return plain_name
    if plain_name in NATBIB:
        return NATBIB[plain_name]
    return next((it for it in styles if plain_name and it.startswith(plain_name)), "")
