"""ONIX: valid by onixcheck, one product an edition, and in it what book.yaml says and nothing else."""

from __future__ import annotations

import io
from functools import cache

import pytest
from lxml import etree
from onixcheck import validate

from bookbuilder.release.metadata.onix import onix
from bookbuilder.release.metadata.onix.elements import NAMESPACE
from tests.release.metadata.records import POOR, RICH, record_of

NS = {"o": NAMESPACE}


@cache
def message(yaml: str = RICH, proof: bool = False) -> bytes:
    return onix(record_of(yaml, proof=proof))


def told(product: str, path: str, data: bytes | None = None) -> list[str]:
    """The texts at a path in the product whose form detail or form is this."""
    tree = etree.fromstring(data or message())
    [found] = tree.xpath(f"//o:Product[.//o:DescriptiveDetail[o:ProductForm='{product}' or o:ProductFormDetail='{product}']]", namespaces=NS)
    steps = "/".join(step if step in (".", "..", "") or step.startswith("@") else f"o:{step}" for step in path.split("/"))
    return [it if isinstance(it, str) else " ".join("".join(it.itertext()).split()) for it in found.xpath(f".//{steps}", namespaces=NS)]


KAZAKH = RICH.replace("lang: en-GB", "lang: kk").replace("The Rebels’ Road", "Көтерілісшілер жолы")


@pytest.mark.parametrize(("yaml", "proof"), [(RICH, False), (RICH, True), (POOR, False), (KAZAKH, False)])
def test_the_message_is_valid(yaml: str, proof: bool) -> None:
    file = io.BytesIO(message(yaml, proof))
    file.name = "onix.xml"  # type: ignore[misc]
    assert [str(fault) for fault in validate(file)] == []


def test_each_edition_is_a_product() -> None:
    tree = etree.fromstring(message())
    assert tree.xpath("//o:Product/o:DescriptiveDetail/o:ProductForm/text()", namespaces=NS) == ["BC", "ED", "ED", "EC"]
    assert told("E101", "ProductIdentifier/IDValue")[:2] == ["9781402894626", "9781402894626"]
    assert told("BC", "RecordReference") == ["urn:isbn:9783161484100"]
    assert told("E107", "RecordReference")[0].startswith("urn:uuid:")
    assert told("EC", "ProductIdentifier/IDValue")[1] == "10.12345/roads"


def test_a_title_is_filed_without_its_article() -> None:
    assert told("BC", "DescriptiveDetail/TitleDetail/TitleElement/TitlePrefix") == ["The", "Der"]
    assert told("BC", "DescriptiveDetail/TitleDetail/TitleElement/TitleWithoutPrefix") == [
        "Rebels’ Road", "Дорога повстанцев", "Weg der Rebellen",
    ]  # fmt: skip
    assert told("BC", "DescriptiveDetail/TitleDetail/TitleType") == ["01", "03", "06"]
    assert told("BC", "TitleWithoutPrefix/@textscript") == ["Latn", "Latn", "Cyrl", "Latn"]


def test_people_have_their_roles_and_funders_are_publishers_in_onix() -> None:
    assert told("BC", "Contributor/ContributorRole") == ["A01", "B01", "B06"]
    assert told("BC", "Contributor/NameIdentifier/IDValue") == ["0000000218250097"]
    assert told("BC", "Contributor/KeyNames") == ["Müller", "Құнанбайұлы"]
    assert told("BC", "Contributor/BiographicalNote") == ["Anna Müller writes about roads."]
    assert told("BC", "Publisher/PublishingRole") == ["01", "16", "17"]
    assert told("BC", "Publisher/PublisherIdentifier/IDValue") == ["10.13039/501100000780"]
    assert told("BC", "Publisher/Funding/FundingIdentifier/IDValue") == ["RF-12"]


def test_subjects_languages_and_audience() -> None:
    assert told("BC", "Subject/SubjectSchemeIdentifier") == ["93", "10", "94", "96", "20"]
    assert told("BC", "Subject/SubjectCode") == ["RPC", "POL011000", "1FC", "3MR"]
    assert told("BC", "Subject/SubjectHeadingText") == ["Roads; Central Asia"]
    assert told("BC", "Language/LanguageCode") == ["eng", "rus", "kaz"]
    assert told("BC", "Audience/AudienceCodeValue") == ["06", "05"]


def test_extent_is_told_in_pages_words_and_bytes() -> None:
    assert told("BC", "Extent/ExtentValue") == ["240", "16", "256"]
    assert told("E101", "Extent/ExtentType") == ["08", "02", "22"]
    assert told("E101", "Extent/ExtentValue")[0] == "256"


def test_accessibility_is_what_the_files_claim() -> None:
    codes = told("E101", "ProductFormFeature/ProductFormFeatureValue")
    assert {"00", "04", "11", "13", "19", "82", "85", "90"} <= set(codes)
    assert "Example Press" in told("E101", "ProductFormFeature/ProductFormFeatureDescription")  # who certifies it
    assert told("EC", "ProductFormFeature/ProductFormFeatureType")[-1] == "12"  # no known hazards
    assert told("E107", "ProductFormFeature/ProductFormFeatureValue")[0] == "05"
    assert not told("BC", "ProductFormFeature")
    claimless = message(RICH.replace("conformance:", "notice: A\nconformance:").replace("WCAG 2.2 Level AA", "WCAG 2.2 Level A"))
    assert "84" in told("E101", "ProductFormFeature/ProductFormFeatureValue", claimless)


def test_price_and_supplier_are_those_of_the_edition() -> None:
    assert told("BC", "SupplyDetail/Price/PriceAmount") == ["25.00"]
    assert told("BC", "SupplyDetail/Supplier/SupplierName") == ["Example Distribution"]
    assert told("E101", "SupplyDetail/UnpricedItemType") == ["01"]


def test_the_other_editions_are_related() -> None:
    assert told("BC", "RelatedProduct/ProductRelationCode") == ["06", "06", "06", "11"]
    assert "9780306406157" in told("BC", "RelatedProduct/ProductIdentifier/IDValue")


def test_what_the_book_does_not_say_is_not_there() -> None:
    poor = message(POOR)
    for name in ("Subject", "Audience", "ProductSupply", "EpubLicense", "Collection", "EditionStatement", "CountryOfPublication"):
        assert f"<{name}" not in poor.decode()
    assert told("BC", "NoContributor", poor) == [""]


def test_a_proof_is_a_test_record() -> None:
    assert set(told("BC", "NotificationType", message(RICH, True))) == {"89"}
    assert set(told("BC", "NotificationType")) == {"03"}


def test_a_book_with_boards_is_a_hardback() -> None:
    case = message(RICH + "binding: {cover: case}\n")
    assert told("BB", "RecordReference", case) == ["urn:isbn:9783161484100"]
    assert "<ProductForm>BC<" not in case.decode()
