"""Every code of a fault, once: how much it weighs in each stage, what it stops even in a draft, and what it means.

A new fault is one line of the table. `found` means that the rule itself weighs it, case by case. What stands under
"stops" cannot be made at all while the fault stands, at any stage; "-" prints in a draft, marked where it stands.
`docs/messages.md` is made from this table by `python -m bookbuilder.reference`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bookbuilder.diagnostics.stage import Severity, Stage

TABLE = """
code     draft    proof    release  stops    meaning

The book builder itself
BUG-001  error    error    error    -        An exception of ours in one chapter; a draft goes on without it.

The manuscript's files
SRC-001  error    error    error    -        A file that is needed does not exist.
SRC-002  error    error    error    -        A file cannot be read.
SRC-003  error    error    error    -        A file is not UTF-8; a chapter is read in the encoding that suits its words.
SRC-004  error    error    error    -        A control character that no edition can hold; a space stands for it.
SRC-005  error    error    error    -        A file that leads out of the book's folder, and is not read.
SRC-006  error    error    error    -        A file whose name is not UTF-8 or has invisible signs, and is not read.
YML-001  error    error    error    -        YAML that cannot be parsed.
YML-002  error    error    error    -        A key stands twice in one YAML mapping.
YML-003  error    error    error    -        A YAML alias contains itself.
YML-004  error    error    error    -        A YAML key is not a word.
YML-005  error    error    error    -        A character in YAML that no edition can have; it is left out.
BUD-001  error    error    error    -        YAML with more values, or deeper ones, than any book has.
BUD-002  error    error    error    -        A file of text that is larger than any book's.
BUD-003  error    error    error    -        Brackets, blocks or a line beyond any book's; they print as they are typed.
BUD-004  error    error    error    -        A chapter that Pandoc cannot read in time; it prints as it is typed.
BUD-005  error    error    error    -        A number of more digits than any book's; the digits beyond are left out.

book.yaml
BOK-001  error    error    error    -        A key of book.yaml that does not exist.
BOK-002  error    error    error    -        A key of book.yaml that is needed is missing.
BOK-003  error    error    error    -        A value of book.yaml that is not allowed.
BOK-004  error    error    error    -        book.yaml names a chapter that does not exist.
BOK-005  error    error    error    -        book.yaml names something that is neither a chapter nor a page that can be made.
BOK-006  error    error    error    -        book.yaml names a chapter twice.
BOK-007  error    error    error    book     The book has no chapter.
BOK-008  error    error    error    -        book.yaml names a chapter outside manuscript/, or a cover outside the book.
BOK-010  error    error    error    book     There is no manuscript/book.yaml.
BOK-011  error    error    error    -        A part has no chapter.
BOK-012  warning  warning  warning  -        Two editions have the same ISBN.
BOK-013  note     note     note     -        A chapter's file that book.yaml does not name.
BOK-020  note     note     error    -        book.yaml lacks what every publisher needs: the date or the publisher.

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
CHP-018  found    found    found    -        Markup that Pandoc reads as text, and that would be printed as it stands.
CHP-019  warning  warning  warning  -        Another warning of Pandoc's.
CHP-020  error    error    error    -        A chapter without a title.
CHP-021  error    error    error    -        A second title in one chapter.
CHP-022  warning  warning  warning  -        A heading that skips a level.
CHP-023  warning  warning  warning  -        Text before a chapter's title.
CHP-024  error    error    error    -        A chapter's metadata block that is not closed.
CHP-025  error    error    error    -        A language that is not a BCP 47 tag.
CHP-026  error    error    error    -        A table's row with more cells than its head.
CHP-040  warning  warning  warning  -        A straight quotation mark that would look the wrong way.
CHP-041  error    error    error    -        Words or a space that stand in the text and would not be printed, or the other way.
CHP-042  warning  warning  warning  -        A list whose items would print with other numbers.
CHP-043  error    error    error    -        Words of a chapter that its finished form lacks, or has otherwise.
CHP-045  warning  warning  warning  -        A character that nobody means to print, or that cannot be seen.
CHP-046  error    error    error    -        A citation that stands within another.
CHP-047  error    error    error    -        A note that stands within another, and that no edition can number.
CHP-048  error    error    error    -        A chapter, table, picture, note, formula or excerpt that the finished book lacks, or has twice.
CHP-049  note     note     note     -        Typed quotation marks that are not those that `quotes` in book.yaml asks for.
CHP-044  warning  warning  warning  -        A class that is not known, and looks like one that is.
JIN-001  error    error    error    -        Jinja in a chapter that cannot be parsed; the chapter prints as it is typed.
JIN-002  error    error    error    -        A Jinja name that does not exist.
JIN-003  error    error    error    -        Jinja in a chapter that fails while it runs.
TAB-001  error    error    error    -        A table from data that cannot be made.
TAB-002  note     note     note     -        Data with cells that a spreadsheet would run; the web edition's copy has them as words.
QRY-001  note     note     error    -        An open query.

