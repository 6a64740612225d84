"""The EPUB in a reader that knows no custom properties, grids, mixed colours, `:is` and WOFF2."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
import tinycss2

from bookbuilder import doctor
from bookbuilder.cache import Steps
from bookbuilder.editions.epub.writing import write_epub
from bookbuilder.theme.templates import Theme
from tests.editions.epub.conftest import Epub
from tests.small_book import composed

ASKED = """
<script>
const one = (where, what) => getComputedStyle(document.querySelector(where))[what];
Promise.allSettled([...document.fonts].map(face => face.load())).then(() => {
  document.title = JSON.stringify({
    indent: one("p + p", "textIndent"), margin: one("p + p", "marginTop"), family: one("p", "fontFamily"),
    rule: one(".excerpt", "borderLeftStyle"), note: one(".note", "paddingLeft"),
    loaded: [...document.fonts].filter(face => face.status === "loaded").length,
  });
});
</script>
"""


def test_the_first_sheet_is_literal_and_knows_nothing_new(epub: Epub) -> None:
    css = epub.read("EPUB/styles/text.css").decode()
    assert not re.search(r"var\(|--[a-z]|color-mix|\bgrid|:is\(|woff2|\dvh|\drem|@media|@supports", css)
    assert all(rule.type in ("qualified-rule", "at-rule") for rule in tinycss2.parse_stylesheet(css, True, True))
    assert re.search(r"^p {[^}]*text-indent: 1.5em", css, re.M) and re.search(
        r"^\.excerpt {[^}]*border-left", css, re.M
    )


def test_fonts_are_given_as_truetype(epub: Epub) -> None:
    fonts = [name for name in epub.zip.namelist() if name.startswith("EPUB/fonts/")]
    assert len(fonts) >= 4 and all(epub.read(name)[:4] == b"\0\1\0\0" for name in fonts)
    assert all(
        item.get("media-type") == "font/ttf" for item in epub.package.iter("{*}item") if "fonts/" in item.get("href")
    )


@pytest.mark.slow
def test_a_property_that_no_sheet_declares_is_reported_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "epub.css").write_text("body { margin: 0 }\np { text-indent: var(--indnt) }\n")
    (fault,) = write_epub(composed("# One\n\nText.\n"), Theme(tmp_path), Steps()).diagnostics
    assert (fault.code, str(fault.location)) == ("CSS-001", "styles/epub.css:2:18") and "--indent" in fault.remedy


@pytest.mark.slow
@pytest.mark.browser
def test_paragraphs_excerpts_and_fonts_show_without_the_second_sheet(epub: Epub, tmp_path: Path) -> None:
    epub.zip.extractall(tmp_path)
    (tmp_path / "EPUB" / "styles" / "modern.css").write_text("")
    shown = []
    for page in sorted((tmp_path / "EPUB" / "text").glob("*.xhtml")):
        text = page.read_text(encoding="utf-8")
        if 'class="excerpt' not in text or 'class="note"' not in text:
            continue
        page.with_suffix(".html").write_text(text.replace("</body>", f"{ASKED}</body>"), encoding="utf-8")
        call = [doctor.chromium().detail.split(" at ")[-1], "--headless", "--no-sandbox", "--disable-gpu",
                "--allow-file-access-from-files", "--virtual-time-budget=3000", "--dump-dom",
                page.with_suffix(".html").as_uri()]  # fmt: skip
        dom = subprocess.run(call, capture_output=True, text=True, check=True).stdout
        shown.append(json.loads(unescape(re.search(r"<title>(.*?)</title>", dom, re.S)[1])))
    assert shown
    for one in shown:
        assert one["indent"] == "24px" and one["margin"] == "0px" and one["family"].startswith("Literata")
        assert one["rule"] == "solid" and one["loaded"] >= 1
