"""What readers type, and what the search finds for it in a site that is opened from a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.checks.artefacts.tools import MissingToolError, Tools, answer, run
from bookbuilder.editions.web.writing import write_site
from bookbuilder.theme.templates import Theme
from tests.small_book import composed

CHAPTER = """\
# One

[Strategies of the Union are many; a partner is a partner.]{#union}

The economist Müller wrote of co-operation.

::: {lang=ru}
Ёлка стоит. Стратегии многих стран и новых соглашений.
:::

::: {lang=kk}
Өзендер мен көлдер, Қазақстан Республикасы.
:::

Water and energy are shared.
"""
FINDS = {
    "strategy": 1, "strategies": 1, "STRATEGIC": 1, "muller": 1, "Müller": 1, "елка": 1, "Ёлка": 1, "стратегией": 1,
    "стратегия": 1, "соглашение": 1, "өзен": 1, "Өзендер": 1, "қазақ": 1, "water energy": 1, '"energy are shared"': 1,
    '"water energy"': 0, "co-operation": 1, "partner": 1, "art": 0, "nowhere": 0, ".*": 0,
}  # fmt: skip
"""Words, and in how many passages of the chapter they are found."""


@pytest.mark.long
@pytest.mark.browser
def test_words_are_found_in_the_forms_and_letters_in_which_readers_type_them(tmp_path: Path) -> None:
    tools = Tools()
    try:
        tools.package("playwright-core")
        request = {"packages": str(tools.folder.resolve()), "browser": tools.browser(), "site": f"{tmp_path.as_uri()}/"}
        node = tools.node()
    except MissingToolError as missing:
        pytest.skip(str(missing))
    for name, data in write_site(composed(CHAPTER), Theme(tmp_path / "none"), Steps()).value.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    asked = json.dumps(request | {"queries": list(FINDS)})
    found = answer(run([node, str(Path(__file__).parents[1] / "searching.mjs")], given=asked))
    assert {query: sum(href.startswith("one.html#") for href in hrefs) for query, hrefs in found.items()} == FINDS
