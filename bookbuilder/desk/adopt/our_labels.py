"""Turns labels and references of bookdown, pandoc-crossref, pandoc-xnos and LaTeX into `{#fig-x}` and `@fig-x`."""

from __future__ import annotations

import re
from collections.abc import Collection

from bookbuilder.desk.adopt.labels import KIND, KINDS, label_of
from bookbuilder.desk.adopt.verbatim import blanked, fences_opened, outside_code

RARE = frozenset("alg asm axm clm crt obs pty".split())
"""Kinds whose references have a colon, where no block is called so: `@alg-smith` is a source."""
NUMBERED = frozenset(("fig", "tbl", "eq", "sec", "lst"))
"""The kinds that are numbered here; a reference to another kind is a link."""
_NAME = r"[\w\u0080-\uffff](?:[\w\u0080-\uffff]|[:./+-](?![:./+-]))*"
_NAMED_BEFORE = (
    r"(?:fig(?:ure)?s?|tab(?:le|l)?s?|eq(?:uation|n)?s?|sec(?:tion|t)?s?|chap(?:ter)?s?|ch|appendix|abb(?:ildung)?|tabelle|"
    r"gleichung|kapitel|abschnitt|figura|tabla|tableau|chapitre|рис|табл|listing|theorem|lemma|definition|§)"
)
_AND = re.compile(
    r"\[(@(?:fig|tbl|sec|eq)-[\w-]*\w(?: [^\[\]@;\n]{1,30} @(?:fig|tbl|sec|eq)-[\w-]*\w)+)\](?![({])", re.IGNORECASE
)
"""References with a word between them, `[@fig-a and @fig-b]`, which are no source with another within it."""
_LABEL_OF_CODE = re.compile(r"(\{[^}\n]*#)(lst[:-][\w:.-]+)")
_CAPTION_OF_CODE = re.compile(
    r"^(?:Listing|Code)?:[ \t]+(?P<words>[^\n]*?)[ \t]*\{#(?P<label>lst[:-][\w:.-]+)\}[ \t]*\n\s*\n"
    r"(?P<fence>(?:`{3,}|~{3,}))[ \t]*(?:\{(?P<given>[^}\n]*)\}|(?P<language>[\w+#-]*))[ \t]*$",
    re.MULTILINE,
)
_CAPTION_BELOW_CODE = re.compile(
    r"^(?P<block>(?P<mark>`{3,}|~{3,})[^\n]*\n(?:(?!(?P=mark))[^\n]*\n)*(?P=mark)[ \t]*\n)[ \t]*\n"
    r"(?P<caption>(?:Listing|Code)?:[ \t]+[^\n]*\{#lst[:-][\w:.-]+\})[ \t]*$",
    re.MULTILINE,
)
_OF_TWO_NAMES = re.compile(r"(\]\(#[\w:.-]+),(?:[ \t]|%20)[^()\n]*\)")
"""A link to a label and, behind a comma, to something else, which no browser finds either."""


def labels_become_ours(text: str, sections: Collection[str]) -> str:
    """Rewrite definitions and references; `sections` are the ids of headings that others refer to."""

    def prose(part: str) -> str:
        part = _definitions(part, sections)
        part = _references(part)
        part = _OF_TWO_NAMES.sub(r"\1)", part)
        return re.sub(r"\]\(#([^)\s]{1,500})\)", lambda it: f"](#{_renamed(it[1], sections)})", part)

    text = outside_code(_equations(_listings(text)), prose, formulas=False)
    return fences_opened(text, lambda line: _references(line) if "lst-cap=" in line else line)


def _listings(text: str) -> str:
    """Code with our label, and with the caption that pandoc-crossref has before or behind it, `Listing: Words {#lst:x}`."""
    if "#lst" not in text:
        return text
    if len(_CAPTION_BELOW_CODE.findall(text)) > len(_CAPTION_OF_CODE.findall(text)):
        text = _CAPTION_BELOW_CODE.sub(r"\g<caption>\n\n\g<block>", text)
    plain = blanked(text)
    text = _CAPTION_OF_CODE.sub(lambda it: _captioned_code(it) if plain[it.start()] != " " else it[0], text)
    return fences_opened(text, lambda line: _LABEL_OF_CODE.sub(lambda it: it[1] + label_of(it[2]), line))


def _captioned_code(found: re.Match[str]) -> str:
    given = (found["given"] or f".{found['language'] or 'text'}").strip()
    words = found["words"].replace('"', '\\"')
    return f'{found["fence"]} {{#{label_of(found["label"])} {given} lst-cap="{words}"}}'


def _renamed(id: str, sections: Collection[str]) -> str:
    if id in sections or re.match(rf"({KIND}):", id):
        return label_of(id)
    return id


