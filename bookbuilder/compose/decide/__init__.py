"""The whole book at once: documents, numbers, citations, pictures and the index are decided here."""
