"""What becomes of numbers that are not supported, besides asking the model again.

Every rule here is deterministic and logs what it changed, with before and after.
"""

from collections.abc import Sequence
from copy import deepcopy
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from summariser.article import Sentence
from summariser.article.text.sentences import split_sentences
from summariser.extraction.paths import get_at, innermost_item, parent, remove_items, set_at
from summariser.extraction.records import Change
from summariser.fields import MAX_EVIDENCE
from summariser.numbers import Bound, NumberMention
from summariser.verification import Check, Status, Verdict


class OnFail(StrEnum):
    """What to do with unsupported numbers.

    FIX writes what the source says where the source decides (a lost "over", a unit, a scale), asks the model again
    about the rest, and puts the article's own sentence for prose with a number that stays unsupported; REASK asks about
    all; NOOP asks about none. What stays unsupported after that is kept and flagged by these three. FILTER asks about all and takes out what stays; EXCEPTION asks about all and then raises UnsupportedError,
    which holds the result.

    >>> OnFail("fix")
    <OnFail.FIX: 'fix'>
    >>> summarise("Two ports closed.", "stand-in", base_url=server, on_fail="exception").verification.ok
    True
    """

    FIX = "fix"
    REASK = "reask"
    NOOP = "noop"
    FILTER = "filter"
    EXCEPTION = "exception"


OnFailName = OnFail | Literal["fix", "reask", "noop", "filter", "exception"]
"""A policy, or its name."""

# Where only the wording of a number that the source has went wrong, the source says what to write.
_DECIDED = frozenset({Status.BOUND_CHANGED, Status.UNIT_CHANGED, Status.SCALE_CHANGED})
_BY_THOUSANDS = frozenset({3, 6, 9, 12})  # powers of ten between thousand, million, billion and trillion
_PARTS = ("value", "upper", "bound", "unit")


def apply(
    on_fail: OnFail, data: dict[str, Any], verdicts: Sequence[Verdict], sentences: Sequence[Sentence]
) -> tuple[dict[str, Any], list[Change]]:
    """A copy of `data`, a dumped summary of an article of these sentences, after the policy, and what was changed."""
    failed = [v for v in verdicts if not v.ok and v.check is Check.NUMBER]
    if on_fail is OnFail.FIX:
        fixed, changes = _fixed(data, failed)
        return fixed, changes + _set_evidence(fixed, verdicts, sentences)
    if on_fail is OnFail.FILTER:
        return _filtered(data, failed)
    return data, []


def _fixed(data: dict[str, Any], failed: list[Verdict]) -> tuple[dict[str, Any], list[Change]]:
    fixed, changes = deepcopy(data), []
    # From the end of each text to its beginning, so that offsets before a replacement stay right.
    for verdict in sorted(failed, key=lambda v: -(v.mention.start if v.mention else 0)):
        if verdict.status not in _DECIDED or not verdict.candidates:
            continue
        before = get_at(fixed, verdict.path)
        if isinstance(parent(fixed, verdict.path), tuple):  # of a shape that no policy changes
            continue
        if isinstance(before, str) and _is_prose(fixed, verdict):
            after = _reworded(before, verdict)
            if after is None:
                continue
            set_at(fixed, verdict.path, after)
            changes.append(_change(verdict, before, after))
        else:
            changes += _set_quantity(fixed, verdict)
    return fixed, changes


def _is_prose(data: dict[str, Any], verdict: Verdict) -> bool:
    return not _is_quantity(parent(data, verdict.path)) or verdict.path.split(".")[-1] not in _PARTS


def _is_quantity(value: Any) -> bool:
    return isinstance(value, dict) and "value" in value


