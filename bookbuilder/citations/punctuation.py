"""Decides which of two colliding punctuation marks stays.

Style affixes and field content each bring their own punctuation; where they border on each other, ". ." prints once,
"?." prints "?", and a colon or semicolon swallows a full stop. Marks that mean different things both stay ("Inc.,").
"""

MARKS = frozenset(".,;:!?")
# (mark already printed, mark that follows) -> what both print; pairs not named here stay as they are.
MERGED = {
    '!.': '!', '!:': '!',
    '?.': '?', '?:': '?',
    ':.': ':', ':!': '!', ':?': '?',
    ';.': ';', ';:': ';', ';!': '!', ';?': '?',
}  # fmt: skip
# Marks that go inside a closing quotation mark where the locale says punctuation-in-quote, and those that leave it else.
MOVES_INTO_QUOTES = frozenset(".,!?")
MOVES_OUT_OF_QUOTES = frozenset(",;:")
TERMINAL = frozenset(":.;!? ")


def merge(left: str, right: str) -> str | None:
    """What two adjacent marks print together, or None when both stay."""
    if left == right:
        return left
    return MERGED.get(left + right)
