"""What a server is told of an answer's schema: the subset of JSON Schema that it will take, in the form that it takes.

The client always validates an answer against the full Pydantic model, so nothing that is left out here goes
unchecked.
"""

import json
from enum import StrEnum
from typing import Any

from summariser.fields import FROM_ARTICLE

_ANNOTATIONS = frozenset({"title", "default", "description", FROM_ARTICLE})
_LENGTHS = frozenset({"maxLength", "minLength", "maxItems", "minItems"})

# The embedded engine is built with llguidance. Without this a model spends a third of its tokens on indentation. The
# engine takes it with a grammar of llguidance's own only: in a `response_format` it is passed over.
_NO_WHITE_SPACE = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"}


class Dialect(StrEnum):
    """How strictly a server reads a schema."""

    EMBEDDED = "embedded"  # keeps lengths, and takes a grammar that forbids white space
    LENIENT = "lenient"  # any other OpenAI-compatible server: unknown keywords are skipped
    STRICT = "strict"  # the hosted API: refuses what it does not know, lengths among it


def for_server(schema: dict[str, Any], dialect: Dialect) -> dict[str, Any]:
    """`schema` as sent: every property required, no further ones, descriptions left to the prompt."""
    dropped = _ANNOTATIONS | (_LENGTHS if dialect is Dialect.STRICT else frozenset())
    return _reduce(schema, dropped)


def answer_form(name: str, schema: dict[str, Any], dialect: Dialect) -> dict[str, Any]:
    """The part of a request's body that holds its answer to `schema`."""
    sent = for_server(schema, dialect)
    if dialect is Dialect.EMBEDDED:
        guided = json.dumps({"title": name, **sent, "x-guidance": _NO_WHITE_SPACE}, ensure_ascii=False)
        return {"grammar": f"%llguidance {{}}\nstart: %json {guided}"}
    form: dict[str, Any] = {"name": name, "schema": sent}
    if dialect is Dialect.STRICT:
        form["strict"] = True
    return {"response_format": {"type": "json_schema", "json_schema": form}}


def _reduce(node: dict[str, Any], dropped: frozenset[str]) -> dict[str, Any]:
    kept = {key: value for key, value in node.items() if key not in dropped}
    for key in ("properties", "$defs"):
        if key in kept:
            kept[key] = {name: _reduce(child, dropped) for name, child in kept[key].items()}
    if isinstance(kept.get("items"), dict):
        kept["items"] = _reduce(kept["items"], dropped)
    if "anyOf" in kept:
        kept["anyOf"] = [_reduce(child, dropped) for child in kept["anyOf"]]
        if len(kept["anyOf"]) == 1:
            kept |= kept.pop("anyOf")[0]
    if "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept
