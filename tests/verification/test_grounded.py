"""`Grounded` refuses what the source does not support, in words that say what the source has."""

from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, ValidationError

from summariser import Grounded
from summariser.verification import Check
from tests.verification.models import ARTICLE, Quantity


class Count(BaseModel):
    unit: str | None = None
    bound: str | None = None
    value: Annotated[Decimal, Grounded()]


class Answer(BaseModel):
    text: Annotated[str, Grounded()] = ""
    who: Annotated[str, Grounded(check=Check.NAME)] = ""
    words: Annotated[str, Grounded(check=Check.QUOTATION)] = "a fairy tale"
    quantities: list[Annotated[Quantity, Grounded()]] = []
    note: Annotated[str | None, Grounded()] = None


def _errors(model: type[BaseModel], data: dict[str, Any], context: Any) -> list[tuple[Any, ...]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data, context=context)
    return [(error["type"], error["loc"], error["msg"]) for error in caught.value.errors()]


@pytest.mark.parametrize("source", [ARTICLE, ARTICLE.text], ids=["article", "text"])
def test_what_the_source_supports_is_accepted(source: Any) -> None:
    count = Count.model_validate(
        {"value": 11000, "unit": "soldiers", "bound": "more_than"}, context={"source": source}
    )
    assert count.value == 11000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"value": 12500}, "Over 11,000 soldiers"),
        ({"value": 11000, "bound": "exactly"}, '"more than"'),
        ({"value": 11000, "unit": "barrel", "bound": "more_than"}, "another unit"),
    ],
)
def test_the_error_tells_what_the_source_says(data: dict[str, Any], says: str) -> None:
    ((kind, where, message),) = _errors(Count, data, {"source": ARTICLE})
    assert (kind, where) == ("not_grounded", ("value",))
    assert says in message


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"text": "There were 700 tanks."}, ("text",)),
        ({"who": "Coastal Group"}, ("who",)),
        ({"words": "a fairy story"}, ("words",)),
        ({"quantities": [{"value": 700, "unit": "tank"}]}, ("quantities", 0)),
    ],
)
def test_strings_names_quotations_and_models_are_checked(
    data: dict[str, Any], where: tuple[Any, ...]
) -> None:
    assert [(kind, loc) for kind, loc, _ in _errors(Answer, data, {"source": ARTICLE})] == [
        ("not_grounded", where)
    ]


def test_without_a_context_nothing_is_checked() -> None:
    assert Count(value=Decimal(3)).value == 3


@pytest.mark.parametrize("context", [{}, {"source": None}, "text"])
def test_a_context_without_a_source_is_an_error(context: Any) -> None:
    assert [kind for kind, _, _ in _errors(Count, {"value": 3}, context)] == ["no_source"]


def test_the_schema_that_a_model_is_shown_does_not_change() -> None:
    class Plain(BaseModel):
        value: Decimal

    class Marked(BaseModel):
        value: Annotated[Decimal, Grounded()]

    assert Marked.model_json_schema()["properties"] == Plain.model_json_schema()["properties"]
