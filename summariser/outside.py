"""What is taken in from outside at most: digits of a number, nesting and values of an object, and text as any file can hold it.

Articles, answers of models and JSON of any tool come as whoever made them wrote them. What is beyond these bounds is named
as not read; nothing here raises.
"""

import json
import re
from collections.abc import Callable
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

# Before and behind the point. No quantity has so many, and every float and every JSON reader holds what has fewer. By
# judgement: a float has 308; so are those below, against hostile JSON.
MOST_DIGITS = 300
DEEPEST = 100  # levels of records and lists within each other
MOST_VALUES = 100_000

_ARITHMETIC = Context(prec=28, traps=[DivisionByZero, InvalidOperation, Overflow])
_HALVES = re.compile("[\ud800-\udfff]")


def in_bounds(value: Decimal) -> bool:
    """Whether a number is finite and of so few digits that it can be counted with and written out."""
    return (
        value.is_finite()
        and abs(value.adjusted()) < MOST_DIGITS
        and len(value.as_tuple().digits) < MOST_DIGITS
    )


def well_formed(text: str) -> str:
    r"""`text` with U+FFFD for each half of a surrogate pair that stands alone, which no file can hold; offsets stay.

    >>> well_formed("40\ud800 wugs")
    '40\ufffd wugs'
    """
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def json_of(text: str, **options: Any) -> Any:
    """What a JSON text holds, its numbers exactly as they are written. Raises ValueError where it is none, or is too deep.

    Nor is it any with a number of thousands of digits; one with an exponent beyond all counting is not a number.
    `options` go to `json.loads`.
    """
    try:
        return json.loads(text, parse_float=_decimal, **options)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation:
        return Decimal("NaN")


def in_own_arithmetic(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """`function`, its decimals neither rounded nor trapped by the context of whoever calls it."""

    @wraps(function)
    def called(*arguments: Arguments.args, **options: Arguments.kwargs) -> Answer:
        with localcontext(_ARITHMETIC):
            return function(*arguments, **options)

    return called