def _definitions(part: str, sections: Collection[str]) -> str:
    """`{#fig:x}`, `(\\#tab:x)` and `\\label{fig:x}` become `{#fig-x}`."""
    part = re.sub(
        rf"(\{{[^{{}}\n]*?)#((?:{KIND}):{_NAME})",
        lambda it: f"{it[1]}#{label_of(it[2].rstrip('.:'))}",
        part,
        flags=re.I,
    )
    part = re.sub(
        rf"(<div\b[^<>]*\bid=\")((?:{KIND}):[^\"\s]+)(?=\")", lambda it: it[1] + label_of(it[2]), part, flags=re.I
    )
    part = re.sub(
        r"(\{(?:[^{}\n]*[ \t-])?)#([^\s}]+)",
        lambda it: f"{it[1]}#{label_of(it[2])}" if it[2] in sections else it[0],
        part,
    )
    part = re.sub(rf"[ \t]*\{{#(?:{KIND}):\}}", "", part)  # a number without a label
    # pandoc-crossref's label behind a caption: `: Words []{#tbl:x short-caption="…"}`
    part = re.sub(
        r"^([ \t]*(?:Table)?:[ \t][^\n]*?)[ \t]*\[\]\{(#tbl-[\w.-]+)[^}\n]*\}", r"\1 {\2}", part, flags=re.MULTILINE
    )
    # bookdown's caption of a table: `Table: (\#tab:x) Words` or `: (\#tab:x) Words`
    part = re.sub(
        rf"^([ \t]*(?:Table)?:[ \t]*)\(\\#((?:{KIND}):[^)\s]{{1,500}})\)[ \t]*([^\n]*(?:\n(?![ \t]*\n)[^\n]+)*)",
        lambda it: f"{it[1]}{it[3].rstrip()} {{#{label_of(it[2])}}}",
        part,
        flags=re.MULTILINE,
    )
    part = re.sub(rf"[ \t]*\(\\#((?:{KIND}):[^)\s]{{1,500}})\)", "", part)
    # LaTeX's label in a table's caption
    part = re.sub(
        r"^([ \t]*(?:Table)?:[ \t](?:[^\n\\]|\\(?!label)|\n(?![ \t]*\n))*?)[ \t]*\\label\{([^}]+)\}([^\n{}]*)$",
        lambda it: f"{it[1]}{it[3].rstrip()} {{#{label_of(it[2], 'tbl')}}}",
        part,
        flags=re.MULTILINE,
    )
    # `![Caption\label{fig:x}](picture)`
    return re.sub(
        r"(!\[(?:[^\[\]\\]|\\.|\[[^\]]*\])*?)\\label\{([^}]+)\}([^\]]*\]\((?:<[^>]*>|[^()\s]|\([^()]*\))*(?:[ \t]+\"[^\"]*\")?\))(?:\{([^}]*)\})?",
        lambda it: f"{it[1].rstrip()}{it[3]}{{#{label_of(it[2], 'fig')}{' ' + it[4] if it[4] else ''}}}",
        part,
    )


def _equations(text: str) -> str:
    """`$$ … (\\#eq:x) $$` and `$$ … $$ {#eq:x}` become `$$ … $$ {#eq-x}`, and so does `\\begin{equation} … (\\#eq:x)`."""

    def displayed(found: re.Match[str]) -> str:
        inner = found[1]
        label = re.search(r"\(\\#(eq:[^)\s]{1,500})\)", inner) or re.search(r"\\label\{([^}]+)\}", inner)
        if label is None or "\\begin{align}" in inner and inner.count("\\label") > 1:
            return found[0]
        bare = re.sub(r"\n[ \t]*(?=\n)", "", inner.replace(label[0], ""))  # no empty line stands in a formula
        return f"$${bare.rstrip()}$$ {{#{label_of(label[1], 'eq')}}}"

    text = re.sub(r"(?<![\\$])\$\$((?:(?!\$\$|\n[ \t]*\n).)+)\$\$", displayed, text, flags=re.DOTALL)
    text = re.sub(r"(\$\$ \{#eq-[\w.-]+\})[ \t]*\{#eq[:-][^{}\s]+\}", r"\1", text)
    return re.sub(r"\(\\#(eq:[^)\s]{1,500})\)", lambda it: f"\\label{{{it[1]}}}", text)


def _linked(found: re.Match[str]) -> str:
    """`\\hyperref[fig:x]{this map}` is a link; `\\hyperref[fig:x]{Figure~\\ref*{fig:x}}` has one in it."""
    return found[2] if re.search(r"\\\w*ref\*?\{", found[2]) else f"[{found[2]}](#{label_of(found[1])})"


