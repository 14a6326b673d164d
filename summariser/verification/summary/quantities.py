"""A quantity's value, unit, bound and period, checked together: as one number in the words of its model."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from summariser.numbers import Bound, NumberMention, find_numbers
from summariser.reading import Direction, Statement, Subject, find_dates
from summariser.reading.vocabulary.cues import find_cues
from summariser.reading.words import head_of, split_words, words_of
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.decide import judge
from summariser.verification.claims.sources import Sources, SourceVerdicts, best_of
from summariser.verification.matching.compare import MEASURED, share_of
from summariser.verification.matching.lexicon import STOPWORDS
from summariser.verification.source.index import SourceIndex
from summariser.verification.summary.fields import QuantityField, sentence_numbers
from summariser.verification.summary.labels import check_labels
from summariser.verification.summary.quantity_keys import read_bound, read_number, read_unit
from summariser.verification.summary.records import Number, is_number
from summariser.verification.verdict import Reason, Status, Verdict

_PART = {Status.BOUND_CHANGED: "bound", Status.UNIT_CHANGED: "unit"}


def check_quantity(field: QuantityField, source: SourceIndex | Sources) -> list[Verdict]:
    """A verdict on the quantity, at the path of the part that is wrong, one on its upper end, and on its labels.

    Its parts are `value`, and any of `upper`, `bound`, `unit`, `what`, `period` and `evidence`. What a quantity has no
    field for cannot be wrong in it. Of a unit beside several numbers it is not known which of them it is of: a number
    that the source has as it stands is not wrong in it. Of several sources all of them are of the one that has it best.
    """
    sources = Sources.of(source)
    return best_of(sources, [_told(field, one) for one in sources])


def _told(field: QuantityField, source: SourceIndex) -> SourceVerdicts:
    """What one source makes of a quantity."""
    parts, path = field.parts, field.path
    mention = _mention(parts)
    known = {
        "cited": sentence_numbers(parts.get("evidence")),
        "open_bound": read_bound(parts.get("bound")) is None,
        "open_unit": "unit" not in parts and mention.unit is None,
    }
    claim = _claim(mention, source, _words(parts, "what"), _words(parts, "period"), **known)
    told = judge(claim)
    verdict = _with_unit_missed(_cited(_claim(mention, source, "", "", **known)) or told, claim)
    if field.is_shared and not verdict.ok and is_number(parts["value"]):
        bare = check_number(parts["value"], source, _join(path, field.names["value"]))
        if bare.ok:
            return SourceVerdicts([bare])
    verdict = _placed(verdict, mention, field)
    labels = check_labels(claim, verdict, told, parts, path)
    if not is_number(parts.get("upper")):
        return SourceVerdicts([verdict, *labels], claim)
    upper = verdict.model_copy(
        update={"path": _join(path, "upper"), "text": _plain(_decimal(parts["upper"]))}
    )
    return SourceVerdicts([verdict, upper, *labels], claim)


def check_number(value: Number, source: SourceIndex, path: str) -> Verdict:
    """A verdict on a bare number, whose unit and bound its model has no place for."""
    text = _plain(_decimal(value))
    mention = NumberMention(0, len(text), text, _decimal(value))
    claim = _claim(mention, source, "", "", open_bound=True, open_unit=True)
    return judge(claim).model_copy(update={"path": path, "mention": mention, "text": mention.text})


def _cited(claim: Claim) -> Verdict | None:
    """The verdict on the number alone where it stands in a sentence that the quantity cites: then only its labels can be another's."""
    if not claim.cited:
        return None
    verdict = judge(claim)
    place = claim.source.by_start.get(verdict.source_span[0]) if verdict.source_span else None
    return verdict if verdict.ok and place and claim.cites(place) else None


def _with_unit_missed(verdict: Verdict, claim: Claim) -> Verdict:
    """The verdict, or that the unit is missing where the source gives money, percent or a measure."""
    states_it = verdict.ok and verdict.status is not Status.DERIVED and verdict.candidates
    if not states_it or claim.open_unit or claim.mention.unit or share_of(claim.mention) is not None:
        return verdict
    said = verdict.candidates[0]
    if said.kind not in MEASURED:
        return verdict
    message = f"The summary gives no unit; the source says {said.unit}: {verdict.message}"
    return verdict.model_copy(
        update={"status": Status.UNIT_CHANGED, "reason": Reason.UNIT, "message": message}
    )


def _placed(verdict: Verdict, mention: NumberMention, field: QuantityField) -> Verdict:
    """The verdict with the path of the part it speaks of, and the mention as its field has it."""
    part = _PART.get(verdict.status, "value")
    if (
        part == "bound"
        and mention.upper is None
        and verdict.candidates
        and verdict.candidates[0].upper is not None
    ):
        part = "upper"
    own = (
        part if part in field.parts or not field.names else field.names["value"]
    )  # "220+" has its bound in itself
    path = _join(field.path, field.names.get(part, own))
    return verdict.model_copy(update={"path": path, "mention": mention, "text": mention.text})


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _claim(mention: NumberMention, source: SourceIndex, what: str, period: str, **known: Any) -> Claim:
    """The claim that a quantity makes: its number, told of what its fields say."""
    cues = find_cues(split_words(what))
    said = {cue.feature: cue.value for cue in cues}
    subject = [word.stem for word in words_of(what) if word.stem not in STOPWORDS]
    if mention.unit:
        subject.append(head_of(mention.unit))
    periods = tuple(written.parts for written in find_dates(period, find_numbers(period))) if period else ()
    statement = Statement(
        mention,
        0,
        Subject(dict.fromkeys(subject, 1.0), subject[-1] if subject else None),
        periods,
        period_is_sure=bool(periods),
        direction=Direction(said["direction"]) if "direction" in said else None,
        role=said.get("role"),
    )
    return Claim(
        mention,
        source,
        mention.text,
        (0, len(mention.text)),
        others=(mention,),
        words=frozenset(subject),
        statement=statement,
        is_prose=False,
        steps=frozenset(cue.value for cue in cues if cue.feature == "step"),
        **known,
    )


def _words(parts: Mapping[str, Any], *names: str) -> str:
    found = (parts.get(name) for name in names)
    return " ".join(words for words in found if isinstance(words, str))


def _mention(parts: Mapping[str, Any]) -> NumberMention:
    """The number that a quantity's fields give, in full and with the unit in its canonical form."""
    written = parts["value"]
    own = None if is_number(written) else read_number(written)
    value, unit, upper = (
        own.value if own else _decimal(written),
        read_unit(parts.get("unit")),
        parts.get("upper"),
    )
    end = _decimal(upper) if is_number(upper) else own.upper if own else None
    bound = read_bound(parts.get("bound")) or (own.bound if own else Bound.EXACTLY)
    kind = own.kind if own and own.kind in MEASURED else unit.kind
    text = written.strip() if own else _plain(value)
    end = None if end is None else end * unit.factor
    return NumberMention(
        0, len(text), text, value * unit.factor, end, bound, kind, unit.name or (own.unit if own else None)
    )


def _decimal(value: Any) -> Decimal:
    """The number as it was meant: the last digits of a float are its own, as of one in 48 read back from JSON."""
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(str(value))


def _plain(value: Decimal) -> str:
    """The number in figures, without an exponent or trailing zeros behind the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