What may not stand in an edition; it is left out at every stage
CLN-001  error    error    error    -        A link by a scheme that no edition may have, or an address with a password, a token or a key in it.
CLN-002  found    found    found    -        An attribute that does something in a browser; a note, where nothing is lost without it.
CLN-003  found    found    found    -        Markup that no edition may have; a note for an attribute without which nothing is lost.
CLN-004  error    error    error    -        A drawing with scripts, or with something from elsewhere.
CLN-005  error    error    error    -        A style sheet that fetches something from elsewhere, or runs.
CLN-006  error    error    error    -        A script of the book's own, or a template that brings one into the web edition.

Cross-references, parts, index, glossary, abbreviations
XRF-001  error    error    error    -        A cross-reference to a label that does not exist.
XRF-002  error    error    error    -        An id that is used twice.
XRF-003  error    error    error    -        A cross-reference in another program's form (@fig:x).
XRF-004  error    error    error    -        A link to an id that does not exist.
XRF-005  error    error    error    -        A link to a file that no edition has.
XRF-006  error    error    error    -        A page reference to something that stands on no page.
PRT-001  warning  warning  warning  -        A made page that would be empty, and is left out.
PRT-002  error    error    error    -        Two indexes that print the same headings.
IDX-001  error    error    error    -        "see" leads to a heading that the index does not have.
IDX-002  error    error    error    -        "see" leads to the heading itself, or to one that only sends on.
IDX-003  error    error    error    -        A range of the index that begins or ends nowhere.
IDX-004  error    error    error    -        A mark for the index with a wrong or missing value.
IDX-005  warning  warning  warning  -        A heading with pages and a "see".
IDX-006  warning  warning  warning  -        Two headings of the index that differ only in capitals or accents.
IDX-007  error    error    error    -        A mark for the index that marks no words.
GLO-001  error    error    error    -        A term that the glossary does not have.
ABB-001  warning  warning  warning  -        An abbreviation without its words where it stands first.
ABB-002  error    error    error    -        A list of abbreviations whose file defines none.

Sources and citations
REF-001  error    error    error    -        references.yaml is not a list of sources.
REF-002  error    error    error    -        A key that two sources have.
REF-003  error    error    error    -        An entry of references.yaml that is not a source.
REF-004  error    error    error    -        A source without a key, or with a space in it.
REF-005  error    error    error    -        A source without a type, or with one that CSL does not have.
REF-006  error    error    error    -        A variable that CSL does not have.
REF-007  error    error    error    -        A date, a name or a text of a source in a wrong form.
REF-010  warning  warning  warning  -        A DOI with its address, or in another wrong form.
REF-011  warning  warning  warning  -        A title in a form that the style cannot use.
REF-012  warning  warning  warning  -        A range of pages in a wrong form.
REF-013  warning  warning  warning  -        Two sources that may be the same.
REF-014  warning  warning  warning  -        An ISBN whose check digit is wrong.
REF-015  warning  warning  warning  -        An ISSN whose check digit is wrong.
REF-016  note     note     note     -        A source that is never cited.
REF-017  note     note     note     -        A cited source lacks what the style prints.
REF-018  warning  warning  warning  -        An address in a wrong form.
CIT-001  error    error    error    -        A citation of a source that does not exist.
CIT-002  error    error    error    -        The book cites, and has no source at all.
CIT-003  error    error    error    -        A citation style that cannot be read; the shipped one stands in for it.
CIT-004  warning  warning  warning  -        CSL has no words for the book's language.
CIT-010  warning  warning  warning  -        What the citation engine says of a citation or a source.
CIT-050  warning  warning  warning  -        Pandoc's citeproc prints a citation otherwise.
CIT-051  warning  warning  warning  -        An accepted difference that no longer exists.
CIT-052  error    error    error    -        An accepted difference without a construct or a reason.
CIT-053  note     note     note     -        Citations that could not be compared.

