r"""`\textipa` is the International Phonetic Alphabet in every edition."""

from __future__ import annotations

import time

import pytest

from bookbuilder.compose.read.phonetics import phonetics_written
from tests.in_time import in_time
from tests.small_book import body_of, check_reports, check_silent, text_of


@pytest.mark.parametrize(
    ("typed", "signs"),
    [
        (r'\textipa{[f@"nEtIk]}', "[fəˈnɛtɪk]"),
        (r'\textipa{/""Ekspl@"neIS@n/}', "/ˌɛkspləˈneɪʃən/"),
        (r"\textipa{[\*r\;R\:t\!b p\super h]}", "[ɹʀʈɓ pʰ]"),
        (r"\textipa{[\~E \s{n} \t{ts} a: \textltailn \ae]}", "[ɛ̃ n̩ t͡s aː ɲæ]"),
        (r"{\ipa S}\begin{IPA}T\end{IPA}", "ʃθ"),
        (r"\textipa{[b\textturnv R\textrhookschwa]}", "[bʌɾɚ]"),
        (r"\textipa{\textltilde\textdzlig\textsca\textdoublebarpipe}", "ɫʣᴀǂ"),
        (
            r"\textipa{\textsyllabic{n}\r*b\textsubring{\textturnv}\|[t\textsubarch{i}}",
            r"\textipa{\textsyllabic{n}\r*b\textsubring{\textturnv}\|[t\textsubarch{i}}",
        ),
        (r"\textipa{\textsyllabic{n}\r*b\textsubring{\textturnv}\|[t}", "n̩b̥ʌ̥t̪"),
        (r"\textipa{[b\textnothing R]} \textipa{S}", r"\textipa{[b\textnothing R]} ʃ"),
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


def test_words_with_a_command_that_nobody_knows_are_reported_whole() -> None:
    text = "# One\n\nSay \\textipa{h@l \\textnothing wo@} so.\n\n\\begin{IPA}h@ \\textnothing{} l@ld\\end{IPA}\n"
    check_reports(text, "CHP-013 3:5", "CHP-013 5:1")
    table = "\\begin{tabular}{ll}\na & \\textipa{SI\\textnothing} \\\\\n\\end{tabular}"
    check_reports(f"# One\n\n{table}\n", "CHP-013 3:1")


def test_beginnings_without_an_end_cost_no_more_than_their_length() -> None:
    started = time.process_time()
    assert phonetics_written(r"\begin{IPA}" * 16000) == r"\begin{IPA}" * 16000
    assert in_time(time.process_time() - started, 2)
