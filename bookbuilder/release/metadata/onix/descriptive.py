"""Writes ONIX's DescriptiveDetail (block 1): form, titles, people, languages, extent, subjects."""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.editions.cover.measures import spine
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.people import Contributor
from bookbuilder.release.metadata.articles import nonfiling
from bookbuilder.release.metadata.languages import UNDETERMINED, bibliographic, in_script, script
from bookbuilder.release.metadata.onix.codes import (
    ACCESSIBILITY,
    AUDIENCES,
    CONTRIBUTORS,
    HAZARDS,
    SUBJECT_QUALIFIERS,
    form_of,
)
from bookbuilder.release.metadata.onix.elements import E, language_attribute, optional
from bookbuilder.release.metadata.record import Product, Record, inverted, joined


def descriptive_detail(record: Record, product: Product) -> etree._Element:
    """What the product is."""
    form, details = form_of(record.book, product.trade)
    digital = not product.trade.is_printed
    return E.DescriptiveDetail(
        E.ProductComposition("00"),
        E.ProductForm(form),
        *[E.ProductFormDetail(detail) for detail in details],
        *_accessibility_features(record, product),
        *([E.PrimaryContentType("10")] if digital else []),
        *([E.ProductContentType("07")] if digital and record.illustrated else []),
        *(_measures(record) if not digital else []),
        *([E.EpubTechnicalProtection("00"), *_license(record)] if digital else []),
        *_collection(record),
        *_titles(record),
        *(_contributors(record) or [E.NoContributor()]),
        *optional("EditionStatement", joined([record.book.edition, record.specimens], " – ")),
        *_languages(record),
        *_extents(record, product),
        *([E.Illustrated("02")] if record.illustrated else [E.Illustrated("01")]),
        *_subjects(record),
        *[
            E.Audience(E.AudienceCodeType("01"), E.AudienceCodeValue(AUDIENCES[audience]))
            for audience in record.book.metadata.audience
        ],
    )


def _measures(record: Record) -> list[etree._Element]:
    """The bound book: height and width of its cover, thickness of its spine, the page within boards, weight (list 48)."""
    book, binding = record.book, record.book.binding
    height, width = millimetres(book.page.height), millimetres(book.page.width)
    case = binding.cover == "case"
    sizes = [("01", height + 2 * binding.square if case else height), ("02", width + binding.square if case else width)]
    sizes += [("03", spine(record.pages.printed, book.press, binding))] if record.pages.printed else []
    sizes += [("04", height), ("05", width)] if case else []
    measures = [(kind, f"{round(size, 1):g}", "mm") for kind, size in sizes]
    measures += [("08", f"{book.press.weight:g}", "gr")] if book.press.weight else []
    return [
        E.Measure(E.MeasureType(kind), E.Measurement(size), E.MeasureUnitCode(unit)) for kind, size, unit in measures
    ]


def _license(record: Record) -> list[etree._Element]:
    book = record.book
    if not book.license:
        return []
    license = E.EpubLicense(E.EpubLicenseName(book.license.name))
    if book.license_url:
        license.append(
            E.EpubLicenseExpression(E.EpubLicenseExpressionType("01"), E.EpubLicenseExpressionLink(book.license_url))
        )
    return [license]


def _collection(record: Record) -> list[etree._Element]:
    series = record.book.series
    if series is None:
        return []
    issn = series.issn.replace("-", "")
    return [
        E.Collection(
            E.CollectionType("10"),
            *([E.CollectionIdentifier(E.CollectionIDType("02"), E.IDValue(issn))] if issn else []),
            E.TitleDetail(
                E.TitleType("01"),
                E.TitleElement(
                    E.TitleElementLevel("02"),
                    *optional("PartNumber", series.number),
                    *_title(series.title, record.book.lang),
                ),
            ),
        )
    ]


def _titles(record: Record) -> list[etree._Element]:
    book = record.book
    return [
        _title_detail("01", book.title, book.subtitle, book.lang),
        *(
            _title_detail("03" if it.kind == "original" else "06", it.title, it.subtitle, it.lang)
            for it in book.metadata.other_titles
        ),
    ]


def _title_detail(kind: str, title: str, subtitle: str, lang: str) -> etree._Element:
    element = E.TitleElement(
        E.TitleElementLevel("01"), *_title(title, lang), *optional("Subtitle", subtitle, **_tongue(subtitle, lang))
    )
    return E.TitleDetail(E.TitleType(kind), element)


def _title(title: str, lang: str) -> list[etree._Element]:
    """The article by which a title is not filed stands apart from it."""
    passed = nonfiling(title, lang)
    first = [E.TitlePrefix(title[:passed].rstrip(), **_tongue(title, lang))] if passed else [E.NoPrefix()]
    return [*first, E.TitleWithoutPrefix(title[passed:], **_tongue(title, lang))]


def _tongue(text: str, lang: str) -> dict[str, str]:
    code = bibliographic(lang)
    return {"language": code, "textscript": script(lang)} if code != UNDETERMINED and in_script(text, lang) else {}


def _contributors(record: Record) -> list[etree._Element]:
    found = [(person, roles) for person in record.people if (roles := _roles(person))]
    return [contributor(record, number, person, roles) for number, (person, roles) in enumerate(found, 1)]


def _roles(person: Contributor) -> list[str]:
    return list(dict.fromkeys(CONTRIBUTORS[role] for role in person.roles if role in CONTRIBUTORS))


