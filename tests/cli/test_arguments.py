"""Words on the command line become a Request, or an answer that says how to write the call."""

from __future__ import annotations

import pytest

from bookbuilder.cli import main
from bookbuilder.cli.arguments import NAMES, Request, overview, read_arguments
from bookbuilder.cli.parser import UsageError, page
from bookbuilder.cli.tree import VERBS


@pytest.mark.parametrize(
    "words, answer",
    [
        (["pfd"], 'There is no verb "pfd". Did you mean "pdf"?'),
        (["Epub"], 'There is no verb "Epub". Did you mean "epub"?'),
        (["xyz"], 'There is no verb "xyz". There are: pdf, epub'),
        (["pdf", "--bok", "x"], 'There is no option "--bok". Did you mean "--book"'),
        (["pdf", "epub"], '"epub" is one word too many'),
        (["pdf", "--format", "xml"], "Argument --format: invalid choice: 'xml'"),
        (["pdf", "--jobs", "0"], '"0" is not a number of 1 or more'),
        (["pdf", "--book", "atlsa"], 'There is no folder atlsa. Did you mean "atlas"?'),
        (["pdf", "--book", "."], ". has no folder manuscript/, so it is not a book."),
        (["pdf", "--book", "atlas", "-o", "book.pdf"], "-o names a folder, and book.pdf is a file"),
        (["--open"], "Name a verb: pdf, epub"),
        (["-v", "test"], 'Write "test" first'),
    ],
)
def test_a_wrong_call_is_answered_with_how_to_write_it(words, answer, book, capsys):
    assert main(words) == 2
    printed = capsys.readouterr()
    assert answer in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_a_folder_of_chapters_that_is_no_book_is_told_how_it_becomes_one(tmp_path, capsys):
    (tmp_path / "one.md").write_text("# One\n", encoding="utf-8")
    assert main(["pdf", "--book", str(tmp_path)]) == 2
    assert f"python build.py adopt {tmp_path} makes a book of its chapters" in capsys.readouterr().err


def test_options_stand_before_or_after_the_verb(book):
    assert read_arguments(["--book", "atlas", "pdf"]) == read_arguments(["pdf", "--book", "atlas"])


def test_the_output_stands_in_the_book_unless_said_otherwise(book):
    here = read_arguments(["pdf", "--book", "atlas"])
    there = read_arguments(["pdf", "--book", "atlas", "-o", "out"])
    assert isinstance(here, Request) and isinstance(there, Request)
    assert (here.output, there.output) == (book / "output", book.parent / "out")
    assert here.cache == there.cache == book / ".cache"


def test_what_follows_test_goes_to_pytest():
    assert read_arguments(["test", "-k", "notes", "-x"]) == Request("test", rest=("-k", "notes", "-x"))


@pytest.mark.parametrize(
    "words", [["doctor", "--fix"], ["epub", "--spelling"], ["import", "x.docx", "--update", "fill"]]
)
def test_an_option_that_a_verb_does_not_know_is_refused(words, capsys):
    assert main(words) == 2
    assert f'There is no option "{words[-1] if words[-1] != "fill" else "--update"}".' in capsys.readouterr().err


def test_a_verb_is_asked_about_in_its_own_name(capsys):
    assert main(["docx", "--bok", "atlas"]) == 2
    assert capsys.readouterr().err == (
        'There is no option "--bok". Did you mean "--book"? python build.py docx --help lists its options.\n'
    )


def test_a_usage_error_is_an_exception_with_one_line():
    with pytest.raises(UsageError) as caught:
        read_arguments(["nothing"])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "words", [["doctor", "--fonts", "Literata"], ["pictures"], ["check", "--artefacts", "--install"]]
)
def test_what_does_nothing_but_fetch_is_refused_offline(words: list[str]) -> None:
    """`doctor --fonts` asked the package index all the same: the front door alone had heeded the word."""
    with pytest.raises(UsageError, match="Nothing is fetched with --offline"):
        read_arguments([*words, "--offline"])
    assert not isinstance(read_arguments(words), str)


@pytest.mark.parametrize("words", [[], ["-h"], ["--help"], ["help"]])
def test_help_is_one_page_for_everything(words, capsys):
    assert main(words) == 0
    assert capsys.readouterr().out == overview() + "\n"


def test_help_names_every_verb_and_fits_a_terminal():
    assert all(f"\n  {name:10}" in overview() for name in NAMES)
    assert max(map(len, overview().splitlines())) < 80


@pytest.mark.parametrize("verb", [it for it in VERBS if it.listed and it.name != "test"], ids=lambda it: it.name)
def test_each_verb_has_a_page_of_all_its_options_that_fits_a_terminal(verb, capsys):
    assert main([verb.name, "--help"]) == 0
    printed = capsys.readouterr().out
    assert f"python build.py {verb.name}" in printed and max(map(len, printed.splitlines())) < 80
    assert all(name in printed for option in verb.options for name in option.names if name.startswith("-"))
    assert main(["help", verb.name]) == 0 and capsys.readouterr().out == printed == page(verb.name) + "\n"
