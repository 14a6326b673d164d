"""Checks a structured summary, any Pydantic model, field by field."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from summariser.article import Article
from summariser.verification.coverage import coverage
from summariser.verification.evidence import check_evidence
from summariser.verification.fields import (
    DateField,
    EvidenceField,
    Field,
    NameField,
    NumberField,
    ProseField,
    QuantityField,
    QuotationField,
    walk,
)
from summariser.verification.index import SourceIndex
from summariser.verification.names import check_name
from summariser.verification.quantities import check_number, check_quantity
from summariser.verification.quotations import check_quotation
from summariser.verification.text import check_prose
from summariser.verification.verdict import Verdict, Verification
from summariser.verification.weekdays import check_weekdays


def verify(summary: BaseModel | Mapping[str, Any], article: Article | str) -> Verification:
    """A verdict on everything checkable in `summary`, in the order of its fields, and what it left out.

    `summary` is any Pydantic model, or an object read from JSON.

    Fields are known by their names, so that any model will do: see `summariser.verification.fields`. Numbers in
    prose are checked like numbers in fields. Nothing of the summary is changed.
    """
    source = SourceIndex.of(article)
    verdicts = verdicts_on(summary, source)
    return Verification(verdicts=tuple(verdicts), coverage=coverage(verdicts, source))


def verdicts_on(summary: BaseModel | Mapping[str, Any], source: SourceIndex) -> list[Verdict]:
    """The verdicts of `verify`, without coverage."""
    verdicts: list[Verdict] = []
    for field in walk(summary):
        verdicts += _check(field, source, verdicts)
    return verdicts


def _check(field: Field, source: SourceIndex, before: list[Verdict]) -> list[Verdict]:
    """The verdicts on one field; `before` are those on the fields before it, evidence being checked last."""
    match field:
        case QuantityField(path, parts):
            return check_quantity(parts, source, path)
        case QuotationField(path, text, _, cited):
            words = f"{path}.text" if path else "text"
            return check_quotation(field, source) + check_prose(text, source, path=words, cited=cited)
        case NumberField(path, value):
            return [check_number(value, source, path)]
        case ProseField(path, text, cited):
            return check_prose(text, source, path=path, cited=cited) + check_weekdays(text, source, path)
        case NameField(path, text):
            return check_name(text, source, path) + check_prose(text, source, path=path)
        case DateField(path, value):
            return check_prose(f"{value.day} {value:%B %Y}", source, path=path)
        case EvidenceField(path):
            beside = path.removesuffix("evidence")
            numbers = [
                v for v in before if v.mention and v.path.startswith(beside) and _is_beside(v.path, beside)
            ]
            return check_evidence(field, source, numbers)


def _is_beside(path: str, beside: str) -> bool:
    return "." not in path[len(beside) :]
