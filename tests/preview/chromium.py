"""Chromium under a test's hand: opens a page, runs a script in it, takes its picture; through a pipe, with nothing installed."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

PROGRAM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


class Chromium:
    """One headless browser with one page. See https://chromedevtools.github.io/devtools-protocol/"""

    def __init__(self, profile: Path, width: int = 1500, height: int = 950) -> None:
        assert PROGRAM
        out_read, self._out = os.pipe()
        self._in, in_write = os.pipe()

        # High numbers, so that neither 3 and 4 nor a pipe of Popen's own is one of them.
        reads, writes = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 200) for end in (out_read, in_write))

        def place() -> None:  # Chromium reads from 3 and writes to 4
            os.dup2(reads, 3)
            os.dup2(writes, 4)

        profile.mkdir(parents=True, exist_ok=True)
        self._errors = profile / "stderr.txt"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [PROGRAM, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 "--disable-dev-shm-usage", f"--user-data-dir={profile}", f"--window-size={width},{height}", "about:blank"],
                preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=errors,
            )  # fmt: skip
        for end in (out_read, in_write, reads, writes):
            os.close(end)
        self._number = 0
        self._read = b""
        self.log: list[str] = []
        target = next(it for it in self._ask("Target.getTargets")["targetInfos"] if it["type"] == "page")
        self._session = self._ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def ask(self, method: str, **words: Any) -> dict[str, Any]:
        """One command to the page."""
        return self._ask(method, session=self._session, **words)

    def open(self, address: str) -> None:
        """Go to an address."""
        self.ask("Page.navigate", url=address)
        self.wait(f"location.href === {json.dumps(address)} && document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, script: str, seconds: float = 20) -> Any:
        """The value of an expression as soon as it is true."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            value = self.run(script)
            if value:
                return value
            time.sleep(0.03)
        raise AssertionError(f"{script} stayed untrue for {seconds} s; the page said {self.log[-5:]}")

    def dark(self, on: bool = True) -> None:
        """Ask for dark colours, or for light ones."""
        features = [{"name": "prefers-color-scheme", "value": "dark" if on else "light"}]
        self.ask("Emulation.setEmulatedMedia", features=features)

    def picture(self, path: Path) -> None:
        """What is seen, as a PNG."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        """End the browser."""
        self._process.terminate()
        self._process.wait(10)
        os.close(self._out)
        os.close(self._in)

    def _ask(self, method: str, session: str = "", **words: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": words} | ({"sessionId": session} if session else {})
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])
            if answer.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown"):
                self.log.append(json.dumps(answer["params"])[:400])

    def _last_words(self) -> str:
        try:
            code = str(self._process.wait(5))
        except subprocess.TimeoutExpired:
            code = "none: it has only closed its pipe"
        words = self._errors.read_text(errors="replace") if self._errors.exists() else "its profile is gone"
        return f"Chromium has ended, exit code {code}: {words[-1500:]}"

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            piece = os.read(self._in, 1 << 20)
            assert piece, self._last_words()
            self._read += piece
        message, _, self._read = self._read.partition(b"\0")
        return dict(json.loads(message))
