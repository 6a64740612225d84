"""The editor's desk: from word processors and reference managers to the book's own files, and back."""