def _reworded(text: str, verdict: Verdict) -> str | None:
    """`text` with what the source decides: its number where the scale is off, its "over" where that was lost.

    None where more than the number itself would have to be written anew.
    """
    mention, source = verdict.mention, verdict.candidates[0]
    if mention is None or text[mention.start : mention.end] != mention.text:
        return None
    if verdict.status is Status.SCALE_CHANGED:
        if mention.value and _off_by(mention.value / source.value) not in _BY_THOUSANDS:
            return None  # 43 for 430 may be another number altogether
        return text[: mention.start] + source.text + text[mention.end :]
    if verdict.status is Status.BOUND_CHANGED and mention.bound is Bound.EXACTLY:
        return f"{text[: mention.start]}{source.bound.words}{text[mention.start :]}"
    return None


def _set_evidence(
    data: dict[str, Any], verdicts: Sequence[Verdict], sentences: Sequence[Sentence]
) -> list[Change]:
    """Writes where the numbers stand, in place, where the evidence holds none of them, and drops what does not exist.

    Where it holds some, the statement may be put together from what does not belong together: that is flagged.
    """
    failed: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.check is Check.EVIDENCE and not verdict.ok:
            failed.setdefault(verdict.path, []).append(verdict)
    changes = []
    for path, own in failed.items():
        before = get_at(data, path)
        astray = [v.source_span for v in own if v.status is Status.MISATTRIBUTED and v.source_span]
        beside = path.removesuffix("evidence")
        numbers = [
            v
            for v in verdicts
            if v.ok and v.mention and v.source_span and v.path.rpartition(".")[0] == beside[:-1]
        ]
        missing = {int(v.text) for v in own if v.status is Status.ABSENT}
        after = [number for number in before if number not in missing]
        if astray and len(astray) == len(numbers):
            homes = [s.number for start, _ in astray for s in sentences if s.start <= start < s.end]
            after = list(dict.fromkeys(homes))[:MAX_EVIDENCE]
        if after != before:
            set_at(data, path, after)
            changes.append(_change(own[0], before, after))
    return changes


def _off_by(ratio: Decimal) -> int:
    """The power of ten between two numbers of the same figures, whichever is larger."""
    return abs(ratio.adjusted())


def _set_quantity(data: dict[str, Any], verdict: Verdict) -> list[Change]:
    source: NumberMention = verdict.candidates[0]
    quantity = parent(data, verdict.path)
    changes = []
    for name in _PARTS:
        after = getattr(source, name)
        if _is_quantity(quantity) and name in quantity and quantity[name] != after:
            path = ".".join([*verdict.path.split(".")[:-1], name])
            changes.append(_change(verdict, quantity[name], after, path))
            quantity[name] = after
    return changes


def _filtered(data: dict[str, Any], failed: list[Verdict]) -> tuple[dict[str, Any], list[Change]]:
    """Takes out the list item that holds the number; of a text outside lists, the sentence that does."""
    filtered, changes = deepcopy(data), []
    items: dict[str, Verdict] = {}
    texts: dict[str, list[Verdict]] = {}
    for verdict in failed:
        item = innermost_item(verdict.path)
        if item and isinstance(parent(data, item), list):
            items.setdefault(item, verdict)
        elif isinstance(get_at(data, verdict.path), str) and isinstance(parent(data, verdict.path), dict):
            texts.setdefault(verdict.path, []).append(verdict)
    for path, own in texts.items():
        before = get_at(data, path)
        after = _without_sentences(before, [v.mention.start for v in own if v.mention])
        set_at(filtered, path, after)
        changes.append(_change(own[0], before, after))
    for item, verdict in items.items():
        changes.append(_change(verdict, get_at(data, item), None, item))
    remove_items(filtered, items)
    return filtered, changes


def _without_sentences(text: str, offsets: Sequence[int]) -> str:
    """`text` without the sentences in which these offsets are."""
    spans = split_sentences(text, 0, len(text))
    kept = (text[start:end] for start, end in spans if not any(start <= at < end for at in offsets))
    return " ".join(kept)


def _change(verdict: Verdict, before: Any, after: Any, path: str | None = None) -> Change:
    return Change(path=path or verdict.path, before=before, after=after, by="policy", reason=verdict.message)
