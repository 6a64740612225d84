"""One cleaner for whatever comes from outside: what may stand in an edition is listed, everything else is left out.

`lists` names elements, attributes and schemes; `addresses`, `markup` and `drawings` hold texts, trees and SVG files to them.
Each says what it has left out, so that whoever knows the place can report it.
"""

from bookbuilder.cleaning.addresses import is_safe_address
from bookbuilder.cleaning.drawings import clean_svg
from bookbuilder.cleaning.embedded_pictures import decoded_address, embedded_bytes
from bookbuilder.cleaning.markup import clean_tree, is_harmless, is_safe_attribute
from bookbuilder.cleaning.pictures import clean_pixels
from bookbuilder.cleaning.styles import clean_css

__all__ = [
    "clean_css",
    "clean_pixels",
    "clean_svg",
    "clean_tree",
    "decoded_address",
    "embedded_bytes",
    "is_harmless",
    "is_safe_address",
    "is_safe_attribute",
]
