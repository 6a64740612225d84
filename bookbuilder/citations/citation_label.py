"""Makes an item's citation-label ("Asth99" from the first authors and the year), for styles of that format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .items import Item

PATTERNS = ((4,), (2, 2), (2, 1, 1), (1, 1, 1, 1))


def citation_label(item: Item) -> str:
    names = next((item.names[name] for name in item.names), ())
    families = [re.sub(r"[^\w]|\d|_", "", name.family or name.literal) for name in names if name.family or name.literal]
    label = ""
    if families:
        pattern = PATTERNS[min(len(families), 4) - 1]
        for family, length in zip(families, pattern, strict=False):  # the first four authors, however many there are
            label += family[:1].upper() + family[1:length].lower()
    else:
        title = item.fields.get("title", "")
        words = [word for word in re.findall(r"\w+", title) if word.lower() not in ("the", "a", "an")]
        label = "".join(word[:1].upper() + word[1:4].lower() for word in words[:1]) or "Anon"
    date = next((item.dates[name] for name in ("issued",) if name in item.dates), None)
    year = str(date.begin.year)[-2:] if date is not None and date.begin is not None and date.begin.year else "00"
    return label + year
