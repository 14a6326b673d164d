"""Structured summaries of news and report articles, with a verdict on every number.

The public names are loaded on first use, so that `import summariser.numbers` alone stays quick and never
imports a model client.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summariser.article import Article, Place, Section, Sentence
    from summariser.comparing import acompare, compare
    from summariser.comparison import Cell, Comparison, Fact
    from summariser.errors import SummariserError
    from summariser.extraction import (
        Model,
        OnFail,
        ReportType,
        Result,
        asummarise,
        load_report_type,
        open_model,
        summarise,
    )
    from summariser.jobs import abatch, batch
    from summariser.numbers import Bound, Kind, NumberMention, find_numbers
    from summariser.verification import (
        Coverage,
        Grounded,
        Level,
        Status,
        Verdict,
        Verification,
        verify,
        verify_text,
    )
    from summariser.views.tables import Frames, frames

_HOMES = {
    "Article": "summariser.article",
    "Bound": "summariser.numbers",
    "Cell": "summariser.comparison",
    "Comparison": "summariser.comparison",
    "Coverage": "summariser.verification",
    "Fact": "summariser.comparison",
    "Frames": "summariser.views.tables",
    "Grounded": "summariser.verification",
    "Kind": "summariser.numbers",
    "Level": "summariser.verification",
    "Model": "summariser.extraction",
    "NumberMention": "summariser.numbers",
    "OnFail": "summariser.extraction",
    "Place": "summariser.article",
    "ReportType": "summariser.extraction",
    "Result": "summariser.extraction",
    "Section": "summariser.article",
    "Sentence": "summariser.article",
    "Status": "summariser.verification",
    "SummariserError": "summariser.errors",
    "Verdict": "summariser.verification",
    "Verification": "summariser.verification",
    "abatch": "summariser.jobs",
    "acompare": "summariser.comparing",
    "asummarise": "summariser.extraction",
    "batch": "summariser.jobs",
    "compare": "summariser.comparing",
    "find_numbers": "summariser.numbers",
    "frames": "summariser.views.tables",
    "load_report_type": "summariser.extraction",
    "open_model": "summariser.extraction",
    "summarise": "summariser.extraction",
    "verify": "summariser.verification",
    "verify_text": "summariser.verification",
}

__all__ = [
    "Article",
    "Bound",
    "Cell",
    "Comparison",
    "Coverage",
    "Fact",
    "Frames",
    "Grounded",
    "Kind",
    "Level",
    "Model",
    "NumberMention",
    "OnFail",
    "Place",
    "ReportType",
    "Result",
    "Section",
    "Sentence",
    "Status",
    "SummariserError",
    "Verdict",
    "Verification",
    "abatch",
    "acompare",
    "asummarise",
    "batch",
    "compare",
    "find_numbers",
    "frames",
    "load_report_type",
    "open_model",
    "summarise",
    "verify",
    "verify_text",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
