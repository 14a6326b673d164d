"""Checks each number of a text against a source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summariser.arguments import with_checked_arguments
from summariser.article import Article
from summariser.numbers import Kind, NumberMention
from summariser.outside import in_own_arithmetic, well_formed
from summariser.reading import Reading, WrittenDate, read
from summariser.reading.words import marker_places
from summariser.verification.claims.claim import Claim
from summariser.verification.claims.decide import judge
from summariser.verification.claims.sources import Sources, SourceVerdicts, best_of
from summariser.verification.matching.calendar import numbered
from summariser.verification.matching.compare import UnitFit, counts_people
from summariser.verification.matching.lexicon import STOPWORDS
from summariser.verification.source.index import SourceIndex, SourceMention
from summariser.verification.source.location import locate
from summariser.verification.verdict import Reason, Status, Verdict

# No span at all; the reach of an item's first words by judgement.
_NOWHERE = 0, 0
_OPENING = 40  # characters in which the first words of an item are found
_WORD = re.compile(r"\w+")
_ORDER_WORDS = frozenset({"first", "second", "third"})
_DENYING = frozenset({"taken back", "called false", "retracted", "negated", "denied"})


@with_checked_arguments
@in_own_arithmetic
def verify_text(text: str | Article, *, source: str | Article | Sequence[str | Article]) -> list[Verdict]:
    """A verdict for each number of `text`, in order, against a source that is an article or its text, or several.

    Of an article its title and body are checked, not the page around them, and its relative dates ("on Tuesday") count
    from its own day. Offsets in each verdict's mention are into the text, its `source_span` is into the source's text and
    `place` says on which page or under which heading that is. Of several sources each number has the best verdict, with
    the source's name: see `Verdict.source`. Raises ArgumentError where an argument is of another type.

    >>> [v.status.value for v in verify_text("Some 500 left.", source="More than 900 workers left.")]
    ['absent']
    """
    sources = Sources.of(source)
    checked = text if isinstance(text, Article) else well_formed(text)
    return locate(check_prose(checked, sources), sources.named)


def left_aside(article: Article) -> int:
    r"""How many numbers of the page around an article `verify_text` leaves aside.

    >>> left_aside(Article.from_text("Two ports closed.\n\nRead more: 17 sailors rescued\n"))
    1
    """
    return len(SourceIndex.of(article).furniture)


def check_prose(
    text: str | Article, source: SourceIndex | Sources, *, path: str = "", cited: tuple[int, ...] = ()
) -> list[Verdict]:
    """As `verify_text`, for the string at `path` of a summary that cites these sentences as its evidence.

    The markers of a list, and "first" and "one" that only order a text or stand for "a", are no numbers to be supported.
    """
    sources = Sources.of(source)
    verdicts = _leftover_markers(text, sources, path)
    against = [claims_of(text, one, path=path, cited=cited) for one in sources]
    for claims in zip(*against, strict=True):
        (verdict,) = best_of(sources, [SourceVerdicts([judge(claim)], claim) for claim in claims])
        if verdict.ok or verdict.status is Status.MISATTRIBUTED or not all(map(_counts_nothing, claims)):
            verdicts.append(verdict)
    return sorted(verdicts, key=lambda v: v.mention.start if v.mention else 0)


def _leftover_markers(text: str | Article, sources: Sources, path: str) -> list[Verdict]:
    """A verdict on each marker of an item ("3) ...") that belongs to no list, of the text or of a source.

    It was left over from a list that is not there, and stays to be seen.
    """
    markers = marker_places(text.text if isinstance(text, Article) else text)
    if not markers:
        return []
    reading, numbers = read(text), set(markers.values())
    left_over = [
        (number, mention)
        for mention in _numbers_in(text, reading)
        if (number := markers.get(mention.start)) is not None and {number - 1, number + 1}.isdisjoint(numbers)
    ]
    listed = {
        (n, *_opening(source.text, at + len(str(n))))
        for source in (sources if left_over else ())
        for at, n in source.markers.items()
    }
    return [
        Verdict(
            path=path,
            text=mention.text,
            mention=mention,
            status=Status.ABSENT,
            reason=Reason.ABSENT,
            message=f'"{mention.text}" numbers an item of a list, but there is no such list.',
        )
        for number, mention in left_over
        if (number, *_opening(reading.text, mention.end)) not in listed
    ]


def _opening(text: str, start: int) -> list[str]:
    return _WORD.findall(text[start : start + _OPENING].lower())[:2]


def claims_of(
    text: str | Article, source: SourceIndex, *, path: str = "", cited: tuple[int, ...] = ()
) -> Iterator[Claim]:
    """The numbers of a text, each with its sentence, ready to be judged."""
    reading = _reading_of(text, source)
    headline = (text.title_span or _NOWHERE) if isinstance(text, Article) else _NOWHERE
    numbers = _numbers_in(text, reading)
    text = reading.text
    markers = marker_places(text)
    mentions = [m for m in numbers if m.start not in markers]
    dates = numbered(reading.dates, mentions)
    starts, days = [m.start for m in mentions], [d.start for d in dates]
    events = {event.mention.start: event for event in reading.events}
    cued = [cue.start for cue in reading.cues]
    sentences = reading.sentences or ((0, len(text)),)
    pieces = [piece for start, end in sentences for piece in reading.pieces(start, end)]
    begins = [start for start, _ in pieces]
    for mention in mentions:
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
            is_title=headline[0] <= mention.start < headline[1],
            denies=any(cue.feature == "polarity" and cue.value in _DENYING for cue in cues),
            steps=frozenset(cue.value for cue in cues if cue.feature == "step"),
        )


def _reading_of(text: str | Article, source: SourceIndex) -> Reading:
    """The text as read; its relative dates count from its own day, where that is not known from the source's."""
    day = source.article.published
    if isinstance(text, str):
        return read(text, day)
    return read(text if text.published or not day else replace(text, published=day))


def _numbers_in(text: str | Article, reading: Reading) -> Sequence[NumberMention]:
    """The numbers of a text; of an article those of its title and body."""
    if isinstance(text, str):
        return reading.numbers
    begins = [start for start, _ in reading.sentences]
    places = ((bisect_right(begins, m.start) - 1, m) for m in reading.numbers)
    return [m for at, m in places if at >= 0 and m.start < reading.sentences[at][1]]


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
