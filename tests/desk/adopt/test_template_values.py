"""`{{ key }}` of MyST and Manubot is filled from the folder, and named where the folder does not have it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bookbuilder.budgets import in_force, put_in_force
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.template_values import values_filled
from tests.desk.test_adopt import made


@pytest.mark.parametrize(
    "settings",
    [
        {"_config.yml": "title: A\nsphinx: {config: {myst_substitutions: {version: '2.0', note: 'A *note*'}}}\n"},
        {"_config.yml": "title: A\nparse:\n  myst_substitutions:\n    version: '2.0'\n    note: A *note*\n"},
        {
            "_config.yml": "title: A\n",
            "conf.py": "myst_substitutions = {\n  'version': '2.0', 'note': 'A *note*',\n}\n",
        },
    ],
)
def test_substitutions_of_myst_stand_where_they_are_named(tmp_path: Path, settings: dict[str, str | bytes]) -> None:
    two = "---\nmyst: {substitutions: {own: mine}}\n---\n\n# Two\n\n```{note}\nVersion {{ version }}, {{own}}.\n```\n"
    files = {
        **settings,
        "_toc.yml": "format: jb-book\nroot: one\nchapters:\n- file: two\n",
        "one.md": "# One\n\nIn {{ version }} and {sub-ref}`version`: {{ note }}, {{ gone }}, `{{ version }}`.\n",
        "two.md": two,
    }
    manuscript, _ = made(tmp_path, files)
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "In 2.0 and 2.0: A *note*, {{ '{{' }} gone }}, `{{ version }}`." in one
    assert "Version 2.0, mine." in (manuscript / "two.md").read_text(encoding="utf-8")
    assert "gives the value gone (one.md)" in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


def test_variables_of_manubot_are_those_of_its_files(tmp_path: Path) -> None:
    files = {
        "content/metadata.yaml": "title: The Paper\nauthors: [{name: A B}]\n",
        "content/01.main.md": (
            "# One\n\n{{manubot.title}} of {{manubot.pubdate}}: {{n_genes}}, {{stats.mean}}, {{other}}, {{other}}.\n\n"
            "{% for it in drugs %}\n- {{it.name}}\n{% endfor %}\n\n{% for it in gone %}\n{{it}}\n{% endfor %}\n"
        ),
        "content/100.legends.md": "# Legends\n\nWords.\n",
        "build/build.sh": "manubot process --template-variables-path=analysis/stats.json \\\n  --content-directory=content\n",
        "analysis/stats.json": '{"n_genes": 12, "stats": {"mean": 0.5}, "drugs": [{"name": "X"}, {"name": "Y"}]}',
        "output/variables.json": '{"manubot": {"pubdate": "2021-03-01"}}',
    }
    manuscript, book = made(tmp_path, files)
    assert "100.legends.md" in book["chapters"]
    text = (manuscript / "01.main.md").read_text(encoding="utf-8")
    assert "The Paper of 2021-03-01: 12, 0.5, {{ '{{' }}other}}" in text and "- X\n- Y\n" in text
    report = (manuscript.parent / "adopted.md").read_text(encoding="utf-8")
    assert "2 × nothing in the folder gives the value other" in report
    assert "the value it" not in report and report.count("a loop over gone, which nothing in the folder gives") == 1


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("We had: {% for it in drugs %}\n- {{it}}{% endfor %}\n", "We had: \n- A\n- B\n"),
        ("We had: {% for it in drugs -%}\n{{it}},\n{%- endfor %} no more\n", "We had: A,B, no more\n"),
        ("We had:\n\n{% for it in drugs%}\n- {{it}}\n{% endfor %}\n", "We had:\n\n- A\n- B\n\n"),
        ("`x` {% for it in drugs %}\n- {{it}}{% endfor %}\n", "`x` \n- A\n- B\n"),
    ],
)
def test_a_loop_ends_its_lines_as_jinja_does(text: str, made: str) -> None:
    assert values_filled(text, "a.md", {"drugs": ["A", "B"]}, "Manubot", Report()) == made


def test_a_template_that_decides_is_filled_as_a_whole_or_stays_as_it_is() -> None:
    page = "|A|\n|---|\n{% for it in all -%}\n{%- if it.x is defined %}|{{it.name}}{## No. ##}|{{'\\n'}}{%- endif -%}\n{% endfor %}\nEnd.\n"
    people = [{"name": "Ann", "x": 1}, {"name": "Bo"}]
    assert values_filled(page, "a.md", {"all": people}, "Manubot", Report()) == "|A|\n|---|\n|Ann|\n\nEnd.\n"
    report = Report()
    assert "{%" in values_filled(page, "a.md", {"all": [{"x": 1}]}, "Manubot", report)
    assert "a template that cannot be filled: 'dict object' has no attribute 'name'" in str(report.lines("left"))
    code = "```jinja\n{% if x %}a{% endif %}\n```\n"
    assert values_filled(code, "a.md", {"x": 0}, "Manubot", Report()) == code
    report = Report()
    values_filled("{% if x %}A{% endif %} $x^{{-1}}$\n", "a.md", {"x": 0}, "Manubot", report)
    assert len(report.lines("changed")) == 2


def test_values_make_no_page_longer_than_the_budget() -> None:
    budget = in_force()
    put_in_force(replace(budget, template_characters=1_000))
    try:
        for text in ("{{ k }}" * 300, "```{note}\n{{ k }}\n```\n" * 30, "{% for it in l %}{{ k }}{% endfor %}" * 3):
            report = Report()
            made = values_filled(text, "a.md", {"k": "x" * 100, "l": [1] * 100}, "Manubot", report)
            assert made.count("x") <= 1_000 and any(
                "template-characters" in it or "longer" in it for _, it in report.counted
            )
        text = f"{{% for it in l %}}{'y' * 9}{{% endfor %}}" * 3
        assert values_filled(text, "a.md", {"l": [1] * 100}, "Manubot", Report()).count("y") == 918
    finally:
        put_in_force(budget)
