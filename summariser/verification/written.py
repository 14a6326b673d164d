"""Checks what somebody wrote, as it came: prose, an article of its own, or JSON that any tool made."""

from collections.abc import Sequence
from typing import Any

from summariser.article import Article
from summariser.outside import json_of
from summariser.verification.model import verify
from summariser.verification.text import left_aside, verify_text
from summariser.verification.verdict import Coverage, Unchecked, Verification

_NO_COVERAGE = Coverage(total=0, covered=0)  # of a text, which need not tell of all


def object_in(written: str) -> dict[str, Any] | None:
    """The JSON object that a text is, the summary of one that `summarise --json` printed; None where it is prose."""
    if not written.lstrip().startswith("{"):
        return None
    try:
        data = json_of(written)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    return data["summary"] if isinstance(data.get("summary"), dict) and "verification" in data else data


def verify_written(
    told: str | Article | dict[str, Any],
    sources: Sequence[Article],
    *,
    otherwise: str = "whole_text checks them too",
) -> Verification:
    """The verdicts on a text, an article or an object of JSON, whose fields are walked.

    Of an article it tells how many numbers stand in the page around it, and `otherwise`, what to do where these are meant as well.
    What was left out is told of an object that is held against one source; see `tells_coverage`.
    """
    if isinstance(told, dict):
        return verify(told, sources)
    aside = left_aside(told) if isinstance(told, Article) else 0
    reason = f"numbers of the page around the article: {aside:,}; {otherwise}"
    unchecked = (Unchecked(path="", reason=reason),) if aside else ()
    verdicts = tuple(verify_text(told, source=sources))
    return Verification(verdicts=verdicts, coverage=_NO_COVERAGE, unchecked=unchecked)


def tells_coverage(told: str | Article | dict[str, Any], sources: Sequence[Article]) -> bool:
    """Whether a verification tells what was left out."""
    return isinstance(told, dict) and len(sources) == 1
