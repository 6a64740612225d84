"""A program that is started quietly has TCP by IPv4 and local sockets, or only the latter, and no other."""

from __future__ import annotations

import platform
import socket
import subprocess
import sys

import pytest

from bookbuilder.checks.artefacts import quiet

ASK = """
import socket
for family, kind in ((10, 1), (10, 2), (2, 2), (2, 1), (1, 1)):
    try:
        socket.socket(family, kind).close()
        print(1, end="")
    except OSError:
        print(0, end="")
"""


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in quiet.ARCHITECTURES or not socket.has_ipv6,
    reason="the filter is one of Linux",
)
def test_a_quiet_program_has_no_ipv6_and_no_udp_or_no_internet_at_all() -> None:
    asked = [sys.executable, "-I", "-S", "-c", ASK]
    quietly = [sys.executable, "-I", "-S", quiet.__file__]
    made = [
        subprocess.run([*before, *asked], capture_output=True, text=True, check=True)
        for before in ([], quietly, [*quietly, "--no-internet"])
    ]
    assert [it.stdout[2:] for it in made] == ["111", "011", "001"] and {it.stdout[:2] for it in made[1:]} == {"00"}
