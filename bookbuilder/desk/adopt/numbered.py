"""Gives theorems, definitions and labelled callouts their names and numbers, and fills the links to them.

They have no numbers of their own here, so they are counted by chapter once, as bookdown and Quarto count them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bookbuilder.desk.adopt.labels import THEOREMS, label_of
from bookbuilder.desk.adopt.verbatim import fences_opened, outside_code
from bookbuilder.theme.terms import shipped_terms

_DIV = re.compile(
    r"^(?P<head>[ \t]*:{3,}[ \t]*)(?:\{(?P<given>(?:[^}\n\"]|\n(?![ \t]*\n)|\"[^\"\n]*\"){0,1000})\}|(?P<word>[\w-]+))[ \t:]*$"
    r"(?:\s*\n[ ]{0,3}#{1,6}[ \t]+(?P<heading>[^\n]*\S)[ \t]*$)?"
    r"(?P<gap>\s*\n(?![A-Za-z][.)][ \t])(?=[^\W\d_]|[\"“‘]\w|[*_]{1,2}\w|\\?\$(?!\$)))?",
    re.MULTILINE,
)
"""The heading is the block's name in Quarto; the gap stands before a paragraph, in which the block's own words begin then."""
_LINK = re.compile(r"\[\]\(#([\w.-]+)\)(\{\.number\})?")
_NAME = re.compile(r"(?:name|title|caption)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_OF = re.compile(r"\bof=\"([\w.-]+)\"")
"""What a solution solves."""
KINDS = {prefix: kind for kind, prefix in THEOREMS.items() if prefix}
QUIET = frozenset(("proof", "remark", "solution"))
"""The blocks that Quarto and bookdown count only where they have a label."""
CALLOUTS = {"nte": "note", "tip": "tip", "wrn": "warning", "imp": "important", "cau": "caution"}
"""The kinds of Quarto's callouts by how their labels begin."""
NAMES = {
    "de": "Theorem Lemma Korollar Satz Vermutung Definition Beispiel Übung Hypothese Beweis Bemerkung Lösung Algorithmus",
    "es": "Teorema Lema Corolario Proposición Conjetura Definición Ejemplo Ejercicio Hipótesis Demostración Observación Solución "
    "Algoritmo",
    "fr": "Théorème Lemme Corollaire Proposition Conjecture Définition Exemple Exercice Hypothèse Démonstration Remarque Solution "
    "Algorithme",
    "it": "Teorema Lemma Corollario Proposizione Congettura Definizione Esempio Esercizio Ipotesi Dimostrazione Osservazione "
    "Soluzione Algoritmo",
    "pt": "Teorema Lema Corolário Proposição Conjectura Definição Exemplo Exercício Hipótese Demonstração Observação Solução "
    "Algoritmo",
    "ru": "Теорема Лемма Следствие Предложение Гипотеза Определение Пример Упражнение Гипотеза Доказательство Замечание Решение "
    "Алгоритм",
    "zh": "定理 引理 推论 命题 猜想 定义 例 练习 假设 证明 注记 解 算法",
}
"""What blocks are called in the languages of most books, in the order of `THEOREMS`; they are English in others."""
_LABEL = r"[A-Za-z][\w:.-]*\w"
_CITED = re.compile(
    rf"(?<![\w\\`/@])\[(?P<several>-?@{_LABEL}(?:[;,][ \t]*-?@{_LABEL})+)\]"
    rf"|(?<![\w\\`/@])(?P<open>\[(?:(?P<words>[^\[\]@;\n`]*[^\[\]@;\n`\s])[ \t]+)?)?(?P<bare>-?)@(?P<label>{_LABEL})(?P<close>(?(open)\]))"
)
"""A label referred to as a source is cited: `@tip-x`, `[-@tip-x]`, `[Hint @tip-x]`, `[@thm-a; @thm-b]`."""
_LEVEL = re.compile(r"[ \t]*\{[^{}\n]*\}[ \t]*$")