def _references(part: str) -> str:
    def number(found: re.Match[str]) -> str:
        return _reference(label_of(found[1]), True)

    part = re.sub(r"\[(\\?\\@ref\([^()\s]+\))\](?![({])", r"\[\1\]", part)  # brackets of the author's own
    part = re.sub(r"\\?\\@ref\(([^()\s]+)\)", number, part)
    part = re.sub(  # without its backslash
        rf"(?:(\[-?)|(?<![\w\[-])/?)@ref\(((?:{KIND}):[^()\s]+)\)(?(1)\])",
        lambda it: _reference(label_of(it[2]), True),
        part,
    )
    part = re.sub(r"\\hyperref\[([^\[\]\n]+)\]\{((?:[^{}\n]|\{[^{}\n]*\})*)\}", _linked, part)
    part = re.sub(r"(\\(?:eq)?ref)\*(?=\{)", r"\1", part)
    part = re.sub(r"\\(?:auto|[cC]|name|V|v)ref\{([^}]+)\}(?=(-?\w)?)", _several, part)
    part = re.sub(r"\\eqref\{([^}]+)\}", lambda it: f"({_reference(label_of(it[1], 'eq'), True)})", part)
    part = re.sub(
        r"\\v?pageref\*?\{([^}]+)\}", lambda it: it[0] if it[1] == "LastPage" else _page(label_of(it[1])), part
    )
    part = re.sub(r"\\ref\{([^}]+)\}", number, part)
    part = re.sub(
        rf"[+!*]?\{{[+!*]?@((?:{KIND}):{_NAME})[^}}\n]*\}}(?=(\w?))",
        lambda it: _reference(label_of(it[1]), _named(it), bool(it[2])),
        part,
    )
    part = re.sub(
        rf"(?<![\w\\`/])(\[)?-?@\{{((?:{KIND}):[^{{}}\s]+)\}}(?(1)\])(?=(\w?))",
        lambda it: _reference(label_of(it[2]), _named(it), bool(it[3]) and not it[1]),
        part,
        flags=re.IGNORECASE,
    )
    part = re.sub(
        rf"(?<![\w\\`/])[+!*]?(-?)@((?:{KIND}):{_NAME})",
        lambda it: _with_end(it[2], bool(it[1]) or _named(it), _in_brackets(it)),
        part,
        flags=re.IGNORECASE,
    )
    others = "|".join(sorted(set(KINDS.values()) - NUMBERED - RARE))
    part = re.sub(
        rf"(?<![\w\\`/])(\[?)(-?)@(({others})-[\w-]*\w)(\]?)",
        lambda it: _reference(label_of(it[3]), bool(it[2])) if bool(it[1]) == bool(it[5]) else it[0],
        part,
        flags=re.IGNORECASE,
    )
    part = re.sub(
        r"(\[-?@(?:fig|tbl|sec|eq|lst)-[\w.-]+\])(?=\(|\[(?!\^))", r"\1\\", part
    )  # "Figure 3(a)" is not a link
    part = _AND.sub(r"\1", part)
    return re.sub(r"(?<![\w\\`/])@(Fig|Tbl|Sec|Eq|Lst)-(?=\w)", lambda it: f"@{it[1].lower()}-", part)


def _several(found: re.Match[str]) -> str:
    r"""`\cref{fig:a,fig:b}` is a reference to each; the sign of a part may follow, `\cref{fig:a}b`."""
    keys = [it.strip() for it in found[1].split(",") if it.strip()]
    return ", ".join(_reference(label_of(it), False, bool(found[2]) and it is keys[-1]) for it in keys)


def _with_end(label: str, number_only: bool, in_brackets: bool) -> str:
    """A reference without the signs that end its sentence."""
    bare = label.rstrip(".:/+-")
    end = label[len(bare) :]
    own = label_of(bare)
    if in_brackets and own.split("-")[0] in NUMBERED:
        return f"{'-' if number_only else ''}@{own}{end}"
    return _reference(own, number_only) + end


def _in_brackets(found: re.Match[str]) -> bool:
    """Whether a reference stands in brackets of its own, `[@fig:x; @fig:y]`."""
    before = found.string[: found.start()]
    opened = before.rfind("[")
    return (
        opened > before.rfind("]")
        and "\n\n" not in before[opened:]
        and bool(re.fullmatch(r"\[(?:[^@\[\]]*-?@[\w:.-]+[;,]?\s*)*[^@\[\]]*", before[opened:]))
    )


def _named(found: re.Match[str]) -> bool:
    """Whether the word before says already what it is: "Figure @fig:x"."""
    return bool(re.search(rf"\b{_NAMED_BEFORE}\.?[ \t\u00a0~\n]+$", found.string[: found.start()], re.IGNORECASE))


def _page(label: str) -> str:
    """The number of the page on which a label stands."""
    return f"[-@{label}]{{.page}}" if label.split("-")[0] in NUMBERED else f"[](#{label})"


def _reference(label: str, number_only: bool, is_glued: bool = False) -> str:
    """`is_glued`: a letter follows, as in "Figure 3B", which would be read as the label's."""
    if label.split("-")[0] not in NUMBERED:
        return f"[](#{label}){'{.number}' if number_only else ''}"
    return f"[-@{label}]" if number_only else f"[@{label}]" if is_glued else f"@{label}"
