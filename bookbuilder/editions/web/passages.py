"""Makes a document's tree fit for a web page: permalinks, tables that scroll, drawings, numbers of paragraphs."""

from __future__ import annotations

from lxml import etree

from bookbuilder.compose.write.tables import row_heads
from bookbuilder.editions import xhtml
from bookbuilder.editions.descriptions import describe_figures
from bookbuilder.editions.web.data import link_data
from bookbuilder.editions.web.drawings import draw_in_place
from bookbuilder.editions.web.site import Site
from bookbuilder.markdown.xhtml_text import parent_of
from bookbuilder.model.publication import ContentDocument
from bookbuilder.pages.page_marks import mark_pages


def fit_for_web(section: etree._Element, document: ContentDocument, site: Site) -> dict[str, bytes]:
    """Change the tree in place; not a word of the text is added. What is given back are the files that it now leads to."""
    words = site.words
    if document.id in site.marks:
        mark_pages(section, site.marks[document.id], words["page"])
        _plain_separators(section)
    describe_figures(section, document, words["long_description"])
    files = link_data(section, site.folder, words["data"])
    row_heads(section)
    xhtml.sized_pictures(section, site.publication.resources)
    draw_in_place(section, {it.name: it for it in site.publication.resources}, site.colours)
    xhtml.fit_to_screen(section, site.addresses, words)
    _notes_without_landmarks(section)
    _permalinks(section, words["permalink"])
    _boxes_for_tables(section, document.id)
    _lazy_pictures(section)
    _paragraph_numbers(section)
    return files


def _plain_separators(section: etree._Element) -> None:
    """A page mark is a separator with a name: browsers do not know the role that EPUB has for it (axe 4.11 says so)."""
    for mark in section.iter("span"):
        if mark.get("role") == "doc-pagebreak":
            mark.set("role", "separator")


def _notes_without_landmarks(section: etree._Element) -> None:
    """Some screen readers take an <aside> for a landmark, whatever its role; forty notes would be forty landmarks."""
    for note in section.iter("aside"):
        if note.get("role") == "doc-footnote":
            note.tag = "div"


def _permalinks(section: etree._Element, words: str) -> None:
    """A link to itself on every heading but the first; its sign is drawn by the stylesheet, so the text stays whole."""
    for heading in list(xhtml.headings(section))[1:]:
        title = "".join(heading.itertext())
        link = etree.SubElement(heading, "a", {"class": "permalink", "href": f"#{heading.get('id')}"})
        link.set("aria-label", words.format(title=title))
        heading.set("aria-label", " ".join(title.split()))  # else a list of headings has the link's words in it too


def _boxes_for_tables(section: etree._Element, id: str) -> None:
    """A wide table scrolls in a box of its own, which the keyboard reaches."""
    for number, table in enumerate(list(section.iter("table")), 1):
        box = etree.Element("div", {"class": "table-box", "tabindex": "0", "role": "region"})
        caption = table.find("caption")
        if caption is not None:
            name = caption.get("id") or f"{table.get('id') or f'{id}-table{number}'}-caption"
            caption.set("id", name)
            box.set("aria-labelledby", name)
        else:
            box.set("aria-label", f"{number}")
        box.tail, table.tail = table.tail, None
        parent_of(table).replace(table, box)
        box.append(table)


def _lazy_pictures(section: etree._Element) -> None:
    for image in section.iter("img"):
        image.set("loading", "lazy")
        image.set("decoding", "async")


def _paragraph_numbers(section: etree._Element) -> None:
    """Each paragraph of the running text has a number for citing and a link to itself, drawn by the stylesheet alone."""
    number = 0
    for paragraph in section.iter("p"):
        parent = parent_of(paragraph)
        if parent.tag != "section" or parent.get("role") == "doc-endnotes" or paragraph.get("class"):
            continue
        number += 1
        if not paragraph.get("id"):
            continue
        link = etree.Element("a", {"class": "paragraph", "href": f"#{paragraph.get('id')}", "data-number": str(number)})
        link.set("tabindex", "-1")
        link.set("aria-hidden", "true")
        link.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, link)
