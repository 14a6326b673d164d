"""Checks a structured summary, any Pydantic model, field by field."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from summariser.arguments import with_checked_arguments
from summariser.article import Article
from summariser.errors import ArgumentError
from summariser.outside import in_own_arithmetic
from summariser.verification.claims.sources import Sources, SourceVerdicts, best_of, by_source, merge_verdicts
from summariser.verification.source.index import SourceIndex
from summariser.verification.source.location import locate
from summariser.verification.summary.coverage import coverage
from summariser.verification.summary.evidence import check_evidence
from summariser.verification.summary.fields import (
    Checked,
    DateField,
    EvidenceField,
    Field,
    NameField,
    NumberField,
    ProseField,
    QuantityField,
    QuotationField,
    join,
    walk,
)
from summariser.verification.summary.names import check_name
from summariser.verification.summary.quantities import check_number, check_quantity
from summariser.verification.summary.quotations import check_quotation
from summariser.verification.summary.weekdays import check_weekdays
from summariser.verification.text import check_prose
from summariser.verification.verdict import Coverage, Unchecked, Verdict, Verification

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_DIGITS = re.compile(r"\d+")


@with_checked_arguments
@in_own_arithmetic
def verify(
    summary: "BaseModel | DataclassInstance | Mapping[str, Any] | Sequence[Any]",
    article: Article | str | Sequence[Article | str],
) -> Verification:
    """A verdict on everything checkable in `summary`, in the order of its fields, and what it left out.

    `summary` is any Pydantic model or dataclass, or an object or an array read from JSON.

    Fields are known by their names, so that any model will do: see `summariser.verification.summary.fields`. Numbers in
    prose are checked like numbers in fields. Every figure has a verdict or is under a path of `unchecked`, with the
    reason. Nothing of the summary is changed. Of several articles each thing has the best verdict, with the article's
    name: see `Verdict.source`. What they have and the summary leaves out is not listed then.

    Raises ArgumentError where an argument is of another type.

    >>> made = verify({"ports": 3, "abstract": "Two ports closed."}, "Two ports closed.")
    >>> [(verdict.path, verdict.text, verdict.ok) for verdict in made.verdicts]
    [('ports', '3', False), ('abstract', 'Two', True)]
    """
    if not (isinstance(summary, BaseModel | Mapping | Sequence) or is_dataclass(summary)) or isinstance(
        summary, str | bytes
    ):
        raise ArgumentError(
            f"verify: summary is of type {type(summary).__name__}, not a Pydantic model, a dataclass or an object of "
            "JSON; a text is verified by verify_text"
        )
    sources = Sources.of(article)
    fields = list(walk(summary))
    verdicts, unchecked = _checked(fields, sources)
    return Verification(
        verdicts=tuple(locate(verdicts, sources.named)),
        coverage=_coverage(verdicts, sources, _prose_in(fields)),
        unchecked=tuple(unchecked),
    )


@in_own_arithmetic
def verdicts_on(summary: object, source: SourceIndex) -> list[Verdict]:
    """The verdicts of `verify`, without coverage, on a summary or on any part of one."""
    return _checked(walk(summary), Sources.of(source))[0]


def _coverage(verdicts: Sequence[Verdict], sources: Sources, prose: Collection[str]) -> Coverage:
    """The coverage of the source; of several, each of which may tell of much else, none."""
    if len(sources.indexes) > 1:
        return Coverage(total=0, covered=0)
    return coverage(verdicts, sources.indexes[0], prose)


def _prose_in(fields: Iterable[Field]) -> set[str]:
    """The paths of the strings that say something by themselves: no part of a quantity's record."""
    records = {field.path for field in fields if isinstance(field, QuantityField)}
    told = (f for f in fields if isinstance(f, ProseField) and f.path.rpartition(".")[0] not in records)
    return {f.path for f in told}


def _checked(fields: Iterable[Field], sources: Sources) -> tuple[list[Verdict], list[Unchecked]]:
    verdicts: list[Verdict] = []
    unchecked: list[Unchecked] = []
    for field in fields:
        if isinstance(field, Unchecked):
            unchecked.append(field)
        else:
            found = _check(field, sources, verdicts)
            verdicts += found
            unchecked += _passed_over(field, found)
    return verdicts, unchecked


def _passed_over(field: Checked, found: list[Verdict]) -> Iterator[Unchecked]:
    """The figures of a string that no verdict is on, if there are any."""
    if not isinstance(field, ProseField | NameField | QuotationField):
        return
    told = {at for v in found if v.mention for at in range(v.mention.start, v.mention.end)}
    figures = [
        f'"{figure[0]}"'
        for figure in _DIGITS.finditer(field.text)
        if not (figure.start() in told and figure.end() - 1 in told)
    ]
    if figures:
        path = join(field.path, "text") if isinstance(field, QuotationField) else field.path
        reason = f"it only marks an item of a list, or is not read as a number: {', '.join(figures)}"
        yield Unchecked(path=path, reason=reason)


def _check(field: Checked, sources: Sources, before: list[Verdict]) -> list[Verdict]:
    """The verdicts on one field; `before` are those on the fields before it, evidence being checked last."""
    match field:
        case QuantityField():
            return check_quantity(field, sources)
        case QuotationField(path, text, _, cited):
            words = best_of(sources, [SourceVerdicts(check_quotation(field, one)) for one in sources])
            return words + check_prose(text, sources, path=join(path, "text"), cited=cited)
        case NumberField(path, value):
            return merge_verdicts(sources, [[check_number(value, one, path)] for one in sources])
        case ProseField(path, text, cited):
            days = merge_verdicts(sources, [check_weekdays(text, one, path) for one in sources])
            return check_prose(text, sources, path=path, cited=cited) + days
        case NameField(path, text):
            named = merge_verdicts(sources, [check_name(text, one, path) for one in sources])
            return named + check_prose(text, sources, path=path)
        case DateField(path, value):
            return check_prose(f"{value.day} {value:%B %Y}", sources, path=path)
        case EvidenceField(path):
            beside = path.removesuffix("evidence")
            # Those of one record come one after the other.
            own = takewhile(lambda v: v.path.startswith(beside), reversed(before))
            numbers = [v for v in own if v.mention and _is_beside(v.path, beside)][::-1]
            return best_of(sources, list(_evidence(field, sources, numbers)))


def _evidence(field: EvidenceField, sources: Sources, numbers: Sequence[Verdict]) -> Iterator[SourceVerdicts]:
    """What each source makes of the evidence: it is of whichever has the sentences, and says nothing of the others."""
    for name, source in zip(sources.names, sources, strict=True):
        mine = [one for v in numbers if (one := by_source(v, name))]
        is_empty = bool(numbers) and not any(v.ok for v in mine)
        yield SourceVerdicts(check_evidence(field, source, mine), is_empty=is_empty)


def _is_beside(path: str, beside: str) -> bool:
    return "." not in path[len(beside) :]
