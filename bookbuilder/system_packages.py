"""Finds the one command that installs here what this machine lacks."""

from __future__ import annotations

import os
import sys

from bookbuilder.programs import path_of

PACKAGES = {
    "pango": {
        "": "pango",
        "apt-get": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "zypper": "libpango-1_0-0 libharfbuzz-subset0",
        "apk": "pango harfbuzz-subset",
        "winget": "mingw-w64-ucrt-x86_64-pango",
    },
    "java": {
        "apt-get": "default-jre-headless",
        "dnf": "java-latest-openjdk-headless",
        "zypper": "java-21-openjdk-headless",
        "pacman": "jre-openjdk-headless",
        "apk": "openjdk21-jre-headless",
        "brew": "openjdk",
        "port": "openjdk21",
        "winget": "EclipseAdoptium.Temurin.21.JRE",
    },
    "poppler": {
        "": "poppler",
        "apt-get": "poppler-utils",
        "dnf": "poppler-utils",
        "zypper": "poppler-tools",
        "apk": "poppler-utils",
        "winget": "oschwartz10612.Poppler",
    },
    "qpdf": {"": "qpdf", "winget": "QPDF.QPDF"},
    "node": {
        "": "nodejs npm",
        "zypper": "nodejs22 npm22",
        "brew": "node",
        "port": "nodejs22 npm10",
        "winget": "OpenJS.NodeJS.LTS",
    },
    "chromium": {"": "chromium", "brew": "--cask chromium", "winget": "Google.Chrome"},
}
"""What each thing is called by most package managers, and by those that call it otherwise; on Windows Pango comes from MSYS2,
all else from winget."""

COMMANDS = {
    "apt-get": "apt-get install -y {packages}",
    "dnf": "dnf install -y {packages}",
    "zypper": "zypper install -y {packages}",
    "pacman": "pacman -S --noconfirm {packages}",
    "apk": "apk add {packages}",
    "brew": "brew install {packages}",
    "port": "port install {packages}",
    "winget": "winget install -e --id {packages}",
}

MSYS2 = 'cmd /c "winget install -e --id MSYS2.MSYS2 && C:\\msys64\\usr\\bin\\pacman -S --noconfirm {packages}"'


def install_command(thing: str, manager: str | None = None) -> str:
    """The command that installs `thing` with this machine's package manager; empty where it has none that we know."""
    manager = manager or package_manager()
    if not manager:
        return ""
    named = PACKAGES[thing]
    packages = named[manager] if manager in named else named[""]
    if manager == "winget" and packages.startswith("mingw-"):
        return MSYS2.format(packages=packages)
    return _as_root(manager) + COMMANDS[manager].format(packages=packages)


def package_manager() -> str:
    """The name of this machine's package manager, or an empty string."""
    if sys.platform == "win32":
        return "winget"
    here = ("brew", "port") if sys.platform == "darwin" else ("apt-get", "dnf", "zypper", "pacman", "apk")
    found = next((manager for manager in here if path_of(manager)), "")
    return "brew" if sys.platform == "darwin" and not found else found


def _as_root(manager: str) -> str:
    if manager in ("brew", "winget"):
        return ""
    return "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
