"""Every error that a draft can meet: books that fire it print, and what no draft meets says why."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from bookbuilder.diagnostics import Severity, Stage, errors
from bookbuilder.diagnostics.catalogue import CATALOGUE
from bookbuilder.diagnostics.page import EXAMPLES
from bookbuilder.verbs import build
from tests.editions.whole.test_draft import FAULTS
from tests.small_book import BOOK, INTERVIEW, REFERENCES, make_book

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z"/></svg>'
LIVE = SVG.replace("<path", '<script>x()</script><image href="http://evil.example/a.png"/><path')
CHART = {"data": {"url": "data/none.csv"}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
DESCRIBED = "attribution: described"
TRANSLATED = INTERVIEW.replace("kz-01", "tj-01").replace(
    "attribution: described", "attribution: described\npublic_as: [nosuch]"
)
TRANSLATION = '\n::: {.translation of="q1a"}\nPolitically.\n:::\n'
SAID = '::: {{.excerpt source="{0}" turn="q1a"{2}}}\n{1}\n:::'
FIGURE = '![C](a.svg){#fig-a alt="x"}\n\n'
CHAPTERS = {
    "CHP-016": "+-----+-----+\n| A   | B   |\n+=====+=====+\n| one | eleven |\n+-----+-----+\n\nEnd.",
    "CHP-017": " Yearly Loads\n----- -------\n 1867      12\n\n: Loads",
    "CLN-001": "A [link](javascript:evil).",
    "CLN-002": '[Words]{onload="evil()"}',
    "CLN-004": '![A drawing](live.svg){alt="x"}',
    "BUD-003": f"{'[' * 60}words{']' * 60}",
    "BUD-005": f"{'9' * 5000}. Item",
    "XRF-005": "See [there](other.html).",
    "EXC-005": SAID.format("kz-01", "We shall see. What is the Strategy?", ""),
    "EXC-006": SAID.format("kz-01", "What is the Strategy?", ""),
    "EXC-007": SAID.format("tj-01", "Politically.", ' language="original"'),
    "EXC-008": SAID.format("kz-01", "We *shall* see.", ""),
    "EXC-009": SAID.format("kz-01", "We shall see.", ' emphasis="added"'),
    "FIG-010": '![C](damaged.vl.json){alt="x"}',
    "FIG-011": '![C](lacking.vl.json){alt="x"}',
    "FIG-013": '![C](none.vl.json){alt="x"}',
    "FIG-016": '![C](mark.vl.json){alt="x"}',
    "FIG-020": FIGURE + '::: {.long-description for="fig-b"}\nWords.\n:::',
    "FIG-021": FIGURE.replace("fig-a", "fig-c") + '::: {.long-description for="fig-c"}\nWords.^[A note.]\n:::',
    "FIG-023": "Say ![Three](a.svg){#fig-x} here.",
    "FIG-022": '![Fetched](https://example.org/a.svg){alt="x"}',
    "FNT-002": "Words 𐎠.",
    "PDF-024": "Words that a style hides.\n\n::: {.hidden}\nMore of them.\n:::",
    "PDF-026": "::: {.beyond}\nWords beyond the paper.\n:::",
}
"""What is typed below a chapter's title; the chapter is called by its code."""
FILES: dict[str, str | bytes] = {
    "manuscript/a.svg": SVG,
    "manuscript/live.svg": LIVE,
    "manuscript/damaged.vl.json": "{\n  oops",
    "manuscript/lacking.vl.json": json.dumps(CHART),
    "manuscript/none.vl.json": "[]",
    "manuscript/mark.vl.json": json.dumps({**CHART, "data": {"values": [{"a": 1}]}, "mark": "barr"}),
    "manuscript/figures/remote/a.svg": SVG,
    "manuscript/figures/remote/remote.json": json.dumps(
        {"https://example.org/a.svg": {"file": "a.svg", "sha256": "that of another file"}}
    ),
    "manuscript/latin.md": "# One\n\nCaf\xe9.\n".encode("latin-1"),
    "manuscript/abbreviations.md": "Nothing.\n",
    "manuscript/interviews/tj-01.md": TRANSLATED + TRANSLATION * 2,
    "manuscript/interviews/tj-02.md": INTERVIEW,
    "manuscript/interviews/a-folder.md/tj-03.md": INTERVIEW,
    "manuscript/interviews/private.yaml": "kz-77: Xyzzq Qwvbx\n",
    "manuscript/remedies.yaml": "remedies:\n  - at: p1\n    traking: 1\n  - tracking: 1\n  - at: p1\n    tracking: 300\n",
    "references.yaml": f"{REFERENCES}- {{id: kz-01, type: book, title: A}}\n",
    "styles/csl/mine.csl": "<style",
    "styles/fonts/broken.otf": b"no font",
    "styles/own.css": "@import url(http://evil.example);\n.hidden { display: none } .beyond p { margin-left: 150mm; width: 90mm }\n",
    "styles/\u202elsc.css": "",
    "templates/site/scripts/own.js": "evil()",
    "templates/terms.yaml": "en:\n  chaptre: Chapter\n",
    "templates/bibliography.yaml": "- id: x\n",
    "templates/content/opener.xhtml": "<h1>{{ title_xhtml|safe }}</h1>",
    "templates/pages/contents.xhtml": "<section><p></section>",
    "templates/pages/half-title.xhtml": "{{ a }",
    "templates/pages/title.xhtml": '<section id="{{ document.id }}"><h1>T<script>x()</script></h1>{{ nobody }}</section>',
}
KEYS = (
    "design: none\ncover: gone.png\nfonts: {text: No Such Family}\nbudgets: {brackets: 50}\n"
    "backmatter: [bibliography, index, index-of-names]\n"
)
WHOLE = frozenset(
    "SRC-003 SRC-005 PRT-002 ABB-002 CIT-003 INT-008 INT-010 INT-011 INT-012 TRM-002 TRM-003 CSS-004 FNT-001"
    " SRC-002 SRC-006 TPL-002 TPL-004 TPL-005 FNT-003 RMD-001 RMD-002 RMD-003 CVR-001 CLN-005 CLN-006 TPL-003 PRV-001".split()
)
"""What the same book fires beside its chapters."""
APART: Mapping[str, Mapping[str, str | bytes]] = {
    "YML-005": {"manuscript/book.yaml": BOOK.replace("Example Press", r'"A\x1fB"')},
    "BUD-001": {"references.yaml": f"- {{id: a, note: {'[' * 120}{']' * 120}}}\n"},
    "BUD-002": {
        "manuscript/book.yaml": BOOK.replace("one.md", "one.md, two.md") + "budgets: {file-megabytes: 1}\n",
        "manuscript/two.md": b"# Two\n\n" + b"x " * 600_000,
    },
    "BUD-004": {
        "manuscript/book.yaml": BOOK + "budgets: {brackets: 50, pandoc-seconds: 1}\n",
        "manuscript/one.md": f"# One\n\n{'[' * 20}words{']' * 20}\n",
    },
    "CIT-002": {"manuscript/one.md": "# One\n\nWords [@nobody] and [@none].\n"},
    "CON-006": {
        "manuscript/interviews/kz-01.md": INTERVIEW.replace(DESCRIBED, f"{DESCRIBED}\n  withdrawn: 2021-02-03"),
        "manuscript/one.md": f"# One\n\n{SAID.format('kz-01', 'We shall see.', '')}\n",
    },
    "TRM-001": {"templates/terms.yaml": "en: [x"},
    "CVR-002": {"manuscript/book.yaml": BOOK + "cover: a.svg\n", "manuscript/a.svg": "<svg"},
    "CLN-003": {"templates/pages/title.xhtml": '<section id="{{ document.id }}"><h1>T<iframe src="x"/></h1></section>'},
}
"""Books of their own, by the code that they fire."""
NOT_IN_A_DRAFT = {
    "no book is left to print": "BOK-010 PRV-002",
    "a file that is gone while the book is read": "SRC-001",
    "a withheld name: no byte is written": "PRV-010",
    "a part of the builder is not installed": "PDF-001 FIG-012",
    "an exception of ours, which tests of test_draft.py raise": "BUG-001",
    "a process that the system ends, which test_crash.py raises": "BUD-006",
    "gates over our own work, held by tests that break it on purpose": "CHP-041 CHP-043 CHP-048 PDF-020 PDF-021 PDF-022"
    " PDF-023 PDF-027 PDF-029 PDF-030 PDF-032 AGR-001 AGR-002 AGR-003",
    "printed by tests of their own": "TPL-001 CSS-005 PRV-004 CON-008 PDF-010",
    "the house style concerns no edition: `check` and a release say it": "STY-001 STY-003 STY-004",
    "the presentation is made of a choice of its own": "PRS-001 PRS-003 PRS-004 PRS-005 PRS-006 PRS-007",
    "the printer's file and the cover are never drafts": "PRN-001 PRN-002 PRN-003 PRN-005 PRN-006 PRN-010 CVR-009 CVR-011",
    "said of finished files, or of what a verb asks for": "CON-009 CIT-052 DSK-001 DSK-003 DSK-010 DSK-011 DSK-012 DSK-013"
    " QRY-002 RLS-001 RLS-002 RLS-003 RLS-022 RLS-030 MET-001 MET-002 MET-003 MET-010",
}  # fmt: skip
ELSEWHERE = frozenset(code for codes in NOT_IN_A_DRAFT.values() for code in codes.split())


