"""What book.yaml and a chapter may say of sources that nothing cites."""

from __future__ import annotations

from pydantic import AfterValidator

from bookbuilder.manuscript.declared import declare
from bookbuilder.model.references import Uncited


def _naming(value: str) -> str:
    if not Uncited(value).keys:
        raise ValueError(
            f'"{value}" names no source.|Write keys as a citation has them, "@key, @other", or "@*" for all.'
        )
    return value


declare(Uncited, short="text", text=AfterValidator(_naming))
