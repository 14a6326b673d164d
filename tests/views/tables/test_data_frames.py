"""Data frames: types that pandas counts with, from results and from what was kept of them."""

import json
import sys
from decimal import Decimal
from typing import Any

import pandas
import pytest

import summariser
from summariser.errors import ArgumentError, ConfigurationError
from summariser.views.tables.columns import ARTICLES, FIGURES, VERDICTS
from tests.views.tables.making import hostile, result


def test_the_columns_have_their_types() -> None:
    """Also where nothing is in them."""
    for made in (summariser.frames([result()]), summariser.frames([])):
        for frame, table in zip(made, (FIGURES, VERDICTS, ARTICLES), strict=True):
            assert list(frame.columns) == [column.name for column in table.columns]
        figures, articles = made.figures.dtypes, made.articles.dtypes
        assert (figures["value"], figures["number"], figures["ok"]) == ("float64", "Int64", "boolean")
        assert (figures["what"], articles["published"]) == ("string", "datetime64[s]")


def test_pandas_counts_with_them() -> None:
    made = summariser.frames([result(source="a"), result(source="b")])
    assert made.figures.groupby("source")["value"].max().to_dict() == dict.fromkeys(
        "ab", 12345678901234567890.0
    )
    assert made.figures["ok"].sum() == 6
    assert made.figures["upper"].count() == 2
    assert list(made.articles["published"].dt.year) == [2026, 2026]
    assert made.verdicts["level"].value_counts()["unsupported"] == 2


def test_decimals_have_every_digit() -> None:
    """On request; the words of `written` have them always."""
    made = summariser.frames(result(), decimals=True).figures
    assert list(made["value"]) == [Decimal("12.5"), 1300, 15, Decimal(12345678901234567890)]
    assert made["value"].dtype == object
    assert list(made["upper"]) == [None, None, 20, None]
    assert made["written"][3] == "12,345,678,901,234,567,890 shell"


def test_a_result_has_its_own() -> None:
    made = result()
    pandas.testing.assert_frame_equal(made.to_frame(), summariser.frames([made]).figures)


def test_what_was_kept_as_json_gives_the_same() -> None:
    made = result()
    kept = json.loads(made.model_dump_json())
    for one, other in zip(summariser.frames(made), summariser.frames(iter([kept])), strict=True):
        pandas.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("given", [[1], ["text"], [{"summary": {}}], [None], {"a": 1}])
def test_what_is_no_result_is_refused(given: Any) -> None:
    with pytest.raises(ArgumentError, match="is no result: give what summarise returns"):
        summariser.frames(given)


def test_text_is_as_it_is() -> None:
    """But for halves of characters, which no table holds."""
    assert summariser.frames(hostile("=a\u202eb\0")).figures["what"][0] == "=a\u202eb\0"
    assert summariser.frames(hostile("a\ud83d")).figures["what"][0] == "a\ufffd"


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)  # as if it were not installed
    with pytest.raises(ConfigurationError, match=r"pip install 'summariser\[pandas\]'"):
        summariser.frames([])
