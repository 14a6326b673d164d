"""Which tests are slow or timed, told by what they name, so that nobody has to mark them.

A unit test works on values and files. A test is slow when it, or a helper or fixture of the tests that it comes to, names
processes, threads, servers or a clock; what is slow for another reason has the marker itself (`pytest.mark.slow`).
"""

import inspect
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any

import pytest

_CLOCKS = frozenset("monotonic perf_counter process_time".split())
_WAITS = frozenset(
    "anyio http mcp multiprocessing sleep socket socketserver subprocess threading uvicorn".split()
)


def kinds(item: pytest.Item) -> set[str]:
    """The markers that the test has by what it names: "slow" for none of the unit tests, "timed" for one that looks at a clock."""
    if not isinstance(item, pytest.Function):
        return {"slow"}
    fixtures = [definitions[-1].func for definitions in item._fixtureinfo.name2fixturedefs.values()]
    found: set[str] = set().union(*map(_reached, [item.function, *fixtures]))
    timed = {"timed"} if found & _CLOCKS else set()
    slow = {"slow"} if found & (_CLOCKS | _WAITS) or item.get_closest_marker("cassette") else set()
    return timed | slow


@cache
def _reached(function: Any) -> frozenset[str]:
    """Every name that the function comes to, and the packages that these names are of."""
    start = inspect.unwrap(function)
    found, waiting, seen = set(), [start], {start}
    limits = (
        start.__module__,
        "tests.support.clock",
    )  # a helper elsewhere looks at a clock to wait no longer than it must
    while waiting:
        current = waiting.pop()
        for name, value in _named(current):
            origin = str(getattr(value, "__module__", ""))
            found |= {
                "sleep" if name in _CLOCKS and current.__module__ not in limits else name,
                origin.partition(".")[0],
            }
            if origin.startswith("tests.") and callable(value) and value not in seen:
                seen.add(value)
                waiting.append(inspect.unwrap(value))
    return frozenset(found)


def _named(thing: Any) -> Iterator[tuple[str, Any]]:
    """The names in a function, or in the functions of a class, each with the global that it means, if any."""
    if isinstance(thing, type):
        for member in vars(thing).values():
            yield from _named(inspect.unwrap(member) if callable(member) else member)
    if isinstance(thing, FunctionType) and thing.__module__.startswith("tests."):
        for name in _names(thing.__code__):
            yield name, thing.__globals__.get(name)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
