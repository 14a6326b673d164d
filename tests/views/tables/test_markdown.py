"""Tables of Markdown: what is pasted is the table, and nothing of an article is markup in it."""

import re
from typing import Any

import pytest

from summariser.errors import AnswerError
from summariser.extraction import failure_record
from summariser.views.tables import markdown_of, record_of, rows_of
from tests.test_foreign import STEERING, steers
from tests.views.tables.making import hostile, result


def _markdown(record: Any) -> str:
    return markdown_of(rows_of(record))


def test_a_table_with_marks_and_what_is_wrong_below_it() -> None:
    made = _markdown(record_of(result(source="https://example.org/ferries_1"))).splitlines()
    assert made[:9] == [
        "## Ferry fares rise on the sound",
        "",
        "2026-03-12, <https://example.org/ferries_1>",
        "",
        "|  | Figure | What | Period | Stated by |",
        "|---|---|---|---|---|",
        "| ✓ | 12.5 percent | rise of fares | Monday |  |",
        "| ✗ | 1,300 car | cars carried | last year |  |",
        "| ✓ | 15 to 20 pilot | pilots who left |  | the board |",
    ]
    assert made[11].startswith('- ✗ 1,300 car: The summary gives "1300" as exact')


def test_where_it_stands_is_a_column_where_it_is_known() -> None:
    record = dict(record_of(result()))
    for verdict in record["verification"]["verdicts"]:
        verdict["place"] = {"page": 14, "heading": "Fares"}
    made = _markdown(record)
    assert "| Stated by | Where |" in made
    assert '| page 14, under "Fares" |' in made


def test_a_quantity_that_nothing_was_said_of_has_a_mark_of_its_own() -> None:
    record = record_of(result())["article"], {"q": [{"what": "boats", "value": 9}]}
    made = _markdown({"article": record[0], "summary": record[1], "verification": {"verdicts": []}})
    assert "| – | 9 | boats |" in made


def test_an_article_that_failed_says_why() -> None:
    made = _markdown(failure_record("a|b.txt", None, AnswerError("no *answer*")))
    assert made == "## a\\|b.txt\n\nNo summary: no \\*answer\\*\n"


@pytest.mark.parametrize(
    "text",
    [*STEERING.values(), "a|b", "a\nb", "a\r\n\r\n# b", "<script>alert(1)</script>", "<!-- a -->", "![a](http://example.org)",
     "[a](javascript:b)", "`a`", "***a***", "~~a~~", "&lt;b&gt;", "\\|", "|---|", "- a", "1. a", "<http://example.org>", "$a$"],
)  # fmt: skip
def test_nothing_is_markup(text: str) -> None:
    """Cells neither end nor break, and what is not of the table itself is escaped."""
    made = _markdown(hostile(text))
    assert steers(made) == set()
    lines = made.splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 2 + 4
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table} == {table[1].count("|")}
    inner = re.sub(
        r"\\.", "", "\n".join(line for line in lines if line not in table[:2]).replace("\n- ", "\n")
    )
    assert not set(re.sub(r"^##? |^\||\|$| \| ", "", inner, flags=re.MULTILINE)) & set("<>*`[]_~")
