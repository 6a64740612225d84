"""A museum's catalogue made with Quire keeps its figures, citations, sources and people, in either of its versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.test_adopt import made

DATA = {
    "publication.yaml": "title: T\ncontributor:\n  - {type: primary, first_name: A, last_name: B, bio: Writes.}\n",
    "figures.yaml": "figure_list:\n  - {id: one-1, src: a.png, caption: Words, credit: A credit, alt: What}\n",
    "references.yaml": 'entries:\n  - {id: "Doe 2000", full: "Doe, J. *Title*. 2000."}\n',
    "abbreviations.yaml": "listing:\n  - {abbreviation: AB, citation: A Bee}\n",
}
FIRST = """\
[figure 1](#one-1) {% cite 'Doe 2000' '5' %}, {% cite "Roe 1999" "" "1999" %}, {% abbr 'AB' %} and {% thing 'dog' %}.

{% figure 'one-1' 'wide' %}

{% backmatter %}
Words of {{ publication.title }}.
{% endbackmatter %}
"""
OLD = """\
[figure 1](#one-1) {{< q-cite "Doe 2000" "5" >}}, {{< q-cite "Roe 1999" "" "1999" >}}, {{< q-abbr "AB" >}} and dog.

{{< q-figure id="one-1" >}}

{{< q-class "x" >}}
Words of T.
{{< /q-class >}}
"""


@pytest.mark.parametrize("is_old", [False, True])
def test_what_a_page_names_in_the_files_of_data_stands_there(tmp_path: Path, is_old: bool) -> None:
    said = "<q-bibliography >|<q-abbreviations-table >|<q-contributor range='primary' format='bio' >"
    tags = ["{{" + it + "}}" for it in said.split("|")]
    last = "---\ntitle: Sources\norder: 30\nlayout: bibliography\n---\n\n" + "\n\n".join(tags[is_old ^ 1 :])
    files = {
        **{("data/" if is_old else "content/_data/") + name: text for name, text in DATA.items()},
        "content/cover.md": "---\ntitle: Cover\nlayout: cover\norder: 1\n---\n\nNo words.\n",
        "content/two/index.md": "---\ntitle: Part\nlayout: table-of-contents\norder: 9\n---\n",
        "content/two/1.md": f"---\ntitle: One\norder: 10\n---\n\n{OLD if is_old else FIRST}",
        "content/two/2.md": "---\ntitle: Two\norder: 11\n---\n\nWords.\n",
        "content/last.md": last,
        "content/_assets/images/a.png": b"\x89PNG",
        **({"config.yml": "title: T\n"} if is_old else {}),
    }
    manuscript, book = made(tmp_path, files)
    one = (manuscript / "two/1.md").read_text(encoding="utf-8")
    assert "[figure 1](#fig-one-1) [Doe 2000](#ref-doe-2000), 5, 1999, AB and dog." in one
    assert '{#fig-one-1 alt="What"}' in one and "![Words A credit]" in one and "Words of T." in one
    sources = (manuscript / "last.md").read_text(encoding="utf-8")
    assert "::: {#ref-doe-2000}\nDoe, J. *Title*. 2000.\n:::" in sources
    assert "AB\n:   A Bee" in sources and "**A B**. Writes." in sources
    if not is_old:
        assert book["title"] == "T" and book["chapters"][0] == {"part": "Part", "chapters": ["two/1.md", "two/2.md"]}
