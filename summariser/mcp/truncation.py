"""What is shown of results: the verdicts that matter first, texts cut, nothing in them that steers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summariser.foreign import plain
from summariser.mcp.answers import Figure, Judged, LevelInWords, Tally
from summariser.verification import Level
from summariser.views.tables.columns import Row

# By judgement: what an assistant's context can spare; all of it is behind the link.
VERDICTS = FIGURES = 40
FACTS, CELLS, CELLS_OF_ONE = 30, 80, 10
NUMBERS = 100
NOTES = LEFT_OUT = 10
_LONGEST = 400  # characters of a sentence or message
_ITEMS = 20

_WORDS: Mapping[str, LevelInWords] = {
    Level.SUPPORTED: "supported",
    Level.DOUBT: "look again",
    Level.UNSUPPORTED: "not supported",
}
_WORST_FIRST = (Level.UNSUPPORTED, Level.DOUBT, Level.SUPPORTED)


def truncate(text: object, longest: int = _LONGEST) -> str:
    """One line of at most so many characters."""
    line = plain(text)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def or_none(text: object, longest: int = _LONGEST) -> str | None:
    """A text, cut; None where there is none."""
    return truncate(text, longest) if text else None


def truncate_list(texts: Iterable[object], most: int = NOTES) -> list[str]:
    """The first of several texts, and how many further ones there are."""
    lines = list(map(truncate, texts))
    further = [f"and {len(lines) - most} more"] if len(lines) > most else []
    return lines[:most] + further


def tally_of(verdicts: Sequence[Row]) -> Tally:
    """How many verdicts have which level."""
    levels = [row["level"] for row in verdicts]
    return Tally(
        supported=levels.count(Level.SUPPORTED),
        look_again=levels.count(Level.DOUBT),
        not_supported=levels.count(Level.UNSUPPORTED),
    )


def worst_first(verdicts: Sequence[tuple[Row, int | None]]) -> list[tuple[Row, int | None]]:
    """Rows of verdicts, each with where it begins, in the order in which a reader needs them."""
    return sorted(verdicts, key=lambda verdict: _WORST_FIRST.index(Level(str(verdict[0]["level"]))))


def judged(row: Row, *, start: int | None = None, source: str | None = None) -> Judged:
    """A verdict as it is shown; the source's sentence only where the message does not have it."""
    message, sentence = f"{row['message']} {row.get('doubt') or ''}".strip(), row.get("sentence")
    return Judged(
        words=truncate(row["text"], 200),
        level=_WORDS[str(row["level"])],
        message=truncate(message),
        start=start,
        field=or_none(row["path"]),
        source=or_none(source, 200),
        place=or_none(place_in_words(row), 200),
        sentence=or_none(sentence) if sentence and str(sentence) not in message else None,
    )


def place_in_words(row: Row) -> str:
    """Page and heading of a row: "page 3, under "Costs""."""
    page, heading = row.get("page"), row.get("heading")
    return ", ".join([*([f"page {page}"] if page else []), *([f'under "{heading}"'] if heading else [])])


def figure(row: Row) -> Figure:
    """A row of the table of figures, as an assistant is told it."""
    level = row.get("level")
    return Figure(
        figure=truncate(row["written"] or "", 200),
        what=truncate(row["what"] or "", 200),
        period=or_none(row["period"], 200),
        stated_by=or_none(row["attribution"], 200),
        level=_WORDS[str(level)] if level else None,
        sentence=or_none(row["sentences"]),
    )


def fields_of(summary: Any) -> Any:
    """A summary without its figures, which are told apart, the numbers of its evidence, and what is empty."""
    if isinstance(summary, Mapping):
        kept = {
            str(name): fields_of(part)
            for name, part in summary.items()
            if name not in ("quantities", "evidence")
        }
        return {name: part for name, part in kept.items() if part not in (None, "", [], {})}
    if isinstance(summary, list | tuple):
        return [fields_of(part) for part in summary[:_ITEMS]]
    return truncate(summary, 3 * _LONGEST) if isinstance(summary, str) else summary
