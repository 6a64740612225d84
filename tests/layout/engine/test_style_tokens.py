"""What a style says is read from it once."""

from __future__ import annotations

from types import SimpleNamespace

from bookbuilder.layout.engine.style_tokens import says


class _Style(dict):
    """A style of the engine, which keeps what was asked of it."""


def test_a_token_is_asked_for_each_word_that_it_may_say() -> None:
    style = _Style({"__print_balance": [SimpleNamespace(value="on")]})
    assert [says(style, "__print_balance", it) for it in ("on", "off", "on")] == [True, False, True]
