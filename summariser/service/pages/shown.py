"""Results as pages in the service's frame, and summaries as pages by themselves. Called in workers: time grows with the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from summariser.comparison import Comparison
from summariser.service.pages.corrections import Corrected, quantities_in
from summariser.service.pages.frame import SHELL, Frame
from summariser.service.pages.jobs import JobView
from summariser.service.processes.exports import Found, checked_against
from summariser.service.records import Kind
from summariser.verification import Verification
from summariser.views.html import ReaderMark
from summariser.views.html.comparison import comparison_values
from summariser.views.html.page import reading_values
from summariser.views.html.rendering import render

EXPORTS = (("json", "JSON"), ("csv", "CSV"), ("xlsx", "XLSX"), ("html", "HTML"), ("md", "Markdown"))


@dataclass(frozen=True)
class Around:
    """What stands around a result: its job, of several sources the one that is shown, and what the page says beside."""

    frame: Frame
    job: JobView
    source: int = 1
    original: bool = False
    problem: str = ""
    steps: Sequence[Any] = ()


def shown(found: Found, corrected: Corrected, around: Around) -> str:
    """A result in the frame."""
    common: dict[str, Any] = {
        "shell": SHELL,
        "frame": around.frame,
        "job": around.job,
        "exports": EXPORTS,
        "source": around.source,
    }
    if found.kind is Kind.COMPARISON:
        made = Comparison.model_validate(found.result)
        values = comparison_values(made, title=found.title)
        values |= {"steps": around.steps, "original": around.original, "problem": around.problem}
        return render("service/comparison.html.j2", **common, **values)
    values = _values(found, corrected, around.source)
    quantities = quantities_in(found.result.get("summary")) if found.kind is Kind.SUMMARY else []
    sources = [article.source or "source" for article in found.articles[1:]]
    values |= {"quantities": quantities, "labels": corrected.labels, "sources": sources}
    return render("service/reading.html.j2", **common, **values)


def page_by_itself(found: Found, corrected: Corrected) -> bytes:
    """The page of a summary that needs nothing but itself, with what people corrected."""
    return render("reading.html.j2", scripted=True, **_values(found, corrected, 1)).encode()


def _values(found: Found, corrected: Corrected, source: int) -> dict[str, Any]:
    marks = _marks(corrected.marks)
    if found.kind is Kind.SUMMARY:
        verification = Verification.model_validate(found.result["verification"])
        return reading_values(
            found.articles[0],
            found.result["summary"],
            verification,
            provenance=found.result.get("provenance"),
            marks=marks,
            labels=corrected.labels,
        )
    return reading_values(*checked_against(found, source), title=found.title, marks=marks)


def _marks(kept: Mapping[str, Any]) -> dict[str, ReaderMark]:
    made = {}
    for key, mark in kept.items():
        try:
            made[key] = ReaderMark.model_validate(mark)
        except ValidationError:
            continue
    return made
