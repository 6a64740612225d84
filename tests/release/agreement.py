"""A publisher's folder in; what each of its files says of the book, in the same words and forms, out.

Only the form is made alike: "Müller, Anna" is Anna Müller, `eng` is en, 9783161484100 is 978-3-16-148410-0 without
hyphens. A format that has no place for a fact lacks it here too.
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from pikepdf import Pdf
from pymarc import MARCReader

ONIX = {"o": "http://ns.editeur.org/onix/3.1/reference"}
CROSSREF = {"c": "http://www.crossref.org/schema/5.3.1", "fr": "http://www.crossref.org/fundref.xsd", "ai": "http://www.crossref.org/AccessIndicators.xsd", "jats": "http://www.ncbi.nlm.nih.gov/JATS1"}  # fmt: skip
OPF = {"dc": "http://purl.org/dc/elements/1.1/", "opf": "http://www.idpf.org/2007/opf"}
LANGUAGES = {"eng": "en", "en-GB": "en", "en": "en", "kaz": "kk"}
EDITIONS = ("print", "pdf", "epub", "html")

Facts = dict[str, Any]


def every_format(folder: Path) -> dict[str, Facts]:
    """By the name of the format, and of the edition where a format tells of each."""
    [stem] = [path.name.removesuffix("-printer.pdf") for path in folder.glob("*-printer.pdf")]
    metadata = folder / "metadata"
    reported = {
        "XMP, reader's": xmp(folder / f"{stem}.pdf"),
        "XMP, printer's": xmp(folder / f"{stem}-printer.pdf"),
        "OPF": package(folder / f"{stem}.epub"),
        "Crossref": crossref(metadata / "crossref.xml"),
        "BibTeX": bibtex((metadata / "book" / "book.bib").read_text("utf-8")),
        "RIS": ris((metadata / "book" / "book.ris").read_text("utf-8")),
        "CSL JSON": csl(json.loads((metadata / "book" / "book.json").read_bytes())[0]),
    }
    for edition, product in zip(
        EDITIONS, etree.parse(str(metadata / "onix.xml")).findall("o:Product", ONIX), strict=True
    ):
        reported[f"ONIX, {edition}"] = onix(product)
    with (metadata / "marc21.mrc").open("rb") as records:
        for edition, record in zip(EDITIONS, MARCReader(records), strict=True):
            reported[f"MARC, {edition}"] = marc(record)
    return {name: {fact: value for fact, value in facts.items() if value} for name, facts in reported.items()}


def name(written: str) -> str:
    """ "Müller, Anna" -> "Anna Müller"."""
    family, comma, given = written.partition(", ")
    return f"{given} {family}" if comma else written


def digits(isbn: str) -> str:
    return re.sub(r"\D", "", isbn)


def day(written: str) -> str:
    """20210915 -> 2021-09-15."""
    plain = written.replace("-", "")
    return "-".join(filter(None, (plain[:4], plain[4:6], plain[6:8])))


def xmp(path: Path) -> Facts:
    with Pdf.open(path) as pdf, pdf.open_metadata() as about:
        return {
            "whole title": str(about["dc:title"]),
            "authors": list(about["dc:creator"]),
            "publisher": "".join(about["dc:publisher"]),
            "language": LANGUAGES["".join(about["dc:language"])],
            "day": about["dc:date"][0],
            "rights": str(about["dc:rights"]),
            "isbn": digits(str(about["dc:identifier"])),
            "description": str(about["dc:description"]),
            "subjects": sorted(about["dc:subject"]),
        }


def package(path: Path) -> Facts:
    with zipfile.ZipFile(path) as epub:
        tree = etree.fromstring(epub.read("EPUB/content.opf"))

    def reported(query: str) -> list[str]:
        return [str(it) for it in tree.xpath(query, namespaces=OPF)]

    def refined(id: str, property: str) -> str:
        return "".join(reported(f"//opf:meta[@refines='#{id}'][@property='{property}']/text()"))

    people = [
        (it.text, refined(it.get("id"), "role"), refined(it.get("id"), "dcterms:identifier"))
        for it in tree.xpath("//dc:creator|//dc:contributor", namespaces=OPF)
    ]
    titles = reported("//dc:title/text()")
    identifiers = reported("//dc:identifier/text()")
    return {
        "title": titles[0],
        "subtitle": titles[1],
        "authors": [person for person, role, _ in people if role == "aut"],
        "translators": [person for person, role, _ in people if role == "trl"],
        "orcids": [orcid.rpartition("/")[2] for _, _, orcid in people if orcid],
        "publisher": reported("//dc:publisher/text()")[0],
        "place": refined("publisher", "schema:location"),
        "language": LANGUAGES[reported("//dc:language/text()")[0]],
        "day": reported("//dc:date/text()")[0],
        "rights": reported("//dc:rights/text()")[0].partition(". ")[0],  # the licence follows
        "isbn": digits(identifiers[0]),
        "doi": "".join(it.removeprefix("https://doi.org/") for it in identifiers if "doi.org" in it),
        "description": reported("//dc:description/text()")[0],
        "subjects": sorted(reported("//dc:subject/text()")),
        "edition": "".join(reported("//opf:meta[@property='schema:bookEdition']/text()")),
    }


def onix(product: etree._Element) -> Facts:
    def reported(path: str) -> list[str]:
        return [it.text or "" for it in product.findall(f".//o:{path.replace('/', '/o:')}", ONIX)]

    def one(path: str) -> str:
        return "".join(reported(path)[:1])

    def of(path: str, kind: str, value: str, code: str) -> str:
        return "".join(
            it.findtext(f"o:{value}", "", ONIX)
            for it in product.findall(f".//o:{path}", ONIX)
            if it.findtext(f"o:{kind}", "", ONIX) == code
        )

    people = [
        (it.findtext("o:PersonName", "", ONIX), it.findtext("o:ContributorRole", "", ONIX))
        for it in product.findall(".//o:Contributor", ONIX)
    ]
    main = "DescriptiveDetail/TitleDetail/TitleElement"
    prefix, rest = one(f"{main}/TitlePrefix"), one(f"{main}/TitleWithoutPrefix")
    funder = next(
        it for it in product.findall(".//o:Publisher", ONIX) if it.findtext("o:PublishingRole", "", ONIX) == "16"
    )
    codes = {it.findtext("o:SubjectSchemeIdentifier", "", ONIX) for it in product.findall(".//o:Subject", ONIX)}
    assert codes >= {"93", "10"}
    return {
        "title": f"{prefix} {rest}".strip(),
        "subtitle": one(f"{main}/Subtitle"),
        "authors": [person for person, role in people if role == "A01"],
        "translators": [person for person, role in people if role == "B06"],
        "orcids": [re.sub(r"(.{4})(?=.)", r"\1-", it) for it in reported("Contributor/NameIdentifier/IDValue")],
        "publisher": one("Publisher/PublisherName"),
        "place": one("CityOfPublication"),
        "language": LANGUAGES[one("Language/LanguageCode")],
        "day": day(one("PublishingDate/Date")),
        "rights": f"© {one('CopyrightStatement/CopyrightYear')} {' and '.join(reported('CopyrightOwner/PersonName'))}",
        "isbn": "".join(
            it.findtext("o:IDValue", "", ONIX)
            for it in product.findall("o:ProductIdentifier", ONIX)
            if it.findtext("o:ProductIDType", "", ONIX) == "15"
        ),
        "description": of("TextContent", "TextType", "Text", "03"),
        "subjects": sorted(of("Subject", "SubjectSchemeIdentifier", "SubjectHeadingText", "20").split("; ")),
        "series": one("Collection/TitleDetail/TitleElement/TitleWithoutPrefix"),
        "number": one("Collection/TitleDetail/TitleElement/PartNumber"),
        "issn": digits(one("Collection/CollectionIdentifier/IDValue")),
        "funder": funder.findtext("o:PublisherName", "", ONIX),
        "funder's number": funder.findtext("o:PublisherIdentifier/o:IDValue", "", ONIX),
        "award": funder.findtext(".//o:FundingIdentifier/o:IDValue", "", ONIX),
        "license": one("EpubLicenseExpressionLink"),
        "edition": one("EditionStatement"),
        "front pages": of("Extent", "ExtentType", "ExtentValue", "03"),
        "pages": of("Extent", "ExtentType", "ExtentValue", "05") or of("Extent", "ExtentType", "ExtentValue", "08"),
    }


def marc(record: Any) -> Facts:
    def reported(tag: str, code: str) -> list[str]:
        return [value for field in record.get_fields(tag) for value in field.get_subfields(code)]

    def one(tag: str, code: str) -> str:
        return "".join(reported(tag, code)[:1])

    people = [(name(field["a"]), field["4"]) for field in record.get_fields("100", "700")]
    extent = re.search(r"([ivxlc]+), (\d+) pages", one("300", "a"))
    assert extent is not None
    front = {"viii": 8, "x": 10, "xii": 12, "xiv": 14, "xvi": 16}[extent[1]]
    return {
        "title": one("245", "a"),
        "subtitle": one("245", "b"),
        "authors": [person for person, role in people if role == "aut"],
        "translators": [person for person, role in people if role == "trl"],
        "orcids": [it.rpartition("/")[2] for tag in ("100", "700") for it in reported(tag, "1")],
        "publisher": one("264", "b"),
        "place": one("264", "a"),
        "year": one("264", "c"),
        "language": LANGUAGES[record.get_fields("008")[0].data[35:38]],
        "isbn": one("020", "a"),
        "doi": one("024", "a"),
        "description": one("520", "a"),
        "subjects": sorted(reported("650", "a")),
        "series": one("490", "a"),
        "number": one("490", "v"),
        "issn": digits(one("490", "x")),
        "award": one("536", "c"),
        "license": one("540", "u"),
        "edition": one("250", "a"),
        "front pages": str(front),
        "pages": str(front + int(extent[2])),
    }


def crossref(path: Path) -> Facts:
    book = etree.parse(str(path)).find(".//c:book_series_metadata", CROSSREF)
    assert book is not None

    def reported(query: str) -> list[str]:
        return [str(it) for it in book.xpath(query, namespaces=CROSSREF)]

    people = [
        (
            f"{it.findtext('c:given_name', '', CROSSREF)} {it.findtext('c:surname', '', CROSSREF)}",
            it.get("contributor_role"),
        )
        for it in book.findall("c:contributors/c:person_name", CROSSREF)
    ]
    return {
        "title": reported("c:titles/c:title/text()")[0],
        "subtitle": reported("c:titles/c:subtitle/text()")[0],
        "authors": [person for person, role in people if role == "author"],
        "translators": [person for person, role in people if role == "translator"],
        "orcids": [it.rpartition("/")[2] for it in reported("c:contributors//c:ORCID/text()")],
        "publisher": reported("c:publisher/c:publisher_name/text()")[0],
        "place": reported("c:publisher/c:publisher_place/text()")[0],
        "language": LANGUAGES[book.get("language")],
        "day": "-".join(
            reported(
                "c:publication_date[1]/c:year/text() | c:publication_date[1]/c:month/text() | c:publication_date[1]/c:day/text()"
            )[i]
            for i in (2, 0, 1)
        ),
        "isbns": sorted(reported("c:isbn/text()")),
        "doi": reported("c:doi_data/c:doi/text()")[0],
        "description": reported("jats:abstract/jats:p/text()")[0],
        "series": reported("c:series_metadata/c:titles/c:title/text()")[0],
        "number": reported("c:volume/text()")[0],
        "issn": digits(reported("c:series_metadata/c:issn/text()")[0]),
        "funder": reported("fr:program//fr:assertion[@name='funder_name']/text()")[0],
        "funder's number": reported("fr:program//fr:assertion[@name='funder_identifier']/text()")[0].removeprefix(
            "https://doi.org/"
        ),
        "award": reported("fr:program//fr:assertion[@name='award_number']/text()")[0],
        "license": reported("ai:program/ai:license_ref/text()")[0],
    }


def bibtex(text: str) -> Facts:
    reported = dict(re.findall(r"^  ([a-z]+) = \{(.*)\},?$", text, re.MULTILINE))
    return {
        "whole title": reported["title"].strip("{}"),
        "authors": [name(it) for it in reported["author"].split(" and ")],
        "publisher": reported["publisher"],
        "place": reported["address"],
        "year": reported["year"],
        "language": LANGUAGES[reported["language"]],
        "doi": reported["doi"],
        "series": reported["series"],
        "number": reported["number"],
        "isbn": digits(reported["isbn"]),
    }


def ris(text: str) -> Facts:
    lines = [(line[:2], line[6:]) for line in text.splitlines()]
    reported = dict(lines)
    return {
        "whole title": reported["TI"],
        "authors": [name(value) for tag, value in lines if tag == "AU"],
        "publisher": reported["PB"],
        "place": reported["CY"],
        "year": reported["PY"],
        "language": LANGUAGES[reported["LA"]],
        "doi": reported["DO"],
        "series": reported["T3"],
        "isbn": digits(reported["SN"]),
    }


def csl(item: Facts) -> Facts:
    return {
        "whole title": item["title"],
        "authors": [f"{it['given']} {it['family']}" for it in item["author"]],
        "translators": [f"{it['given']} {it['family']}" for it in item["translator"]],
        "publisher": item["publisher"],
        "place": item["publisher-place"],
        "day": "-".join(f"{part:02d}" for part in item["issued"]["date-parts"][0]),
        "language": LANGUAGES[item["language"]],
        "doi": item["DOI"],
        "series": item["collection-title"],
        "number": item["collection-number"],
        "isbn": digits(item["ISBN"]),
    }
