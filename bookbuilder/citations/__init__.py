"""Citations and bibliographies in any CSL style, on citeproc-py's model: values in, HTML out. See README.md beside this file."""

from .api import *  # noqa: F403  (what is public is listed once, in api.py)
from .api import __all__ as __all__
