"""Checks what somebody wrote, as it came: prose, an article of its own, or JSON that any tool made."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from summariser.article import Article
from summariser.foreign import plain
from summariser.outside import json_of
from summariser.verification.model import verify
from summariser.verification.text import left_aside, verify_text
from summariser.verification.verdict import Coverage, Unchecked, Verification

Checked = dict[str, Any] | list[dict[str, Any]]  # JSON that is checked field by field
_JSON = re.compile(r"\s*(?:\{|\[\s*\{)")
_NO_COVERAGE = Coverage(total=0, covered=0)  # of a text, which need not tell of all


def object_in(written: str, note: Callable[[str], None] = lambda line: None) -> Checked | None:
    """The JSON that a text is, the summary of what `summarise --json` printed; None where it is prose.

    Of a text that begins as JSON and is none, `note` is told.

    >>> object_in('{"ports": 2}'), object_in("Two ports closed.")
    ({'ports': 2}, None)
    """
    if not _JSON.match(written):
        return None
    try:
        data = json_of(written)
    except ValueError as error:
        note(f"the text begins as JSON and is none ({plain(error)}): it is checked as prose")
        return None
    if isinstance(data, list):
        return data if all(isinstance(one, dict) for one in data) else None
    if not isinstance(data, dict):
        return None
    return data["summary"] if isinstance(data.get("summary"), dict) and "verification" in data else data


def verify_written(
    told: str | Article | Checked,
    sources: Sequence[Article],
    *,
    otherwise: str = "whole_text checks them too",
) -> Verification:
    """The verdicts on a text, an article or an object of JSON, whose fields are walked.

    Of an article it tells how many numbers stand in the page around it, and `otherwise`, what to do where these are meant as well.
    What was left out is told of an object that is held against one source; see `tells_coverage`.

    >>> article = Article.from_text("Two ports closed.")
    >>> [verdict.ok for verdict in verify_written("Three ports closed.", [article]).verdicts]
    [False]
    """
    if not isinstance(told, str | Article):
        return verify(told, sources)
    aside = left_aside(told) if isinstance(told, Article) else 0
    reason = f"numbers of the page around the article: {aside:,}; {otherwise}"
    unchecked = (Unchecked(path="", reason=reason),) if aside else ()
    verdicts = tuple(verify_text(told, source=sources))
    return Verification(verdicts=verdicts, coverage=_NO_COVERAGE, unchecked=unchecked)


def tells_coverage(told: str | Article | Checked, sources: Sequence[Article]) -> bool:
    """Whether a verification of `told` against `sources` tells what was left out: of an object held against one source alone.

    >>> article = Article.from_text("Two ports closed.")
    >>> tells_coverage({"ports": 2}, [article]), tells_coverage("Two ports closed.", [article])
    (True, False)
    """
    return not isinstance(told, str | Article) and len(sources) == 1