def contributor(record: Record, number: int, person: Contributor, roles: list[str]) -> etree._Element:
    """A person or an institution, with codes of list 17."""
    element = E.Contributor(E.SequenceNumber(str(number)), *[E.ContributorRole(role) for role in roles])
    if person.orcid:
        element.append(E.NameIdentifier(E.NameIDType("21"), E.IDValue(person.orcid.replace("-", ""))))
    if person.kind == "organisation":
        element.append(E.CorporateName(person.name))
    else:
        element.append(E.PersonName(person.name))
        family, given, suffix = inverted(person)
        if person.sort_name:
            element.append(E.PersonNameInverted(person.sort_name))
        if given:
            element.extend([E.NamesBeforeKey(given), E.KeyNames(family), *optional("SuffixToKey", suffix)])
        if person.affiliation:
            element.append(E.ProfessionalAffiliation(E.Affiliation(person.affiliation)))
    if person.biography:
        element.append(E.BiographicalNote(person.biography, **language_attribute(record.book.lang)))
    return element


def _languages(record: Record) -> list[etree._Element]:
    book = record.book
    spoken = [("01", tag) for tag in record.languages]
    spoken += [("02", book.metadata.translated_from)] if book.metadata.translated_from else []
    spoken += [("03", tag) for tag in book.metadata.summaries]
    pairs = dict.fromkeys((role, bibliographic(tag)) for role, tag in spoken)
    return [E.Language(E.LanguageRole(role), E.LanguageCode(code)) for role, code in pairs]


def _extents(record: Record, product: Product) -> list[etree._Element]:
    """Pages as numbered and as printed, words of the text, and the file's size (list 23)."""
    pages = record.pages
    found: list[tuple[str, int, str]] = []
    if product.trade.is_paged:
        found += [
            ("00", pages.main - pages.back, "03"),
            ("03", pages.front, "03"),
            ("04", pages.back, "03"),
            ("05", pages.total, "03"),
        ]
        found += [("06", pages.printed, "03")] if product.trade.is_printed else []
    else:
        found += [("08", pages.total, "03")]
    found += [("02", record.words, "02"), ("22", product.size, "17")]
    return [
        E.Extent(E.ExtentType(kind), E.ExtentValue(str(value)), E.ExtentUnit(unit))
        for kind, value, unit in found
        if value
    ]


def _subjects(record: Record) -> list[etree._Element]:
    metadata = record.book.metadata
    subjects = []
    for scheme, codes in (("93", [code for code in metadata.thema if code[0].isalpha()]), ("10", list(metadata.bisac))):
        for number, code in enumerate(codes):
            main = [E.MainSubject()] if number == 0 else []
            subjects.append(E.Subject(*main, E.SubjectSchemeIdentifier(scheme), E.SubjectCode(code)))
    for code in metadata.thema:
        if code[0] in SUBJECT_QUALIFIERS:
            subjects.append(E.Subject(E.SubjectSchemeIdentifier(SUBJECT_QUALIFIERS[code[0]]), E.SubjectCode(code)))
    if record.book.subjects:
        subjects.append(
            E.Subject(E.SubjectSchemeIdentifier("20"), E.SubjectHeadingText("; ".join(record.book.subjects)))
        )
    return subjects


_DETAIL = "09"
"""List 79: this feature is a detail of accessibility."""
_WARNING = "12"
"""List 79: this feature is a hazard, or that there is none."""


def _accessibility_features(record: Record, product: Product) -> list[etree._Element]:
    """What the files of an edition claim, and what book.yaml declares, in the codes of list 196, one feature a detail."""
    trade, codes = product.trade, list[tuple[str, str]]()
    if trade.conformance == "pdf" and record.book.conformance.pdf == "PDF/UA-1":
        codes += [("05", ""), ("11", ""), ("13", ""), ("22", "")]
        codes += [("14", "")] if record.illustrated else []
    if trade.names_features:
        codes += [("00", record.accessibility.summary)] if record.accessibility.summary else []
        codes += _conformance(record) if trade.conformance == "epub" else []
        codes += [
            (ACCESSIBILITY[it], "") for it in record.accessibility.features if it in ACCESSIBILITY and ACCESSIBILITY[it]
        ]
        codes += [("22", ""), ("52", "")] if "textual" in record.accessibility.sufficient else [("22", "")]
    found = [_feature(code, text) for code, text in sorted(dict(codes).items())]
    if trade.names_features:
        found += [_feature(HAZARDS[it], "", _WARNING) for it in record.accessibility.hazards if it in HAZARDS]
    return found


def _conformance(record: Record) -> list[tuple[str, str]]:
    """ "EPUB Accessibility 1.1 - WCAG 2.2 Level AA" -> 04, 82, 85; who certifies it, by what credential, and the report."""
    about = record.accessibility
    match = re.fullmatch(r"EPUB[- ]Accessibility[- ]1\.1 - WCAG 2\.([012]) Level (A{1,3})", about.conforms_to)
    if not match:
        return []
    codes = [
        ("04", ""),
        ({"0": "80", "1": "81", "2": "82"}[match[1]], ""),
        ({"A": "84", "AA": "85", "AAA": "86"}[match[2]], ""),
    ]
    codes += [("90", about.certifier)] if about.certifier else []
    codes += [("89" if about.credential.startswith("http") else "88", about.credential)] if about.credential else []
    return codes + ([("94", about.report)] if about.report else [])


def _feature(code: str, text: str, kind: str = _DETAIL) -> etree._Element:
    feature = E.ProductFormFeature(E.ProductFormFeatureType(kind), E.ProductFormFeatureValue(code))
    if text:
        feature.append(E.ProductFormFeatureDescription(text))
    return feature
