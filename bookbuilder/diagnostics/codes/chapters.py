"""Codes of faults in chapters, and of what no edition may have, with what is wrong and right."""

TABLE = """
code     draft    proof    release  stops    meaning

Chapters
CHP-001  error    error    error    -        A key of a chapter's metadata that does not exist.
CHP-003  error    error    error    -        A chapter's metadata has a wrong value or form.
CHP-010  error    error    error    -        A note that is never called.
CHP-011  error    error    error    -        A note that is defined twice.
CHP-012  error    error    error    -        A ::: block that is not closed.
CHP-013  warning  warning  warning  -        Raw HTML or LaTeX that not all editions can print, and that is left out.
CHP-014  error    error    error    -        A formula that cannot be read; its TeX is printed.
CHP-015  error    error    error    -        A call of a note that has no text.
CHP-016  error    error    error    -        A line of a table that does not fit its frame.
CHP-017  error    error    error    -        A column of a table that begins within a word.
CHP-018  found    found    found    -        Markup that Pandoc reads as text, and that would be printed as typed.
CHP-019  warning  warning  warning  -        Another warning of Pandoc's.
CHP-020  error    error    error    -        A chapter without a title, or a heading without words.
CHP-021  error    error    error    -        A second title in one chapter.
CHP-022  warning  warning  warning  -        A heading that skips a level.
CHP-023  warning  warning  warning  -        Text before a chapter's title.
CHP-024  error    error    error    -        A chapter's metadata block that is not closed.
CHP-025  error    error    error    -        A language that is not a BCP 47 tag.
CHP-026  error    error    error    -        A table's row with more cells than its head.
CHP-040  warning  warning  warning  -        A straight quotation mark that would look the wrong way.
CHP-041  error    error    error    -        Words or a space of the text that would not be printed, or that would be printed and are not in the text.
CHP-042  warning  warning  warning  -        A list whose items would print with other numbers.
CHP-043  error    error    error    -        Words of a chapter that its finished form lacks, or has changed.
CHP-045  warning  warning  warning  -        A character that nobody means to print, or that cannot be seen.
CHP-046  error    error    error    -        A citation that stands within another.
CHP-047  error    error    error    -        A note that stands within another, and that no edition can number.
CHP-048  error    error    error    -        A chapter, table, picture, note, formula or excerpt that the finished book lacks, or has twice.
CHP-049  note     note     note     -        Typed quotation marks that are not those that `quotes` in book.yaml asks for.
CHP-050  warning  warning  warning  -        A paragraph that is indented, and set as code.
CHP-044  warning  warning  warning  -        A class that is not known, and looks like one that is.
JIN-001  error    error    error    -        Jinja in a chapter that cannot be parsed; the chapter prints as it is typed.
JIN-002  error    error    error    -        A Jinja name that does not exist.
JIN-003  error    error    error    -        Jinja in a chapter that fails while it runs.
TAB-001  error    error    error    -        A table from data that cannot be made.
TAB-002  note     note     note     -        Data with cells that a spreadsheet would run; the web edition's copy has them as words.
QRY-001  note     note     error    -        An open query.

What may not stand in an edition; it is left out at every stage
CLN-001  error    error    error    -        A link by a scheme that is left out of every edition, or an address with a password, a token or a key in it.
CLN-002  found    found    found    -        An attribute that does something in a browser; a note, where nothing is lost without it.
CLN-003  found    found    found    -        Markup that no edition may have; a note for an attribute without which nothing is lost.
CLN-004  error    error    error    -        A drawing with scripts, or with something from elsewhere.
CLN-005  error    error    error    -        A style sheet that fetches something from elsewhere, or runs.
CLN-006  error    error    error    -        A script of the book's own, or a template that brings one into the web edition.
"""

EXAMPLES = """
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

TAB-001 chapter
- {{ table("data/gone.csv") }}
+ {{ table("data/trade.csv") }}
"""
