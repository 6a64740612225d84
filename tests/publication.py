"""A Publication made by hand, small and with one of everything, for the tests of the three editions."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from lxml import etree

from bookbuilder.model.book import Book, Page
from bookbuilder.model.contents import ChapterLine, Entry
from bookbuilder.model.identity import Identifiers, License, Series
from bookbuilder.model.people import Contributor, Funding, Publisher
from bookbuilder.model.publication import Captioned, ContentDocument, Heading, Publication, Resource
from bookbuilder.theme.templates import Theme
from bookbuilder.theme.terms import read_terms

FIGURE = Path(__file__).parent / "layout" / "figures" / "trade.svg"

LONG_ADDRESS = (
    "https://www.consilium.europa.eu/media/39778/st10113-en19/council-conclusions/new-strategy-on-central-asia/"
    "annex.final.version-of-17-june-2019.pdf?lang=en&section=partnership_for_prosperity"
)
LINK = '<a href="{0}">{0}</a>'.format(LONG_ADDRESS.replace("&", "&amp;"))

SENTENCES = (
    "Trade between the European Union and Central Asia has grown unevenly since the countries became independent.",
    "Energy makes up most of what the Union buys, and machines most of what it sells.",
    "Partnership agreements name customs, standards and public procurement, and leave their pace to later decisions.",
    "The distance to the ports decides much of the price, as every forwarding agent on the border will say.",
    "Officials on both sides described the same meeting in different words, which is itself a finding.",
    "Rail links through the Caspian have been promised in each strategy and built in none of them as planned.",
    "Water is shared by states that count it differently, and an agreement on counting would come before one on use.",
    "Universities exchange students more readily than ministries exchange figures.",
)


def prose(seed: int, sentences: int = 6) -> str:
    """So many sentences of running text, beginning at a different one for each seed."""
    return " ".join(SENTENCES[(seed * 3 + index) % len(SENTENCES)] for index in range(sentences))


class Chapter:
    """Writes one document's XHTML: its notes are numbered, and stand at the end, as `ContentDocument` asks."""

    def __init__(self, id: str) -> None:
        self.id = id
        self._notes: list[str] = []

    def note(self, *paragraphs: str) -> str:
        """A call; its note, of one or several paragraphs of XHTML, goes to the end."""
        number = len(self._notes) + 1
        call, note = f"{self.id}-call-{number}", f"{self.id}-note-{number}"
        first, *others = paragraphs
        back = f'<a role="doc-backlink" class="note-number" href="#{call}">{number}</a>'
        blocks = [f"<p>{back} {first}</p>"] + [f"<p>{text}</p>" for text in others]
        self._notes.append(f'<aside role="doc-footnote" class="note" id="{note}">{"".join(blocks)}</aside>')
        return f'<a role="doc-noteref" class="noteref" id="{call}" href="#{note}">{number}</a>'

    def xhtml(self, kind: str, role: str, blocks: str) -> str:
        """The whole <section>, notes at its end."""
        notes = f'<section role="doc-endnotes" class="notes">{"".join(self._notes)}</section>' if self._notes else ""
        return f'<section id="{self.id}" class="{kind}" role="{role}">{blocks}{notes}</section>'


def title(id: str, text: str, label: str = "") -> str:
    """A document's heading, with its label where it is numbered."""
    if label:
        text = f'<span class="label">{label}</span> <span class="title">{text}</span>'
    return f'<h1 id="{id}-title">{text}</h1>'


def document(
    body: str, kind: str, role: str, matter: str, text: str, *, number: str = "", label: str = "", part: str = ""
) -> ContentDocument:
    """A ContentDocument whose headings, captions and ids are read from its own XHTML."""
    root = etree.fromstring(body)
    headings = [Heading(root.get("id"), 0 if kind == "part" else 1, number, text, text)]
    captioned: list[Captioned] = []
    for element in root.iter("h2", "h3"):
        name = "".join(element.itertext())
        section, _, rest = name.partition(" ") if number else ("", "", name)
        headings.append(Heading(element.get("id"), int(element.tag[1]), section, rest, rest))
    for element in root.iter("figure", "table"):
        caption = element.find("figcaption") if element.tag == "figure" else element.find("caption")
        if caption is not None and element.get("id"):
            kind_of = "figure" if element.tag == "figure" else "table"
            name = caption.find("span[@class='label']")
            rest = caption.find("span[@class='title']")
            captioned.append(Captioned(element.get("id"), kind_of, name.text, "".join(rest.itertext())))
    return ContentDocument(
        id=root.get("id"),
        kind=kind,
        role=role,
        matter=matter,
        title=text,
        title_xhtml=text,
        number=number,
        label=label,
        running_title=text,
        body=body,
        headings=tuple(headings),
        captioned=tuple(captioned),
        ids=tuple(element.get("id") for element in root.iter() if element.get("id")),
        resources=tuple(element.get("src") for element in root.iter("img")),
        source=f"manuscript/{root.get('id')}.md",
        part=part,
    )


