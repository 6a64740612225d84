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


def values(product: str, path: str, data: bytes | None = None) -> list[str]:
    """The texts at a path in the product whose form detail or form is this."""
    tree = etree.fromstring(data or message())
    [found] = tree.xpath(
        f"//o:Product[.//o:DescriptiveDetail[o:ProductForm='{product}' or o:ProductFormDetail='{product}']]",
        namespaces=NS,
    )
    steps = "/".join(
        step if step in (".", "..", "") or step.startswith("@") else f"o:{step}" for step in path.split("/")
    )
    return [
        it if isinstance(it, str) else " ".join("".join(it.itertext()).split())
        for it in found.xpath(f".//{steps}", namespaces=NS)
    ]


def pairs(product: str, group: str, key: str, value: str, data: bytes | None = None) -> dict[str, str]:
    """Of each group, one text by the other."""
    return dict(zip(values(product, f"{group}/{key}", data), values(product, f"{group}/{value}", data), strict=True))


LIMITED = RICH.replace("name: CC BY 4.0", "name: All rights reserved").replace("creativecommons.org", "example.org")
LIMITED = LIMITED.replace("metadata:\n", "metadata:\n  territory: [KZ, GB]\n")
KAZAKH = RICH.replace("lang: en-GB", "lang: kk").replace("The Rebels’ Road", "Көтерілісшілер жолы")


@pytest.mark.parametrize(
    ("yaml", "proof"), [(RICH, False), (RICH, True), (POOR, False), (KAZAKH, False), (LIMITED, False)]
)
def test_the_message_is_valid(yaml: str, proof: bool) -> None:
    file = io.BytesIO(message(yaml, proof))
    file.name = "onix.xml"  # type: ignore[misc]
    assert [str(fault) for fault in validate(file)] == []


def test_each_edition_is_a_product() -> None:
    tree = etree.fromstring(message())
    assert tree.xpath("//o:Product/o:DescriptiveDetail/o:ProductForm/text()", namespaces=NS) == ["BC", "ED", "ED", "EC"]
    assert values("E101", "ProductIdentifier/IDValue")[:2] == ["9781402894626", "9781402894626"]
    assert values("BC", "RecordReference") == ["urn:isbn:9783161484100"]
    assert values("E107", "RecordReference")[0].startswith("urn:uuid:")
    assert values("EC", "ProductIdentifier/IDValue")[1] == "10.12345/roads"


def test_a_title_is_filed_without_its_article() -> None:
    assert values("BC", "DescriptiveDetail/TitleDetail/TitleElement/TitlePrefix") == ["The", "Der"]
    assert values("BC", "DescriptiveDetail/TitleDetail/TitleElement/TitleWithoutPrefix") == [
        "Rebels’ Road", "Дорога повстанцев", "Weg der Rebellen",
    ]  # fmt: skip
    assert values("BC", "DescriptiveDetail/TitleDetail/TitleType") == ["01", "03", "06"]
    assert values("BC", "TitleWithoutPrefix/@textscript") == ["Latn", "Latn", "Cyrl", "Latn"]


def test_people_have_their_roles_and_funders_are_publishers_in_onix() -> None:
    assert values("BC", "Contributor/ContributorRole") == ["A01", "B01", "B06"]
    assert values("BC", "Contributor/NameIdentifier/IDValue") == ["0000000218250097"]
    assert values("BC", "Contributor/KeyNames") == ["Müller", "Құнанбайұлы"]
    assert values("BC", "Contributor/BiographicalNote") == ["Anna Müller writes about roads."]
    assert values("BC", "Publisher/PublishingRole") == ["01", "16", "17"]
    assert values("BC", "Publisher/PublisherIdentifier/IDValue") == ["10.13039/501100000780"]
    assert values("BC", "Publisher/Funding/FundingIdentifier/IDValue") == ["RF-12"]


def test_subjects_languages_and_audience() -> None:
    assert values("BC", "Subject/SubjectSchemeIdentifier") == ["93", "10", "94", "96", "20"]
    assert values("BC", "Subject/SubjectCode") == ["RPC", "POL011000", "1FC", "3MR"]
    assert values("BC", "Subject/SubjectHeadingText") == ["Roads; Central Asia"]
    assert values("BC", "Language/LanguageCode") == ["eng", "rus", "kaz"]
    assert values("BC", "Audience/AudienceCodeValue") == ["06", "05"]


def test_extent_is_given_in_pages_words_and_bytes() -> None:
    words = values("BC", "Extent/ExtentValue")[-1]
    assert pairs("BC", "Extent", "ExtentType", "ExtentValue") == {
        "00": "220",
        "03": "16",
        "04": "20",
        "05": "256",
        "06": "272",
        "02": words,
    }
    assert pairs("E107", "Extent", "ExtentType", "ExtentValue") == {
        "00": "220",
        "03": "16",
        "04": "20",
        "05": "256",
        "02": words,
        "22": "1000",
    }
    assert pairs("E101", "Extent", "ExtentType", "ExtentValue") == {"08": "256", "02": words, "22": "500"}
    assert int(words) > 4


