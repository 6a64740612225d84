"""The build as a list that can be read aloud: from a book's folder to its editions in output/, with every fault."""

from bookbuilder.verbs.approval import accounts, approve, record_approval
from bookbuilder.verbs.editing import build, check, proof, word_files
from bookbuilder.verbs.opening import Built
from bookbuilder.verbs.publishing import author_copies, release, text_at

__all__ = [
    "Built",
    "accounts",
    "approve",
    "author_copies",
    "build",
    "check",
    "proof",
    "record_approval",
    "release",
    "text_at",
    "word_files",
]
