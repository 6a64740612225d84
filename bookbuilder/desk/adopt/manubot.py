"""Reads a Manubot manuscript: `content/metadata.yaml` and the numbered files next to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bookbuilder.desk.adopt.files import natural, read_text, yaml_of
from bookbuilder.desk.adopt.plan import AdoptError, Piece, Plan
from bookbuilder.source import own_file

_IDENTIFIER = re.compile(
    r"(?i)^(doi|pmid|pubmed|pmcid|pmc|arxiv|isbn|url|wikidata|clinicaltrials):(.+)$|^(https?)(://.+)$"
)
ADDRESSES = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}",
    "hdl": "https://hdl.handle.net/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "clinicaltrials": "https://clinicaltrials.gov/study/{}",
    "url": "{}",
}
TAG = re.compile(r"^ {0,3}\[@((?:tag:)?[^\]\s]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+\"[^\"\n]*\")?[ \t]*$", re.MULTILINE)
"""The line that says which work a citation's tag means."""
_OF_TABLE = re.compile(r"^(?!tag\t)([^\t\n]+)\t(\S+)[ \t\r]*$", re.MULTILINE)
"""The same in `citation-tags.tsv` of older manuscripts."""


def is_manubot(folder: Path, root: Path) -> bool:
    """Whether a folder is a manuscript of Manubot."""
    content = folder / "content"
    numbered = content.is_dir() and any(re.match(r"\d\d+\.", path.name) for path in content.glob("*.md"))
    return numbered and own_file(content / "metadata.yaml", root) is not None


def manubot_plan(folder: Path, root: Path) -> Plan:
    """Read `content/`; the page that Manubot makes of a template, with its authors, is left out."""
    content = folder / "content"
    files = [path for path in sorted(content.glob("*.md"), key=natural) if re.match(r"\d\d+\.", path.name)]
    own = [path for path in files if not path.name.startswith("00.") and own_file(path, root)]
    if not own:
        raise AdoptError(f"{folder.name}/content/ has no chapter.")
    metadata = yaml_of(read_text(content / "metadata.yaml", root) or "")
    metadata.setdefault("authors", metadata.get("author_info"))
    lists = [*sorted(content.glob("manual-references*")), folder / "output" / "references.json"]
    return Plan(
        "Manubot",
        root,
        content,
        tuple(Piece(path) for path in own),
        metadata,
        tuple(path for path in lists if own_file(path, root)),
        str(metadata.get("csl") or "vancouver"),
        folders=(folder,),
        concatenated=True,
    )


def works_by_tag(plan: Plan, texts: Iterable[str]) -> dict[str, str]:
    """The identifiers that tags stand for, by the lines of the texts and by the table next to them."""
    table = read_text(plan.base / "citation-tags.tsv", plan.root) or ""
    return {f"tag:{it[1]}": it[2] for it in _OF_TABLE.finditer(table)} | {
        it[1]: it[2] for text in texts for it in TAG.finditer(text)
    }


def item_of(key: str) -> dict[str, str] | None:
    """A source known by its identifier alone, `doi:10.1371/…`, as an item of CSL; None where the key is not an identifier."""
    found = _IDENTIFIER.match(key)
    if found is None:
        return None
    kind, value = (found[1].lower(), found[2]) if found[1] else ("url", found[3] + found[4])
    if kind == "isbn":
        return {"type": "book", "title": f"ISBN {value}", "ISBN": value}
    address = ADDRESSES[kind].format(value)
    if kind == "doi":
        return {"type": "article-journal", "title": f"doi:{value}", "DOI": value}
    if kind == "url":
        return {"type": "webpage", "title": value, "URL": value}
    return {"type": "article-journal", "title": f"{kind.upper()} {value}", "URL": address}