def made(kind: str, matter: str, text: str, listed: bool = True) -> ContentDocument:
    """A page that the templates make."""
    return ContentDocument(
        id=kind,
        kind=kind,
        role="doc-toc" if kind == "contents" else "",
        matter=matter,
        title=text,
        title_xhtml=text,
        running_title=text,
        template=kind,
        headings=(Heading(kind, 1, "", text, text, listed),),
        ids=(kind,),
        listed=listed,
    )


def foreword() -> ContentDocument:
    """A document of the front matter, with a heading and a note."""
    it = Chapter("foreword")
    blocks = f"<p>{prose(1)}{it.note('On the wording, see the introduction.')}</p><p>{prose(2)}</p>"
    return document(
        it.xhtml("foreword", "doc-foreword", title("foreword", "Foreword") + blocks),
        "foreword",
        "doc-foreword",
        "frontmatter",
        "Foreword",
    )


def introduction() -> ContentDocument:
    """A chapter without a number: epigraph, definition list, links to other chapters."""
    it = Chapter("introduction")
    linked = it.note('One paragraph, with <i>italics</i> and a link to <a href="#trade">Chapter 1</a>.')
    blocks = (
        '<blockquote class="epigraph" role="doc-epigraph"><p>The steppe has no corners.</p>'
        '<p class="attribution">A saying of the road</p></blockquote>'
        f"<p>{prose(3)}{linked}</p>"
        f'<p>{prose(4)} See <a class="xref" href="#energy">Chapter 2</a>, <a class="xref" href="#tbl-imports">Table 1.1'
        '</a> and <a class="xref" href="#fig-trade">Figure 1.1</a>.</p><h2 id="introduction-terms">Terms</h2>'
        "<dl><dt>Acquis</dt><dd><p>The law of the Union as it stands.</p></dd><dt>Corridor</dt><dd><p>A line on a map"
        f"{it.note('And seldom more.')} that funds have been promised for.</p></dd></dl><p>{prose(5)}</p>"
    )
    return document(
        it.xhtml("introduction", "doc-introduction", title("introduction", "Introduction") + blocks),
        "introduction",
        "doc-introduction",
        "bodymatter",
        "Introduction",
    )


def part(number: str, id: str, text: str) -> ContentDocument:
    """A part's title page."""
    label = f"Part {number}"
    body = f'<section id="{id}" class="part" role="doc-part">{title(id, text, label)}</section>'
    return document(body, "part", "doc-part", "bodymatter", text, number=number, label=label)


