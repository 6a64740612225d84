"""The CSL test-suite's fixtures in, a table by category out: how many each citation engine renders as expected.

    python benchmarks/csl_suite.py --suite FOLDER [--engine ours] [--category name] [--case name_AfterInvertedName] [--show]

FOLDER holds the human-readable fixtures (``category_Name.txt``); the variable CSL_TEST_SUITE may name it instead.
All engines get the same input and are judged by the same comparison (``normal_form``). The citations of a fixture
with CITATIONS are replayed as citeproc-js's processCitationCluster would, and judged as they stand at the end.
"""

import argparse
import json
import os
import re
import sys
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from agreement import changes  # noqa: E402
from engines import ENGINES, Job, engine  # noqa: E402
from normal_form import normal_form  # noqa: E402

SECTION = re.compile(r">>=+ *([A-Z][A-Z -]*?) *=+>>\r?\n(.*?)\r?\n?<<=+ *\1 *=+<<", re.DOTALL)
RESULT_MARK = re.compile(r"^(?:>>|\.\.)\[\d+\] ", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What one engine made of one fixture; ``fault`` is a traceback's text where it made nothing."""

    case: str
    passed: bool
    expected: list
    got: list
    fault: str = ""

    @property
    def category(self):
        return self.case.partition("_")[0]


def main():
    options = _options()
    files = sorted(options.suite.glob("*.txt"))
    files = [file for file in files if "_" in file.stem]
    if options.category:
        files = [file for file in files if file.stem.partition("_")[0] in options.category]
    if options.case:
        files = [file for file in files if file.stem in options.case]
    if not files:
        sys.exit("no fixture of that name in the suite")
    names = ENGINES[:3] if options.engine == "all" else (options.engine,)
    outcomes = {name: run(name, files, options.jobs) for name in names}
    if options.case or options.show:
        for name in names:
            for outcome in outcomes[name]:
                if options.case or not outcome.passed:
                    _show(name, outcome)
    _print_table(outcomes)
    if options.failures:
        failed = [outcome.case for name in names for outcome in outcomes[name] if not outcome.passed]
        Path(options.failures).write_text("\n".join(failed) + "\n", encoding="utf-8")


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suite", type=Path, default=os.environ.get("CSL_TEST_SUITE"), help="the fixtures' folder")
    parser.add_argument("--engine", choices=(*ENGINES, "all"), default="ours")
    parser.add_argument("--category", action="append", help="only this category (may be repeated)")
    parser.add_argument("--case", action="append", help="only this fixture, in full (may be repeated)")
    parser.add_argument("--show", action="store_true", help="show every failure")
    parser.add_argument("--failures", help="write the names of the failed fixtures to this file")
    parser.add_argument("--jobs", type=int, default=2, help="processes side by side")
    options = parser.parse_args()
    if not options.suite:
        parser.error("name the suite's folder by --suite or the variable CSL_TEST_SUITE")
    options.suite = Path(options.suite)
    return options


def run(name, files, jobs=2):
    """The outcomes of all fixtures on one engine, in their order."""
    if len(files) < 8 or jobs < 2:
        return [_outcome((name, file)) for file in files]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(_outcome, [(name, file) for file in files], chunksize=8))


def _outcome(task):
    name, file = task
    fixture = read_fixture(file)
    expected = expected_forms(fixture)
    try:
        render = engine(name)
        rendering = render(job(fixture, render))
    except Exception:
        return Outcome(file.stem, False, expected, [], traceback.format_exc(limit=-4))
    got = [html for _, html in rendering.entries] if fixture["MODE"].startswith("bib") else rendering.citations
    got = [normal_form(html) for html in got]
    return Outcome(file.stem, _same(expected, got), expected, got)


def _same(expected, got):
    return [text for text in expected if text] == [text for text in got if text]


def read_fixture(file):
    """The sections of one fixture by their names."""
    text = file.read_text(encoding="utf-8")
    fixture = {match[1].strip(): match[2] for match in SECTION.finditer(text)}
    fixture["MODE"] = fixture["MODE"].strip()
    return fixture