Interviews and consent
INV-001  error    error    error    -        A key of a transcript's metadata that does not exist.
INV-002  error    error    error    -        A key of a transcript's metadata that is needed is missing.
INV-003  error    error    error    -        A value of a transcript's metadata that is not allowed.
INT-001  error    error    error    -        A transcript without a metadata block.
INT-002  error    error    error    -        An expert who is to be named, and has no name.
INT-003  error    error    error    -        Words of a transcript that stand in no turn.
INT-004  error    error    error    -        A turn that is neither a question nor an answer.
INT-005  error    error    error    -        A turn without an id.
INT-006  error    error    error    -        Two turns with one id.
INT-007  error    error    error    -        A translation of a turn that does not exist.
INT-008  error    error    error    -        A code that two interviews have.
INT-009  warning  warning  error    -        A withheld name stands in a transcript that is passed on.
INT-010  error    error    error    -        A turn with two translations.
INT-011  error    error    error    -        An interview's code is the key of a source, too.
INT-012  error    error    error    -        public_as names a source that does not exist.
INT-013  error    error    error    -        A turn that is not closed.
INT-014  warning  warning  warning  -        A transcript whose file is not called by its code.
EXC-001  error    error    error    -        An excerpt of an interview that does not exist.
EXC-002  error    error    error    -        An excerpt of a turn that does not exist.
EXC-003  error    error    error    -        Words that a turn does not have.
EXC-004  error    error    error    -        Words that no interview has.
EXC-005  error    error    error    -        Words of another turn or another speaker.
EXC-006  error    error    error    -        An excerpt that names a wrong speaker.
EXC-007  error    error    error    -        An original called a translation, or the other way round.
EXC-008  error    error    error    -        Emphasis that the transcript does not have.
EXC-009  error    error    error    -        "Emphasis added" where none is.
EXC-010  error    error    error    -        A wrong value of emphasis=.
EXC-011  error    error    error    -        An attribute of an excerpt that says nothing.
EXC-012  warning  warning  warning  -        A cut translation beside a whole original.
EXC-013  warning  warning  warning  -        The transcript's emphasis is left out.
EXC-014  error    error    error    -        A translation is asked for, and there is none.
EXC-015  warning  warning  warning  -        An omission that leaves out a negation.
EXC-016  warning  warning  warning  -        A block for an excerpt with no words in it.
CON-001  warning  error    error    -        Words that their expert has not approved.
CON-002  warning  error    error    -        Words that were changed after their approval.
CON-003  warning  error    error    -        Words that were not among those approved.
CON-004  warning  error    error    -        Words in an edition that consent does not cover.
CON-005  warning  error    error    -        Words that are under embargo.
CON-006  error    error    error    -        Words of a withdrawn interview; they are left out at every stage.
CON-007  -        -        error    -        A specimen instead of a real interview.
CON-008  found    found    found    -        What was removed because an expert has withdrawn.
CON-009  error    error    error    -        A verb asks for an interview that does not exist.
PRV-001  error    error    error    -        private.yaml names an interview that does not exist.
PRV-002  error    error    error    book     private.yaml cannot be understood, so that nothing could be searched for withheld names.
PRV-003  -        error    error    -        A withheld name that stands nowhere, so that it cannot be searched for.
PRV-004  error    error    error    -        private.yaml is kept by git, and goes wherever the repository goes.
PRV-010  error    error    error    edition  A withheld name stands in a finished edition.

Figures and charts
FIG-001  error    error    error    -        A picture that does not exist; an empty frame with its name stands for it.
FIG-002  error    error    error    -        A picture without alternative text.
FIG-003  error    error    error    -        A picture on another host; an empty frame stands for it.
FIG-004  error    error    error    -        A file that no edition can show as a picture.
FIG-005  error    error    error    -        A picture that is damaged.
FIG-006  warning  warning  warning  -        A picture with too few pixels for print.
FIG-007  warning  warning  warning  -        A picture in colours that screens show wrongly.
FIG-008  note     note     note     -        A picture without a licence.
FIG-010  error    error    error    -        A chart whose JSON cannot be parsed.
FIG-011  error    error    error    -        A chart whose data cannot be read.
FIG-012  error    error    error    -        No library to draw charts is installed.
FIG-013  error    error    error    -        A chart that Vega-Lite refuses.
FIG-014  warning  warning  warning  -        A chart in colours that are not in the palette.
FIG-016  error    error    error    -        A kind of mark that Vega-Lite does not have.
FIG-017  warning  warning  warning  -        A column that a chart's data do not have.
FIG-018  warning  warning  warning  -        A key of a picture's metadata that does not exist.
FIG-019  warning  warning  error    -        A picture whose caption stands for its alternative text.
FIG-020  error    error    error    -        A long description for no figure, or a second one.
FIG-021  error    error    error    -        A long description with notes, citations, pictures or headings.
FIG-023  found    found    found    -        Words in a picture's brackets that are no caption and would not be printed.
FIG-024  warning  warning  warning  -        A width or a height of a picture that is not a measure.
FIG-022  error    error    error    -        A picture of another host whose file in the book was changed since it was fetched.

