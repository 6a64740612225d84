r"""`\textipa` is the International Phonetic Alphabet in every edition."""

from __future__ import annotations

import pytest

from bookbuilder.compose.read.phonetics import phonetics_written
from tests.small_book import body_of, check_silent, text_of


@pytest.mark.parametrize(
    ("typed", "signs"),
    [
        (r'\textipa{[f@"nEtIk]}', "[fəˈnɛtɪk]"),
        (r'\textipa{/""Ekspl@"neIS@n/}', "/ˌɛkspləˈneɪʃən/"),
        (r"\textipa{[\*r\;R\:t\!b p\super h]}", "[ɹʀʈɓ pʰ]"),
        (r"\textipa{[\~E \s{n} \t{ts} a: \textltailn \ae]}", "[ɛ̃ n̩ t͡s aː ɲæ]"),
        (r"{\ipa S}\begin{IPA}T\end{IPA}", "ʃθ"),
        (r"\textbf{SA}", r"\textbf{SA}"),
    ],
)
def test_the_letters_of_tipa_are_signs_of_the_alphabet(typed: str, signs: str) -> None:
    assert phonetics_written(typed) == signs


def test_they_print_in_text_and_in_tables() -> None:
    table = "\\begin{tabular}{l}\n\\textipa{SIp} \\\\\n\\end{tabular}"
    text = f"# One\n\nSay \\textipa{{TIN}}, $\\textipa{{N}}$ so.\n\n{table}\n"
    said = text_of(body_of(text))
    assert "Say θɪŋ, ŋ so." in said and "ʃɪp" in said
    check_silent(text)
