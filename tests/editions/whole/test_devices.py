"""What scholars know from Quarto stands in each edition as that edition can have it: one small book through all of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from bookbuilder import verbs
from bookbuilder.cli import main
from tests.small_book import make_book

CHAPTER = """\
# One

::: {.callout-note title="Mind this"}
A note with a call.[^1]
:::

::: {.callout-warning}
A warning without a title.
:::

Text with a margin note.[This stands in the margin.]{.aside} After it.

::: {.content-visible when-format="html"}
Only on screens.
:::

::: {.content-visible when-format="pdf"}
Only in print.
:::

::: {.content-visible when-format="epub"}
Only in the EPUB.
:::

::: {#fig-both layout-ncol=2}
![The first](figures/a.png){#fig-a alt="Blue"}

![The second](figures/a.png){#fig-b alt="Brown"}

Both together
:::

See @fig-both and @fig-b.

(@good) A good example.

As (@good) shows.

```{.python .numberLines}
def function(argument, another_argument, a_third_argument, a_fourth_argument="and its long default"):
    return argument
```

[^1]: The note's words.
"""
EVERYWHERE = (
    "Mind this",
    "Warning",
    "The note’s words.",
    "This stands in the margin.",
    "Both together",
    "Figure 1.1b",
    "(1)",
)


@pytest.mark.slow
def test_devices_stand_in_every_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (900, 600), (120, 160, 200)).save(picture, "PNG")
    make_book(tmp_path, {"manuscript/figures/a.png": picture.getvalue()}, CHAPTER)
    built = verbs.build(tmp_path, ("pdf", "epub", "html"), tmp_path / "output")
    assert not [it for it in built.diagnostics if it.code.startswith(("AGR", "PDF", "CHP"))]
    assert main(["txt", "--book", str(tmp_path)]) in (0, 3) and main(["docx", "--book", str(tmp_path)]) in (0, 3)
    output = tmp_path / "output"
    site = "".join(path.read_text(encoding="utf-8") for path in sorted(output.rglob("*.html")))
    (epub,) = output.glob("*.epub")
    with zipfile.ZipFile(epub) as packed:
        pages = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xhtml"))
    (text,) = (path.read_text(encoding="utf-8") for path in output.glob("*.txt"))
    word = "\n".join(it.text for it in Document(str(next(output.rglob("one*.docx")))).paragraphs)
    for words in EVERYWHERE:
        assert words in text and words in " ".join(site.split()).replace("Figure\u00a01.1b", "Figure 1.1b"), words
    assert "Only on screens." in site and "Only on screens." in pages  # html is the web and the EPUB, as for Quarto
    assert "Only in the EPUB." in pages and "Only in the EPUB." not in site
    assert "Only in print." not in site + pages and "    1 def function(argument" in text and "A good example." in word
