"""Checks each number of a text against a source."""

from bisect import bisect_right

from summariser.article import Article
from summariser.reading import read
from summariser.reading.words import marker_places
from summariser.verification.calendar import numbered
from summariser.verification.claim import Claim
from summariser.verification.context import settings_of
from summariser.verification.enumerators import counts_nothing, is_item_of_source, left_over
from summariser.verification.index import SourceIndex
from summariser.verification.rules import judge
from summariser.verification.verdict import Status, Verdict


def verify_text(text: str, *, source: str | Article) -> list[Verdict]:
    """A verdict for each number of `text`, in order, against a source that is an article or its text.

    Offsets in each verdict's mention are into `text`, its `source_span` is into the article's text.

    >>> [v.status.value for v in verify_text("Some 500 left.", source="More than 900 workers left.")]
    ['absent']
    """
    return check_prose(text, SourceIndex.of(source))


def check_prose(
    text: str, source: SourceIndex, *, path: str = "", cited: tuple[int, ...] = ()
) -> list[Verdict]:
    """As `verify_text`, for the string at `path` of a summary that cites these sentences as its evidence."""
    markers = marker_places(text)
    listed = set(markers.values())
    verdicts = []
    for claim in claims_of(text, source, path=path, cited=cited):
        marker = markers.get(claim.mention.start)
        if marker is not None:
            if {marker - 1, marker + 1}.isdisjoint(listed) and not is_item_of_source(claim, marker):
                verdicts.append(left_over(claim))
            continue
        verdict = judge(claim)
        if verdict.ok or verdict.status is Status.MISATTRIBUTED or not counts_nothing(claim):
            verdicts.append(verdict)
    return verdicts


def claims_of(text: str, source: SourceIndex, *, path: str = "", cited: tuple[int, ...] = ()) -> list[Claim]:
    """The numbers of a text, each with its sentence, ready to be judged."""
    reading = read(text, source.article.published)
    mentions, sentences = reading.numbers, reading.sentences or ((0, len(text)),)
    if not mentions:
        return []
    dates = numbered(reading.dates, mentions)
    settings = settings_of(text, sentences, mentions, dates, reading.words)
    starts = [setting.start for setting in settings]
    return [
        Claim(
            mention,
            settings[max(0, bisect_right(starts, mention.start) - 1)],
            source,
            path,
            cited,
            statement=reading.by_start.get(mention.start),
        )
        for mention in mentions
    ]
