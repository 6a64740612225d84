"""The editor's desk: what comes from word processors and reference managers, in; the book's own files, and back, out."""
