"""Takes the sources of a reference manager's file into references.yaml, and reports on each of them."""

from bookbuilder.desk.references.importing import Imported, import_references

__all__ = ["Imported", "import_references"]
