"""Citations and bibliographies in any CSL style, on citeproc-py's model: values in, HTML out. See README.md beside this file."""

from .api import (
    BibliographyFormat,
    Fault,
    Options,
    Rendered,
    StyleError,
    StyleInfo,
    collation_key,
    format_page_range,
    independent_style,
    known_styles,
    render,
    require_locale,
    style_info,
)

__all__ = [
    "BibliographyFormat",
    "Fault",
    "Options",
    "Rendered",
    "StyleError",
    "StyleInfo",
    "collation_key",
    "format_page_range",
    "independent_style",
    "known_styles",
    "render",
    "require_locale",
    "style_info",
]
