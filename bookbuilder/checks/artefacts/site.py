"""Runs the Nu checker, linkinator, axe, the budget and a browser in a reader's hand on a finished site."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from bookbuilder.checks.artefacts.epub import inside
from bookbuilder.checks.artefacts.pages import pages_of
from bookbuilder.checks.artefacts.report import Checked
from bookbuilder.checks.artefacts.serve import served
from bookbuilder.checks.artefacts.tools import CheckerError, Tools, answer, run
from bookbuilder.diagnostics import Diagnostic, Location, Severity

HTML = frozenset({"html"})
SCRIPTS = Path(__file__).with_name("browser")
LIMIT = 300_000
"""Bytes that a page may weigh with all that it loads, compressed on its way as servers do, without pictures."""
OWN_POLICY = re.compile(r"violates Content Security Policy \(meta tag\): (external (script|stylesheet)|image) “[a-z]+/")
"""The Nu checker reads files, whose 'self' is nobody; whether a page keeps its policy is seen in the browser."""
ELSEWHERE = r"^https?://(?!127\.0\.0\.1)"
CODES = {"weight": "ART-023", "shift": "ART-024", "reflow": "ART-025"}
READER = {
    "console": "ART-030", "request": "ART-031", "search": "ART-032", "note": "ART-033", "page-link": "ART-034",
    "colours": "ART-035", "no-script": "ART-036",
}  # fmt: skip


def nu(site: Path, tools: Tools) -> Checked:
    """ART-020: what the Nu checker finds in HTML, CSS and SVG, its hints included."""
    jar = tools.package("vnu-jar") / "build" / "dist" / "vnu.jar"
    files = [str(path) for path in sorted(site.rglob("*")) if path.suffix in (".html", ".css", ".svg")]
    options = [
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        "--skip-non-html",
        "--also-check-css",
        "--also-check-svg",
    ]
    done = run([*tools.java(), "-jar", str(jar), *options, *files])
    report: Any = answer(done)
    found = []
    for message in report["messages"]:
        if OWN_POLICY.search(message["message"]):
            continue
        if message["type"] == "non-document-error":
            raise CheckerError(f"It could not read {message['url']}: {message['message']}")
        page = unquote(urlsplit(message["url"]).path).rpartition(f"/{site.name}/")[2]
        where = Location(inside(site, page), message["lastLine"] if "lastLine" in message else 0)
        severity = Severity.ERROR if message["type"] == "error" else Severity.WARNING
        found.append(Diagnostic("ART-020", where, message["message"], "", severity, HTML))
    return Checked(tools.version("vnu-jar"), tuple(found))


def links(site: Path, tools: Tools) -> Checked:
    """ART-021: links and fragments that lead nowhere within the site; other hosts are not asked.

    linkinator follows the links, and fragments are looked up in the files.
    """
    package = tools.package("linkinator")
    program = package / "build" / "src" / "cli.js"
    with served(site) as base:
        done = run([
            tools.node(), str(program), base, "--recurse", "--check-css", "--format", "json", "--verbosity", "error",
            "--concurrency", "8", "--timeout", "120000", "--skip", ELSEWHERE,
        ])  # fmt: skip
    report: Any = answer(done)
    found = []
    for link in report["links"]:
        if link["state"] != "BROKEN":
            continue
        page = unquote(link["parent"].removeprefix(base)) if "parent" in link else ""
        found.append(
            _leads_nowhere(Location(inside(site, page or "index.html")), unquote(link["url"].removeprefix(base)))
        )
    found += [
        _leads_nowhere(Location(inside(site, lost.page), lost.line), lost.target) for lost in lost_fragments(site)
    ]
    return Checked(tools.version("linkinator"), tuple(found))


def _leads_nowhere(where: Location, target: str) -> Diagnostic:
    return Diagnostic("ART-021", where, f"A link leads to {target}, which is not there.", blocks=HTML)


def axe(site: Path, tools: Tools) -> Checked:
    """ART-022: what axe finds on every page, light and dark, 320 and 1200 px wide; ART-025: what is wider than 320 px."""
    tools.package("axe-core")
    report = _in_browser("axe.mjs", site, tools)
    return Checked(tools.version("axe-core"), tuple(_faults(site, report, CODES, "ART-022")))


def budget(site: Path, tools: Tools) -> Checked:
    """ART-023: a page of more than 300 kB without its pictures; ART-024: a page on which something moves as it loads."""
    report = _in_browser("budget.mjs", site, tools, limit=LIMIT)
    return Checked(f"Chromium {report['version']}", tuple(_faults(site, report, CODES, "ART-023")))


def reader(site: Path, tools: Tools) -> Checked:
    """ART-030 to ART-036: what a reader runs into, from a server and from a folder, by keyboard and without scripts."""
    pages = pages_of(site)
    typed, page = pages.searched
    report = _in_browser(
        "reader.mjs", site, tools, folder=f"{site.resolve().as_uri()}/", pageMarks=pages.page_marks, noted=pages.noted,
        text=pages.text, word={"typed": typed, "page": page} if typed else None,
    )  # fmt: skip
    return Checked(f"Chromium {report['version']}", tuple(_faults(site, report, READER, "ART-030")))


def _in_browser(script: str, site: Path, tools: Tools, **asked: object) -> Any:
    tools.package("playwright-core")
    names = pages_of(site).names
    if not names:
        raise CheckerError("There is no page in the site.")
    with served(site) as base:
        request = {
            "packages": str(tools.folder.resolve()),
            "browser": tools.browser(),
            "base": base,
            "pages": names,
            **asked,
        }
        done = run([tools.node(), str(SCRIPTS / script)], given=json.dumps(request))
    report = answer(done)
    if done.returncode:
        raise CheckerError(f"It broke off: {' '.join(done.stderr.split())[-300:]}")
    return report


def _faults(site: Path, report: Any, codes: dict[str, str], other: str) -> list[Diagnostic]:
    return [
        Diagnostic(
            codes[found["kind"]] if found["kind"] in codes else other,
            Location(inside(site, found["page"].partition("#")[0].partition("?")[0])),
            found["message"], found["remedy"], blocks=HTML,
        )
        for found in report["findings"]
    ]  # fmt: skip


_PAGES = (".html", ".svg")


@dataclass(frozen=True)
class LostFragment:
    """A link, and the place that its target lacks."""

    page: str
    """The page with the link, by its path in the site."""
    line: int
    target: str
    """Where it leads, by its path in the site: index.html#lost."""


