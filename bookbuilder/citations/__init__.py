"""Citations and bibliographies in any CSL style, on citeproc-py's model: values in, HTML out. See docs/citations.md."""

from .door import render
from .errors import StyleError
from .locales import require_locale
from .rendered import BibliographyFormat, Fault, Options, Rendered
from .styles import StyleInfo, known_styles, style_info

__all__ = [
    "BibliographyFormat",
    "Fault",
    "Options",
    "Rendered",
    "StyleError",
    "StyleInfo",
    "known_styles",
    "render",
    "require_locale",
    "style_info",
]
