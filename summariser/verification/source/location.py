"""Where in the source a verdict looked: the page or heading beside the offsets, and what messages call it."""

from collections.abc import Iterable, Mapping

from summariser.verification.source.index import SourceIndex, SourceMention
from summariser.verification.verdict import Verdict


def locate(verdicts: Iterable[Verdict], sources: Mapping[str | None, SourceIndex]) -> list[Verdict]:
    """The verdicts, each with the place of its source span in the source that it names, and those of other sources in it too."""
    if not any(source.article.sections for source in sources.values()):
        return list(verdicts)
    return [_located(verdict, sources) for verdict in verdicts]


def _located(verdict: Verdict, sources: Mapping[str | None, SourceIndex]) -> Verdict:
    span, source = verdict.source_span, sources.get(verdict.source)
    place = source.article.place(span[0]) if span and source else None
    elsewhere = tuple(_located(one, sources) for one in verdict.elsewhere)
    if place is None and elsewhere == verdict.elsewhere:
        return verdict
    return verdict.model_copy(update={"place": place, "elsewhere": elsewhere})


def where(source: SourceIndex, found: SourceMention) -> str:
    """Where a number stands: "sentence 3", and in a document with pages, which has thousands, "page 14"."""
    named = f"sentence {found.sentence}" if found.sentence else "page furniture"
    page = _page(source, found.start)
    if page is None:
        return named
    return f"page {page}" if found.sentence else f"{named}, page {page}"


def sentence_named(source: SourceIndex, number: int | None) -> str:
    """A sentence by its number, and its page where there are pages: "sentence 3 (page 14)"."""
    page = _page(source, source.sentence(number).start) if number else None
    return f"sentence {number}" if page is None else f"sentence {number} (page {page})"


def _page(source: SourceIndex, offset: int) -> int | None:
    place = source.article.place(offset) if source.article.pages else None
    return place.page if place else None
