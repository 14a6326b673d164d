"""`Grounded` refuses what the source does not support, in words that say what the source has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Annotated, Any

import instructor
import pytest
from instructor.core.exceptions import InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError, create_model
from typing_extensions import TypedDict

from summariser import Grounded
from summariser.errors import ConfigurationError
from summariser.verification import Check
from tests.support.model_server import completion
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


@dataclass
class Tanks:
    tanks: int


class Typed(TypedDict):
    tanks: int


class Code(IntEnum):
    GOOD = 17
    BAD = 85


@pytest.mark.parametrize(
    ("of", "right", "wrong", "places"),
    [
        (list[Decimal], [17], [17, 85, 86], ["field.1", "field.2"]),
        (tuple[int, ...], [17], [85, 17], ["field.0"]),
        (set[int], [17], [17, 85], ["field.1"]),
        (frozenset[str], ["17 injured"], ["85 tanks", "17 injured"], ["field.1"]),
        (list[str], ["17 were injured"], ["17 were injured", "85 tanks"], ["field.1"]),
        (dict[str, int], {"hurt": 17}, {"hurt": 17, "tanks": 85}, ["field.tanks"]),
        (dict[str, list[int]], {"hurt": [17]}, {"hurt": [17, 85]}, ["field.hurt.1"]),
        (dict[str, str], {"a": "17 were injured"}, {"over 85 tanks": "none"}, None),
        (list[Quantity], [{"value": 17}], [{"value": 17}, {"value": 85}], ["field.1"]),
        (list[Tanks], [{"tanks": 17}], [{"tanks": 85}], ["field.0"]),
        (list[int | None] | None, [None, 17], [None, 85], ["field.1"]),
        (list[Any], [True, None, b"85", []], [True, None, 85], ["field.2"]),
        (list[float], [17], [17, float("nan")], ["field.1"]),
        (list[Code], [17], [85], ["field.0"]),
        (Tanks, {"tanks": 17}, {"tanks": 85}, None),
        (int | None, None, 85, None),
        (float, 17, float("inf"), None),
        (Code, 17, 85, None),
        (date, None, date(2024, 9, 3), None),
        (list[date], None, [date(2024, 9, 3)], ["field.0"]),
        (Typed, {"tanks": 17}, {"tanks": 85}, ["field.tanks"]),
        (list[Typed], [{"tanks": 17}], [{"tanks": 17}, {"tanks": 85}], ["field.1.tanks"]),
        (dict[str, Typed | None], {"a": None, "b": {"tanks": 17}}, {"b": {"tanks": 85}}, ["field.b.tanks"]),
        (tuple[str, list[Tanks]], ["none", [{"tanks": 17}]], ["none", [{"tanks": 85}]], ["field.1.0"]),
        (Decimal | list[Decimal], 17, [17, 85], ["field.1"]),
        (Sequence[int], [17], [85], ["field.0"]),
        (dict[str, Any], {"value": 17, "evidence": [7]}, {"value": 85}, None),
    ],
)
def test_each_item_is_checked_and_the_wrong_one_named(
    of: Any, right: Any, wrong: Any, places: list[str] | None
) -> None:
    model = create_model("Made", field=(Annotated[of, Grounded()], ...))
    context = {"source": ARTICLE}
    if right is not None:
        model.model_validate({"field": right}, context=context)
    ((kind, where, message),) = _errors(model, {"field": wrong}, context)
    assert (kind, where) == ("not_grounded", ("field",))
    assert all(f"{place}: " in message for place in places or [])
    assert message.count("field") == len(places or [])


def test_the_items_of_a_list_have_the_unit_declared_before_it() -> None:
    class Money(BaseModel):
        unit: str
        upper: Decimal | None = None
        amounts: Annotated[list[Decimal], Grounded()]

    context = {"source": ARTICLE}
    Money.model_validate({"unit": "EUR", "upper": None, "amounts": [5_000_000_000]}, context=context)
    (error,) = _errors(Money, {"unit": "USD", "amounts": [5_700_000_000, 5_000_000_000]}, context)
    assert error[2].startswith("amounts.1: ")
    assert "another unit" in error[2]


def test_the_items_of_a_list_are_names_where_the_field_is_of_names() -> None:
    class People(BaseModel):
        people: Annotated[list[str], Grounded(check=Check.NAME)]

    (error,) = _errors(People, {"people": ["Lena Orvik", "Otto Brix"]}, {"source": ARTICLE})
    assert error[2] == 'people.1: The article does not name "Otto Brix".'


def test_what_holds_itself_is_no_endless_loop() -> None:
    class Anything(BaseModel):
        field: Annotated[Any, Grounded()]

    loop: list[Any] = [17]
    loop.append(loop)
    Anything.model_validate({"field": loop}, context={"source": ARTICLE})
    loop.append(85)
    _errors(Anything, {"field": loop}, {"source": ARTICLE})


@pytest.mark.parametrize(
    "context", [None, {}, {"source": None}, {"text": ARTICLE.text}, {"article": ARTICLE}, "text"]
)
def test_without_the_source_a_value_is_refused(context: Any) -> None:
    with pytest.raises(ConfigurationError, match='context={"source": article}'):
        Count.model_validate({"value": 3}, context=context)


@pytest.mark.parametrize(
    "context", [None, {}, {"source": None}, {"text": ARTICLE.text}, {"article": ARTICLE}]
)
def test_the_model_is_not_asked_again_for_want_of_a_source(context: Any) -> None:
    """Instructor asks again on a ValidationError, at the user's cost, whatever the model may say to that."""
    calls = []

    def create(**request: Any) -> ChatCompletion:
        calls.append(request)
        return ChatCompletion.model_validate(completion('{"value": 3}'))

    ask = instructor.patch(create=create, mode=instructor.Mode.JSON)
    with pytest.raises(InstructorRetryException, match="Grounded needs the source"):
        ask(response_model=Count, messages=[], model="scripted", context=context, max_retries=3)

    assert len(calls) == 1


@pytest.mark.parametrize(
    "of",
    [timedelta, time, bytes, complex, list[timedelta], dict[str, time | None], tuple[int, bytes], int | time],
)
def test_a_class_with_a_field_that_cannot_be_checked_is_refused_when_made(of: Any) -> None:
    with pytest.raises(ConfigurationError, match="cannot check"):
        create_model("Made", field=(Annotated[of, Grounded()], ...))


def test_the_schema_that_a_model_is_shown_does_not_change() -> None:
    class Plain(BaseModel):
        value: Decimal

    class Marked(BaseModel):
        value: Annotated[Decimal, Grounded()]

    assert Marked.model_json_schema()["properties"] == Plain.model_json_schema()["properties"]
