"""Public calls refuse arguments that their annotations do not allow, in one line, before any work is done."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import wraps
from inspect import Parameter, iscoroutinefunction, signature
from numbers import Integral  # which those of numpy are too
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, Union, cast, get_args, get_origin

from summariser.errors import ArgumentError

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class From:
    """The least number that an argument may be; not a number is less than any."""

    least: float
    itself: bool = True

    def takes(self, value: float) -> bool:
        """Whether a number is allowed."""
        return value >= self.least if self.itself else value > self.least

    def __str__(self) -> str:
        return f"from {self.least:g}" if self.itself else f"above {self.least:g}"


Positive = Annotated[float, From(0, itself=False)]
NotNegative = Annotated[float, From(0)]
Counted = Annotated[int, From(0)]
AtLeastOne = Annotated[int, From(1)]

_ONE_OF = (Union, UnionType)
_MANY = (Sequence, Iterable)


def with_checked_arguments(function: Callable[P, T]) -> Callable[P, T]:
    """`function`, which raises ArgumentError where an argument is of no type that it names, is unknown or is missing.

    Of annotations that say more than a class, a union, a literal, a sequence or a least number, nothing is checked.
    """
    known = signature(function)
    name = function.__qualname__

    def check(arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        try:
            given = known.bind(*arguments, **options).arguments
        except TypeError as error:
            raise ArgumentError(f"{name}: {error}") from None
        for parameter in known.parameters.values():
            if parameter.name not in given:
                continue
            value, annotation = given[parameter.name], parameter.annotation
            if parameter.kind is Parameter.VAR_KEYWORD:
                _check_options(name, value, get_args(annotation)[0].__annotations__, known)
            elif annotation is not Parameter.empty:
                _check(name, parameter.name, value, annotation)

    if iscoroutinefunction(function):

        @wraps(function)
        async def awaited(*arguments: P.args, **options: P.kwargs) -> Any:
            check(arguments, options)
            return await function(*arguments, **options)

        return cast(Callable[P, T], awaited)

    @wraps(function)
    def called(*arguments: P.args, **options: P.kwargs) -> T:
        check(arguments, options)
        return function(*arguments, **options)

    return called


def check_fields(made: Any) -> None:
    """The same for a dataclass, from its `__post_init__`."""
    for field in fields(made):
        _check(type(made).__name__, field.name, getattr(made, field.name), field.type)


def _check_options(function: str, given: dict[str, Any], known: dict[str, Any], all_known: Any) -> None:
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name, [*known, *all_known.parameters], 1)
            options = f"did you mean {near[0]!r}?" if near else f"the options are {', '.join(known)}"
            raise ArgumentError(f"{function}: there is no option {name!r}: {options}")
        _check(function, name, value, known[name])


def _check(function: str, name: str, value: Any, annotation: Any) -> None:
    if not _fits(value, annotation):
        known = isinstance(value, str | int | float) and not isinstance(value, bool)
        shown = repr(value) if known else f"of type {_type(value, annotation)}"
        raise ArgumentError(
            f"{function}: {name} is {shown}, not {' or '.join(_names(annotation))}{_remedy(value)}"
        )


def _fits(value: Any, annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in _ONE_OF:
        return any(_fits(value, one) for one in get_args(annotation))
    if origin is Literal:
        return isinstance(value, str) and value in get_args(annotation)
    if origin is Annotated:
        kind, limit = get_args(annotation)
        return _fits(value, kind) and limit.takes(value)
    if origin in _MANY:
        (item,) = get_args(annotation)
        items = value if isinstance(value, Sequence) else ()
        return (
            isinstance(value, Iterable)
            and not isinstance(value, str | bytes)
            and not (origin is Sequence and isinstance(value, Mapping))
            and all(_fits(one, item) for one in items)
        )
    if origin is Callable:
        return callable(value)
    if annotation in (int, float):
        return isinstance(value, Integral | annotation) and not isinstance(value, bool)
    if annotation is Path:
        return isinstance(value, os.PathLike)
    if isinstance(annotation, type) and not getattr(annotation, "_is_protocol", False):
        return isinstance(value, annotation)
    return True


def _type(value: Any, annotation: Any) -> str:
    """The type of a value; of a list that its items spoil, that of the first that does."""
    own = type(value).__name__
    if isinstance(value, list | tuple) and _fits(type(value)(), annotation):
        bad = next(one for one in value if not _fits([one], annotation))
        return f"{own} with an item of type {type(bad).__name__}"
    return own


def _names(annotation: Any) -> list[str]:
    if get_origin(annotation) in _ONE_OF:
        return [name for one in get_args(annotation) for name in _names(one)]
    if get_origin(annotation) is Literal:
        return [repr(one) for one in get_args(annotation)]
    if get_origin(annotation) in _MANY:
        return ["several of these"]
    if get_origin(annotation) is Annotated:
        kind, limit = get_args(annotation)
        return [f"{kind.__name__} {limit}"]
    return ["None" if annotation is NoneType else getattr(annotation, "__name__", str(annotation))]


def _remedy(value: Any) -> str:
    if isinstance(value, bytes | bytearray):
        return "; decode it first"
    return "; read it with Article.from_file" if isinstance(value, os.PathLike) else ""