Templates, terms and fonts
TPL-001  error    error    error    -        A template that does not exist; the shipped one stands in for it.
TPL-002  error    error    error    -        A template that cannot be parsed; the shipped one stands in for it.
TPL-003  error    error    error    -        A template that fails while it runs; the shipped one stands in for it.
TPL-004  error    error    error    -        A template whose XHTML is not well-formed; the shipped one stands in for it.
WEB-001  warning  warning  error    -        A redirect of book.yaml that leads nowhere.
WEB-002  warning  warning  error    -        A redirect from an address that is a page of the book.
TRM-001  error    error    error    -        terms.yaml or bibliography.yaml in a wrong form.
TRM-002  error    error    error    -        A term that does not exist.
TRM-003  error    error    error    -        A section of the bibliography without id or title.
TRM-004  error    error    error    -        A file of an older version that is not read any more.
CSS-001  warning  warning  error    -        A custom property that no style sheet declares.
CSS-002  warning  warning  warning  -        A file of the book's styles/ or templates/ that is used nowhere.
CSS-003  warning  warning  error    -        A tokens.yaml that is not one, or a token that no style sheet reads.
CSS-004  error    error    error    -        A design that does not exist; the shipped one stands in for it.
CSS-005  error    error    error    -        A style sheet of the book's own at which the layout engine fails; the shipped ones stand in for it.
FNT-001  error    error    error    -        A font family that does not exist; the shipped one stands in for it.
FNT-002  error    error    error    -        A character that none of the book's fonts has; a box stands for it.
FNT-003  error    error    error    -        A file in styles/fonts/ that is not a TrueType font.
FNT-004  warning  warning  warning  -        A font whose maker says that it may not be embedded.

Pages and editions
PDF-001  error    error    error    edition  The library that lays out pages is missing.
PDF-010  found    found    found    -        What the layout engine says of a style or a document.
PDF-020  error    error    error    -        The call of a note is not printed.
PDF-021  error    error    error    -        A note is not printed.
PDF-022  error    error    error    -        A note begins on another page than its call.
PDF-023  error    error    error    -        A note, figure, picture or row runs off its page.
PDF-024  error    error    error    -        Words of the chapter are not printed.
PDF-025  warning  warning  warning  -        A line sticks out of the measure.
PDF-026  error    error    error    -        A line runs off the paper.
PDF-027  error    error    error    -        The pages have another order than the chapter.
PDF-028  warning  warning  warning  -        A note is called before the one before it.
PDF-029  error    error    error    -        A page that ends within a word, and has no hyphen there.
PDF-030  error    error    error    -        Page numbers that move the pages that they name.
PDF-031  warning  warning  warning  -        A page number that has the room of its widest form.
PDF-040  warning  warning  warning  -        A page adjustment that applies to nothing any more.
RMD-001  error    error    error    -        A key of the page adjustments that does not exist.
RMD-002  error    error    error    -        A key of the page adjustments that is needed is missing.
RMD-003  error    error    error    -        A value of the page adjustments that is not allowed.
PRS-001  error    error    error    edition  A key of presentation.yaml that does not exist.
PRS-003  error    error    error    edition  A value of presentation.yaml that is not allowed.
PRS-004  error    error    error    edition  There is no manuscript/presentation.yaml.
PRS-005  error    error    error    edition  The presentation shows something that the book does not have.
PRS-006  error    error    error    edition  The presentation quotes words that the book does not have, or an expert's out of their frame.
PRS-007  error    error    error    edition  The handout has more than eight pages.
PRS-008  warning  warning  warning  -        A slide with more on it than fits.
PAG-001  warning  error    error    -        An edition without the page numbers of print.
AGR-001  error    error    error    -        An edition lacks what the book has.
AGR-002  error    error    error    -        An edition has what the book does not have.
AGR-003  error    error    error    -        An edition has it otherwise than the book.
PRF-001  note     note     note     -        How many places a proof marks.
PRN-001  error    error    error    edition  The printer's colour profile is missing or cannot be used.
PRN-002  error    error    error    edition  A colour on a page is not in the palette.
PRN-003  error    error    error    edition  Something on a page cannot be turned into inks.
PRN-004  note     note     note     -        How many blank pages fill the last sheet.
PRN-005  error    error    error    edition  A colour or a picture has more ink than the paper takes.
PRN-006  error    error    error    edition  Something on a page is transparent, and the press asks for PDF/X-1a.
PRN-010  error    error    error    edition  A colour or an ink of the palette is wrong.
CVR-001  error    error    error    -        The cover's picture is missing or is not a picture.
CVR-002  error    error    error    -        The cover's drawing cannot be parsed.
CVR-003  warning  warning  warning  -        No cover can be drawn here.
CVR-004  warning  warning  warning  -        A cover without a barcode, since the book has no ISBN for print.
CVR-005  note     note     note     -        A spine that is too thin for words.
CVR-007  note     note     note     -        The measures of the cover.
CVR-008  warning  warning  warning  -        A title that is too long for the spine.
CVR-009  error    error    error    edition  The cover cannot be drawn.
CVR-010  warning  warning  warning  -        What the layout engine says of the cover.
CVR-011  error    error    error    edition  Words that run off the cover.

