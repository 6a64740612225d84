"""Citations are read as Pandoc reads them: some four hundred and fifty forms, printed by our engine and by Pandoc's own."""

from __future__ import annotations

import json
from pathlib import Path

import panflute as pf
import pytest

from bookbuilder.citations.styles import find_style
from bookbuilder.compose.read.locators import parse_locator
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.conversions import cite
from bookbuilder.markdown.pandoc import read_markdown
from tests.small_book import BOOK, body_of, text_of

KEYS = {
    "k1": ("Doe", 2001),
    "k2": ("Roe", 1999),
    "doi:10.1000/182": ("Poe", 1998),
    "k3": ("Doe", 2005),
    "key_score": ("Moe", 1997),
    "a.b-c:d": ("Loe", 1996),
}
STYLE = "chicago-author-date"
SUFFIXES = """
p. 33|pp. 33–35|pp. 33-35|p.33|pp.33-5|page 33|pages 33, 35|p 33|pp 33|33|33-35|33, 35|33, 35 and 37|33 and 35|33f.|33ff.|33 ff.|p. 33 f.
chap. 4|chapter 4|ch. 4|chaps. 4–5|sec. 3.2|§ 3|§3|§§ 3–5|¶ 4|para. 4|paras. 4-6|vol. 2|vol. 2, p. 33|vol. II, p. 33|bk. 3|book 3|fig. 2|figure 2a
no. 5|n. 3|note 3|nn. 3-4|l. 4|ll. 4–8|line 7|col. 3|fol. 12r|fols. 12r–13v|v. 5|vv. 5-9|verse 9|op. 12|s.v. word|s.v. "word"|pt. 2|part II|app. A|app. 2
p. iv|pp. iv–xi|pp. iv-xi|iv|p. A-12|p. A12|A12|p. 3:4|3:4|1.2.3|sec. 1.2.3|sec. 1(a)|sec. 1(a)(ii)|p. [33]|[33]|p. 33, emphasis added|p. 33 emphasis added
p. 33; emphasis added|pp. 33–35, 38–39 and passim|emphasis added|and elsewhere|passim|1999 edition|p. 1,234|pp. 1,234-1,236|p. 33/34|33/34|p. ~33|p. c. 33|p. 33a|p. 33 and note 4
{p. 33}|{33}|{33 bis}|{fol. 3 bis}|{pp. iv, vi-xi, (xv)-(xvii)} with suffix|{}|{} words only 33|{chap. 3} and more|{p. 33}, also|{p. 33} also|{appendix} 3|{33-35, 40}|p. {33}
pp. 33-35, with pp. 236-40|p. VIII|pp. VIII–XII|p. c|p. d|p. 5 [= 6]|p. 33.|33.|p. 33, n. 4|p. 33n4|p. 33 n. 4|pp. 33–|p. –33|p. 33--35|33--35|p. 4 (emphasis added)|p. 33 (my translation)
Chapter 4|P. 33|PP. 33-34|Sec. 4|VOL. 3|Fig. 3|chap 4|sec 4|vol 2|no 5|para 4|fig 2|figs. 2-3|tbl. 2|table 2|r. 4|rule 4|art. 5|arts. 5-6|Art. 5(1)|article 5|c. 4|cc. 4-5|supp. 2|loc. 5|eq. 4|equation 4
pp. 33–35, *emphasis*|*emphasis*|**33**|p. *33*|33 *ff.*|`33`|p. 33^a^|at 33|see p. 33|esp. p. 33|cf. 33|3rd edition|2nd ed., p. 33|1|1a|1A|100|10.1|10,1|p. 10,1|12:34|12-34a|A-B|AB|a1|XX1|p. XX1
""".replace("\n", "|")
SUFFIXES = [s for s in dict.fromkeys(SUFFIXES.split("|")) if s]
OTHERS = """[@k1]
@k1
[-@k1]
-@k1
@k1 says
[@k1; @k2]
[@k2; @k1]
[@k1, p. 3; @k2, p. 4]
[see @k1]
[see @k1, p. 3]
[see also @k1, pp. 3-4, and elsewhere; cf. @k2]
[*see* @k1]
[e.g., @k1; @k2, chap. 3]
@{k1}
[@{k1}]
[@{k1}, p. 3]
@k1 [-@k2]
@k1 [; @k2]
@k1 [p. 3; @k2]
@k1 [p. 3; @k2, p. 4]
@k1 [see p. 3]
@k1[94]
@k1's words
@k1, who
@k1: words
[@k1 ]
[ @k1]
[@k1,]
[@k1.]
[@k1;]
[@k1 , p. 3]
[@k1,p. 3]
[@k1 p. 3]
[@k1 33]
[@k1 foo]
[@k1: 33]
[@k1; p. 3]
[see @k1 and @k2]
[see @k1; and @k2]
[-@k1, p. 3]
[see -@k1]
[-@k1; -@k2]
[@k1; -@k2]
Doe says [-@k1, p. 3].
Words [@k1].
Words [@k1], more.
"Words" [@k1, p. 3].
[@doi:10.1000/182]
[@key_score]
[@a.b-c:d]
@k1 [@k2]
@k1 and @k2 say
@k1 []
@k1 [**bold**]
*@k1*
**[@k1, p. 3]**
[[@k1]]
[text @k1 text]
[@k1, "quoted" words]
“[@k1, p. 3]”
"[see @k1, pp. 3-5; @k2]"
‘@k1 [p. 3]’
“‘[@k1]’”
«[-@k1]»
(see [see @k1, pp. 3-5; @k2])
((([@k1, p. 3])))
***words @k1 [p. 3] words***
*a **b [@k1, p. 3] c** d*
~~[see @k1, pp. 3-5; @k2]~~
[words [@k1, p. 3] words]{.smallcaps}
[[@k1, p. 3] words]
[text [-@k1]]
[[[see @k1, pp. 3-5; @k2]]]
"Quoted words [@k1]."
"Quoted words." [-@k1]
Words? [see @k1, pp. 3-5; @k2]
Words—[@k1, p. 3]—more
Words…@k1 [p. 3]
@k1@k1
[@k1][@k2]
[@k1]@k2
[@k1] [@k2]
H~@k1~ and x^@k1^
\\@k1 @k1 [p. 3]
\\[@k1\\]
[ ]@k1
@k1\\ [p. 3]
[see "a [b] c" @k1]
[@k1, p. 3 [sic]]
[(see) @k1]
[@k1, p. 3, *emph*, **bold**]
[@k1; @k1, p. 3]
[@k1, p. 3; @k3, p. 5]
[@k1; @k3]
@k1 [p. 3, and @k2, p. 4]
[@k1, a\\]b]
[@k1, book 3, chapter 4]
[@k1, pp. xii–xv, 3]
@k1 [{p. 3} so]
@k1 [p. 3] [p. 4]
@{k1}s
Doe -@k1
"@k1" [p. 3]
[[@k1]{.x}]
(Words. [@k1])
""".strip().split("\n")
FORMS = [*(f"[@k1, {it}]" for it in SUFFIXES), *(f"@k1 [{it}]" for it in SUFFIXES), *OTHERS]

