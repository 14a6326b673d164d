"""Whether the weekdays that a summary names are the article's, or that of its publication."""

import re

from summariser.verification.source.index import SourceIndex
from summariser.verification.source.location import sentence_named
from summariser.verification.verdict import Check, Status, Verdict

_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


def check_weekdays(text: str, source: SourceIndex, path: str) -> list[Verdict]:
    """A verdict on each weekday that a string names."""
    return [_verdict(found[0], source, path) for found in _WEEKDAY.finditer(text)]


def _verdict(weekday: str, source: SourceIndex, path: str) -> Verdict:
    def judged(status: Status, message: str, span: tuple[int, int] | None = None) -> Verdict:
        return Verdict(
            check=Check.DATE, path=path, text=weekday, status=status, source_span=span, message=message
        )

    if place := _places(source).get(weekday.lower()):
        number = source.sentence_at(place[0])
        return judged(Status.EXACT, f"The article says {weekday} in {sentence_named(source, number)}.", place)
    published = source.article.published
    if published and f"{published:%A}".lower() == weekday.lower():
        return judged(Status.DERIVED, f"The article was published on a {weekday}.")
    return judged(Status.ABSENT, f"The article does not speak of a {weekday}.")


def _places(source: SourceIndex) -> dict[str, tuple[int, int]]:
    """Where the title or body first names each weekday, as half-open offsets; worked out once for a source."""
    kept = source.kept.get("weekdays")
    if not isinstance(kept, dict):
        kept = source.kept["weekdays"] = {
            found[0].lower(): found.span()
            for found in reversed(list(_WEEKDAY.finditer(source.text)))
            if source.sentence_at(found.start()) is not None
        }
    return kept