def test_the_bound_book_is_measured() -> None:
    """272 pages of 0.1 mm a leaf are 13.6 mm; the card makes it 14.2, boards 18.6. See list 48."""
    sizes = ("Measure", "MeasureType", "Measurement")
    assert pairs("BC", *sizes) == {"01": "234", "02": "156", "03": "14.2"}
    assert pairs("BC", *sizes, message(RICH + "press: {weight: 420}\n")) == {
        "01": "234",
        "02": "156",
        "03": "14.2",
        "08": "420",
    }
    assert pairs("BB", *sizes, message(RICH + "binding: case\n")) == {
        "01": "240",
        "02": "159",
        "03": "18.6",
        "04": "234",
        "05": "156",
    }
    assert not values("E101", "Measure/MeasureType")


@pytest.mark.parametrize(
    ("rights", "owners"),
    [
        ("© 2021 Example Press", [("CorporateName", "Example Press")]),
        ("© 2021 Anna Müller", [("PersonName", "Anna Müller")]),
        (
            "© 2021 Абай Құнанбайұлы and Anna Müller",
            [("PersonName", "Абай Құнанбайұлы"), ("PersonName", "Anna Müller")],
        ),
        ("© 2021 Heirs of Anna Müller", [("CorporateName", "Heirs of Anna Müller")]),
        ("All rights reserved", []),
    ],
)
def test_the_owners_of_the_copyright_are_people_or_bodies(rights: str, owners: list[tuple[str, str]]) -> None:
    tree = etree.fromstring(message(RICH.replace("rights: © 2021 Example Press", f"rights: {rights}")))
    found = tree.xpath("//o:Product[1]//o:CopyrightOwner/*", namespaces=NS)
    assert [(etree.QName(it).localname, it.text) for it in found] == owners


def test_accessibility_is_what_the_files_claim() -> None:
    codes = values("E101", "ProductFormFeature/ProductFormFeatureValue")
    assert {"00", "04", "11", "13", "19", "82", "85", "90"} <= set(codes)
    assert "Example Press" in values("E101", "ProductFormFeature/ProductFormFeatureDescription")  # who certifies it
    assert values("EC", "ProductFormFeature/ProductFormFeatureType")[-1] == "12"  # no known hazards
    assert values("E107", "ProductFormFeature/ProductFormFeatureValue")[0] == "05"
    assert not values("BC", "ProductFormFeature")
    claimless = message(
        RICH.replace("conformance:", "notice: A\nconformance:").replace("WCAG 2.2 Level AA", "WCAG 2.2 Level A")
    )
    assert "84" in values("E101", "ProductFormFeature/ProductFormFeatureValue", claimless)


def test_price_and_supplier_are_those_of_the_edition() -> None:
    assert values("BC", "SupplyDetail/Price/PriceAmount") == ["25.00"]
    assert values("BC", "SupplyDetail/Supplier/SupplierName") == ["Example Distribution"]
    assert values("E101", "SupplyDetail/UnpricedItemType") == ["01"]


def test_the_other_editions_are_related() -> None:
    """The printed book has electronic versions (27), they are based on it (13), and are each other's formats (06): list 51."""
    assert values("BC", "RelatedProduct/ProductRelationCode") == ["27", "27", "27", "11"]
    assert values("E101", "RelatedProduct/ProductRelationCode") == ["13", "06", "06", "11"]
    assert values("E101", "RelatedProduct/ProductForm") == ["BC", "ED", "EC"]
    assert "9780306406157" in values("BC", "RelatedProduct/ProductIdentifier/IDValue")


def test_what_the_book_does_not_say_is_not_there() -> None:
    poor = message(POOR)
    for name in (
        "Subject",
        "Audience",
        "ProductSupply",
        "EpubLicense",
        "Collection",
        "EditionStatement",
        "CountryOfPublication",
        "SupportingResource",
    ):
        assert f"<{name}" not in poor.decode()
    assert values("BC", "NoContributor", poor) == [""]


def test_cover_and_sample_can_be_had_at_the_web_edition() -> None:
    assert pairs("BC", "SupportingResource", "ResourceContentType", "ResourceVersion/ResourceLink") == {
        "01": "https://books.example.org/roads/media/cover.jpg",
        "15": "https://books.example.org/roads/one.html",
    }


def test_a_proof_is_a_test_record() -> None:
    assert set(values("BC", "NotificationType", message(RICH, True))) == {"89"}
    assert set(values("BC", "NotificationType")) == {"03"}


def test_a_book_with_boards_is_a_hardback() -> None:
    case = message(RICH + "binding: {cover: case}\n")
    assert values("BB", "RecordReference", case) == ["urn:isbn:9783161484100"]
    assert "<ProductForm>BC<" not in case.decode()


@pytest.mark.parametrize(("yaml", "rights"), [(RICH, [["02", "WORLD"]]), (LIMITED, [["01", "KZ GB"]]), (POOR, [])])
def test_an_open_licence_lets_everybody_sell_the_book_and_a_territory_limits_it(
    yaml: str, rights: list[list[str]]
) -> None:
    product = etree.fromstring(message(yaml)).find(".//o:Product", NS)
    found = product.iterfind(".//o:SalesRights", NS)
    assert [[text.strip() for text in it.itertext() if text.strip()] for it in found] == rights