House style and spelling
HSE-001  warning  warning  warning  -        A word that the house writes otherwise.
HSE-002  warning  warning  warning  -        A name that the house writes otherwise.
HSE-003  warning  warning  warning  -        A term that the house writes otherwise.
HSE-004  warning  warning  warning  -        A word that the house avoids.
HSE-005  note     note     note     -        An abbreviation without its words.
HSE-010  warning  warning  warning  -        A hyphen between figures.
HSE-011  warning  warning  warning  -        A hyphen instead of a dash.
HSE-012  warning  warning  warning  -        "from" with a dash.
HSE-013  warning  warning  warning  -        Three points instead of an ellipsis.
HSE-014  warning  warning  warning  -        Straight quotation marks or apostrophes.
HSE-015  warning  warning  warning  -        A date with the month first.
HSE-016  warning  warning  warning  -        A date with an ordinal.
HSE-017  warning  warning  warning  -        A per cent sign in the text.
HSE-018  warning  warning  warning  -        Thousands without a comma.
HSE-019  warning  warning  warning  -        A contraction.
HSE-020  warning  warning  warning  -        "chapter" before a reference that brings the word itself.
HSE-021  warning  warning  warning  -        The number of an EU act in a wrong form.
HSE-090  warning  warning  warning  -        An exception that excuses nothing.
HSE-091  warning  warning  warning  -        An exception without a reason.
STY-001  error    error    error    -        A key of the house style that does not exist.
STY-003  error    error    error    -        A value of the house style that is not allowed.
STY-004  error    error    error    -        A rule that does not exist.
SPL-001  warning  warning  warning  -        A word that is in no dictionary.
SPL-002  note     note     note     -        No dictionary for a language.
SPL-003  note     note     note     -        No library to look words up is installed.

What the field's checkers say of finished files
ART-001  warning  warning  warning  -        A checker that was not run.
ART-002  error    error    error    -        A checker that finds faults.
ART-003  error    error    error    -        A checker that gives no verdict.
ART-004  error    error    error    -        There is no file to check.
ART-010  found    found    found    -        EPUBCheck.
ART-011  found    found    found    -        epubcheck-ts, a second reading of the same standard.
ART-012  found    found    found    -        Ace, the accessibility of an EPUB.
ART-020  found    found    found    -        The Nu HTML checker.
ART-021  found    found    found    -        A link of the web edition that leads nowhere.
ART-022  found    found    found    -        axe, the accessibility of a web page.
ART-023  found    found    found    -        A page of the web edition weighs too much.
ART-024  found    found    found    -        Something moves while a page of the web edition loads.
ART-025  found    found    found    -        A page of the web edition is wider than a small screen.
ART-030  found    found    found    -        A message on the console of a page of the web edition.
ART-031  found    found    found    -        A page of the web edition asks another host.
ART-032  found    found    found    -        The search of the web edition does not find a word.
ART-033  found    found    found    -        A note of the web edition does not open or close.
ART-034  found    found    found    -        The address of a printed page does not lead to it.
ART-035  found    found    found    -        The choice of light and dark does not hold.
ART-036  found    found    found    -        Without scripts a page of the web edition loses something.
ART-040  found    found    found    -        veraPDF, where it is installed: PDF/UA-1.

