"""The door to WeasyPrint: lays out a document's HTML with styles and fonts, and gives its pages and their facts."""

from __future__ import annotations

from bookbuilder.layout.laid_out import LaidOut, LayoutOrder


def available() -> str | None:
    """Nothing where the engine can run; else one sentence that says what is missing."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        return "The Python package WeasyPrint is not installed."
    except OSError as error:
        return f"WeasyPrint cannot load Pango, the system's library for setting type: {str(error).splitlines()[0]}."
    return None


def lay_out(order: LayoutOrder) -> LaidOut:
    """Lay out and draw one document; runs in a process of its own where several must run."""
    from bookbuilder.layout.engine.drawing import draw

    return draw(order)


def engine_version() -> str:
    """The versions that decide about the pages: WeasyPrint's and Pango's."""
    from bookbuilder.layout.engine.drawing import VERSIONS

    return VERSIONS
