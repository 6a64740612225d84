"""For each code that a manuscript can fire: what is wrong ("-") and what is right ("+"), as it is typed.

The tests make books of these lines: the wrong ones must fire their code, the right ones must not. `docs/messages.md`
shows them. After the code stands where the lines are: in a chapter below its title, in its metadata, or as a whole chapter; in
the metadata of a transcript (head), below a sound one (turns), or as a whole transcript; as references.yaml; at the end of book.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TABLE = """
SRC-004 chapter
- A bell rings \x07 here.
+ A bell rings here.

YML-001 metadata
- short-title: a: b
+ short-title: "a: b"

YML-002 sources
- - {id: a, type: book, title: A, type: book}
+ - {id: a, type: book, title: A}

YML-003 book
- rights: &a [*a]
+ rights: © 2021 Example Press

YML-004 book
- [a, b]: c
+ rights: © 2021 Example Press

BOK-001 book
- titel: A Small Book
+ subtitle: A Small Book

BOK-002 book
- series: {number: "3"}
+ series: {title: Studies, number: "3"}

BOK-003 book
- identifier: {print: 978-3-16-148410-1}
+ identifier: {print: 978-3-16-148410-0}

BOK-004 book
- chapters: [one.md, gone.md]
+ chapters: [one.md]

BOK-005 book
- backmatter: [bibliografy]
+ backmatter: [bibliography]

BOK-006 book
- chapters: [one.md, one.md]
+ chapters: [one.md]

BOK-007 book
- chapters: []
+ chapters: [one.md]

BOK-008 book
- chapters: [one.md, ../two.md]
+ chapters: [one.md]

BOK-011 book
- chapters: [one.md, {part: The Rest}]
+ chapters: [{part: All, chapters: [one.md]}]

BOK-012 book
- identifier: {print: 978-3-16-148410-0, epub: 978-3-16-148410-0}
+ identifier: {print: 978-3-16-148410-0}

CHP-001 metadata
- short-titel: One
+ short-title: One

CHP-003 metadata
- lang: english
+ lang: en-GB

CHP-010 chapter
- Words.
-
- [^1]: Never called.
+ Words.[^1]
+
+ [^1]: Called.

CHP-011 chapter
- Words.[^1]
-
- [^1]: One.
-
- [^1]: Two.
+ Words.[^1] More.[^2]
+
+ [^1]: One.
+
+ [^2]: Two.

CHP-012 chapter
- ::: {.box}
-
- Words.
+ ::: {.box}
+
+ Words.
+
+ :::