def trade() -> ContentDocument:
    """Chapter 1: notes of one and several paragraphs, in a table and in a list, a table, a figure, quotations."""
    it = Chapter("trade")
    opening = (
        f"<p>{prose(0)}{it.note('European Commission, <i>Trade Report</i> (Brussels, 2019), p. 12.')}</p>"
        f"<p>{prose(1)}{it.note('The first paragraph of a note in two.', 'The second, which begins anew.')}</p>"
        f'<h2 id="trade-goods">1.1 Goods and their routes</h2><p>{prose(2)}</p>'
    )
    rows = "".join(
        f'<tr><th scope="row">{country}</th><td class="number">{value}</td><td class="number">{share}</td>'
        f"<td>{remark}</td></tr>"
        for country, value, share, remark in (
            ("Kazakhstan", "18.4", "71.2", f"oil{it.note('Crude oil only; condensate is counted apart.')}"),
            ("Kyrgyzstan", "0.3", "1.1", "gold"),
            ("Tajikistan", "0.2", "0.9", "aluminium"),
            ("Turkmenistan", "1.1", "4.0", "gas"),
            ("Uzbekistan", "2.9", "11.3", f"gold, cotton{it.note('Figures from two ministries disagree.')}"),
        )
    )
    table = (
        '<table id="tbl-imports" class="table"><caption><span class="label">Table 1.1</span> <span class="title">Imports '
        'of the Union, billion euro</span></caption><thead><tr><th scope="col">Country</th>'
        '<th scope="col" class="number">Value</th><th scope="col" class="number">Share, %</th><th scope="col">Goods</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )
    lists = (
        f"<ul><li><p>Roads, {it.note('By lorry, mostly.')} and what they cost.</p></li><li><p>Rails.</p><ul><li>Broad gauge."
        f'{it.note("1520 mm.")}</li><li>Narrow gauge.</li></ul></li></ul><ol class="arabic"><li>First.</li><li>Second.</li></ol>'
    )
    figure = (
        '<figure id="fig-trade"><img src="figures/trade.svg" alt="Four bars that grow from year to year"/>'
        '<figcaption><span class="label">Figure 1.1</span> <span class="title">Trade in four years</span></figcaption>'
        "</figure>"
    )
    excerpt = (
        '<aside class="excerpt" id="excerpt-kz-01-q3a" aria-label="Interview kz-01"><div class="excerpt-words" lang="ru">'
        "<p>Мы всегда говорили, что договорённости важнее деклараций, […] и железная дорога это показала.</p></div>"
        '<div class="excerpt-translation" lang="en-GB"><p>We have always said that arrangements matter more than '
        'declarations, […] and the railway has shown it.</p></div><p class="attribution">Expert in foreign policy, '
        "Almaty, interview kz-01, 14 October 2020</p></aside>"
    )
    blocks = (
        f"{opening}{table}<p>{prose(3)}</p>{lists}{figure}<p>{prose(4)}</p>{excerpt}<p>{prose(5)}</p>"
        f"<blockquote><p>{prose(6, 3)}{it.note(f'Council of the European Union, <i>Conclusions</i>, {LINK}.')}</p>"
        f'<p>{prose(7, 2)}</p></blockquote><h2 id="trade-words">1.2 Words for it</h2><h3 id="trade-words-kk">1.2.1 In Kazakh</h3>'
        '<p>In Kazakh the road is <span lang="kk">Қазақстанның көлік дәлізі үшін әуежай, теміржол және өзендік порт</span>, in Russian '
        '<span lang="ru">транспортный коридор через Каспийское море и сопредельные государства</span>.</p>'
        f"<p>{prose(8)}</p><p>{prose(9)}</p><p>{prose(10)}</p>"
    )
    return document(
        it.xhtml("chapter", "doc-chapter", title("trade", "Trade and its routes", "Chapter 1") + blocks),
        "chapter",
        "doc-chapter",
        "bodymatter",
        "Trade and its routes",
        number="1",
        label="Chapter 1",
        part="part-fields",
    )


def energy() -> ContentDocument:
    """Chapter 2: a note of fifteen lines and more, many notes on a page, several pages."""
    it = Chapter("energy")
    long = " ".join(prose(seed, 5) for seed in range(4))
    blocks = [f"<p>{prose(1)}{it.note(long)}</p>"]
    for seed in range(2, 14):
        calls = it.note(prose(seed, 1 + seed % 3))
        more = it.note(f"Ibid., p. {seed}.") if seed % 2 else ""
        blocks.append(f"<p>{prose(seed, 4)}{calls} {prose(seed + 3, 3)}{more}</p>")
    blocks.insert(6, '<h2 id="energy-gas">2.1 Gas</h2>')
    return document(
        it.xhtml("chapter", "doc-chapter", title("energy", "Energy", "Chapter 2") + "".join(blocks)),
        "chapter",
        "doc-chapter",
        "bodymatter",
        "Energy",
        number="2",
        label="Chapter 2",
        part="part-fields",
    )


def bibliography() -> ContentDocument:
    """The back matter: entries under two headings, one with a long address."""
    entry = '<p class="csl-entry" id="ref-{0}" role="doc-biblioentry">{1}</p>'
    entries = "".join(
        entry.format(key, text)
        for key, text in (
            (
                "council2019",
                f"Council of the European Union. <i>Conclusions on a New Strategy</i>. Brussels, 2019. {LINK}.",
            ),
            (
                "muller2018",
                "Müller, Anna. <i>Roads of the Steppe: Infrastructure and Power in Central Asia</i>. Oxford: Clarendon Press, 2018.",
            ),
            (
                "ivanov2020",
                '<span lang="ru">Иванов, Пётр. <i>Дороги степи: инфраструктура и власть в Центральной Азии</i>. Москва: Наука, 2020.</span>',
            ),
        )
    )
    blocks = (
        title("bibliography", "Bibliography")
        + f'<h2 id="bibliography-sources">Sources</h2><div class="csl-bib-body">{entries}</div>'
    )
    return document(
        f'<section id="bibliography" class="bibliography" role="doc-bibliography">{blocks}</section>',
        "bibliography",
        "doc-bibliography",
        "backmatter",
        "Bibliography",
    )


def book() -> Book:
    """The book's own data, each field filled that a made page prints."""
    return Book(
        title="Roads of the Steppe",
        subtitle="The European Union and Central Asia",
        short_title="Roads of the Steppe",
        lang="en-GB",
        publisher=Publisher("Example Press", "Almaty", "https://example.org"),
        date="2021-03-01",
        creator=(
            Contributor("Anna Müller", ("edt",), "Müller, Anna"),
            Contributor("Pjotr Ivanov", ("edt",), "Ivanov, Pjotr"),
        ),
        contributor=(Contributor("Example Institute", ("fnd",), kind="organisation"),),
        edition="First edition",
        identifier=Identifiers(
            print="978-0-306-40615-7", pdf="978-1-86197-876-9", epub="978-3-16-148410-0", html="", doi="10.1234/steppe"
        ),
        series=Series("Studies of the Road", "4", "2049-3630"),
        rights="© 2021 Example Press",
        license=License("CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        funding=(
            Funding("European Union", "This book was published with the support of the European Union.", "", "2020-1"),
        ),
        description="How roads are planned, promised and built.",
        subjects=("Central Asia", "European Union"),
        notice="The interviews in this edition are specimens.",
        page=Page("156mm", "234mm"),
        frontmatter=(Entry("half-title"), Entry("title"), Entry("imprint"), Entry("contents"), Entry("foreword.md")),
        chapters=(
            ChapterLine("introduction.md"),
            ChapterLine(part="Fields", id="part-fields", chapters=(Entry("trade.md"), Entry("energy.md"))),
        ),
        backmatter=(Entry("bibliography"),),
    )


def publication() -> Publication:
    """The whole book: thirteen documents, one of everything."""
    documents = (
        made("half-title", "frontmatter", "Roads of the Steppe", listed=False),
        made("title", "frontmatter", "Roads of the Steppe", listed=False),
        made("imprint", "frontmatter", "Imprint", listed=False),
        made("dedication", "frontmatter", "Dedication", listed=False),
        made("contents", "frontmatter", "Contents", listed=False),
        made("list-of-figures", "frontmatter", "Figures"),
        made("list-of-tables", "frontmatter", "Tables"),
        foreword(),
        introduction(),
        part("I", "part-fields", "Fields"),
        trade(),
        energy(),
        bibliography(),
        made("colophon", "backmatter", "Colophon", listed=False),
    )
    return publication_of(documents)


def publication_of(documents: tuple[ContentDocument, ...]) -> Publication:
    """A publication of these documents, with the book's data and the figure."""
    texts = [
        etree.tostring(etree.fromstring(it.body), encoding="unicode", method="text") for it in documents if it.body
    ]
    terms = read_terms(Theme(FIGURE.parent), "en-GB").value
    texts += [it.title + it.label for it in documents] + [repr(book()), *terms.values()]
    figure = Resource(
        "figures/trade.svg", "image/svg+xml", FIGURE, hashlib.sha256(FIGURE.read_bytes()).hexdigest(), 480, 240
    )
    return Publication(
        book=book(),
        documents=documents,
        resources=(figure,),
        characters="".join(sorted({character for text in texts for character in text if character.isprintable()})),
        has_specimens=True,
        identifier="urn:isbn:9783161484100",
        modified="2021-03-01T00:00:00Z",
        terms=terms,
    )


def with_document(publication: Publication, changed: ContentDocument) -> Publication:
    """The publication with one document put in place of the one that has its id."""
    return replace(publication, documents=tuple(changed if it.id == changed.id else it for it in publication.documents))
