"""Removes from a chapter's text what only the other program understands, and the badges of a website."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bookbuilder.compose.read.chapter_jinja import ENVIRONMENT
from bookbuilder.desk.adopt.manubot import TAG
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import blanked, line_of, outside_code, replaced, without_comments_marks
from bookbuilder.markdown.unparsed_markup import is_prose

_TEXT_REFERENCE = re.compile(r"^\(ref:([\w-]+)\)[ \t]+([^\n]+(?:\n(?![ \t]*\n|\(ref:)[^\n]+)*)\n?", re.MULTILINE)
_REFS = re.compile(r"<div id=\"?refs\"?[^>]*>\s*</div>|^:::+[ \t]*\{?[ \t]*#refs[^\n]*\n:::+[ \t]*$", re.MULTILINE)
_EMPTY_REFERENCES = re.compile(
    r"^#{1,6}[ \t]+(?:references|bibliography|literatur)[ \t]*(?:\{[^}]*\})?[ \t]*\n\s*\Z", re.I | re.M
)
_HEAD_OF_NOTES = re.compile(
    r"^#{2,6}[ \t]+(?:foot|end)?(?:notes|noten|notas|anmerkungen|fußnoten|notes de bas de page|примечания|сноски|注释|注|脚注)"
    r"[ \t]*(?:\{[^}\n]*\})?[ \t]*\n(?=\s*\[\^[^\]\n]+\]:)",
    re.I | re.M,
)
"""A heading above nothing but the definitions of notes, which stand at the foot of the pages here."""
_EMPTY_HEADING = re.compile(r"^#+[ \t]*(?:\{[^{}#\n]*\}[ \t]*)?$", re.MULTILINE)
"""A heading without words, as converters leave it."""
_REMARK = re.compile(
    r"^ {0,3}\[(?://\]:|comment\]:[ \t]*(?=(?:#|<#?>)(?:[ \t]|$)))[ \t]*[^\s(\"']*"
    r"(?:[ \t]*\n?[ \t]*(?:\((?:(?!\n[ \t]*\n)[^()])*\)|\"(?:(?!\n[ \t]*\n)[^\"])*\"|'(?:(?!\n[ \t]*\n)[^'])*')(?=[ \t]*$))?[^\n]*$",
    re.MULTILINE,
)
"""A remark as a link that nothing names, which works in every Markdown, over several lines, too."""
_LOOKS = re.compile(r"<(?!!--)[a-zA-Z][^<>]*>")
_ATTRIBUTE = re.compile(
    r"\s+(?:align|style|valign|bgcolor|border|cellpadding|cellspacing|color|face|size|target|rel|on\w+|frameborder)"
    r"=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)",
    re.IGNORECASE,
)
"""What a tag says of its look alone, or does in a browser: no edition has it."""
_IDENTIFIER = re.compile(r"(?<![\w{])@((?:doi|pmid|pubmed|pmcid|pmc|arxiv|isbn|url|wikidata|https?):[^\s;\],]+)")
_BARE_ADDRESS = re.compile(r"\]\(((?:www\.[\w-]+\.|(?:[\w-]+\.)+(?:com|org|net|edu|io|gov)(?=[/)]))[^)\s]*)")
_DISPLAYED = re.compile(r"(?<!\\)\\\[((?:(?!\n[ \t]*\n|\\\]).)+)\\\]", re.DOTALL)
_WITHIN = re.compile(r"(?<!\\)\\\(((?:(?!\n[ \t]*\n|\\\)).)+)\\\)", re.DOTALL)
_DOLLARS = re.compile(r"(?<![\\$])\$(?=[^\s$])([^$\n]*[^\s\\$])\$(?![\d$])")
_STANZA = re.compile(r"(?:^(?![ \t]*(?:[-*+|>#:<`~]|\d+[.)]|\[\^?[^\]]*\]:|$)| {4}|\t).+(?:\n|\Z)){3,}", re.MULTILINE)
"""Three lines of text or more, below each other."""
_COUPLET = re.compile(_STANZA.pattern.replace("{3,}", "{2,}"), re.MULTILINE)
_SPEAKER = re.compile(r"(?<=\n\n)[A-ZÀ-ÞΑ-ΩА-Я][A-ZÀ-ÞΑ-ΩА-Я .'’-]{1,40}\n(?=\n)")
"""The name of who speaks in a play, in capitals on a line of its own."""
_TYPED_ATTRIBUTES = re.compile(
    r"\{(?P<id>#[\w:.-]+)(?P<comma>,?)(?P<others>(?:[ \t]+[\w-]+[ \t]*=[ \t]*(?:\"[^\"{}\n]*\"|[^\s{}\",]+),?)+)[ \t]*\}"
)
"""A label with what follows it, which Pandoc reads where no comma and no space beside = stands in it."""
_LOGO = re.compile(r"\$\\((?:La|Xe|Lua|Bib)?TeX)(?:\{\}|\\ )?\$")
_RAW_STYLES = re.compile(
    r"^(`{3,})[ \t]*\{=html\}[ \t]*\n\s*<(style|script)\b[^<>]*>[^`]*?</\2>\s*\n\1[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_STYLES = re.compile(r"^[ \t]*<(style|script)\b[^<>]*>.*?</\1>[ \t]*$", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_PARAGRAPH = re.compile(
    r"^(?P<indent>[ \t]*)<p(?P<given>[ \t][^<>\w]*\w[^<>]*)>[ \t]*\n(?P<words>(?:(?![ \t]*</?p\b)[^\n]*\n)*)[ \t]*</p>[ \t]*$|^[ \t]*</?p[ \t]*>[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A paragraph of HTML with attributes; or a line that begins or ends one: HTML needs no end, for want of which Pandoc reads on."""
