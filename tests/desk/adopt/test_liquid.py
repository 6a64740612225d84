"""Commands of Jekyll and GitBook become what they print; what only a website has is left out and named."""

from __future__ import annotations

import pytest

from bookbuilder.desk.adopt.liquid import liquid_filled
from bookbuilder.desk.adopt.plan import Report


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("By {{ page.author }} of {{ site.title | upcase }}{{ site.gone }}.", "By Ann of S."),
        ('{% hint style="danger" %}\nMind.\n{% endhint %}', "::: {.callout-caution}\nMind.\n:::"),
        ("{% solution %}\n`{{ x }}`\n{% endsolution %}", "`{{ x }}`"),
        (
            '{% include figure.html src="a.png" caption="Words" alt="Seen" reference="Figure 1" %}',
            '![Words](<a.png>){#figure-1 alt="Seen"}',
        ),
        ("{% include more.md %}", "Included."),
        (
            "So{% include sidenote.html id='n' note='Of $$x$$.' %}, {% marginnote \"m\" \"Words.\" %}.",
            "So^[Of $$x$$.], ^[Words.].",
        ),
        ("Of{% include f.html src='a.png' caption='C.' %} it\nall.", "Of it\nall.\n![C.](<a.png>)"),
        ('{% maincolumn "img/a.png" "What it shows" %}', "![What it shows](<img/a.png>)"),
        (
            '{% set icon = "Mind:" %}{{ icon }} {% include "/a/more.md" %} {% filename %}b.py{% endfilename %}',
            "Mind: Included. b.py",
        ),
        ("{% comment %}Not this.{% endcomment %}{% if x %}This.{% endif %}", "This."),
        ("{% raw %}{{ kept }}{% endraw %}", "{{ kept }}"),
        ('{% embed url="https://x.example" %}', "<https://x.example>"),
    ],
)
def test_a_command_becomes_what_it_prints(typed: str, expected: str) -> None:
    values = {"page": {"author": "Ann"}, "site": {"title": "S"}}
    made = liquid_filled(typed, "a.md", values, Report(), lambda name: "Included." if name.endswith(".md") else None)
    assert "\n".join(line for line in made.split("\n") if line.strip()) == expected
