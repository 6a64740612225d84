"""Printed pages as facts, for all editions: made pages, the index, page numbers and page marks."""