OTHERWISE = (
    "ch. 4", "table 2", "rule 4", "art. 5", "arts. 5-6", "rt. 5(1)", "article 5", "equation 4", "A-12", "1,234", "10,1",
    "3 bis}", "(xv)-(xvii)", "33–]", "-@k2", "@k1 and @k2]",
    "with pp. 236-40", "@k1's", "@k1 , p", "@k3, p. 5", "@k1; @k1, p",
)  # fmt: skip
"""What differs on purpose: labels that Pandoc does not know, a comma within a number, a range of nothing, the dash of a range
behind a second label, Doe’s (2001) for Doe (2001)’s, a space typed before the comma, and the comma between two years of one
author with pages, which citeproc-js has, too."""


@pytest.mark.slow
def test_citations_print_as_pandoc_prints_them(tmp_path: Path) -> None:
    text = "\n\n".join(FORMS)
    items = [
        {"id": key, "type": "book", "author": [{"family": name, "given": "J."}], "title": name, "publisher": "P"}
        for key, (name, _) in KEYS.items()
    ]
    dated = [{**item, "issued": {"date-parts": [[year]]}} for item, (_, year) in zip(items, KEYS.values(), strict=True)]
    answered = load(cite(read_markdown(text)[0], json.dumps(dated), find_style(STYLE), "en-US"))
    pandoc = [pf.stringify(block) for block in answered.content if isinstance(block, pf.Para)]
    references = json.dumps([{**item, "issued": year} for item, (_, year) in zip(items, KEYS.values(), strict=True)])
    book = BOOK.replace("chicago-notes-bibliography", STYLE).replace("en-GB", "en-US")
    body = body_of(f"# One\n\n{text}\n", {"references.yaml": references, "manuscript/book.yaml": book})
    ours = [text_of(it) for it in body.iter("p")]
    assert len(ours) == len(FORMS) <= len(pandoc)
    differing = [
        (form, theirs, own)
        for form, theirs, own in zip(FORMS, pandoc, ours, strict=False)
        if _plain(theirs) != _plain(own) and not any(it in form for it in OTHERWISE)
    ]
    assert differing == []
    assert "Doe’s (2001) words" in ours


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("“", '"').replace("”", '"').replace("’", "'").split())


@pytest.mark.parametrize(
    "suffix, expected",
    [
        ("94", ("page", "94", "")),
        (", pp. 33–35, emphasis added", ("page", "33–35", ", emphasis added")),
        (", {33 bis} there", ("", "33 bis", " there")),
        (", {fol. 3 bis}", ("folio", "3 bis", "")),
        ("{}, 99 years later", ("", "", ", 99 years later")),
        ("foo", ("", "", ", foo")),
        (" foo", ("", "", " foo")),
        (", с. 12", ("page", "12", "")),
        (", vol. II, p. 3", ("volume", "II", ", p. 3")),
        (", pp. 3 -- 5 there", ("page", "3–5", " there")),
        (", pp. 3 to 5", ("page", "3–5", "")),
        (", p. 3 – so", ("page", "3", " – so")),
        (", pp. 3, 5 & 7", ("page", "3, 5 & 7", "")),
        (", art. 3 (1) (a)", ("article-locator", "3 (1) (a)", "")),
        (", p. 3: so", ("page", "3", ": so")),
        (", 1:02:03", ("", "1:02:03", "")),
        (", 2nd edn, p. 3", ("", "", ", 2nd edn, p. 3")),
        (" p3", ("page", "3", "")),
    ],
)
def test_a_locator_is_distinguished_from_the_rest(suffix, expected):
    assert parse_locator(suffix) == expected
