"""Finds what a typesetter would mark on a document's pages, one rule a function, each found by its kind."""

from __future__ import annotations

from bookbuilder.proof.faults import breaks, spacing, repetition, boxes  # isort: skip; the order of the report
from bookbuilder.proof.faults.rules import KINDS, Kind, Mark, marks_on

__all__ = ["KINDS", "Kind", "Mark", "boxes", "breaks", "marks_on", "repetition", "spacing"]
