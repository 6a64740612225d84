"""What a book adds to the shipped looks: a design, tokens of its own, and style sheets over the shipped ones.

`styles/tokens.yaml` changes measures and colours by name; `styles/own.css` is added in every edition, `own-print.css`,
`own-epub.css` and `own-web.css` in one. A design is a folder of styles/designs/ with a tokens.yaml and a design.css.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bookbuilder.source import Source
from bookbuilder.yaml_source import read_yaml

TOKENS_FILE = "styles/tokens.yaml"
OWN_SHEETS = ("styles/own.css", "styles/own-print.css", "styles/own-epub.css", "styles/own-web.css")
RECOLOURED = frozenset({"styles/tokens.css", "styles/site.css", "styles/epub.css"})
"""The shipped style sheets that say what a token is."""


@dataclass(frozen=True)
class Token:
    """A value of a tokens.yaml."""

    value: str
    dark: str = ""
    """Of a colour: what the web edition's dark pages have."""

    @property
    def values(self) -> tuple[str, ...]:
        """Both, or the one that there is."""
        return (self.value, self.dark) if self.dark else (self.value,)


@lru_cache(maxsize=8)
def read_tokens(text: str) -> Mapping[str, Token]:
    """`colour-accent: "#35424f"`, or a list of two: what light and dark pages have. Every style sheet asks for them."""
    found: dict[str, Token] = {}
    yaml = read_yaml(Source(TOKENS_FILE, text)).value
    loaded = yaml.value if yaml is not None else None
    for name, value in loaded.items() if isinstance(loaded, Mapping) else ():
        parts = [str(it).strip() for it in (value if isinstance(value, list) else [value]) if it is not None]
        if parts and all(
            re.fullmatch(r"(?!.*(?:url|src|expression|image(?:-set)?)\s*\()[^;{}<>@\\]+", it, re.I) for it in parts
        ):
            found[str(name).removeprefix("--")] = Token(parts[0], parts[1] if len(parts) > 1 else "")
    return found


def with_tokens(name: str, text: str, changed: Mapping[str, Token]) -> str:
    """A shipped style sheet with other values; a colour that changes without its ink is left to the press's profile."""
    for token, it in changed.items():
        said = rf"(--{re.escape(token)}\s*:\s*)([^;]+);"
        if name == "styles/tokens.css":
            text, found = re.subn(said, lambda match, it=it: f"{match[1]}{it.value};", text)  # type: ignore[misc]
            if not found and not token.startswith("ink-"):
                text += f"\n:root {{ --{token}: {it.value}; }}\n"
            ink = token.replace("colour-", "ink-", 1)
            if token.startswith("colour-") and ink not in changed:
                text = re.sub(rf"\s*--{re.escape(ink)}\s*:[^;]+;", "", text)
        else:
            text = re.sub(said, lambda match, it=it: f"{match[1]}{_recoloured(match[2], it)};", text)  # type: ignore[misc]
    return text


def _recoloured(value: str, token: Token) -> str:
    """Of light-dark() both colours, of color-mix() the one that is written out; what follows the page's own stays."""
    pair = re.fullmatch(r"light-dark\(\s*([^,]+),\s*([^,]+)\)", value.strip())
    if pair:
        return f"light-dark({token.value}, {token.dark or _for_the_dark(token.value, pair[2].strip())})"
    if value.strip().startswith("color-mix("):
        return re.sub(r"#[0-9a-fA-F]{3,8}\b", token.value, value)
    return value


def _for_the_dark(light: str, shipped: str) -> str:
    """A dark page's own ground and text stay as shipped; other colours are the light page's, made lighter."""
    grounds = shipped.startswith(("#1", "#2", "#4", "#e4", "#aa"))
    return shipped if grounds else f"color-mix(in oklab, {light} 40%, white)"
