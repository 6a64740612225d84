"""Styles and locales in, a table out: how far a citation engine agrees with citeproc-js on the fixture monograph.

python benchmarks/comparison.py                          all golden runs
python benchmarks/comparison.py --style apa --show 5     the runs of one style, five differences of each
python benchmarks/comparison.py --live --style geopolitics --locale en-GB    any style, against citeproc-js itself
python benchmarks/comparison.py --live --random 30 --seed 1                  styles that have no golden rendering
python benchmarks/comparison.py --book FOLDER ...        another book: its references.json and citations.json
python benchmarks/comparison.py --causes 40              the commonest changes over all runs: what to fix first
python benchmarks/comparison.py --accept [--style apa]   make the golden renderings again with citeproc-js
"""

import argparse
import random
import re
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from agreement import agreement, changes, commonest_changes  # noqa: E402
from engines import ENGINES, Rendering, engine  # noqa: E402
from monograph import FOLDER, Run, runs  # noqa: E402

LOCALES = ("en-GB", "en-US", "ru-RU")


def main():
    options = _options()
    options.live = options.live or bool(options.book or options.random)
    chosen = _chosen_runs(options)
    if not chosen:
        sys.exit("no such run")
    tasks = [(run, options) for run in chosen]
    if options.jobs > 1 and len(tasks) > 1:
        with ProcessPoolExecutor(options.jobs) as pool:
            results = list(pool.map(_result, tasks))
    else:
        results = [_result(task) for task in tasks]
    if options.accept:
        print(f"{len(results)} golden renderings made")
        return
    print(table(results, options.show))
    if options.causes:
        differences = [difference for result in results if result[1] for difference in result[1].differences]
        for change, count in commonest_changes(differences, options.causes):
            print(f"{count:>6}  {change}")


def _options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, default="ours")
    parser.add_argument("--style", action="append", help="only this style (may be repeated)")
    parser.add_argument("--locale", action="append", help="only this locale (may be repeated)")
    parser.add_argument("--live", action="store_true", help="compare with citeproc-js itself, not its golden rendering")
    parser.add_argument("--book", type=Path, help="another book's folder, compared with citeproc-js itself")
    parser.add_argument("--random", type=int, default=0, help="so many styles that have no golden rendering")
    parser.add_argument("--seed", type=int, default=0, help="which random styles")
    parser.add_argument("--show", type=int, default=0, help="so many differences of each run")
    parser.add_argument("--only", choices=("citations", "entries"), help="show only differences of these")
    parser.add_argument("--causes", type=int, default=0, help="so many of the commonest changes")
    parser.add_argument("--accept", action="store_true", help="make the golden renderings")
    parser.add_argument("--jobs", type=int, default=2, help="processes side by side")
    return parser.parse_args()


def _chosen_runs(options):
    if options.book:
        chosen = [
            Run(style, locale, options.book)
            for style in options.style or sorted({run.style for run in runs()})
            for locale in options.locale or ("en-GB",)
        ]
        if not options.random:
            return chosen
    if options.random:
        known = {run.style for run in runs()}
        styles = sorted(file.stem for file in runs()[0].style_file.parent.glob("*.csl") if file.stem not in known)
        draw = random.Random(options.seed)
        return [
            Run(style, draw.choice(options.locale or LOCALES), options.book or FOLDER)
            for style in draw.sample(styles, options.random)
        ]
    if options.live and options.style:
        return [Run(style, locale) for style in options.style for locale in options.locale or ("en-GB",)]
    return [
        run
        for run in runs()
        if (not options.style or run.style in options.style) and (not options.locale or run.locale in options.locale)
    ]


def _result(task):
    run, options = task
    if options.accept:
        run.keep_golden(engine("citeproc-js")(run.job()))
        return run, None, 0.0, ""
    return compared(run, options.engine, options.live, options.show, options.only)


def compared(run, engine_name="ours", live=False, show=0, only=None):
    """(run, its agreement or None if the engine failed, seconds, the first differences or the failure)"""
    job = run.job()
    try:
        expected = engine("citeproc-js")(job) if live else run.golden()
    except RuntimeError as failure:
        return run, None, 0.0, f"    citeproc-js itself fails: {str(failure).splitlines()[0]}"
    if not re.search(r"<bibliography[\s>]", job.style):
        expected = Rendering(expected.citations, [])
    started = time.perf_counter()
    try:
        got = engine(engine_name)(job)
    except Exception:
        return run, None, time.perf_counter() - started, traceback.format_exc(limit=-3)
    seconds = time.perf_counter() - started
    found = agreement(expected, got)
    return run, found, seconds, _shown(found.differences, show, only)


def _shown(differences, show, only):
    if only:
        differences = [item for item in differences if isinstance(item.place, int) == (only == "citations")]
    lines = []
    for difference in differences[:show]:
        lines.append(f"    - {difference.place}: {difference.expected}")
        lines.append(f"    + {difference.place}: {difference.got}")
        lines.append("        " + "  ".join(changes(difference.expected, difference.got)))
    return "\n".join(lines)


def table(results, show=0):
    """A line for each run, the worst first, and the sum of all."""
    lines = [f"{'style':<58}{'locale':<8}{'citations':>10}{'entries':>9}{'seconds':>9}"]
    results = sorted(
        results, key=lambda result: result[1].share_of_citations + result[1].share_of_entries if result[1] else -1
    )
    for run, found, seconds, remarks in results:
        shares = f"{found.share_of_citations:>10.1%}{found.share_of_entries:>9.1%}" if found else f"{'fault':>19}"
        lines.append(f"{run.style:<58}{run.locale:<8}{shares}{seconds:>9.2f}")
        if remarks and (show or not found):
            lines.append(remarks)
    founds = [found for _, found, _, _ in results if found]
    if founds:
        citations = sum(found.citations_agreeing for found in founds) / sum(found.citations for found in founds)
        entries = sum(found.entries_agreeing for found in founds) / (sum(found.entries for found in founds) or 1)
        lines.append(
            f"{f'{len(results)} runs, {len(results) - len(founds)} faults':<66}{citations:>10.2%}{entries:>9.2%}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
