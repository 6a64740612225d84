"""The build as a list that can be read aloud: from a book's folder to its editions in output/, with every fault.

Each verb is imported when it is asked for, so that one does not wait for what only the others need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bookbuilder.verbs.approval import accounts as accounts, approve as approve, record_approval as record_approval
    from bookbuilder.verbs.editing import build as build, check as check, proof as proof, word_files as word_files
    from bookbuilder.verbs.opening import Built as Built
    from bookbuilder.verbs.publishing import author_copies as author_copies, release as release, text_at as text_at

_MODULES = {
    "approval": ("accounts", "approve", "record_approval"),
    "editing": ("build", "check", "proof", "word_files"),
    "opening": ("Built",),
    "publishing": ("author_copies", "release", "text_at"),
}


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            value = getattr(import_module(f"bookbuilder.verbs.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