def lost_fragments(site: Path) -> tuple[LostFragment, ...]:
    """Every link within the site whose target is there and has no such id; page by page, in the order of reading.

    linkinator 7.6.1 looks for a fragment only while it reads the page that should have it, so that a link that it comes
    upon later is not looked up; which one that is differs from run to run. See
    https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element
    """
    trees = {
        path.relative_to(site).as_posix(): html.document_fromstring(
            path.read_bytes(), html.HTMLParser(encoding="utf-8")
        )
        for path in sorted(site.rglob("*"))
        if path.suffix in _PAGES
    }
    places = {page: {*tree.xpath("//@id"), *tree.xpath("//a/@name")} for page, tree in trees.items()}
    return tuple(lost for page, tree in trees.items() for lost in _lost(page, tree, places))


def _lost(page: str, tree: html.HtmlElement, places: Mapping[str, set[str]]) -> Iterator[LostFragment]:
    for link in tree.xpath("//@href | //@*[name() = 'xlink:href']"):
        parts = urlsplit(link.strip())
        fragment = unquote(parts.fragment.partition(":~:")[0])
        if parts.scheme or parts.netloc or not fragment or fragment.lower() == "top":
            continue
        target = _target(page, unquote(parts.path))
        if target in places and fragment not in places[target]:
            yield LostFragment(page, link.getparent().sourceline or 0, f"{target}#{fragment}")


def _target(page: str, path: str) -> str:
    """The file that a path in a page leads to, as a server finds it."""
    if not path:
        return page
    whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), path)).lstrip("/")
    return posixpath.join(whole, "index.html").lstrip("/") if path.endswith(("/", ".")) else whole
