"""The doctor, from this machine to findings; system libraries and commands of other machines are distinguished by name."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from bookbuilder import doctor, system_packages
from bookbuilder.editions.registry import EDITIONS, needing


def test_the_libraries_are_those_that_weasyprint_opens():
    spec = importlib.util.find_spec("weasyprint")
    assert spec and spec.origin
    opened = Path(spec.origin).with_name("text").joinpath("ffi.py").read_text(encoding="utf-8")
    names = [name for tried in doctor.LIBRARIES.values() for name in tried]
    assert [name for name in names if f"'{name}'" not in opened] == []
    obligatory = opened.count("_dlopen(\n") - opened.count("allow_fail=True)")
    assert obligatory == len(doctor.LIBRARIES)


@pytest.mark.pango
def test_pango_is_found_with_its_version():
    finding = doctor.pango()
    assert finding.present
    assert tuple(int(part) for part in finding.detail.split(".")) >= doctor.OLDEST_PANGO


def test_a_missing_library_is_named_and_blocks_what_is_printed_alone(monkeypatch):
    monkeypatch.setitem(doctor.LIBRARIES, "PangoFT2", ("no-such-library.so.0",))
    finding = doctor.pango(needing("Pango"))
    assert not finding.present
    assert finding.detail == "not found: PangoFT2"
    assert finding.blocks == {"pdf", "printer", "cover", "presentation"}
    assert "pango" in finding.remedy.lower()


@pytest.mark.parametrize(
    ("says", "npm", "present", "detail"),
    [
        ("v20.20.2", True, True, "20.20.2"),
        ("v18.19.0", True, False, "18.19.0 is too old"),
        ("v22.1.0", False, False, "npm not found"),
        ("", True, False, "not found"),
    ],
)
def test_node_is_new_enough_and_has_npm(monkeypatch, says, npm, present, detail):
    monkeypatch.setattr(doctor, "_output_of", lambda *command: says)
    monkeypatch.setattr(doctor, "path_of", lambda program: f"/bin/{program}" if npm else None)
    finding = doctor.node()
    assert (finding.present, finding.detail) == (present, detail)
    assert finding.blocks == frozenset()


def test_every_finding_says_its_cost_and_remedy():
    for finding in doctor.examine({it.name: it.engines for it in EDITIONS}):
        assert finding.present or (finding.cost and finding.remedy), finding


@pytest.mark.parametrize("manager", system_packages.COMMANDS)
def test_every_package_manager_has_a_command_for_everything(manager):
    for thing in system_packages.PACKAGES:
        command = system_packages.install_command(thing, manager)
        named = system_packages.PACKAGES[thing]
        assert (named.get(manager) or named[""]) in command


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no root")
def test_who_is_not_root_is_given_sudo(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert system_packages.install_command("qpdf", "apt-get") == "sudo apt-get install -y qpdf"
    assert system_packages.install_command("qpdf", "brew") == "brew install qpdf"
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert system_packages.install_command("qpdf", "apt-get") == "apt-get install -y qpdf"
