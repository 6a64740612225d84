"""A paragraph that is indented as on a typewriter is set as code, and reported; code is not."""

from __future__ import annotations

import pytest

from tests.small_book import check_reports, check_silent


@pytest.mark.parametrize(
    "typed",
    [
        "\tThis is a paragraph that someone indented with the tab key, as one does.",
        "    Das ist ein Absatz, den jemand eingerückt hat.\n    Er geht weiter.",
        "    Это абзац, который кто-то набрал с отступом, как на машинке.",
    ],
)
def test_an_indented_paragraph_is_reported(typed: str) -> None:
    check_reports(f"# One\n\n{typed}\n", "CHP-050 3:1")


@pytest.mark.parametrize(
    "typed",
    [
        "    for line in lines: print(line.strip()) # and so on.",
        "```\nThis is a paragraph that someone set as code, and means it.\n```",
        "- An item\n\n    and its second paragraph, which belongs to it as all of these words do.",
        "    Few words alone.",
        "- List\n\n    ```\n    The council of the union has a seat in the town.\n    ```",
        "Text.[^1]\n\n[^1]: A note\n\n    and its second paragraph, which belongs to it as all of these words do.",
    ],
)
def test_code_and_what_belongs_to_an_item_are_silent(typed: str) -> None:
    check_silent(f"# One\n\n{typed}\n")


def test_a_heading_without_words_is_reported() -> None:
    check_reports("# One\n\n## \n\nText\n", "CHP-020 3:1")
    check_reports("# One\n\n##\n\nX\n\n## Full\n\nText.\n\n## {#a}\n\nEnd.\n", "CHP-020 3:1", "CHP-020 11:1")