def expected_forms(fixture):
    """The expected result: the entries of a bibliography, or the citations one a line."""
    result = fixture["RESULT"].strip("\r\n")
    if fixture["MODE"].startswith("bib"):
        entries = re.split(r'<div class="csl-entry">', result)
        return [normal_form(entry) for entry in (entries[1:] or entries)]
    if "CITATIONS" in fixture:
        pieces = RESULT_MARK.split(result)
        return [normal_form(piece) for piece in (pieces[1:] or pieces)]
    if "CITATION-ITEMS" in fixture:
        count = len(json.loads(fixture["CITATION-ITEMS"]))
        lines = result.split("\n")
        return [normal_form(line) for line in lines] if len(lines) == count else [normal_form(result)]
    return [normal_form(result)]


def job(fixture, render):
    """The fixture as a job: its citations as they stand at its end.

    A fixture that gives no citations cites all of its items at once, in the order that ``render`` gives their
    bibliography: so does citeproc-js's own runner.
    """
    items = list(
        {
            str(item.get("id", f"item-{number}")): item for number, item in enumerate(json.loads(fixture["INPUT"]))
        }.values()
    )
    items = [{"id": f"item-{number}", **item} for number, item in enumerate(items)]
    style = fixture["CSL"].strip()
    locale = re.search(r'<style[^>]*\sdefault-locale=["\']([\w-]+)', style)
    locale = locale[1] if locale else "en-US"
    if "CITATIONS" in fixture:
        citations = _replayed(json.loads(fixture["CITATIONS"]))
        cited = {str(cite["id"]) for citation in citations for cite in citation["citationItems"]}
        items = [item for item in items if str(item["id"]) in cited]
        return Job(style, locale, items, citations, uncited=False)
    if "CITATION-ITEMS" in fixture:
        citations = [_citation(cites) for cites in json.loads(fixture["CITATION-ITEMS"])]
    elif fixture["MODE"].startswith("bib"):
        citations = []
    else:
        ids = [item["id"] for item in items]
        if re.search(r"<bibliography.*<sort", style, re.DOTALL):
            order = [str(key) for key, _ in render(Job(style, locale, items)).entries]
            ids.sort(key=lambda key: order.index(str(key)) if str(key) in order else len(order))
        citations = [_citation([{"id": key} for key in ids])]
    return Job(style, locale, items, citations)


def _citation(cites):
    """A citation by itself, outside of a book: its cites stand nowhere, so all are first unless told otherwise."""
    return {"citationItems": [{"position": 0, **cite} for cite in cites], "properties": {"noteIndex": 0}}


def _replayed(calls):
    """The citations that the last call leaves standing, with the note numbers it gives them."""
    known = {}
    order = []
    for number, (citation, before, after) in enumerate(calls):
        citation = {"citationID": f"citation-{number}", "properties": {}, **citation}
        known[citation["citationID"]] = citation
        order = [*before, (citation["citationID"], citation["properties"].get("noteIndex", 0)), *after]
    return [
        {**known[name], "properties": {**known[name]["properties"], "noteIndex": note}}
        for name, note in order
        if name in known
    ]


def _show(name, outcome):
    print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.case} ({name})")
    if outcome.fault:
        print("    " + outcome.fault.strip().replace("\n", "\n    "))
        return
    for number in range(max(len(outcome.expected), len(outcome.got))):
        expected = outcome.expected[number] if number < len(outcome.expected) else None
        got = outcome.got[number] if number < len(outcome.got) else None
        if expected == got:
            print(f"      {number}: {got}")
        else:
            print(f"    - {number}: {expected}")
            print(f"    + {number}: {got}")
            if expected and got:
                print("           " + "  ".join(changes(expected, got)))


def _print_table(outcomes):
    categories = sorted({outcome.category for results in outcomes.values() for outcome in results})
    print(f"{'category':<24}" + "".join(f"{name:>16}" for name in outcomes))
    for category in [*categories, None]:
        cells = []
        for results in outcomes.values():
            counts = Counter(outcome.passed for outcome in results if category in (None, outcome.category))
            cells.append(f"{counts[True]:>9} of {counts.total():>3}")
        print(f"{category or 'all':<24}" + "".join(cells))


if __name__ == "__main__":
    main()
