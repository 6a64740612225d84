"""The fonts of a process are there as long as it is."""

from __future__ import annotations

import gc
import os
from pathlib import Path

from bookbuilder import helper_processes
from bookbuilder.layout.engine import drawing


def test_a_copy_of_a_process_leaves_the_fonts_of_the_first() -> None:
    """A book of one chapter without back matter did not print: its fonts were gone when its running heads were set."""
    folder = Path(drawing._fonts(())._folder)
    assert folder.is_dir()
    copy = helper_processes._fork()
    if copy == 0:
        gc.collect()
        os._exit(0)
    os.waitpid(copy, 0)
    assert folder.is_dir()
