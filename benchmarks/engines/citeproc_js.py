"""A job rendered by citeproc-js, the oracle: one Node process for all jobs of this process.

Made ready once by ``npm install`` in ``benchmarks/csl_oracle``. Its locale files are citeproc-py's, so that no
difference between two engines comes from different terms.
"""

import atexit
import json
import subprocess
from functools import cache
from pathlib import Path

from citeproc import LOCALES_PATH

from . import Rendering

ORACLE = Path(__file__).resolve().parent.parent / "csl_oracle"


def render(job):
    node = _node()
    question = {
        "style": job.style,
        "locale": job.locale,
        "locales": LOCALES_PATH,
        "items": job.items,
        "citations": job.citations,
        "uncited": job.uncited,
    }
    node.stdin.write(json.dumps(question) + "\n")
    node.stdin.flush()
    line = node.stdout.readline()
    if not line:
        raise RuntimeError("the oracle has stopped; run npm install in benchmarks/csl_oracle")
    answer = json.loads(line)
    if "fault" in answer:
        raise RuntimeError(answer["fault"])
    return Rendering(answer["citations"], [(key, html.strip()) for key, html in answer["entries"]])


@cache
def _node():
    node = subprocess.Popen(
        ["node", str(ORACLE / "oracle.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    atexit.register(_stop, node)
    return node


def _stop(node):
    node.stdin.close()
    node.wait(timeout=10)