@dataclass
class Numbers:
    """What each label is called, by label, and how many of each kind a chapter has had."""

    called: dict[str, tuple[str, str]] = field(default_factory=dict)
    """"Theorem" and "2.1" by label."""
    lang: str = "en"
    """The language of the book."""
    own: dict[str, str] = field(default_factory=dict)
    """Each label by what it was in the author's text: `ex:one` is called `ex-one`."""
    counts: dict[str, int] = field(default_factory=dict)

    def name(self, kind: str) -> str:
        """What a kind of block is called."""
        base = self.lang.split("-")[0]
        terms = shipped_terms(self.lang)
        if kind in CALLOUTS.values() and f"callout-{kind}" in terms:
            return terms[f"callout-{kind}"]
        names = NAMES[base].split() if base in NAMES else []
        place = list(THEOREMS).index(kind) if kind in THEOREMS else len(names)
        return names[place] if place < len(names) else kind.capitalize()

    def next(self, kind: str, chapter: str, label: str) -> str:
        """Count one more of a kind."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        number = f"{chapter}.{self.counts[kind]}" if chapter else str(self.counts[kind])
        if label:
            self.called[label] = (self.name(kind), number)
        return number


def numbered(chapters: Sequence[tuple[str, str]], lang: str = "en") -> list[str]:
    """The texts of chapters, each given with the number of the chapter, with what is counted in them counted."""
    called: dict[str, tuple[str, str]] = {}
    own: dict[str, str] = {}
    linked = frozenset(it[1] for _, text in chapters for it in _LINK.finditer(text))
    texts: list[str] = []
    for chapter, text in chapters:
        numbers = Numbers(called, lang=lang, own=own)
        texts.append(outside_code(text, lambda part, n=numbers, c=chapter: _divs(part, n, c, linked)))  # type: ignore[misc]

    def filled(part: str) -> str:
        part = _CITED.sub(lambda it: _cited(it, own, called), part) if own else part
        return _LINK.sub(lambda it: _link(it, called), part)

    texts = [outside_code(text, filled) for text in texts]
    return [fences_opened(text, lambda line: filled(line) if "lst-cap=" in line else line) for text in texts]


def _divs(part: str, numbers: Numbers, chapter: str, linked: Collection[str]) -> str:
    def named(found: re.Match[str]) -> str:
        given = found["given"] or f".{found['word']}"
        label = re.search(r"#([\w:.-]+)", given)
        classes = re.findall(r"\.([\w-]+)", given)
        is_float = classes[1:2] == ["float"]
        kind = classes[0] if is_float else next((it for it in classes if it in THEOREMS), "")
        own = label_of(label[1], "") if label else ""
        kind = kind or KINDS.get(own.split("-")[0], "")
        if label and "callout-" in given and own.split("-")[0] in CALLOUTS:
            return _callout(found, label[1], numbers, chapter)
        if not kind:
            return found[0]
        prefix = THEOREMS.get(kind, kind)
        if own and f"{prefix}-{own}" in linked:  # bookdown's \\@ref(thm:line) means what is called #line
            own = f"{prefix}-{own}"
        title, solved = _name(given), _OF.search(given)
        if label:
            numbers.own[label[1]] = own
        head = f"{found['head']}{{{f'#{own} ' if own else ''}.{kind}}}\n\n"
        if solved:
            return f"{head}**{numbers.name(kind)}** ([](#{solved[1]})).\n"
        heading = _LEVEL.sub("", found["heading"] or "")
        if given_number := re.match(rf"(?i)(?:{kind}|{numbers.name(kind)})\s+([\d.]*\d)", heading):  # its author's own
            numbers.called[own] = (numbers.name(kind), given_number[1])
            words = f"**{heading.rstrip('.')}**."
            return f"{head}{words}{' ' if found['gap'] else chr(10)}"
        title = title or heading
        number = numbers.next(kind, chapter, own) if prefix and (own or kind not in QUIET) else ""
        if is_float:
            return f"{found['head']}{{{f'#{own} ' if own else ''}.{kind}}}\n\n**{numbers.name(kind)} {number}.** {title}\n\n"
        words = f"**{numbers.name(kind)}{' ' + number if number else ''}**{f' ({title})' if title else ''}."
        return f"{head}{words}{' ' if found['gap'] else chr(10)}"

    return _DIV.sub(named, part)


def _callout(found: re.Match[str], label: str, numbers: Numbers, chapter: str) -> str:
    """A callout with its number before its title, "Tip 1.1: Title", as Quarto has it."""
    kind, given = CALLOUTS[label.split("-")[0]], found["given"]
    numbers.own[label] = label
    name = f"{numbers.name(kind)} {numbers.next(kind, chapter, label)}"
    if found["heading"]:
        return found[0].replace(found["heading"], f"{name}: {found['heading']}", 1)
    title = _name(given)
    rest = _NAME.sub("", given).rstrip()
    return found[0].replace(given, f'{rest} title="{name}{f": {title}" if title else ""}"', 1)


def _name(given: str) -> str:
    found = _NAME.search(given)
    return next((it for it in found.groups() if it), "") if found else ""


def _link(found: re.Match[str], called: Mapping[str, tuple[str, str]]) -> str:
    label = found[1]
    kind, number = called[label] if label in called else ("", label)
    words = number if found[2] or not kind else f"{kind} {number}"
    return f"[{words}](#{label})"


def _cited(found: re.Match[str], own: Mapping[str, str], called: Mapping[str, tuple[str, str]]) -> str:
    """A link with the name and number of what is referred to; what is called nothing here is a citation and stays."""

    def link(label: str, number_only: bool) -> str:
        label = label if label in own else label[:1].lower() + label[1:]
        if label not in own or own[label] not in called:
            return ""
        kind, number = called[own[label]]
        return f"[{number if number_only else f'{kind} {number}'}](#{own[label]})"

    if found["several"]:
        links = [link(it.lstrip("-@"), it[0] == "-") for it in re.split(r"[;,][ \t]*", found["several"])]
        return ", ".join(links) if all(links) else found[0]
    made = link(found["label"], bool(found["bare"] or found["words"]))
    return (f"{found['words']} {made}" if found["words"] else made) if made else found[0]
