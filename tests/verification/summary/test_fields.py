"""Every number of a summary has a verdict or is listed as not checked, whatever the summary is made of."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

import pydantic
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, HttpUrl, computed_field

from summariser import outside, verify
from summariser.verification import Verification
from summariser.verification.summary import fields
from tests.verification.models import ARTICLE, Quantity, Quotation


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class Computed(BaseModel):
    inner: Any = None

    @computed_field
    def total(self) -> Any:
        return self.inner


class Broken(BaseModel):
    @computed_field
    def total(self) -> int:
        raise ZeroDivisionError


@dataclasses.dataclass
class Plain:
    inner: Any


@pydantic.dataclasses.dataclass(config=ConfigDict(extra="allow"))
class Checked:
    inner: Any


class Answer(StrEnum):
    DENIED = "denied 99 times"
    GROUP = "G7"
    NONE = "no answer"


class Grade(IntEnum):
    GOOD = 17


class Pair(Enum):
    BOTH = ("85 tanks", 11000)


def _found(summary: Any) -> tuple[list[tuple[str, str, bool]], list[str]]:
    """The verdicts, as path, text and whether the source supports it, and the paths that are not checked."""
    found = verify(summary, ARTICLE)
    return [(v.path, v.text, v.ok) for v in found.verdicts], [u.path for u in found.unchecked]


@pytest.mark.parametrize(
    ("summary", "path", "text", "ok"),
    [
        (Open.model_validate({"note": "There were 85 tanks."}), "note", "85", False),
        (Open(**{"over 85 tanks": None}), "", "85", False),
        (Checked(inner=1, note="There were 85 tanks."), "note", "85", False),  # type: ignore[call-arg]
        (Computed(inner="There were 85 tanks."), "total", "85", False),
        ({"a": Plain("17 were injured")}, "a.inner", "17", True),
        ({"a": [Checked({"b": 85})]}, "a.0.inner.b", "85", False),
        (Plain(17), "inner", "17", True),
        ({"a": Answer.DENIED}, "a", "99", False),
        ({"a": Grade.GOOD}, "a", "17", True),
        ({"a": Pair.BOTH}, "a.0", "85", False),
        ({"a": {"over 85 tanks": "seen"}}, "a", "85", False),
        ({"a": {"seventy tanks": "seen"}}, "a", "seventy", False),
        ({"a": {85: "seen"}}, "a", "85", False),
        ({"a": {"85 tanks", "17 injured"}}, "a.1", "85", False),
        ({"source": "The ministry counted 85 tanks"}, "source", "85", False),
        ({"id": "the list of 85 tanks"}, "id", "85", False),
        ({"url": "see the 85 tanks at example.org"}, "url", "85", False),
        ({"evidence": "There were 85 tanks."}, "evidence", "85", False),
        ({"evidence": [1, "There were 85 tanks."]}, "evidence.1", "85", False),
        ({"unit": "85 tanks"}, "unit", "85", False),
        ({"value": 17, "upper": "85 tanks"}, "upper", "85", False),
        ({"value": 17, "bound": "over 85 tanks"}, "bound", "85", False),
        ({"value": "85 tanks", "unit": "tank"}, "value", "85", False),
        ({"text": "a fairy tale", "speaker": "one of 85 ministers"}, "speaker", "85", False),
        ({"text": "a fairy tale", "speaker": ["one of 85 ministers"]}, "speaker.0", "85", False),
    ],
)
def test_what_is_checked(summary: Any, path: str, text: str, ok: bool) -> None:
    assert (path, text, ok) in _found(summary)[0]


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"url": "https://example.org/2024/85-tanks"}, "url"),
        ({"link": "https://example.org/2024/85-tanks"}, "link"),
        ({"link": HttpUrl("https://example.org/85")}, "link"),
        ({"id": "2024-117"}, "id"),
        ({"id": 4412}, "id"),
        ({"source": "doc-85"}, "source"),
        ({"language": "es-419"}, "language"),
        ({"key": UUID(int=85)}, "key"),
        ({"file": PurePosixPath("/tmp/85.txt")}, "file"),
        ({"evidence": 7}, "evidence"),
        ({"evidence": [[1, 2]]}, "evidence.0.1"),
        ({"value": 7, "unit": "litre per 100 km"}, "unit"),
        ({"group": Answer.GROUP}, "group"),
        ({"totals": {"q3": "none"}}, "totals.q3"),
        ({"rows": {"1": "none", "2": "none"}}, "rows.2"),
        ({"raw": b"85 tanks"}, "raw"),
        ({"share": Fraction(1, 85)}, "share"),
        ({"span": range(10**12)}, "span"),
        ({"at": time(8, 50)}, "at"),
        ({"at": datetime(2024, 10, 3, 8, 50)}, "at"),
        ({"for": timedelta(days=85)}, "for"),
        ({"value": float("nan")}, "value"),
        ({"value": 17, "upper": float("inf")}, "upper"),
        ({"value": 10**5000}, "value"),
        ({"value": Decimal("1E+1000000")}, "value"),
        ({"value": Decimal("1E-1000000")}, "value"),
        ({"kind": Plain}, "kind"),
        ({10**5000: "x", "a": object()}, "a"),
        ({"list": "1. ships\n2. tanks"}, "list"),
        ({"sum": Broken()}, "sum.total"),
    ],
)
def test_what_cannot_be_checked_is_listed_with_the_reason(value: Any, path: str) -> None:
    found = verify(value, ARTICLE)
    assert path in [u.path for u in found.unchecked]
    assert all(u.reason for u in found.unchecked)


@pytest.mark.parametrize(
    "summary",
    [
        {"url": "https://example.org", "id": "first", "language": "en", "source": "the ministry", "note": ""},
        {"value": 17, "unit": "second", "bound": "exactly", "known": True, "other": None},
        {"first": "none", "second": "none", "answer": Answer.NONE},
        Quantity(value=Decimal(17), evidence=[4]),
        Quotation(text="a fairy tale", speaker="Aldo Brix", evidence=[8]),
    ],
)
def test_what_has_no_number_of_its_own_needs_no_mention(summary: Any) -> None:
    assert verify(summary, ARTICLE).unchecked == ()


def test_an_enum_is_part_of_a_quantity_as_its_value() -> None:
    class Unit(Enum):
        EURO = "EUR"

    assert _found({"value": 5_000_000_000, "unit": Unit.EURO}) == ([("value", "5000000000", True)], [])


def test_the_items_of_a_set_are_in_an_order_that_stays() -> None:
    words = {f"{n} tanks" for n in range(300, 340)}
    assert [text for _, text, _ in _found({"a": words})[0]] == [str(n) for n in range(300, 340)]


def test_what_is_not_checked_is_in_json() -> None:
    found = verify({"id": "doc-85"}, ARTICLE)
    (listed,) = found.model_dump(mode="json")["unchecked"]
    assert listed == {"path": "id", "reason": "an address or identifier is not checked"}
    assert Verification.model_validate_json(found.model_dump_json(exclude={"coverage": {"recall"}})) == found


class TestEndlessStructures:
    """They are walked as far as they go, and said to go no further."""

    def test_what_holds_itself(self) -> None:
        notes: dict[str, Any] = {"a": "There were 85 tanks."}
        notes["self"] = {"again": [notes]}
        verdicts, unchecked = _found(notes)
        assert verdicts == [("a", "85", False)]
        assert unchecked == ["self.again.0"]

    def test_a_model_that_holds_itself(self) -> None:
        model = Computed(inner=17)
        model.inner = model
        assert _found(model) == ([], ["inner", "total"])

    def test_what_is_held_twice_is_checked_twice(self) -> None:
        shared = {"b": 85}
        assert [path for path, _, _ in _found({"a": [shared, shared]})[0]] == ["a.0.b", "a.1.b"]

    @pytest.mark.parametrize(
        "wrap", [lambda v: [v], lambda v: {"a": v}, Plain, lambda v: Open.model_validate({"a": v})]
    )
    def test_four_hundred_levels(self, wrap: Callable[[Any], Any]) -> None:
        value: Any = 85
        for _ in range(400):
            value = wrap(value)
        verdicts, (path,) = _found(value)
        assert verdicts == []
        assert path.count(".") == outside.DEEPEST - 1

    def test_a_hundred_levels_are_walked(self) -> None:
        value: Any = 85
        for _ in range(outside.DEEPEST):
            value = [value]
        verdicts, unchecked = _found(value)
        assert ([text for _, text, _ in verdicts], unchecked) == (["85"], [])

    def test_lists_that_double_at_each_level(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fields, "MOST_VALUES", 1000)
        value: Any = ["no number"]
        for _ in range(60):
            value = [value, value]
        found = verify({"a": value}, ARTICLE)
        (listed,) = found.unchecked
        assert listed.path == ""
        assert "over 1000 values" in listed.reason


# --- the property --------------------------------------------------------------------------------------------

# A part of a summary, with the numbers in it and the path of each, from the part on. A set has no places.
Numbers = list[tuple[tuple[str, ...], str]]
Part = tuple[Any, Numbers]

_NUMBER = st.integers(100_000, 999_999)
_NAME = st.sampled_from(
    "note total who source id evidence url language unit bound value upper text speaker what".split()
)


def _leaf(write: Callable[[int], Any]) -> st.SearchStrategy[Part]:
    return _NUMBER.map(lambda n: (write(n), [((), str(n))]))


def _enum(of: Callable[[int], Any]) -> Callable[[int], Any]:
    return lambda n: Enum("Made", {"ONLY": of(n)}).ONLY  # type: ignore[attr-defined]


_LEAVES = st.one_of(
    *(
        _leaf(write)
        for write in (
            int,
            float,
            Decimal,
            lambda n: Fraction(n, 7),
            str,
            lambda n: f"There were {n} ships.",
            lambda n: f"3) over {n} ships",
            lambda n: f"Group of {n}",
            lambda n: f"https://example.org/{n}",
            lambda n: f"doc-{n}",
            lambda n: f"{n} boats".encode(),
            _enum(int),
            _enum(str),
            _enum(lambda n: f"denied {n} times"),
            _enum(lambda n: f"G{n}"),
            lambda n: PurePosixPath(f"/tmp/{n}"),
        )
    ),
    st.sampled_from([None, True, "no number", date(2024, 10, 3)]).map(lambda value: (value, [])),
)


def _below(step: str | None, part: Part) -> Numbers:
    return [((step, *path) if step is not None else (), number) for path, number in part[1]]


def _listed(make: Callable[[list[Any]], Any], parts: list[Part]) -> Part:
    return make([value for value, _ in parts]), [
        n for place, part in enumerate(parts) for n in _below(str(place), part)
    ]


def _set_of(numbers: set[int]) -> Part:
    return frozenset(f"{n} boats" for n in numbers), [((), str(n)) for n in numbers]


def _record(make: Callable[..., Any], parts: dict[str, Part]) -> Part:
    return make(**{name: value for name, (value, _) in parts.items()}), [
        n for name, part in parts.items() for n in _below(name, part)
    ]


def _quantity(value: Part, parts: dict[str, Part]) -> Part:
    return _record(dict, parts | {"value": value})


def _keyed(parts: dict[int, Part], write: Callable[[int], Any]) -> Part:
    value = {write(key): inner for key, (inner, _) in parts.items()}
    numbers = [n for key, part in parts.items() for n in _below(str(write(key)), part)]
    return value, numbers + [((str(write(key)),), str(key)) for key in parts]


def _holder(make: Callable[[Any], Any], part: Part) -> Part:
    return make(part[0]), _below("inner", part)


def _holders(part: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    some, named = st.lists(part, max_size=3), st.dictionaries(_NAME, part, max_size=4)
    keyed = st.dictionaries(_NUMBER, part, max_size=2)
    writers: list[Callable[[int], Any]] = [int, lambda n: f"over {n} ships", lambda n: f"q{n}"]
    return st.one_of(
        st.builds(_listed, st.sampled_from([list, tuple]), some),
        st.sets(_NUMBER, max_size=3).map(_set_of),
        st.builds(_record, st.sampled_from([dict, Open]), named),
        st.builds(_quantity, _leaf(int), named),
        st.builds(_keyed, keyed, st.sampled_from(writers)),
        st.builds(_holder, st.sampled_from([Plain, Checked, lambda v: Computed(inner=v)]), part),
    )


_SUMMARIES = st.dictionaries(
    _NAME, st.recursive(_LEAVES, _holders, max_leaves=12), min_size=1, max_size=4
).map(lambda parts: _record(dict, parts))


def _is_told(path: str, number: str, found: Verification) -> bool:
    if any(number in v.text or (v.path.endswith("evidence") and number in v.message) for v in found.verdicts):
        return True
    return any(u.path == "" or f"{path}.".startswith(f"{u.path}.") for u in found.unchecked)


def _untold(summary: Any, numbers: Numbers) -> Iterator[tuple[str, str]]:
    found = verify(summary, ARTICLE)
    for steps, number in numbers:
        # What is in a set stands under the set's path.
        path = ".".join(steps)
        inside = any(u.path.startswith(f"{path}.") for u in found.unchecked)
        if not inside and not _is_told(path, number, found):
            yield path, number


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SUMMARIES)
def test_every_number_has_a_verdict_or_is_listed(part: Part) -> None:
    assert list(_untold(*part)) == []