_NOWHERE = re.compile(r"(?<![!\\\]])\[((?:[^\[\]\\]|\\.)+)\]\((?:<[ \t]*>|[ \t]*)\)")
"""A link whose address was a command of another program, which is left out."""
_HIDDEN = re.compile(r"<span\s+hidden\b[^<>]*>((?:(?!</?span\b)[^\n])*)</span>", re.IGNORECASE)
"""Words that a website shows when its reader asks for them, such as what an abbreviation means: print has them in brackets."""
_ENDED = re.compile(r"^([^\n%]*\\[A-Za-z]+\*?[^\n%]*[{}])%[ \t]*$", re.MULTILINE)
"""A line of LaTeX whose end is not a space: `\\hypertarget{x}{%`."""
_SETTINGS = re.compile(
    r"(?<=\n\n)---[ \t]*\n(?:#[^\n]*\n|(?:nocite|bibliography|csl|link-citations|lang|header-includes|suppress-bibliography):[^\n]*\n(?:[ \t]+[^\n]*\n)*)+"
    r"(?:---|\.\.\.)[ \t]*$",
    re.MULTILINE,
)
"""A block of metadata below other text, where Pandoc reads it, too."""
_OF_JINJA = re.compile(r"\{##.*?##\}|\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}", re.DOTALL)
"""Remarks in Manubot's templates, and the marks around what is to stand as it is."""
_MARKS = re.compile(rf"{ENVIRONMENT}|(?P<mark>\{{\{{|\{{%)", re.DOTALL)
"""Jinja's marks, and the formulas in which they are none."""


def chapter_text(text: str, file: str, kind: str, tags: Mapping[str, str], report: Report) -> str:
    """Fill text references, and leave out the place of the bibliography."""
    plain = blanked(text) if "(ref:" in text else ""
    texts = {it[1]: " ".join(it[2].split()) for it in _TEXT_REFERENCE.finditer(text) if plain[it.start()] == "("}
    if texts:
        text = _TEXT_REFERENCE.sub(lambda it: "" if plain[it.start()] == "(" else it[0], text)
        text = outside_code(
            text, lambda part: re.sub(r"\(ref:([\w-]+)\)", lambda it: texts[it[1]] if it[1] in texts else it[0], part)
        )
        report.note("changed", "text references stand where they are used", file)
    if kind == "Manubot":
        text = outside_code(_OF_JINJA.sub("", text), lambda part: _in_braces(_joined_tags(TAG.sub("", part), tags)))
    if kind == "bookdown" or file.lower().endswith(".rmd"):
        text = outside_code(text, _single_backslashes)
    text = outside_code(text, lambda part: _EMPTY_HEADING.sub("", _REFS.sub("", _REMARK.sub("", part))))
    text = _HEAD_OF_NOTES.sub("", _EMPTY_REFERENCES.sub("", text))
    if (bare := outside_code(_RAW_STYLES.sub("", text), lambda part: _STYLES.sub("", part))) != text:
        report.note("left", "styles and scripts of a web page", file)
        text = bare
    text = _badges_as_words(text, file, report)
    text = outside_code(text, lambda part: _TYPED_ATTRIBUTES.sub(_attributes, part)) if "{#" in text else text
    text = outside_code(text, lambda part: _LOOKS.sub(lambda tag: _ATTRIBUTE.sub("", tag[0]), part))
    text = outside_code(text, lambda part: _HIDDEN.sub(r" (\1)", _PARAGRAPH.sub(_div, part)))
    text = outside_code(text, lambda part: with_schemes(_NOWHERE.sub(r"\1", part)))
    text = outside_code(text, lambda part: _LOGO.sub(r"\1", _without_false_formulas(part)))
    text = outside_code(text, lambda part: _ENDED.sub(r"\1", part)) if "%\n" in text else text
    return verse_in_lines(text, file, report)


def _div(found: re.Match[str]) -> str:
    """A paragraph of HTML with its attributes, which Pandoc keeps of a div."""
    indent, given, words = found.groups()
    return f"\n{indent}<div{given}>\n\n{words}\n{indent}</div>" if given else ""