The desk: Word, references, queries
DSK-001  error    error    error    -        A format of references that cannot be read.
DSK-003  error    error    error    -        A file of references that Pandoc cannot read.
DSK-004  warning  warning  warning  -        An imported source without a type that CSL has.
DSK-005  warning  warning  warning  -        A field of an imported source that CSL does not have.
DSK-006  warning  warning  warning  -        A date of an imported source that cannot be read.
DSK-007  note     note     note     -        A title that was set in sentence case.
DSK-008  warning  warning  warning  -        A record of a file of references that was left out.
DSK-009  warning  warning  warning  -        A line of a file of references that is not UTF-8.
DSK-010  error    error    error    -        A file to import that does not exist or cannot be read.
DSK-011  error    error    error    -        A Word file that Pandoc cannot read.
DSK-012  error    error    error    -        A verb asks for a chapter that does not exist.
DSK-013  error    error    error    -        A DOI or an ISBN that could not be looked up.
QRY-002  error    error    error    -        A file that is not a sheet of answers.
QRY-003  warning  warning  warning  -        A sheet that answers an earlier proof.
QRY-004  warning  warning  warning  -        A sheet that answers a proof of another book.

Release
RLS-001  error    error    error    -        A key of release.yaml that does not exist.
RLS-002  error    error    error    -        A key of release.yaml that is needed is missing.
RLS-003  error    error    error    -        A value of release.yaml that is not allowed.
RLS-010  -        warning  error    -        A book that is not in a git repository.
RLS-011  -        warning  error    -        A file that is not committed.
RLS-012  -        warning  error    -        An edition without an ISBN.
RLS-013  -        warning  error    -        A book that does not say whose rights it has.
RLS-014  -        warning  error    -        A book that does not say who funded it.
RLS-015  -        warning  error    -        A book that calls itself a working edition.
RLS-016  -        warning  error    -        More blank pages at the end than the printer takes.
RLS-017  -        warning  error    -        A claim of conformance that a check contradicts.
RLS-020  -        warning  error    -        A warning that nobody has explained.
RLS-021  -        warning  error    -        An explanation that explains nothing.
RLS-022  error    error    error    edition  A version that was released with other bytes.
RLS-030  error    error    error    -        A verb asks for a chapter that does not exist.
MET-001  error    error    error    -        A deposit with Crossref without a DOI.
MET-002  error    error    error    -        A DOI with another prefix than the deposit's.
MET-003  error    error    error    -        A DOI without an address to lead to.
MET-010  error    error    error    -        An ONIX message that is not valid.
"""


@dataclass(frozen=True)
class Fault:
    """One row of the table."""

    code: str
    weights: Mapping[Stage, Severity | None]
    """None where the stage does not ask for it, or the rule weighs it case by case."""
    stops: str
    """What cannot be made at any stage while the fault stands: "book", "edition", or nothing."""
    meaning: str
    group: str
    """The heading under which it stands."""
    by_case: bool = False
    """Whether the rule weighs it case by case."""


def _rows(table: str) -> Iterator[Fault]:
    group = ""
    words = {severity.value: severity for severity in Severity}
    for line in table.strip().split("\n")[1:]:
        if not line[3:4] == "-":
            group = line or group
            continue
        code, *columns = line.split(maxsplit=5)
        weights = {stage: words.get(word) for stage, word in zip(Stage, columns[:3], strict=True)}
        yield Fault(code, weights, columns[3].strip("-"), columns[4], group, columns[0] == "found")


CATALOGUE: Mapping[str, Fault] = {fault.code: fault for fault in _rows(TABLE)}


def weight(code: str, stage: Stage, otherwise: Severity = Severity.ERROR) -> Severity:
    """How much a fault weighs in a stage; `otherwise` where the table leaves that to the rule, or has no such code."""
    fault = CATALOGUE.get(code)
    return (fault.weights[stage] if fault else None) or otherwise


def asks(code: str, stage: Stage) -> bool:
    """Whether a stage asks for a fault at all."""
    fault = CATALOGUE.get(code)
    return fault is None or fault.by_case or fault.weights[stage] is not None


def stops(code: str) -> str:
    """What a fault stops at every stage: "book", "edition", or nothing."""
    fault = CATALOGUE.get(code)
    return fault.stops if fault else ""
