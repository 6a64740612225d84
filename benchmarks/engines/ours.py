"""A job rendered through this project's own door, ``bookbuilder.citations.render``."""

import tempfile
from pathlib import Path

from bookbuilder import citations

from . import Rendering


def render(job):
    with tempfile.TemporaryDirectory() as folder:
        style = Path(folder) / "style.csl"
        style.write_text(job.style, encoding="utf-8")
        rendered = citations.render(str(style), job.locale, job.items, job.citations, options={"uncited": job.uncited})
    return Rendering(list(rendered.citations), list(rendered.entries))
