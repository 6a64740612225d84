"""A file of a reference manager in; its sources in references.yaml, and a word on each of them, out."""

from bookbuilder.desk.references.importing import Imported, import_references

__all__ = ["Imported", "import_references"]