def test_every_error_has_a_draft_that_prints_or_a_reason_why_none_meets_it() -> None:
    can_be = {code for code, it in CATALOGUE.items() if it.by_case or it.weights[Stage.DRAFT] is Severity.ERROR} - {
        code for code in CATALOGUE if code.startswith("ART-")
    }
    printed = {*EXAMPLES, *FAULTS, *CHAPTERS, *WHOLE, *APART}
    assert can_be - printed == ELSEWHERE


@pytest.mark.slow
@pytest.mark.pango
def test_a_book_with_the_rare_faults_prints_in_all_editions(tmp_path: Path) -> None:
    names = ", ".join(f"{code}.md" for code in CHAPTERS)
    book = BOOK.replace("one.md", f"{names}, latin.md, out.md").replace("chicago-notes-bibliography", "mine")
    chapters = {f"manuscript/{code}.md": f"# {code}\n\n{text}\n\nThe end.\n" for code, text in CHAPTERS.items()}
    book = book.replace("[title]", "[half-title, title, contents, list-of-abbreviations]")
    folder = make_book(tmp_path / "book", {"manuscript/book.yaml": book + KEYS, **FILES, **chapters})
    (tmp_path / "secret.md").write_text("# Secret\n\nNot of this book.\n")
    os.symlink(tmp_path / "secret.md", folder / "manuscript/out.md")
    os.mkfifo(folder / "manuscript/pipe.md")
    built = build(folder, ("pdf", "epub", "html"), tmp_path / "output")
    assert [it.path.name for it in built.artefacts] == [
        "a-small-book-draft.pdf",
        "a-small-book-draft.epub",
        "site-draft",
    ]
    found = errors(built.diagnostics)
    at_home = {it.code for it in found if it.location.file in (f"manuscript/{it.code}.md", *FILES)}
    assert (set(CHAPTERS) - at_home, WHOLE - {it.code for it in found}) == (set(), set())
    assert "BUG-001" not in {it.code for it in found}


@pytest.mark.slow
@pytest.mark.parametrize("code", APART)
def test_a_book_of_its_own_prints_with_its_fault(code: str, tmp_path: Path) -> None:
    folder = make_book(tmp_path / "book", APART[code])
    if code == "CIT-002":
        (folder / "references.yaml").unlink()
    built = build(folder, ("epub",), tmp_path / "output")
    assert code in {it.code for it in built.diagnostics}
    assert [it.path.name for it in built.artefacts] == ["a-small-book-draft.epub"]
