"""Checks each number of a text against a source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from summariser.arguments import with_checked_arguments
from summariser.article import Article
from summariser.numbers import Kind
from summariser.outside import in_own_arithmetic, well_formed
from summariser.reading import WrittenDate, read
from summariser.reading.words import marker_places
from summariser.verification.calendar import numbered
from summariser.verification.claim import Claim
from summariser.verification.compare import UnitFit, counts_people
from summariser.verification.decide import judge
from summariser.verification.index import SourceIndex, SourceMention
from summariser.verification.lexicon import STOPWORDS
from summariser.verification.verdict import Reason, Status, Verdict

_OPENING = 40  # characters in which the first words of an item are found
_WORD = re.compile(r"\w+")
_ORDER_WORDS = frozenset({"first", "second", "third"})
_DENYING = frozenset({"taken back", "called false", "retracted", "negated", "denied"})


@with_checked_arguments
@in_own_arithmetic
def verify_text(text: str, *, source: str | Article) -> list[Verdict]:
    """A verdict for each number of `text`, in order, against a source that is an article or its text.

    Offsets in each verdict's mention are into `text`, its `source_span` is into the article's text.

    >>> [v.status.value for v in verify_text("Some 500 left.", source="More than 900 workers left.")]
    ['absent']
    """
    return check_prose(well_formed(text), SourceIndex.of(source))


def check_prose(
    text: str, source: SourceIndex, *, path: str = "", cited: tuple[int, ...] = ()
) -> list[Verdict]:
    """As `verify_text`, for the string at `path` of a summary that cites these sentences as its evidence.

    The markers of a list, and "first" and "one" that only order a text or stand for "a", are no numbers to be supported.
    """
    verdicts = _leftover_markers(text, source, path)
    for claim in claims_of(text, source, path=path, cited=cited):
        verdict = judge(claim)
        if verdict.ok or verdict.status is Status.MISATTRIBUTED or not _counts_nothing(claim):
            verdicts.append(verdict)
    return sorted(verdicts, key=lambda v: v.mention.start if v.mention else 0)


def _leftover_markers(text: str, source: SourceIndex, path: str) -> list[Verdict]:
    """A verdict on each marker of an item ("3) ...") that belongs to no list, of the text or of the source.

    It was left over from a list that is not there, and stays to be seen.
    """
    markers = marker_places(text)
    numbers = set(markers.values())
    listed = {(n, *_opening(source.text, at + len(str(n)))) for at, n in source.markers.items()}
    found = []
    for mention in read(text, source.article.published).numbers:
        number = markers.get(mention.start)
        if number is None or not {number - 1, number + 1}.isdisjoint(numbers):
            continue
        if (number, *_opening(text, mention.end)) not in listed:
            message = f'"{mention.text}" numbers an item of a list, but there is no such list.'
            found.append(
                Verdict(
                    path=path,
                    text=mention.text,
                    mention=mention,
                    status=Status.ABSENT,
                    reason=Reason.ABSENT,
                    message=message,
                )
            )
    return found


def _opening(text: str, start: int) -> list[str]:
    return _WORD.findall(text[start : start + _OPENING].lower())[:2]


def claims_of(
    text: str, source: SourceIndex, *, path: str = "", cited: tuple[int, ...] = ()
) -> Iterator[Claim]:
    """The numbers of a text, each with its sentence, ready to be judged."""
    reading = read(text, source.article.published)
    markers = marker_places(text)
    mentions = [m for m in reading.numbers if m.start not in markers]
    dates = numbered(reading.dates, mentions)
    starts, days = [m.start for m in mentions], [d.start for d in dates]
    events = {event.mention.start: event for event in reading.events}
    cued = [cue.start for cue in reading.cues]
    sentences = reading.sentences or ((0, len(text)),)
    pieces = [piece for start, end in sentences for piece in reading.pieces(start, end)]
    begins = [start for start, _ in pieces]
    for at, mention in enumerate(mentions):
        span = pieces[max(0, bisect_right(begins, mention.start) - 1)]
        words = reading.words
        low, high = bisect_left(words.starts, span[0]), bisect_left(words.starts, span[1])
        cues = reading.cues[bisect_left(cued, span[0]) : bisect_left(cued, span[1])]
        yield Claim(
            mention,
            source,
            text,
            span,
            others=tuple(mentions[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]) or (mention,),
            dates=tuple(dates[bisect_left(days, span[0]) : bisect_left(days, span[1])]),
            words=frozenset(words.stems[low:high]) - STOPWORDS,
            statement=reading.by_start.get(mention.start),
            event=events.get(_date_at(dates, days, mention.start)),
            beside=reading.by_start,
            path=path,
            cited=cited,
            denies=any(cue.feature == "polarity" and cue.value in _DENYING for cue in cues),
            steps=frozenset(cue.value for cue in cues if cue.feature == "step"),
        )


def _date_at(dates: Sequence[WrittenDate], starts: Sequence[int], offset: int) -> int:
    """Where the date begins that holds an offset, the first of several; -1 where none does."""
    at = bisect_right(starts, offset)
    holding = [d.start for d in dates[max(0, at - 2) : at] if offset < d.end]
    return holding[0] if holding else -1


def _counts_nothing(claim: Claim) -> bool:
    """Whether a number that the source does not have merely orders the text or stands for an article.

    "One" counts people, and what the source has another number of. An order word counts where it makes a rank:
    "the second-largest".
    """
    if claim.own_dates:
        return False
    word = claim.mention.text.lower()
    if word.startswith("none"):
        return True  # the source may say it of each
    if word == "one":
        if counts_people(claim.mention.unit):
            return False
        return not any(claim.unit_fit(m) in (UnitFit.SAME, UnitFit.ALIKE) for m in _sorts(claim.source))
    ranks = claim.text.startswith("-", claim.mention.end) or claim.mention.unit is not None
    return claim.mention.kind is Kind.ORDINAL and word in _ORDER_WORDS and not ranks


def _sorts(source: SourceIndex) -> list[SourceMention]:
    """One number of the source of each kind and unit, with and without "of" behind it; worked out once for it."""
    kept = source.kept.get("sorts")
    if isinstance(kept, list):
        return kept
    found = {
        (m.mention.kind, m.mention.unit, source.text.startswith(" of ", m.mention.end)): m
        for m in reversed(source.mentions)
    }
    source.kept["sorts"] = made = list(found.values())
    return made
