"""Objects that get numbers of the book are the same objects, whatever words look like a reference."""

from __future__ import annotations

import io

from pikepdf import Array, Dictionary, Name, Pdf, String

from bookbuilder.layout.numbered_objects import Numbering, reference, whole_file

WORDS = ["see 4 0 R", "(12 0 R)", "a \\ b (", "/@7", "Ключ 3 0 R", "<</A 1 0 R>>", ""]


def written(first: int) -> Pdf:
    file = Pdf.new()
    stream = file.make_stream(b"q 1 0 R Q" * 300)
    below = file.make_indirect(Dictionary(Words=Array(map(String, WORDS)), Drawn=stream))
    below.Above = file.make_indirect(Dictionary(Below=below, Elsewhere=reference(3)))
    file.Root.Kept = below
    file.Root.Pages = reference(2)
    numbering = Numbering(file, first)
    numbering.keep(file.Root, 1)
    numbering.put(b"<< /Type /Pages /Count 0 /Kids [ ] >>", 2)
    numbering.put(b"<< /Only (here) >>", 3)
    file.docinfo[Name.Title] = String("5 0 R")
    information = numbering.of(file.trailer.Info)
    return Pdf.open(io.BytesIO(whole_file([numbering.write()], 1, information, b"0" * 16)))


def test_words_streams_and_circles_survive_any_numbers() -> None:
    for first in (4, 9, 64):
        file = written(first)
        kept = file.Root.Kept
        assert [str(word) for word in kept.Words] == WORDS
        assert kept.Above.Below.objgen == kept.objgen and kept.objgen[0] >= first
        assert str(kept.Above.Elsewhere.Only) == "here"
        assert kept.Drawn.read_bytes() == b"q 1 0 R Q" * 300
        assert str(file.docinfo.Title) == "5 0 R"
