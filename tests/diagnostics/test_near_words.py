"""What somebody may have meant is found among thousands of words, too, and no slower for them."""

from __future__ import annotations

import time

from bookbuilder.diagnostics import did_you_mean
from tests.in_time import in_time


def test_the_nearest_of_thousands_is_found_without_a_look_at_each() -> None:
    """3,000 citations of 3,000 sources by other keys took six minutes to be reported."""
    known = [f"smith{1900 + number % 120}{('water', 'policy', 'border')[number % 3]}{number}" for number in range(3000)]
    begun = time.process_time()
    for number in (7, 1500, 2999):
        assert f'"{known[number]}"' in did_you_mean(known[number].replace("r", "R").replace("19", "91"), known)
    assert did_you_mean("xyzzy", known) == ""
    assert in_time(time.process_time() - begun, 0.2)
