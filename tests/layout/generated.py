"""A book made by chance from a seed: so many chapters, with notes of all lengths in paragraphs, lists, tables, quotations."""

from __future__ import annotations

import random

from bookbuilder.model.publication import ContentDocument, Publication
from tests.publication import Chapter, document, publication_of, title

WORDS = (
    "policy trade border railway agreement ministry water energy council partnership transport corridor sovereignty "
    "strategy region university exchange election customs standard procurement infrastructure investment delegation "
    "the of and in to a that is for on with by at from its not which were has been between under after into over"
).split()


def chapter(number: int, notes: int, dice: random.Random, shortest: int = 3, longest: int = 260) -> ContentDocument:
    """A chapter with so many notes; their lengths are many small ones and some up to `longest` words."""
    id = f"chapter-{number}"
    it = Chapter(id)
    blocks, written = [], 0
    while written < notes:
        kind = dice.random()
        if kind < 0.05:
            blocks.append(f'<h2 id="{id}-{len(blocks)}">{_text(dice, 4)}</h2>')
        calls = min(notes - written, dice.choice((0, 1, 1, 1, 2, 3)))
        written += calls
        paragraph = _paragraph(it, dice, calls, shortest, longest)
        if kind < 0.75:
            blocks.append(f"<p>{paragraph}</p>")
        elif kind < 0.85:
            blocks.append(f"<ul><li><p>{paragraph}</p></li><li>{_text(dice, 12)}</li></ul>")
        elif kind < 0.95:
            blocks.append(f"<blockquote><p>{paragraph}</p></blockquote>")
        else:
            rows = "".join(f"<tr><td>{_text(dice, 3)}</td><td>{_text(dice, 5)}</td></tr>" for _ in range(4))
            head = '<thead><tr><th scope="col">One</th><th scope="col">Two</th></tr></thead>'
            blocks.append(
                f"<table>{head}<tbody><tr><td>{_text(dice, 3)}</td><td>{paragraph}</td></tr>{rows}</tbody></table>"
            )
    text = f"Chapter {number}"
    body = it.xhtml("chapter", "doc-chapter", title(id, text) + "".join(blocks))
    return document(body, "chapter", "doc-chapter", "bodymatter", text)


def generated(chapters: int, notes: int, seed: int = 1, shortest: int = 3, longest: int = 260) -> Publication:
    """A publication of so many chapters with so many notes each."""
    dice = random.Random(seed)
    return publication_of(tuple(chapter(number, notes, dice, shortest, longest) for number in range(1, chapters + 1)))


def _paragraph(it: Chapter, dice: random.Random, calls: int, shortest: int, longest: int) -> str:
    pieces = [_text(dice, dice.randint(15, 90))]
    for _ in range(calls):
        length = dice.randint(shortest, longest if dice.random() < 0.15 else max(shortest, min(longest, 40)))
        pieces.append(it.note(_text(dice, length)))
        pieces.append(" " + _text(dice, dice.randint(5, 60)))
    return "".join(pieces)


def _text(dice: random.Random, words: int) -> str:
    return (" ".join(dice.choice(WORDS) for _ in range(words)) + ".").capitalize()
