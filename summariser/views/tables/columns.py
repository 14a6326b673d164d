"""The tables of results: which columns each has, of what type, and what they mean.

The one definition for CSV, Parquet, XLSX and data frames, and for docs/reference/tables.md, which is made from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a cell of a column holds where it is not empty."""

    TEXT = "text"
    COUNT = "whole number"
    NUMBER = "number"  # a Decimal, of any length
    SHARE = "share from 0 to 1"
    AMOUNT = "measured number"  # seconds, money
    FLAG = "true or false"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """One column. `width` is that of a spreadsheet, in characters."""

    name: str
    meaning: str
    type: Type = Type.TEXT
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row of it is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    def cells(self, row: "Row") -> list[object]:
        """The values of a row in the order of the columns; None where it has none."""
        return [row.get(column.name) for column in self.columns]


Row = dict[str, object]  # values by the name of their column

_SOURCE = Column("source", "the article: its address, its file, or its place in a file of many", width=30)
_TITLE = Column("title", "the article's title", width=36)
_LEVEL = "supported, doubt (supported, but look again) or unsupported"
_STATUS = "how it stands to the source, as docs/reference/verdicts.md defines it: exact, rounded, absent ..."
_PLACE = (
    Column("page", "the page of the source on which it stands, of what has pages", Type.COUNT, 7),
    Column("heading", "the heading of the source below which it stands, of what has headings", width=24),
)

FIGURES = Table(
    "figures",
    "a quantity of a summary, with the worst verdict on any part of it",
    (
        _SOURCE,
        _TITLE,
        Column("number", "counts the quantities of an article from 1", Type.COUNT, 8),
        Column("what", "what is counted or measured", width=44),
        Column("value", "in full (9 million is 9000000; 5 percent is 5); of a range, the lower end", Type.NUMBER, 16),
        Column("upper", "of a range, the upper end", Type.NUMBER, 16),
        Column("bound", "exactly, about, at_least, more_than, at_most or less_than", width=10),
        Column("unit", "of the value, in the singular: USD, percent, troop"),
        Column("period", "the time that it holds for, in the article's words", width=18),
        Column("attribution", "who states it", width=20),
        Column("written", "bound, value, upper end and unit in words and figures, with every digit (of a third, four)", width=24),
        Column("level", _LEVEL, width=12),
        Column("status", _STATUS),
        Column("ok", "whether the source supports it, doubts aside", Type.FLAG, 7),
        Column("doubt", "why a supported number is worth another look", width=30),
        Column("message", "the verdict in words", width=50),
        Column("evidence", "the numbers of the sentences that say so", width=10),
        Column("sentences", "those sentences, with a bar between two", width=80),
        *_PLACE,
        Column("path", "where the quantity stands in the summary; paths of verdicts on it begin so", width=16),
    ),
)  # fmt: skip

VERDICTS = Table(
    "verdicts",
    "a thing of a summary or a text that was checked: a number, a quotation, a name, a date, evidence or a label",
    (
        _SOURCE,
        Column("path", "where it stands in the summary; empty of a text", width=26),
        Column("check", "what was checked: number, quotation, name, date, evidence or label", width=11),
        Column("text", "what was checked, as it is written", width=24),
        Column("value", "of a number, its value in full; of a range, the lower end", Type.NUMBER, 16),
        Column("upper", "of a range, the upper end", Type.NUMBER, 16),
        Column("bound", "exactly, about, at_least, more_than, at_most or less_than", width=10),
        Column("unit", "of the value, in the singular"),
        Column("kind", "of a number: cardinal, money, percent, date ...", width=10),
        Column("level", _LEVEL, width=12),
        Column("status", _STATUS),
        Column("ok", "whether the source supports it, doubts aside", Type.FLAG, 7),
        Column("doubt", "why it is worth another look though it is supported", width=30),
        Column("message", "the verdict in words", width=50),
        Column("reason", "what the status rests on, as a code", width=12),
        Column("start", "where the source says so, or comes nearest: the first character, from 0", Type.COUNT, 8),
        Column("end", "and the character behind the last", Type.COUNT, 8),
        Column("sentence", "the sentence of the source in which that stands", width=80),
        *_PLACE,
    ),
)  # fmt: skip

