"""What a server is told of an answer's schema: the subset of JSON Schema that it will take.

The client always validates an answer against the full Pydantic model, so nothing that is left out here goes
unchecked.
"""

from enum import StrEnum
from typing import Any

_ANNOTATIONS = frozenset({"title", "default", "description"})
_LENGTHS = frozenset({"maxLength", "minLength", "maxItems", "minItems"})

# The embedded engine is built with llguidance. Without this a model spends a third of its tokens on indentation.
_NO_WHITE_SPACE = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"}


class Dialect(StrEnum):
    """How strictly a server reads a schema."""

    EMBEDDED = "embedded"  # keeps lengths, and can be told to forbid white space
    LENIENT = "lenient"  # any other OpenAI-compatible server: unknown keywords are skipped
    STRICT = "strict"  # the hosted API: refuses what it does not know, lengths among it


def for_server(schema: dict[str, Any], dialect: Dialect) -> dict[str, Any]:
    """`schema` as sent: every property required, no further ones, descriptions left to the prompt."""
    dropped = _ANNOTATIONS | (_LENGTHS if dialect is Dialect.STRICT else frozenset())
    sent = _reduce(schema, dropped)
    if dialect is Dialect.EMBEDDED:
        sent["x-guidance"] = dict(_NO_WHITE_SPACE)
    return sent


def _reduce(node: dict[str, Any], dropped: frozenset[str]) -> dict[str, Any]:
    kept = {key: value for key, value in node.items() if key not in dropped}
    for key in ("properties", "$defs"):
        if key in kept:
            kept[key] = {name: _reduce(child, dropped) for name, child in kept[key].items()}
    if isinstance(kept.get("items"), dict):
        kept["items"] = _reduce(kept["items"], dropped)
    if "anyOf" in kept:
        kept["anyOf"] = [_reduce(child, dropped) for child in kept["anyOf"]]
    if "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept
