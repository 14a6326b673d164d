"""The article's side of the page: every number of its text, and what became of it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summariser.article import Article
from summariser.numbers import NumberMention
from summariser.verification import Check, Coverage
from summariser.verification.source.index import SourceIndex
from summariser.views.html.entries import Entry
from summariser.views.html.states import Mark, Piece, State, pieces, worst

Span = tuple[int, int]
# By judgement.
_MOST = 12  # verdicts on one number that are shown where the article says it again
# A citation of the wrong sentence, or a name, says nothing of the number that stands there.
_OF_NUMBERS = frozenset({Check.NUMBER, Check.DATE, Check.LABEL})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article: `kind` is "title", "body" or "furniture"."""

    kind: str
    pieces: tuple[Piece, ...]


def article_marks(
    index: SourceIndex, entries: Sequence[Entry], anchors: Mapping[str, str], coverage: Coverage
) -> list[Mark]:
    """A mark on each number of the article, in order, and on other words that a verdict on a number points to.

    `anchors` has the id on the summary's side for the id of each entry that stands there.
    """
    located = sorted([*index.mentions, *index.furniture], key=lambda m: m.start)
    mentions = {m.span: m.mention for m in located}
    claims, others = _claims(entries, sorted(mentions))
    told = {_sort(mentions[span]): own for span, own in claims.items() if span in mentions}
    spans = sorted([*mentions, *others])
    ids = {span: f"n{number}" for number, span in enumerate(spans, 1)}
    # One entry a figure that is left out; none where a verdict is on the place that it would be listed for.
    left = {
        _sort(mentions[at]): () if at in claims else (f"w-{ids[at]}",)
        for one in coverage.uncovered
        if (at := (one.mention.start, one.mention.end)) in mentions
    }
    inside = {m.span for m in index.mentions}
    marks = []
    for span in spans:
        own, sort = claims.get(span, []), _sort(mentions[span]) if span in inside else None
        said_again = [e for e in told.get(sort, ())[:_MOST] if e.verdict.ok] if sort and not own else []
        listed = [entry for entry in own or said_again if entry.is_listed]
        state = State.UNASKED if span in inside else State.FURNITURE
        if own or said_again:
            state = worst(entry.state for entry in own or said_again)
        elif sort in left:
            state = State.LEFT_OUT
        mark = Mark(
            id=ids[span],
            start=span[0],
            end=span[1],
            state=state,
            key=f"article:{span[0]}:{index.text[slice(*span)]}",
            partners=tuple(dict.fromkeys(anchors.get(entry.id, entry.id) for entry in listed)),
            entries=left[sort] if state is State.LEFT_OUT else tuple(e.id for e in listed),
            is_repeat=bool(said_again),
        )
        marks.append(mark)
    return marks


def _sort(mention: NumberMention) -> Hashable:
    """What two mentions of one quantity agree in."""
    return mention.value, mention.upper, mention.kind, mention.unit


def _claims(entries: Sequence[Entry], spans: list[Span]) -> tuple[dict[Span, list[Entry]], list[Span]]:
    """The entries that point to each number of the article, and the spans that they point to beside these."""
    claims: dict[Span, list[Entry]] = defaultdict(list)
    beside: list[tuple[Span, Entry]] = []
    for entry in entries:
        if entry.verdict.check not in _OF_NUMBERS or entry.is_silent:
            continue
        for span in entry.spans:
            found = list(_overlapped(span, spans))
            for number in found:
                claims[number].append(entry)
            beside += [] if found else [(span, entry)]
    others: list[Span] = []
    for span, entry in sorted(beside, key=lambda b: b[0]):
        if not others or span[0] >= others[-1][1]:
            others.append(span)
        claims[others[-1]].append(entry)
    return claims, others


def _overlapped(span: Span, spans: list[Span]) -> Iterator[Span]:
    """Those of the sorted spans that share a character with one."""
    at = max(0, bisect_left(spans, span) - 1)
    while at < len(spans) and spans[at][0] < span[1]:
        if spans[at][1] > span[0]:
            yield spans[at]
        at += 1


def paragraphs(article: Article, marks: Sequence[Mark], cited: Collection[int]) -> Iterator[Paragraph]:
    """The whole text of the article in order, in paragraphs, with anchors at the sentences of these numbers."""
    at = 0
    starts = [sentence.start for sentence in article.sentences]
    for kind, start, end in _segments(article):
        while start < end:
            stop = article.text.find("\n\n", start, end)
            stop = end if stop < 0 else stop
            first = at
            while at < len(marks) and marks[at].start < stop:
                at += 1
            cut = [m for m in marks[first:at] if m.start >= start and m.end <= stop]
            if article.text[start:stop].strip():
                told = article.sentences[bisect_left(starts, start) : bisect_left(starts, stop)]
                anchors = [(s.start, s.number) for s in told if s.number in cited]
                yield Paragraph(kind, tuple(pieces(article.text, cut, start, stop, anchors)))
            start = stop
            while start < end and article.text[start] == "\n":
                start += 1


def _segments(article: Article) -> Iterator[tuple[str, int, int]]:
    """The title, the body and what stands around them, in order and without a gap."""
    spans = [("body", *span) for span in article.body_spans]
    spans += [("title", *article.title_span)] if article.title_span else []
    at = 0
    for kind, start, end in sorted(spans, key=lambda s: s[1:]):
        if start > at:
            yield "furniture", at, start
        yield kind, start, end
        at = end
    if at < len(article.text):
        yield "furniture", at, len(article.text)
