"""Rows of the tables, from records: the objects that `--json` prints and run folders keep, or `model_dump()` gives."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from summariser.extraction import Result
from summariser.numbers import Bound
from summariser.outside import DEEPEST
from summariser.verification import Level
from summariser.verification.summary.records import is_number, plain_text
from summariser.views.tables.columns import Row
from summariser.views.tables.numerals import format_number

Record = Mapping[str, Any]
_BAR = " | "  # between several texts in one cell
_WORST_FIRST = (Level.UNSUPPORTED, Level.DOUBT, Level.SUPPORTED)


class Rows(NamedTuple):
    """The rows of one article: an own one, of each quantity, and of each verdict; docs/reference/tables.md explains the columns.

    >>> rows = rows_of(record_of(summarise("Inspectors closed nine bridges.", "stand-in", base_url=server)))
    >>> rows.article["state"], len(rows.figures)
    ('done', 1)
    """

    article: Row
    figures: Sequence[Row]
    verdicts: Sequence[Row]


def record_of(result: Result[Any]) -> Record:
    """The record of a result, as `model_dump()` gives it: numbers are Decimals with all their digits.

    >>> sorted(record_of(summarise("Two ports closed.", "stand-in", base_url=server)))
    ['article', 'provenance', 'summary', 'verification']
    """
    return result.model_dump()


def rows_of(record: Record, *, with_verdicts: bool = True) -> Rows:
    """All rows of a record. An article that failed has no figures; verdicts where they are why it failed.

    Of what was checked against several articles, `record["sources"]` has them all, and a verdict names its own in `source`.
    Most of the work is on the rows of verdicts: they are none unless `with_verdicts`.

    >>> rows = rows_of(record_of(summarise("Inspectors closed nine bridges.", "stand-in", base_url=server)))
    >>> [(str(row["value"]), row["unit"]) for row in rows.figures]
    [('9', 'bridge')]
    """
    article, verdicts = record["article"], _verdicts(record)
    quantities = list(_quantities(record.get("summary"), "", 0))
    sources = _Sources(article, record.get("sources", ()))
    by_quantity = _by_quantity(verdicts, [path for path, _ in quantities])
    made = [
        {"number": number} | _figure(path, quantity, by_quantity[path], sources)
        for number, (path, quantity) in enumerate(quantities, 1)
    ]
    return Rows(
        _article(record, len(quantities)),
        () if "error" in record else made,
        [_verdict(verdict, sources.of(verdict)) for verdict in (verdicts if with_verdicts else ())],
    )


def level_of(verdict: Record) -> Level:
    """The level of a stored verdict, also of one that an older version left without."""
    if not verdict["ok"]:
        return Level.UNSUPPORTED
    return Level.DOUBT if verdict.get("doubt") else Level.SUPPORTED


def said(verdict: Record) -> str:
    """Path, message and doubt of a verdict, as one text."""
    doubt = f" {verdict['doubt']}" if verdict.get("doubt") else ""
    return f"{verdict['path']}: {verdict['message']}{doubt}"


def _verdicts(record: Record) -> Sequence[Record]:
    return record.get("verification", {}).get("verdicts", ())  # type: ignore[no-any-return]


def _article(record: Record, quantities: int) -> Row:
    article, made = record["article"], record.get("provenance", {})
    usage, error = made.get("usage", {}), record.get("error", {})
    row: Row = {
        "source": article.get("source"),
        "title": article.get("title"),
        "published": _date(article.get("published")),
        "state": "failed" if error else "done",
        "characters": article.get("characters"),
        "model": made.get("model"),
        "requests": len(made["attempts"]) if "attempts" in made else None,
        "prompt_tokens": usage.get("prompt_tokens"),
        "completion_tokens": usage.get("completion_tokens"),
        "seconds": made.get("seconds"),
        "error_kind": error.get("kind"),
        "error": error.get("message"),
    }
    return row | _counts(record, quantities) if "verification" in record else row


def _counts(record: Record, quantities: int) -> Row:
    levels: dict[Level, list[Record]] = {level: [] for level in Level}
    own = record["article"].get("source")
    for verdict in _verdicts(record):
        if verdict.get("source") in (own, None):
            levels[level_of(verdict)].append(verdict)
    seen = record["verification"].get("coverage") or {}
    total, covered = seen.get("total"), seen.get("covered")
    return {
        "quantities": quantities,
        "supported": len(levels[Level.SUPPORTED]),
        "doubted": len(levels[Level.DOUBT]),
        "flagged": len(levels[Level.UNSUPPORTED]),
        "flags": _BAR.join(map(said, levels[Level.UNSUPPORTED])) or None,
        "doubts": _BAR.join(map(said, levels[Level.DOUBT])) or None,
        "numbers": total,
        "covered": covered,
        "coverage": covered / total if total else None,
    }


def _quantities(value: Any, path: str, depth: int) -> Iterator[tuple[str, Record]]:
    """The records with a number `value` and a `what` in a summary, wherever they stand, with their paths."""
    if depth > DEEPEST:
        return
    if isinstance(value, Mapping):
        if "what" in value and is_number(value.get("value")):
            yield path, value
            return
        parts: Iterable[tuple[object, Any]] = value.items()
    elif isinstance(value, list | tuple):
        parts = enumerate(value)
    else:
        return
    for name, part in parts:
        yield from _quantities(part, f"{path}.{name}" if path else str(name), depth + 1)


def _by_quantity(verdicts: Iterable[Record], paths: Iterable[str]) -> dict[str, list[Record]]:
    """The verdicts on each quantity, or on a part of it."""
    found: dict[str, list[Record]] = {path: [] for path in paths}
    for verdict in verdicts:
        whole, _, _ = str(verdict["path"]).rpartition(".")
        for path in {whole, verdict["path"]} & found.keys():
            found[path].append(verdict)
    return found


def _figure(path: str, quantity: Record, verdicts: Sequence[Record], sources: "_Sources") -> Row:
    worst = min(verdicts, key=lambda v: _WORST_FIRST.index(level_of(v)), default=None)
    placed = next((v for v in (worst, *verdicts) if v and v.get("place")), None)
    value, upper = _number(quantity["value"]), _number(quantity.get("upper"))
    bound, unit = _text(quantity.get("bound")), _text(quantity.get("unit"))
    evidence = quantity.get("evidence")
    cited = [n for n in evidence if isinstance(n, int)] if isinstance(evidence, list | tuple) else []
    source = sources.of(worst or {})
    return {
        "source": source.name,
        "title": source.title,
        "what": _text(quantity["what"]),
        "value": value,
        "upper": upper,
        "bound": bound,
        "unit": unit,
        "period": _text(quantity.get("period")),
        "attribution": _text(quantity.get("attribution")),
        "written": value is not None and format_quantity(value, upper, bound, unit) or None,
        "evidence": " ".join(map(str, cited)) or None,
        "sentences": _BAR.join(filter(None, map(source.numbered, cited))) or None,
        "path": path,
        **(_judged(worst) if worst else {}),
        **_place(placed or {}),
    }


def format_quantity(value: Decimal, upper: Decimal | None, bound: str | None, unit: str | None) -> str:
    """A quantity in words and figures: "over 11,000 troop", "10 to 15 percent"."""
    words = Bound(bound).words if bound in set(Bound) else ""
    end = "" if upper is None else f" to {format_number(upper)}"
    return f"{words}{format_number(value)}{end}{f' {unit}' if unit else ''}"


def _verdict(verdict: Record, source: "_Source") -> Row:
    mention = verdict.get("mention") or {}
    span = verdict.get("source_span")
    return {
        "source": source.name,
        "path": verdict["path"] or None,
        "check": _text(verdict.get("check")),
        "text": verdict["text"],
        "value": _number(mention.get("value")),
        "upper": _number(mention.get("upper")),
        **{name: _text(mention.get(name)) for name in ("bound", "unit", "kind")},
        **_judged(verdict),
        "reason": _text(verdict.get("reason")),
        "start": span[0] if span else None,
        "end": span[1] if span else None,
        "sentence": source.at(span[0]) if span else None,
        **_place(verdict),
    }


def _judged(verdict: Record) -> Row:
    return {
        "level": level_of(verdict).value,
        "status": _text(verdict["status"]),
        "ok": verdict["ok"],
        "doubt": verdict.get("doubt"),
        "message": verdict["message"],
    }


def _place(verdict: Record) -> Row:
    place = verdict.get("place")
    return {"page": place.get("page"), "heading": place.get("heading")} if isinstance(place, Mapping) else {}


class _Sources:
    """The articles that verdicts are of: the record's own, and others where there were several."""

    def __init__(self, own: Record, others: Iterable[Record]) -> None:
        self._own = _Source(own)
        self._others = {article.get("source"): _Source(article) for article in others}

    def of(self, verdict: Record) -> "_Source":
        return self._others.get(verdict.get("source"), self._own)


class _Source:
    """An article with its sentences, by number and by offset."""

    def __init__(self, article: Record) -> None:
        self.name, self.title = article.get("source"), article.get("title")
        self._in_order = sorted(article.get("sentences", ()), key=lambda sentence: sentence["start"])
        self._starts = [sentence["start"] for sentence in self._in_order]
        self._by_number = {sentence["number"]: sentence["text"] for sentence in self._in_order}

    def numbered(self, number: int) -> str | None:
        return self._by_number.get(number)

    def at(self, offset: int) -> str | None:
        """The sentence in which an offset lies; None if it lies in none, as in page furniture."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._in_order[index]["end"]:
            return None
        return str(self._in_order[index]["text"])


def _number(value: Any) -> Decimal | None:
    """A number with all its digits, without zeros behind the point that say nothing; None for anything else."""
    if not is_number(value):
        return None
    digits = f"{value if isinstance(value, Decimal) else Decimal(str(value)):f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _text(value: Any) -> str | None:
    return None if value is None else plain_text(value)


def _date(value: Any) -> date | None:
    if isinstance(value, date) or value is None:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
