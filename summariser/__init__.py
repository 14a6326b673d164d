"""Structured summaries of news and report articles, with a verdict on every number.

The public names are loaded on first use, so that `import summariser.numbers` alone stays quick and never
imports a model client.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summariser.article import Article, Sentence
    from summariser.numbers import Bound, Kind, NumberMention, find_numbers
    from summariser.verification import (
        Coverage,
        Status,
        Verdict,
        Verification,
        verify,
        verify_text,
    )

_HOMES = {
    "Article": "summariser.article",
    "Bound": "summariser.numbers",
    "Coverage": "summariser.verification",
    "Kind": "summariser.numbers",
    "NumberMention": "summariser.numbers",
    "Sentence": "summariser.article",
    "Status": "summariser.verification",
    "Verdict": "summariser.verification",
    "Verification": "summariser.verification",
    "find_numbers": "summariser.numbers",
    "verify": "summariser.verification",
    "verify_text": "summariser.verification",
}

__all__ = [
    "Article",
    "Bound",
    "Coverage",
    "Kind",
    "NumberMention",
    "Sentence",
    "Status",
    "Verdict",
    "Verification",
    "find_numbers",
    "verify",
    "verify_text",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
