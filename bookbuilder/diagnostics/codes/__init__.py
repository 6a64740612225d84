"""The codes of faults by what they are about, one file a topic, in the order of docs/messages.md."""

from bookbuilder.diagnostics.codes import (
    chapters,
    checkers,
    cross_references,
    desk,
    editions,
    figures,
    house_style,
    interviews,
    looks,
    manuscript,
    release,
    sources,
)

_WITH_EXAMPLES = (manuscript, chapters, cross_references, sources, interviews, figures)
TABLES = tuple(it.TABLE for it in (*_WITH_EXAMPLES, looks, editions, house_style, checkers, desk, release))
EXAMPLES = tuple(it.EXAMPLES for it in _WITH_EXAMPLES)
