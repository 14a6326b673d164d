"""The reading page: an article on one side, what was made of it on the other, and every number marked on both."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summariser.article import Article
from summariser.extraction import Provenance
from summariser.outside import in_own_arithmetic, well_formed
from summariser.verification import Uncovered, Verification
from summariser.verification.source.index import SourceIndex
from summariser.views.html.article_side import article_marks, paragraphs
from summariser.views.html.entries import Entry, entries_of, step_in_words
from summariser.views.html.reader import ReaderMark, marks_in_json
from summariser.views.html.rendering import render
from summariser.views.html.states import Mark, State
from summariser.views.html.summary_side import SummarySide

UNTITLED = "Article"
# By judgement.
_MOST_REPEATS = 12


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that the summary does not tell, and where it stands."""

    mark: Mark
    text: str
    found: Uncovered


@in_own_arithmetic
def reading_page(
    article: Article | str,
    told: Any,
    verification: Verification,
    *,
    title: str | None = None,
    provenance: Provenance | Mapping[str, Any] | None = None,
    marks: Mapping[str, ReaderMark] | None = None,
    labels: Mapping[str, str] | None = None,
) -> str:
    """One HTML page that needs nothing but itself, also readable without its script.

    `told` is what was checked: a summary (any Pydantic model, dataclass or object of JSON), or a text. `verification` is
    that of it on `article`. `title` is the article's own unless one is given. `marks` are a reader's, by their keys; see
    `load_marks`. `labels` are what a reader says instead of a label, by its path ("quantities.3.what"); it is shown beside it.
    Size and time grow with the text and with the numbers in it. Never raises on what others wrote.

    >>> told = {"abstract": "Two ports closed."}
    >>> page = reading_page("Two ports closed.", told, verify(told, "Two ports closed."), title="Ports")
    >>> "<title>Ports" in page
    True
    """
    values = reading_values(
        article, told, verification, title=title, provenance=provenance, marks=marks, labels=labels
    )
    return render("reading.html.j2", scripted=True, **values)


@in_own_arithmetic
def reading_values(
    article: Article | str,
    told: Any,
    verification: Verification,
    *,
    title: str | None = None,
    provenance: Provenance | Mapping[str, Any] | None = None,
    marks: Mapping[str, ReaderMark] | None = None,
    labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What the template of the page takes; see `reading_page`."""
    index = SourceIndex.of(article)
    article = index.article
    entries = list(entries_of(verification.verdicts))
    side = SummarySide(entries, len(article.sentences), labels or {})
    told = well_formed(told) if isinstance(told, str) else told
    fields = side.fields_of(told)
    numbers = article_marks(index, entries, side.anchors, verification.coverage)
    links = _links(numbers)
    left = list(_left_out(numbers, verification.coverage.uncovered, article.text))
    title = title or article.title or UNTITLED
    return {
        "title": title,
        "article": article,
        "is_text": isinstance(told, str),
        "paragraphs": list(paragraphs(article, numbers, side.cited)),
        "fields": fields,
        "in_words": step_in_words,
        "entries": [entry for entry in entries if entry.is_listed],
        "anchors": side.anchors,
        "links": links,
        "by_start": {mark.start: mark.id for mark in numbers},
        "left": left,
        "counts": _counts(entries, numbers),
        "states": list(State),
        "verification": verification,
        "made": _made(provenance),
        "identity": _identity(article.text, verification),
        "notes": list(_notes(side, numbers, article.text, marks or {})),
        "marks_json": marks_in_json(marks or {}),
    }


def _links(numbers: Sequence[Mark]) -> dict[str, tuple[str, ...]]:
    """For the id of each mark and entry of the summary the ids of its partners in the article.

    Those that verdicts point to come first; of the places that say the same again a few.
    """
    found: dict[str, list[str]] = {}
    for number in sorted(numbers, key=lambda n: n.is_repeat):
        for partner in number.partners:
            ids = found.setdefault(partner, [])
            if not number.is_repeat or len(ids) < _MOST_REPEATS:
                ids.append(number.id)
    return {partner: tuple(ids) for partner, ids in found.items()}


def _left_out(numbers: Sequence[Mark], uncovered: Sequence[Uncovered], text: str) -> list[LeftOut]:
    """What is left out, the weightiest first; of a figure that is told twice the place that matters most."""
    by_start = {mark.start: mark for mark in numbers if mark.state is State.LEFT_OUT}
    found = [(by_start.get(one.mention.start), one) for one in uncovered]
    return [LeftOut(mark, text[mark.start : mark.end], one) for mark, one in found if mark]


def _counts(entries: Sequence[Entry], numbers: Sequence[Mark]) -> dict[State, int]:
    """How many of each: verdicts where the summary tells the number, else numbers of the article."""
    told = Counter(entry.state for entry in entries if entry.is_listed)
    untold = Counter(mark.state for mark in numbers if not mark.partners)
    return {
        state: untold[state] if state in (State.LEFT_OUT, State.FURNITURE, State.UNASKED) else told[state]
        for state in State
    }


def _notes(
    side: SummarySide, numbers: Sequence[Mark], text: str, marks: Mapping[str, ReaderMark]
) -> Iterator[tuple[str, str, ReaderMark]]:
    """What a reader has marked: the id of the number, the number, and the mark; the id is "" where it is not there."""
    known = {mark.key: (mark.id, said) for mark, said in side.marks if mark.entries}
    known |= {mark.key: (mark.id, text[mark.start : mark.end]) for mark in numbers}
    for key, mark in marks.items():
        yield *known.get(key, ("", key.rpartition(":")[2])), mark


def _made(provenance: Provenance | Mapping[str, Any] | None) -> Mapping[str, Any]:
    """How the summary came about, as JSON has it; nothing of a text that somebody wrote."""
    return provenance.model_dump(mode="json") if isinstance(provenance, Provenance) else provenance or {}


def _identity(text: str, verification: Verification) -> str:
    """Names the page, so that a browser keeps marks of each article and summary apart."""
    said = "\n".join(f"{v.path}\t{v.text}" for v in verification.verdicts)
    return hashlib.sha256(f"{text}\0{said}".encode(errors="surrogatepass")).hexdigest()[:16]
