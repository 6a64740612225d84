"""What single parts of the book must pass in book.yaml: the epigraph's short form, the date of printing."""

from __future__ import annotations

from pydantic import AfterValidator

from bookbuilder.manuscript.declared import declare
from bookbuilder.manuscript.values import date_text
from bookbuilder.model.parts import Epigraph, Printing

declare(Epigraph, short="text")
declare(Printing, signed=AfterValidator(lambda value: date_text(value) if value else ""))
