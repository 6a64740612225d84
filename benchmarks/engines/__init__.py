"""A citation job in, its rendering out, by any of four engines: ours, bare citeproc-py, Pandoc's and citeproc-js."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Job:
    """A style (XML), a locale, CSL-JSON items and citations in citeproc-js's form, in the order of the book.

    ``uncited`` says whether items that no citation names are in the bibliography too. A cite that bears a
    ``position`` (citeproc-js's numbers) keeps it; the others have theirs counted.
    """

    style: str
    locale: str
    items: list
    citations: list = field(default_factory=list)
    uncited: bool = True


@dataclass(frozen=True)
class Rendering:
    """The citations as HTML and the bibliography's entries as (id, HTML), in its order."""

    citations: list
    entries: list


def engine(name):
    """The function ``Job -> Rendering`` of that name; an engine is imported only when it is asked for."""
    if name == "ours":
        from .ours import render
    elif name == "citeproc-py":
        from .bare_citeproc import render
    elif name == "pandoc":
        from .pandoc import render
    elif name == "citeproc-js":
        from .citeproc_js import render
    else:
        raise ValueError(f"no engine called {name!r}")
    return render


ENGINES = ("ours", "citeproc-py", "pandoc", "citeproc-js")
