"""The words of one person's name as addresses have them: put together, or with an initial: erlanseitkazin, eseitkazin."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld.names import initials_of, skeletons

SHORTEST_IN_BYTES, LONGEST = 6, 60
"""Bytes that are no text give short words by chance; nobody's name is as long as the other."""


def name_words(secrets: Sequence[Secret]) -> list[str]:
    """Every word of one person's name."""
    return list(dict.fromkeys(word.lower() for secret in secrets for word in secret.words if len(word) > 2))[
        :MOST_WORDS
    ]


def in_one_word(words: Sequence[str]) -> frozenset[str]:
    """The skeletons of two or three words of a name without a space between them, in any order, where they are long enough."""
    orders = (order for many in (2, 3) for order in itertools.permutations(words, many))
    forms = frozenset(form for order in orders for form in skeletons("".join(order)))
    return frozenset(form for form in forms if len(form) >= SHORTEST_IN_BYTES)


def logins(words: Sequence[str]) -> frozenset[str]:
    """A word of a name with the initial of another before or behind it, as people are called in addresses: eseitkazin."""
    pairs = ((initials_of(one[0]), skeletons(other)) for one, other in itertools.permutations(words, 2))
    forms = (form for initials, whole in pairs for it in whole for one in initials for form in (one + it, it + one))
    return frozenset(form for form in forms if len(form) >= SHORTEST_IN_BYTES)


MOST_WORDS = 6
"""Of one person's name, those that are tried together."""
