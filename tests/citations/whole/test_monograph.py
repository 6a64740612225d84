"""The fixture monograph through our engine: it must read as citeproc-js printed it, in every style of the runs."""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

BENCHMARKS = str(Path(__file__).resolve().parents[3] / "benchmarks")
if BENCHMARKS not in sys.path:
    sys.path.append(BENCHMARKS)

from comparison import compared, table  # noqa: E402
from monograph import Run, runs  # noqa: E402

QUICK_RUNS = (
    Run("chicago-notes-bibliography-subsequent-ibid", "en-GB"),
    Run("chicago-author-date", "en-US"),
    Run("apa", "en-GB"),
    Run("modern-language-association", "en-US"),
    Run("oscola", "en-GB"),
    Run("gost-r-7-0-5-2008", "ru-RU"),
    Run("nlm-citation-sequence", "en-GB"),
    Run("harvard-cite-them-right", "en-GB"),
)


def agrees_with_citeproc_js(results):
    """At least 99 % of all citations and of all entries are the same; the table says where they are not."""
    assert not [run for run, found, *_ in results if found is None], "\n" + table(results)
    citations = sum(found.citations_agreeing for _, found, *_ in results)
    entries = sum(found.entries_agreeing for _, found, *_ in results)
    assert citations >= 0.99 * sum(found.citations for _, found, *_ in results), "\n" + table(results, show=True)
    assert entries >= 0.99 * sum(found.entries for _, found, *_ in results), "\n" + table(results, show=True)


@pytest.mark.slow
def test_eight_styles_print_the_monograph_as_citeproc_js_does():
    agrees_with_citeproc_js([compared(run, show=3) for run in QUICK_RUNS])


@pytest.mark.long
@pytest.mark.slow
def test_all_styles_print_the_monograph_as_citeproc_js_does():
    with ProcessPoolExecutor(2) as pool:
        agrees_with_citeproc_js(list(pool.map(compared, runs())))
