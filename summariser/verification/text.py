"""Checks each number of a text against a source."""

import re
from bisect import bisect_right
from typing import TypeVar

from summariser.article import Article
from summariser.article.sentences import split_sentences
from summariser.numbers import Kind, NumberMention, find_numbers
from summariser.verification.calendar import WrittenDate, dates_of
from summariser.verification.claim import Claim
from summariser.verification.index import SourceIndex
from summariser.verification.rules import judge
from summariser.verification.verdict import Verdict

_ENUMERATORS = frozenset({"first", "second", "third"})
# What makes a rank of an ordinal: "the second-largest", "the third most", "for the second time".
_RANKING = re.compile(
    r"-|\s(?:\w+est|most|least|time|consecutive|straight|successive|year|month|quarter|place)\b"
)
_Found = TypeVar("_Found", NumberMention, WrittenDate)


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
    return [verdict for claim, verdict in judged if verdict.ok or not _only_enumerates(claim)]


def _only_enumerates(claim: Claim) -> bool:
    """Whether a number merely tells things apart or orders the text: "the first ..., the second ..."."""
    if (
        claim.mention.kind is not Kind.ORDINAL
        or claim.own_dates
        or claim.mention.text.lower() not in _ENUMERATORS
    ):
        return False
    return not _RANKING.match(claim.text, claim.mention.end)


def claims_of(text: str, source: SourceIndex, *, path: str = "", cited: tuple[int, ...] = ()) -> list[Claim]:
    """The numbers of a text, each with its sentence, ready to be judged."""
    mentions = find_numbers(text)
    if not mentions:
        return []
    sentences = _sentences(text)
    starts = [start for start, _ in sentences]
    dates = dates_of(text, mentions)
    homes = [sentences[max(0, bisect_right(starts, m.start) - 1)] for m in mentions]
    return [
        Claim(mention, text, home, _in(home, mentions), source, path, cited, dates=_in(home, dates))
        for mention, home in zip(mentions, homes, strict=True)
    ]


def _sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of every line, since a line break ends a sentence in prose that has them."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += split_sentences(text, start, start + len(line))
        start += len(line)
    return found or [(0, len(text))]


def _in(home: tuple[int, int], found: list[_Found]) -> tuple[_Found, ...]:
    return tuple(f for f in found if home[0] <= f.start < home[1])