def _without_false_formulas(part: str) -> str:
    """Prose in which signs of dollars around words, `df$price and df$cost`, are signs: Pandoc would make a formula of it."""
    return _DOLLARS.sub(lambda it: f"\\${it[1]}\\$" if is_prose(it[1]) else it[0], part)


def verse_in_lines(text: str, file: str, report: Report) -> str:
    """The text with each stanza as a block of lines, where a chapter is mostly verse that was typed in plain lines."""
    plain = blanked(text)
    is_play = len(_SPEAKER.findall(plain)) > 9
    stanzas = [it for it in (_COUPLET if is_play else _STANZA).finditer(plain) if _is_verse(it[0])]
    paragraphs = [it for it in re.findall(r"(?:^(?![ \t]*(?:#|$)).+\n?)+", plain, re.MULTILINE) if it.count("\n") > 1]
    if len(stanzas) < 2 and (not stanzas or stanzas[0][0].count("\n") < 12) or 2 * len(stanzas) < len(paragraphs):
        return text
    report.note("changed", "verse in plain lines became blocks of lines", file)
    return replaced(text, ((*it.span(), _line_block(text[it.start() : it.end()])) for it in stanzas))


def _line_block(stanza: str) -> str:
    return "".join(f"| {line.rstrip()}\n" for line in stanza.rstrip("\n").split("\n"))


def _is_verse(stanza: str) -> bool:
    lines = stanza.rstrip("\n").split("\n")
    begins = sum(re.sub(r"[\W_]", "", line)[:1].isupper() for line in lines)
    typed = any(line.endswith(("  ", "\\")) for line in lines[:-1])
    return not typed and begins > 0.85 * len(lines) and max(map(len, lines)) < 70


def _in_braces(part: str) -> str:
    """Prose in which a key with signs that end a key for Pandoc stands in braces: `@{doi:10.1016/S2214(16)30188-7}`."""

    def braced(found: re.Match[str]) -> str:
        key = found[1].rstrip(".") if "(" in found[1] else found[1].rstrip(".)")
        ends = found[1][len(key) :]
        return f"@{{{key}}}{ends}" if re.search(r"[^\w:.#$%&+?<>~/-]|/$", key) else found[0]

    return _IDENTIFIER.sub(braced, part)


def without_settings(text: str, file: str, report: Report) -> str:
    """A text without blocks of metadata below its words, `link-citations: true` and the like; what `nocite` says is the book's."""
    bare = outside_code(text, lambda part: _SETTINGS.sub("", part)) if "\n---" in text else text
    if bare != text:
        report.note("left", "settings of Pandoc within the text", file)
    return bare


def _single_backslashes(part: str) -> str:
    """Prose in which a formula between `\\(` and `\\)`, or `\\[` and `\\]`, stands between dollars: R Markdown knows both."""
    part = _DISPLAYED.sub(lambda it: f"$${it[1].strip()}$$", part)
    return _WITHIN.sub(lambda it: f"${it[1].strip()}$", part)


def with_schemes(part: str) -> str:
    """Prose in which a link to `www.example.org` or `//example.org` leads there."""
    return re.sub(r"\]\(//(?=[\w-]+\.[\w.-]+)", "](https://", _BARE_ADDRESS.sub(r"](https://\1", part))


def _joined_tags(part: str, tags: Mapping[str, str]) -> str:
    """Citations by a tag become those of what the tag means."""
    for tag, meant in tags.items():
        key = meant.lstrip("@").replace("\\", "")
        part = re.sub(rf"@(?:tag:)?{re.escape(tag.removeprefix('tag:'))}(?![\w/:-])", f"@{key}", part)
    return part


def literal_marks(text: str, file: str, report: Report) -> str:
    """Jinja's marks in prose are words here: they are printed as they stand."""
    text = without_comments_marks(text.replace("<!--#", "<!-- #"))  # RStudio writes remarks so

    found = next((it for it in _MARKS.finditer(blanked(text)) if it["mark"]), None)
    if not found:
        return text
    place = f"{file}:{line_of(text, found.start())}"
    report.note("changed", "marks of templates, {{ and {%, print as they stand", place)
    return outside_code(text, lambda part: _MARKS.sub(lambda it: f"{{{{ '{it[0]}' }}}}" if it["mark"] else it[0], part))


def _attributes(found: re.Match[str]) -> str:
    """`{#fig:x, tag="S1" width = 80%}` as Pandoc reads it: else its figure is a picture in words, and its caption is lost."""
    others = re.findall(r"([\w-]+)[ \t]*=[ \t]*(\"[^\"]*\"|[^\s{}\",]+)", found["others"])
    return f"{{{' '.join([found['id'], *(f'{name}={value}' for name, value in others)])}}}"


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


def _badges_as_words(text: str, file: str, report: Report) -> str:
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
