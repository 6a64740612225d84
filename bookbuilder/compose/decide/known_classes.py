"""Names each class of a block or of words that nobody knows and that comes near to one that means something.

Known are the classes that the book builder and Pandoc's and Quarto's authors use, those for which any style sheet has a rule,
the book's own among them, and those that book.yaml declares under `classes`. Any other class is the author's own, and no
fault, unless it looks like one of these written wrong.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from bookbuilder.compose.read.author_classes import OTHERS, OWN
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.markdown.places import Places
from bookbuilder.theme.templates import Theme

KNOWN = frozenset(
    "attribution column-body column-margin column-page column-screen aside callout-note callout-tip callout-warning "
    "callout-important callout-caution cell content-hidden content-visible epigraph ex example excerpt fragment glossary "
    "hidden index landscape line-block long-description mark margin-note name no-italic notes numberLines "
    "number-lines page panel-tabset proof query question answer recommendation references refs said smallcaps underline "
    "term theorem lemma corollary definition proposition exercise remark unlisted unnumbered verse kbd dfn small "
    "caption code-fold center figure table note warning tip important caution excerpt-citation excerpt-original missing equation".split()
)
NEAR = 0.8
"""How alike two names are of which one may be the other written wrong."""

_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")


def class_faults(
    gathered: Mapping[str, Gathered], places: Mapping[str, Places], theme: Theme, declared: Iterable[str]
) -> Iterator[Diagnostic]:
    """CHP-044: a class that is not known, and looks like one that is."""
    known = KNOWN | set(declared) | styled_classes(theme)
    for document, own in gathered.items():
        for name, count in own.classes:
            is_known = name in known or name.startswith(OWN) or name in OTHERS.values()
            near = [] if is_known else difflib.get_close_matches(name, sorted(known), n=1, cutoff=NEAR)
            if near:
                place = places[document].first(
                    rf"\{{[^}}\n]*\.{re.escape(name)}(?![\w-])", rf":::+\s*{re.escape(name)}"
                )
                times = f", {count} times in this chapter" if count > 1 else ""
                message = f'The class "{name}" is not known here{times}.'
                remedy = f'Did you mean "{near[0]}"? List a class of your own under classes in book.yaml.'
                yield Diagnostic("CHP-044", place, message, remedy)


def styled_classes(theme: Theme) -> set[str]:
    """Every class for which a style sheet has a rule."""
    sheets = (theme.text(name) for name in theme.names("styles") if name.endswith(".css"))
    bare = (re.sub(r"/\*.*?(?:\*/|\Z)", "", sheet, flags=re.DOTALL) for sheet in sheets)
    return {
        name for sheet in bare for rule in sheet.split("{")[:-1] for name in _CLASS.findall(rule.rpartition("}")[2])
    }
