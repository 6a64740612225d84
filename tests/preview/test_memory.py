"""A process that builds again and again gives what a fresh one would: nothing is remembered by a path alone."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil

import bookbuilder
from bookbuilder.preview.memory import BY_PATH, clear_caches
from bookbuilder.theme.templates import Theme, render

OF_THE_MACHINE = {("bookbuilder.own_key", "_key"), ("bookbuilder.compose.decide.chart_fonts", "font_file")}
"""What has a path and is no file of a book."""


def test_a_file_whose_time_was_restored_is_read_again(tmp_path):
    template = tmp_path / "templates" / "own.xhtml"
    template.parent.mkdir()
    template.write_text("before")
    assert render(Theme(tmp_path), "own.xhtml", {}).value == "before"
    times = template.stat()
    template.write_text("behind")
    os.utime(template, ns=(times.st_atime_ns, times.st_mtime_ns))
    clear_caches()
    assert render(Theme(tmp_path), "own.xhtml", {}).value == "behind"


def test_everything_that_remembers_by_a_path_is_known():
    """A new `@cache` over a path would give stale pages, so it fails here until it is forgotten between builds."""
    found = set()
    for each in pkgutil.walk_packages(bookbuilder.__path__, "bookbuilder."):
        if each.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(each.name)).items():
            if callable(value) and hasattr(value, "cache_clear") and value.__module__ == each.name:
                words = inspect.signature(value).parameters.values()
                if any(it.name in ("path", "folder", "theme", "file") or "Path" in str(it.annotation) for it in words):
                    found.add((each.name, name))
    assert found - OF_THE_MACHINE == set(BY_PATH)
