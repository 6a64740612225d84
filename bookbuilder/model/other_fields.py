"""What programs and people call CSL's types and variables."""

from __future__ import annotations

import re
from collections.abc import Collection

from bookbuilder.citations import ITEM_TYPES

OTHER_TYPES = {
    "journalarticle": "article-journal", "article": "article", "proceedingsarticle": "paper-conference",
    "conferencepaper": "paper-conference", "conferenceproceeding": "book", "proceedings": "book", "bookchapter": "chapter",
    "booksection": "chapter", "bookpart": "chapter", "booktrack": "chapter", "monograph": "book", "editedbook": "book",
    "referencebook": "book", "bookset": "book", "bookseries": "book", "referenceentry": "entry-encyclopedia",
    "dissertation": "thesis", "postedcontent": "article", "preprint": "article", "peerreview": "review", "journal": "periodical",
    "journalissue": "periodical", "journalvolume": "periodical", "reportcomponent": "report", "reportseries": "report",
    "audiovisual": "motion_picture", "image": "graphic", "collection": "collection", "text": "document", "other": "document",
    "component": "document", "grant": "document", "magazinearticle": "article-magazine", "newspaperarticle": "article-newspaper",
    "computerprogram": "software", "email": "personal_communication", "encyclopediaarticle": "entry-encyclopedia", "statute": "legislation",
    "case": "legal_case", "blogpost": "post-weblog", "forumpost": "post", "film": "motion_picture", "presentation": "speech",
    "inproceedings": "paper-conference", "conference": "paper-conference", "incollection": "chapter", "inbook": "chapter",
    "bookinbook": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis", "masterthesis": "thesis", "techreport": "report",
    "misc": "document", "unpublished": "manuscript", "online": "webpage", "www": "webpage", "website": "webpage", "web": "webpage",
    "newspaper": "article-newspaper", "magazine": "article-magazine", "law": "legislation", "movie": "motion_picture",
    "video": "motion_picture", "lecture": "speech", "workingpaper": "report",
}  # fmt: skip
"""CSL's types by those of BibTeX, Crossref, DataCite and Zotero, in small letters alone."""
OTHER_VARIABLES = {
    "year": "issued", "date": "issued", "published": "issued", "journal": "container-title", "journaltitle": "container-title",
    "booktitle": "container-title", "newspaper": "container-title", "magazine": "container-title", "website": "container-title",
    "address": "publisher-place", "location": "publisher-place", "place": "publisher-place", "city": "publisher-place",
    "pages": "page", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "URL", "link": "URL", "urldate": "accessed",
    "access-date": "accessed", "school": "publisher", "institution": "publisher", "organization": "publisher",
    "series": "collection-title", "authors": "author", "editors": "editor", "keywords": "keyword", "lang": "language",
    "journal-abbreviation": "container-title-short", "booktitle-short": "container-title-short",
}  # fmt: skip
"""CSL's variables by what BibTeX and authors call them, in small letters with hyphens."""


_LETTERS = re.compile(r"[^a-z]")
_TYPES = {_LETTERS.sub("", own): own for own in ITEM_TYPES} | OTHER_TYPES


def csl_type(named: str, fields: Collection[str] = ()) -> str:
    """CSL's type for that of another program, or in other letters; any other word as it is.

    An article of BibTeX is one of a journal, where CSL's is a preprint: `fields` are the names that the item has.
    """
    meant = _TYPES.get(_LETTERS.sub("", named.lower()), named)
    has = (
        {"journal", "journaltitle"} if named == "article" else {"journal", "journaltitle", "container-title", "volume"}
    )
    return "article-journal" if meant == "article" and has & {it.lower() for it in fields} else meant


def csl_variable(named: str) -> str:
    """CSL's variable for the field of another program, and any other word as it is."""
    return OTHER_VARIABLES.get(named.lower().replace("_", "-"), named)
