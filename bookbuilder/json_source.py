"""Reads JSON that anybody may have written: what is nested too deeply counts as broken, as what has no end does."""

from __future__ import annotations

import json
from typing import Any

from bookbuilder.budgets import in_force


def read_json(text: str | bytes) -> Any:
    """The value; json.JSONDecodeError, a ValueError, where it is none, or lists and objects stand too deep in one another."""
    most = in_force().yaml_depth
    message = f"lists and objects stand in one another more than {most} deep"
    try:
        value = json.loads(text)
    except RecursionError:
        raise json.JSONDecodeError(message, "", 0) from None
    waiting = [(value, 1)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, (list, dict)):
            if depth > most:
                raise json.JSONDecodeError(message, "", 0)
            waiting += [(it, depth + 1) for it in (node.values() if isinstance(node, dict) else node)]
    return value
