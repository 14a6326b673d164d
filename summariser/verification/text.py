"""Checks each number of a text against a source."""

import re
from bisect import bisect_right

from summariser.article import Article
from summariser.article.sentences import split_sentences
from summariser.numbers import Kind, find_numbers
from summariser.verification.calendar import dates_of
from summariser.verification.claim import Claim
from summariser.verification.compare import UnitFit, head_of
from summariser.verification.context import settings_of
from summariser.verification.index import SourceIndex
from summariser.verification.lexicon import PEOPLE
from summariser.verification.rules import judge
from summariser.verification.verdict import Verdict
from summariser.verification.words import marker_places

_ENUMERATORS = frozenset({"first", "second", "third"})
# What makes a rank of an ordinal: "the second-largest", "the third most", "for the second time".
_RANKING = re.compile(
    r"-|\s(?:\w+est|most|least|time|consecutive|straight|successive|year|month|quarter|place)\b"
)


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
    judged = ((claim, judge(claim)) for claim in claims_of(text, source, path=path, cited=cited))
    return [verdict for claim, verdict in judged if not _only_enumerates(claim, verdict)]


def _only_enumerates(claim: Claim, verdict: Verdict) -> bool:
    """Whether a number counts nothing: the marker of a list's item, "the first ..., the second ...", "one" for "a".

    "One" counts people, and what the source has another number of.
    """
    if _marks_item(claim):
        return True
    if verdict.ok or claim.own_dates:
        return False
    if claim.mention.text.lower() == "one":
        if head_of(claim.mention.unit or "") in PEOPLE:
            return False
        return not any(claim.unit_fit(m) in (UnitFit.SAME, UnitFit.ALIKE) for m in claim.source.mentions)
    if claim.mention.kind is not Kind.ORDINAL:
        return False
    is_enumerator = claim.mention.text.lower() in _ENUMERATORS
    return is_enumerator and not _RANKING.match(claim.text, claim.mention.end)


def _marks_item(claim: Claim) -> bool:
    """Whether a number is the marker of an item in a list; a lone one ("3) The report") has no list around it."""
    markers = marker_places(claim.text)
    number = markers.get(claim.mention.start)
    return number is not None and not {number - 1, number + 1}.isdisjoint(markers.values())


def claims_of(text: str, source: SourceIndex, *, path: str = "", cited: tuple[int, ...] = ()) -> list[Claim]:
    """The numbers of a text, each with its sentence, ready to be judged."""
    mentions = find_numbers(text)
    if not mentions:
        return []
    settings = settings_of(text, _sentences(text), mentions, dates_of(text, mentions))
    starts = [setting.start for setting in settings]
    return [
        Claim(mention, settings[max(0, bisect_right(starts, mention.start) - 1)], source, path, cited)
        for mention in mentions
    ]


def _sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of every line, since a line break ends a sentence in prose that has them."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += split_sentences(text, start, start + len(line))
        start += len(line)
    return found or [(0, len(text))]
