"""A job rendered by Pandoc: citations as Cite elements of its JSON AST, ``--citeproc``, and the AST read back."""

import json
import subprocess
import tempfile
from html import escape
from pathlib import Path

import pypandoc

from . import Rendering

LOCATOR_LABELS = {"sub-verbo": "sub verbo", "article-locator": "article"}
WRAPPERS = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub", "Underline": "u"}


def render(job):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "style.csl").write_text(job.style, encoding="utf-8")
        items = [{**item, "id": str(item["id"])} for item in job.items]
        (folder / "items.json").write_text(json.dumps(items), encoding="utf-8")
        document = _document(job)
        command = [
            pypandoc.get_pandoc_path(),
            "-f",
            "json",
            "-t",
            "json",
            "--citeproc",
            "--csl",
            str(folder / "style.csl"),
            "--bibliography",
            str(folder / "items.json"),
        ]
        result = subprocess.run(command, input=json.dumps(document), capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(result.stderr.strip().splitlines()[0] if result.stderr.strip() else "pandoc failed")
    blocks = json.loads(result.stdout)["blocks"]
    citations = [_citation_html(block) for block in blocks[: len(job.citations)]]
    entries = [
        (block["c"][0][0].removeprefix("ref-"), "".join(_block(child) for child in block["c"][1]))
        for block in _references(blocks)
    ]
    return Rendering(citations, entries)


def _document(job):
    in_notes = 'class="note"' in job.style or "class='note'" in job.style
    meta = {"lang": {"t": "MetaString", "c": job.locale}}
    if job.uncited:
        everything = [_cite(str(item["id"])) for item in job.items]
        meta["nocite"] = {"t": "MetaInlines", "c": [{"t": "Cite", "c": [everything, []]}]}
    blocks = [_paragraph(citation, in_notes) for citation in job.citations]
    blocks.append({"t": "Div", "c": [["refs", [], []], []]})
    return {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}


def _paragraph(citation, in_notes):
    cites = []
    for item in citation["citationItems"]:
        locator = item.get("locator")
        suffix = _inlines(item.get("suffix") or "")
        if locator:
            label = LOCATOR_LABELS.get(item.get("label") or "page", item.get("label") or "page")
            suffix = [{"t": "Str", "c": ",{" + label + " " + str(locator) + "}"}, *suffix]
        mode = "SuppressAuthor" if item.get("suppress-author") else "NormalCitation"
        cites.append(_cite(str(item["id"]), _inlines(item.get("prefix") or ""), suffix, mode))
    paragraph = {"t": "Para", "c": [{"t": "Cite", "c": [cites, []]}]}
    if in_notes:
        return {"t": "Para", "c": [{"t": "Note", "c": [paragraph]}]}
    return paragraph


def _cite(key, prefix=(), suffix=(), mode="NormalCitation"):
    return {
        "citationId": key,
        "citationPrefix": list(prefix),
        "citationSuffix": list(suffix),
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _inlines(html):
    """The inlines of a prefix or suffix: its markup and quotes are read by Pandoc only where it has some."""
    if any(mark in html for mark in "<&\"'"):
        document = json.loads(pypandoc.convert_text("x" + html + "x", "json", format="html+smart"))
        inlines = document["blocks"][0]["c"]
        inlines[0]["c"] = inlines[0]["c"][1:]
        inlines[-1]["c"] = inlines[-1]["c"][:-1]
        return inlines
    inlines = []
    for number, word in enumerate(html.split(" ")):
        if number:
            inlines.append({"t": "Space"})
        if word:
            inlines.append({"t": "Str", "c": word})
    return inlines


def _citation_html(block):
    cite = next(_walk(block, "Cite"), None)
    if cite is None:
        return ""
    inlines = cite["c"][1]
    if len(inlines) == 1 and inlines[0]["t"] == "Note":
        return "".join(_block(child) for child in inlines[0]["c"])
    return _html(inlines)


def _references(blocks):
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            return [child for child in block["c"][1] if child["t"] == "Div"]
    return []


def _walk(node, kind):
    if isinstance(node, dict):
        if node.get("t") == kind:
            yield node
        for value in node.values():
            yield from _walk(value, kind)
    elif isinstance(node, list):
        for value in node:
            yield from _walk(value, kind)


def _block(block):
    if block["t"] in ("Para", "Plain"):
        return _html(block["c"])
    if block["t"] == "Div":
        inside = "".join(_block(child) for child in block["c"][1])
        return f'<div class="{" ".join(block["c"][0][1])}">{inside}</div>'
    raise ValueError(f"unexpected block {block['t']} in an entry")


def _html(inlines):
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline):
    kind, content = inline["t"], inline.get("c")
    if kind == "Str":
        return escape(content, quote=False)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in WRAPPERS:
        return f"<{WRAPPERS[kind]}>{_html(content)}</{WRAPPERS[kind]}>"
    if kind == "SmallCaps":
        return f'<span style="font-variant:small-caps;">{_html(content)}</span>'
    if kind == "Quoted":
        marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
        return marks[0] + _html(content[1]) + marks[1]
    if kind == "Span":
        style = dict(content[0][2]).get("style", "")
        return f'<span class="{" ".join(content[0][1])}" style="{style}">{_html(content[1])}</span>'
    if kind in ("Link", "Cite"):
        return _html(content[1])
    if kind == "Strikeout":
        return _html(content)
    if kind in ("RawInline", "Code", "Math"):
        return escape(content[1], quote=False)
    raise ValueError(f"unexpected inline {kind} in a citation")
