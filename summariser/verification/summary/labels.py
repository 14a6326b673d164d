"""Whether the labels of a supported quantity, what it counts, when, and who says it, are the source's for that number.

They change nothing of the number's own verdict. A label that the source has with other numbers only carries a doubt:
a right number under a wrong label is no tick for a reader.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summariser.reading import Period, Relation, Statement, read
from summariser.reading.words import head_of, words_of
from summariser.verification.claims.claim import Claim
from summariser.verification.matching.lexicon import LOOSE_NOUNS, STOPWORDS
from summariser.verification.verdict import Check, Reason, Status, Verdict

_OTHER_TIME = "The article does not clearly tell this number of this time."


def check_labels(
    claim: Claim, verdict: Verdict, told: Verdict, parts: Mapping[str, Any], path: str
) -> list[Verdict]:
    """A verdict on each label of a quantity whose number the source states; none where it does not.

    `verdict` is that on the number, and `told` that on it as the labels tell it.
    """
    place = claim.source.by_start.get(verdict.source_span[0]) if verdict.ok and verdict.source_span else None
    said = claim.source.statement(place) if place else None
    if place is None or said is None or verdict.status is Status.DERIVED:
        return []
    number = place.sentence or 1
    near = claim.source.stems_of(number) | (claim.source.stems_of(number - 1) if number > 1 else frozenset())
    return [
        Verdict(
            check=Check.LABEL,
            path=f"{path}.{name}" if path else name,
            text=parts[name],
            status=Status.EQUIVALENT if doubt else Status.EXACT,
            source_span=verdict.source_span,
            message=f"Of the number in sentence {number}.",
            doubt=doubt,
        )
        for name, doubt in _doubts(claim, said, told, parts, near | said.subject.weights.keys())
    ]


def _doubts(
    claim: Claim, said: Statement, told: Verdict, parts: Mapping[str, Any], near: frozenset[str]
) -> Iterator[tuple[str, str | None]]:
    """Each label that says something, with why to look at it again, if there is a reason."""
    counted = {head_of(claim.mention.unit)} if claim.mention.unit else set()
    what, who = (_words(parts.get(name)) - counted for name in ("what", "attribution"))
    if what:
        telling = what - LOOSE_NOUNS
        in_its_words = bool(telling & claim.source.fit_index.vocabulary)
        is_strange = in_its_words and 2 * len(telling & said.subject.own) < len(telling)
        why = "Most of these words do not stand with this number in the article."
        dated = [written.parts for written in read(parts["what"]).dates]
        if is_strange:
            yield "what", why
        elif dated and said.periods and not _agree(dated, said.periods):
            yield "what", _OTHER_TIME
        else:
            yield "what", _against(told)
    if who:
        known = {word for word in who if word in near or claim.source.fit_index.knows(word)}
        is_strange = bool(known - near) and 2 * len(known - near) >= len(known)
        yield "attribution", "The article has these words elsewhere." if is_strange else None
    mine = claim.statement.periods if claim.statement else ()
    if isinstance(parts.get("period"), str) and mine:
        yield "period", None if _agree(mine, said.periods) else _OTHER_TIME


def _agree(mine: Sequence[Period], theirs: Sequence[Period]) -> bool:
    """Whether some time of the one is, or lies within, one of the other."""
    return any(one.relation(other) in (Relation.SAME, Relation.WITHIN) for one in mine for other in theirs)


def _against(told: Verdict) -> str | None:
    """What the source has against the number as its labels tell it, but for its time."""
    if told.reason is Reason.PERIOD:
        return None
    return told.doubt if told.ok else told.message


def _words(label: object) -> set[str]:
    if not isinstance(label, str):
        return set()
    dates = read(label).dates
    words = (w for w in words_of(label) if not any(d.start <= w.start < d.end for d in dates))
    return {word.stem for word in words} - STOPWORDS
