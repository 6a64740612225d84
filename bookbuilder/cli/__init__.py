"""From the words on the command line to an exit code: the verbs, and the only place that prints."""

from __future__ import annotations

import os
import sys

from bookbuilder.cli.arguments import read_arguments
from bookbuilder.cli.parser import UsageError
from bookbuilder.environment import SetupError

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Carry out one call: 0 all is written, 1 the book has errors, 2 something is missing or asked wrongly."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        request = read_arguments(arguments)
        if isinstance(request, str):
            print(request, flush=True)
            return 0
        from bookbuilder.cli.verbs import VERBS  # --help shall come at once

        return VERBS[request.verb](request)
    except (UsageError, SetupError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read our words has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was finished before is as it was.", file=sys.stderr)
        return 130
    except Exception:  # what reaches this is no mistake of the author's
        import traceback

        traceback.print_exc()
        print(
            "\nThis is a fault of the book builder, not of your book. Please send these lines to its maintainers.",
            file=sys.stderr,
        )
        return 1
