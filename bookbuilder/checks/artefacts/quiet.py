"""Starts a checker without a network: `python quiet.py [--no-internet] PROGRAM [WORD …]`, where the system is Linux.

A browser keeps the sockets of IPv4's TCP and of this machine, by which it is steered; with --no-internet there is none of the
internet at all: as soon as Java reads a file, it opens three, to see what the machine has. Chromium asks the system, whatever its switches, whether a host of its maker's could be reached by IPv6. Here the kernel tells it
that there is no IPv6, and no UDP either; what is left goes by names, which --host-resolver-rules keeps on this machine.
See https://docs.kernel.org/userspace-api/seccomp_filter.html. Runs on a bare Python.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

ARCHITECTURES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""What the kernel calls an architecture in a filter, and the number of its call `socket`."""
AF_INET, AF_INET6, SOCK_DGRAM, SOCK_KINDS = 2, 10, 2, 0xF
SET_SECCOMP, SET_NO_NEW_PRIVILEGES, BY_FILTER = 22, 38, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EAFNOSUPPORT
LOAD, AND, IF_EQUAL, RETURN = 0x20, 0x54, 0x15, 0x06
NUMBER, ARCHITECTURE, FAMILY, KIND = 0, 4, 16, 24
"""Where in its record the kernel keeps the number of a call, and its first two words."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def refuse_other_sockets(*, internet: bool = True) -> None:
    """From now on, and in every program that this process becomes or starts, IPv6 and UDP do not exist; or no internet does."""
    known = ARCHITECTURES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return
    steps = (
        (LOAD, 0, 0, ARCHITECTURE), (IF_EQUAL, 0, 8, known[0]),
        (LOAD, 0, 0, NUMBER), (IF_EQUAL, 0, 6, known[1]),
        (LOAD, 0, 0, FAMILY), (IF_EQUAL, 5, 0, AF_INET6), (IF_EQUAL, 0 if internet else 4, 3, AF_INET),
        (LOAD, 0, 0, KIND), (AND, 0, 0, SOCK_KINDS), (IF_EQUAL, 1, 0, SOCK_DGRAM),
        (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE),
    )  # fmt: skip
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system.prctl(SET_SECCOMP, BY_FILTER, ctypes.byref(_Program(len(steps), code)))


if __name__ == "__main__":
    words = sys.argv[1:]
    refuse_other_sockets(internet=words[0] != "--no-internet")
    words = words[words[0] == "--no-internet" :]
    os.execvp(words[0], words)
