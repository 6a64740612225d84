"""Runs veraPDF on the reader's PDF where it is installed: no registry of packages has it, so nothing waits for it."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from bookbuilder.checks.artefacts.report import Checked
from bookbuilder.checks.artefacts.tools import CheckerError, MissingToolError, Tools, run
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.programs import path_of
from bookbuilder.xml_source import parse_xml


def is_here() -> bool:
    """Whether veraPDF is installed on this machine."""
    return path_of("verapdf") is not None


def verapdf(pdf: Path, tools: Tools) -> Checked:
    """ART-040: what breaks PDF/UA-1, a fault for each rule, by veraPDF's report. See https://docs.verapdf.org/cli/validation/."""
    program = path_of("verapdf")
    if program is None:
        raise MissingToolError("veraPDF is not here.")
    done = run([program, "--flavour", "ua1", str(pdf)])
    try:
        report = parse_xml(done.stdout.encode())
    except etree.XMLSyntaxError:
        raise CheckerError(" ".join((done.stderr or done.stdout).split())[:600] or "without a word") from None
    if not report.findall(".//validationReport"):
        raise CheckerError("Its report has no validation in it: " + " ".join("".join(report.itertext()).split())[:600])
    versions = [it.get("version", "") for it in report.iter("releaseDetails")]
    return Checked(
        next(iter(versions), ""), tuple(_fault(pdf, rule) for rule in report.iterfind(".//rule[@status='failed']"))
    )


def _fault(pdf: Path, rule: etree._Element) -> Diagnostic:
    times = int(rule.get("failedChecks", "1"))
    said = " ".join((rule.findtext("description") or "").split()).rstrip(".")
    message = f"{rule.get('specification')}, {rule.get('clause')}, test {rule.get('testNumber')}: {said} ({times}×)."
    return Diagnostic("ART-040", Location(pdf.name), message, blocks=frozenset({"pdf"}))