CHP-014 chapter
- Since $\\frac{1}{2$ it holds.
+ Since $\\frac{1}{2}$ it holds.

CHP-015 chapter
- Words.[^1]
+ Words.[^1]
+
+ [^1]: A note.

CHP-018 chapter
- Words
- ::: {.box}
- More.
- :::
+ Words
+
+ ::: {.box}
+ More.
+ :::

CHP-020 whole
- Words without a title.
+ # One
+
+ Words.

CHP-021 chapter
- # Another title
+ ## A section

CHP-022 chapter
- #### Too deep
+ ## A section

CHP-023 whole
- Words first.
-
- # One
+ # One
+
+ Words.

CHP-024 whole
- ---
- short-title: One
-
- # One
+ ---
+ short-title: One
+ ---
+
+ # One

CHP-025 chapter
- The word [слово]{lang=russian}.
+ The word [слово]{lang=ru}.

CHP-026 chapter
- | a | b |
- |---|---|
- | 1 | 2 | 3 |
+ | a | b |
+ |---|---|
+ | 1 | 2 |

CHP-040 chapter
- He said "so.
+ He said "so".

CHP-042 chapter
- 1. one
- 2. two
- 5. five
+ 1. one
+ 2. two
+ 3. three

CHP-045 chapter
- A lost \ufffd letter.
+ A lost letter.

CHP-047 chapter
- Words.^[A note ^[with another].]
+ Words.^[A note (with another).]

CHP-046 chapter
- Say [@boonstra2018, see [@council2019strategy]].
+ Say [@boonstra2018; see @council2019strategy].

JIN-001 chapter
- {{ book.title }
+ {{ book.title }}

JIN-002 chapter
- {{ book.titel }}
+ {{ book.title }}

JIN-003 chapter
- {{ 1/0 }}
+ {{ 1/2 }}

QRY-001 chapter
- Some [words]{.query note="Is this so?"} here.
+ Some words here.

XRF-001 chapter
- See @sec-nowhere.
+ ## A section {#sec-somewhere}
+
+ See @sec-somewhere.

XRF-002 chapter
- ## A section {#sec-twice}
-
- ## Another {#sec-twice}
+ ## A section {#sec-once}
+
+ ## Another {#sec-again}

XRF-003 chapter
- See @fig:trade.
+ ## A section {#sec-trade}
+
+ See @sec-trade.

XRF-004 chapter
- See [there](#nowhere-at-all).
+ ## A section {#sec-there}
+
+ See [there](#sec-there).

XRF-006 chapter
- See [there]{.page}.
+ ## A section {#sec-page}
+
+ See [@sec-page]{.page}.

IDX-001 chapter
- [Words]{.index see="Nothing that the index has"}.
+ [Trade]{.index} and [words]{.index see="Trade"}.

IDX-002 chapter
- [Energy]{.index see="Energy"}.
+ [Energy]{.index} and [power]{.index see="Energy"}.

IDX-003 chapter
- [Here]{.index entry="Water" range="start"} it begins.
+ [Here]{.index entry="Water" range="start"} it begins and
+ [here]{.index entry="Water" range="end"} it ends.

IDX-004 chapter
- [Here]{.index entry="Land" range="middle"}.
+ [Here]{.index entry="Land"}.

IDX-005 chapter
- [Oil]{.index} and [oil]{.index entry="Oil" see="Gas"} and [gas]{.index entry="Gas"}.
+ [Coal]{.index} and [coal]{.index entry="Coal" see-also="Peat"} and [peat]{.index entry="Peat"}.

IDX-006 chapter
- [Steppe]{.index} and [steppe]{.index entry="steppe"}.
+ [Desert]{.index} and [desert]{.index entry="Desert"}.

IDX-007 chapter
- `code`{.index}
+ [code]{.index}

GLO-001 chapter
- A [term that is not there]{.term}.
+ An [enlargement]{.term}.

CIT-001 chapter
- Words [@boonstra2081].
+ Words [@boonstra2018].

FIG-001 chapter
- ![A map](figures/gone.png){alt="A map of the region"}
+ ![A map](figures/map.svg){alt="A map of the region"}

FIG-002 chapter
- ![](figures/map.svg)
+ ![A map](figures/map.svg){alt="A map of the region"}

FIG-003 chapter
- ![A map](https://example.org/map.png){alt="A map of the region"}
+ ![A map](figures/map.svg){alt="A map of the region"}

FIG-004 chapter
- ![A map](figures/map.psd){alt="A map of the region"}
+ ![A map](figures/map.svg){alt="A map of the region"}

FIG-005 chapter
- ![A map](figures/damaged.png){alt="A map of the region"}
+ ![A map](figures/map.svg){alt="A map of the region"}

TAB-001 chapter
- {{ table("data/gone.csv") }}
+ {{ table("data/trade.csv") }}

EXC-001 chapter
- {{ excerpt("kz-09", "q1a") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-002 chapter
- {{ excerpt("kz-01", "q9") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-003 chapter
- {{ excerpt("kz-01", "q1a", from="Nobody said") }}
+ {{ excerpt("kz-01", "q1a", from="The strategy") }}

EXC-004 chapter
- He [never said this]{.said by="kz-01"}.
+ It [speaks of partners]{.said by="kz-01"}.

EXC-010 chapter
- {{ excerpt("kz-01", "q1a", emphasis="strong") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-011 chapter
- {{ excerpt("kz-01", "q1a", colour="red") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-014 chapter
- {{ excerpt("kz-01", "q1a", language="translation") }}
+ {{ excerpt("kz-01", "q1a") }}

EXC-015 chapter
- It [does […] speak of equals]{.said by="kz-01"}.
+ It [does not yet speak of equals]{.said by="kz-01"}.

EXC-016 chapter
- ::: {.excerpt source="kz-01" turn="q1a"}
- :::
+ {{ excerpt("kz-01", "q1a") }}

REF-001 sources
- council: {type: report}
+ - {id: council, type: report, title: A Report}

REF-002 sources
- - {id: council, type: report, title: A Report}
- - {id: council, type: report, title: Another}
+ - {id: council, type: report, title: A Report}
+ - {id: council2020, type: report, title: Another}

REF-003 sources
- - A Report
+ - {id: council, type: report, title: A Report}

REF-004 sources
- - {type: report, title: A Report}
+ - {id: council, type: report, title: A Report}

REF-005 sources
- - {id: council, title: A Report}
+ - {id: council, type: report, title: A Report}

REF-006 sources
- - {id: council, type: report, titel: A Report}
+ - {id: council, type: report, title: A Report}

REF-007 sources
- - {id: council, type: report, title: A Report, issued: 2019-13}
+ - {id: council, type: report, title: A Report, issued: 2019-12}

INT-001 transcript
- Words of an interview.
+ ---
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}
+ ---

INT-002 head
- {code: kz-02, description: An expert, date: 2020-10-14, language: en, consent: {attribution: named}}
+ {code: kz-02, name: A Name, description: An expert, date: 2020-10-14, language: en, consent: {attribution: named}}

INT-003 turns
- Loose words.
+ ::: {.answer #q1}
+ Words.
+ :::

INT-004 turns
- ::: {.reply #q1}
- Words.
- :::
+ ::: {.answer #q1}
+ Words.
+ :::

INT-005 turns
- ::: {.answer}
- Words.
- :::
+ ::: {.answer #q1}
+ Words.
+ :::

INT-006 turns
- ::: {.answer #q1}
- Words.
- :::
-
- ::: {.answer #q1}
- More.
- :::
+ ::: {.answer #q1}
+ Words.
+ :::
+
+ ::: {.answer #q2}
+ More.
+ :::

INT-007 transcript
- ---
- {code: kz-02, description: An expert, date: 2020-10-14, language: ru}
- ---
-
- ::: {.translation of="q1" lang=en}
- Words.
- :::
+ ---
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}
+ ---

INT-009 head
- {code: kz-02, name: A Name, description: An expert, date: 2020-10-14, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}

INT-013 turns
- ::: {.answer #q1}
- Words.
+ ::: {.answer #q1}
+ Words.
+ :::

INT-014 head
- {code: uz-02, description: An expert, date: 2020-10-14, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}

INV-001 head
- {code: kz-02, descripton: An expert, date: 2020-10-14, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}

INV-002 head
- {code: kz-02, date: 2020-10-14, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}

INV-003 head
- {code: kz-02, description: An expert, date: last autumn, language: en}
+ {code: kz-02, description: An expert, date: 2020-10-14, language: en}
"""


@dataclass(frozen=True)
class Example:
    """What fires a code and what does not."""

    code: str
    place: str
    """Where the lines stand: chapter (below its title), whole (a chapter), sources, transcript, book (the end of book.yaml)."""
    bad: str
    good: str


_METADATA = "---\n{code: kz-02, description: An expert, date: 2020-10-14, language: en}\n---\n"
_AROUND = {
    "metadata": ("whole", "---\n", "---\n\n# One\n"),
    "head": ("transcript", "---\n", "---\n"),
    "turns": ("transcript", f"{_METADATA}\n", ""),
}
"""What stands around lines that are the metadata of a chapter or of a transcript, or the turns of a sound transcript."""


def _read(table: str) -> Iterator[Example]:
    for block in table.strip().split("\n\n"):
        head, *lines = block.split("\n")
        code, named = head.split()
        place, before, behind = _AROUND.get(named, (named, "", ""))
        texts = ("\n".join(line[2:] for line in lines if line[:1] == sign) + "\n" for sign in "-+")
        yield Example(code, place, *(before + text + behind for text in texts))


EXAMPLES: Mapping[str, Example] = {example.code: example for example in _read(TABLE)}
