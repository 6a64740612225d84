"""What pyproject.toml cannot say of the wheel: it carries templates/, styles/ and the lock, which stay at the top level here."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTheme(build_py):
    """Copies what the package reads besides its code to bookbuilder/shipped/; see bookbuilder/environment.py."""

    def run(self) -> None:
        """Build the package, then put the typesetter's files into it."""
        super().run()
        if self.editable_mode:
            return
        shipped = Path(self.build_lib, "bookbuilder", "shipped")
        shutil.rmtree(shipped, ignore_errors=True)
        for name in ("templates", "styles"):
            shutil.copytree(name, shipped / name)
        shutil.copy("requirements.lock", shipped)


setup(cmdclass={"build_py": BuildWithTheme})