ARTICLES = Table(
    "articles",
    "an article",
    (
        _SOURCE,
        _TITLE,
        Column("published", "the day of publication", Type.DATE, 11),
        Column("state", "done or failed", width=8),
        Column("characters", "of its text", Type.COUNT, 11),
        Column("quantities", "how many quantities its summary has", Type.COUNT, 11),
        Column("supported", "how many verdicts are plain ticks", Type.COUNT, 11),
        Column("doubted", "how many are supported, but worth another look", Type.COUNT, 9),
        Column("flagged", "how many are not supported", Type.COUNT, 9),
        Column("flags", "what is not supported: path and message, with a bar between two", width=50),
        Column("doubts", "what is worth another look, likewise", width=50),
        Column("numbers", "how many quantities the article has, repeats counted once", Type.COUNT, 9),
        Column("covered", "how many of them the summary carries", Type.COUNT, 9),
        Column("coverage", "covered as a share of numbers", Type.SHARE, 9),
        Column("model", "the model that wrote the summary", width=20),
        Column("requests", "that were sent to it", Type.COUNT, 9),
        Column("prompt_tokens", "tokens of the prompts, as the server counts them", Type.COUNT, 14),
        Column("completion_tokens", "tokens of the answers, likewise", Type.COUNT, 18),
        Column("seconds", "that the article took", Type.AMOUNT, 9),
        Column("error_kind", "of an article that failed, the kind of its error"),
        Column("error", "and what it says", width=50),
    ),
)  # fmt: skip

BATCH_ARTICLES = Table(
    ARTICLES.name,
    ARTICLES.row,
    (
        *ARTICLES.columns,
        Column("attempts", "in a run folder: how often the article was begun", Type.COUNT, 9),
        Column("cost", "in a run folder: of its tokens, by the prices that were given", Type.AMOUNT, 10),
        Column("key", "in a run folder: stands for all that the result depends on", width=16),
    ),
)

_FACT = Column("fact", "counts the facts from 1", Type.COUNT, 6)
_WHAT = Column("what", "what is counted or measured", width=44)
_RELATION = Column("relation", "of its figures: agree, compatible, differ or single", width=11)
_DIFFER_BY = Column("differ_by", "by what they differ: value, bound, unit, period, as_of", width=12)
_VOICES = Column("voices", "how many articles give it, those that share text counted as one", Type.COUNT, 8)

FACTS = Table(
    "facts",
    "one thing that articles give figures for; behind these columns stands one for each article",
    (
        _FACT,
        _WHAT,
        Column("unit", "of its figures, in the singular"),
        Column("period", "the time that it holds for, in the articles' words", width=18),
        _RELATION,
        _DIFFER_BY,
        Column("articles", "how many articles give it", Type.COUNT, 8),
        _VOICES,
        Column("weight", "how much it matters", Type.SHARE, 8),
    ),
)

CELLS = Table(
    "cells",
    "the figure that an article gives for a fact",
    (
        _FACT,
        _WHAT,
        _RELATION,
        _DIFFER_BY,
        _VOICES,
        _SOURCE,
        Column("written", "the figure with its bound", width=20),
        Column("value", "in full; of a range, the lower end", Type.NUMBER, 16),
        Column("upper", "of a range, the upper end", Type.NUMBER, 16),
        Column("bound", "exactly, about, at_least, more_than, at_most or less_than", width=10),
        Column("unit", "of the value, in the singular"),
        Column("period", "the time that it holds for, in the article's words", width=18),
        Column("attribution", "who states it", width=20),
        Column("as_of", "the day for which it is told, as an EDTF date", width=12),
        Column("told", "stands, or former: taken back by its article", width=9),
        Column("sentence", "the sentence in which it stands", width=80),
        Column("number", "the number of that sentence", Type.COUNT, 8),
        Column("place", "its page, or the heading above it", width=20),
        Column("start", "the first character of the figure in the article's text, from 0", Type.COUNT, 8),
        Column("end", "and the character behind the last", Type.COUNT, 8),
        Column("repeats", "where the article gives it again: start-end", width=14),
        Column("key", "names the figure in grouping.toml", width=24),
    ),
)

CHANGES = Table(
    "changes",
    "what became of a fact from one version of an article to the next",
    (
        Column("before", "the earlier version", width=30),
        Column("after", "the later one", width=30),
        Column("turn", "changed, appeared or went", width=10),
        _WHAT,
        Column("unit", "of its figures, in the singular"),
        Column("period", "the time that it holds for, in the articles' words", width=18),
        Column("old", "the figure of the earlier version; several with a bar between", width=20),
        Column("new", "that of the later one", width=20),
        Column("old_sentence", "the sentence of the earlier version; several with a bar between", width=60),
        Column("new_sentence", "that of the later one", width=60),
    ),
)

OF_COMPARISONS: Sequence[Table] = (FACTS, CELLS, CHANGES)
TABLES: Sequence[Table] = (FIGURES, VERDICTS, BATCH_ARTICLES)
