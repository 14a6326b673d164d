"""What is fuzzed. A target is one function: it takes an input, checks what must hold, and returns what it made of it.

    @target(strategy)
    def name(given): ...

`given` is a value of JSON; anything raised is a failure, more than a second for 100,000 characters a hang. What is returned
must be the same on every call and under every hash seed.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from summariser import Article, find_numbers, verify, verify_text
from summariser.errors import ArgumentError, ArticleError
from summariser.extraction.asking.parts import split
from summariser.extraction.client.transport import json_in
from summariser.extraction.drafting.questions import quantities_from_source
from summariser.extraction.drafting.quotations import find_quotations
from summariser.fields import Quantity
from summariser.foreign import cell
from summariser.jobs.inputs.discovery import Inputs
from summariser.jobs.storage.raw_article import article_data, article_from, article_from_bytes
from summariser.outside import json_of
from summariser.reading import read
from summariser.verification import Coverage, Verification, uncovered
from summariser.views.html import reading_page
from tests.fuzz import inputs
from tests.fuzz.inputs import written

LIMIT_S = 1.0  # for each 100,000 characters, and for less


class HangError(AssertionError):
    """It took longer than anything of its size may take."""


@dataclass(frozen=True)
class Target:
    """A function under test, and what it is fed."""

    check: Callable[[Any], Any]
    given: st.SearchStrategy[Any]
    limit_s: float = LIMIT_S

    def run(self, given: Any) -> str:
        """What it makes of an input, as text. Raises what the code under test raises, AssertionError and HangError."""
        start = time.process_time()
        made = self.check(given)
        taken, size = time.process_time() - start, size_of(given)
        if taken > self.limit_s * max(1.0, size / inputs.LONG):
            raise HangError(f"{taken:.1f} s of processor time for {size:,} characters")
        return str(made)


TARGETS: dict[str, Target] = {}


def target(
    given: st.SearchStrategy[Any], limit_s: float = LIMIT_S
) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Adds a function to the targets under its own name."""

    def adding(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
        TARGETS[check.__name__] = Target(check, given, limit_s)
        return check

    return adding


def size_of(value: Any) -> int:
    """How many characters an input has in full."""
    if isinstance(value, list | tuple):
        value = list(value)
        return value[2] if value[:1] == ["repeat"] else sum(map(size_of, value))
    return len(value) if isinstance(value, str) else 1


@target(inputs.some_texts)
def finder(given: Any) -> Any:
    """Spans slice back and stand in order and apart; values are finite, and lower ends are no higher than upper ones."""
    text = written(given)
    found = find_numbers(text)
    assert all(text[m.start : m.end] == m.text == m.text.strip() != "" for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(m.value.is_finite() and (m.upper is None or m.value <= m.upper) for m in found)
    return found


# Of nothing but figures a reading takes thirty microseconds each, of which 100,000 characters have 50,000.
@target(inputs.some_texts, limit_s=3.0)
def reader(given: Any) -> Any:
    """Statements are of numbers of the text and in its order; dates slice the text."""
    text = written(given)
    reading = read(text)
    starts = [statement.mention.start for statement in reading.statements]
    assert starts == sorted(starts)
    assert {s.mention for s in reading.statements} <= set(reading.numbers)
    for written_date in reading.dates:
        assert 0 <= written_date.start < written_date.end <= len(text)
        assert written_date.parts.edtf
    assert all(0 <= start <= end <= len(text) for start, end in reading.sentences)
    return reading.statements, reading.dates, [event.mention for event in reading.events]


@target(inputs.text_and_source, limit_s=3.0)
def verifier(given: Any) -> Any:
    """Each verdict's number slices the text, in order; what it names of the source stands there; JSON brings it back."""
    text, source = map(written, given)
    article = Article.from_text(source)
    assert len(article.text) == len(source)
    verdicts = verify_text(text, source=article)
    _check_verdicts(verdicts, article)
    mentions = [v.mention for v in verdicts if v.mention]
    assert all(one.start <= other.start for one, other in pairwise(mentions))
    assert [len(m.text) for m in mentions] == [m.end - m.start for m in mentions]
    return [(v.text, v.status, v.source_span, v.doubt, v.message) for v in verdicts]


def _check_verdicts(verdicts: Any, article: Article) -> None:
    for verdict in verdicts:
        line = verdict.model_dump_json()
        assert type(verdict).model_validate_json(line).model_dump_json() == line
        line.encode()
        if verdict.source_span:
            start, end = verdict.source_span
            assert 0 <= start < end <= len(article.text)
        assert all(article.text[c.start : c.end] == c.text for c in verdict.candidates)


@target(st.tuples(inputs.json_texts, inputs.texts))
def summary(given: Any) -> Any:
    """An object of JSON in any shape has its verdicts, or what is not checked is listed; and comes back from JSON."""
    written_json, source = given
    try:
        data = json_of(written_json)
    except ValueError:
        return None
    article = Article.from_text(source)
    try:
        found = verify(data, article)
    except ArgumentError as error:  # a single number, or a string
        return str(error)
    _check_verdicts(found.verdicts, article)
    line = found.model_dump_json()
    assert type(found).model_validate_json(line).model_dump_json() == line
    json.dumps(found.model_dump(mode="json"), ensure_ascii=False, allow_nan=False).encode()
    return line


@target(
    inputs.texts | inputs.json_texts | st.tuples(inputs.texts, inputs.json_texts, inputs.texts).map("".join)
)
def answer(given: Any) -> Any:
    """The JSON in an answer is a piece of it."""
    found = json_in(given)
    assert found in given
    return found


@target(inputs.some_texts)
def article(given: Any) -> Any:
    """Spans and sentences slice the text; nothing is lost on the way to a run folder and back."""
    return _checked_article(Article.from_text(written(given)))


@target(inputs.some_texts, limit_s=3.0)
def questions(given: Any) -> Any:
    """What a model would be asked about an article, and what is told without one, stand in it."""
    made = Article.from_text(written(given))
    left_out = uncovered(made)
    told = quantities_from_source((one.mention for one in left_out), Quantity, made.sentences, made)
    assert all(quantity["what"].strip() for quantity in told)
    quoted = find_quotations(made)
    assert all(made.text.find(quotation.text) >= 0 for quotation in quoted)
    try:
        parts = split(made, 4000).read
    except ArticleError as error:
        return str(error)
    return told, quoted, parts, [one.weight for one in left_out]


@target(inputs.some_pages)
def page(given: Any) -> Any:
    """A page has an article with the same, or there is none."""
    try:
        made = Article.from_html("<html><body>" + written(given))
    except ArticleError as error:
        return str(error)
    verify_text("Some 40 wugs were counted in 2019.", source=made)
    return _checked_article(made)


def _checked_article(made: Article) -> Any:
    spans = sorted([*made.body_spans, *([made.title_span] if made.title_span else [])])
    assert all(0 <= start < end <= len(made.text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert [s.number for s in made.sentences] == list(range(1, len(made.sentences) + 1))
    assert all(made.text[s.start : s.end] == s.text for s in made.sentences)
    data = json.loads(json.dumps(article_data(made)))
    assert article_from(data) == made
    made.text.encode()
    return data


@target(
    st.tuples(st.sampled_from(["csv", "jsonl", "tsv"]), inputs.encodings, inputs.tables | inputs.json_texts)
)
def rows(given: Any) -> Any:
    """Each row of a file in any encoding and shape is an article or is named with its reason."""
    form, encoding, text = given
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a.{form}")
        path.write_bytes(("text,title\n" * (form != "jsonl") + text).encode(encoding, "replace"))
        found = list(Inputs([path]))
    for raw in found:
        assert bool(raw.text.strip()) is not bool(raw.error)
        if raw.text:
            assert article_from_bytes(raw.to_bytes()).text
    return [(raw.text, raw.title, (raw.error or "").replace(folder, "")) for raw in found]


_TAG = re.compile(r"<(/?[a-z0-9!]+)([^>]*)>")


# The page of a text of nothing but figures has a link for each of them, and for its verdict.
@target(inputs.text_and_source, limit_s=8.0)
def text_view(given: Any) -> Any:
    """A page beside the text that was checked is whole; see `_checked_page`."""
    text, source = map(written, given)
    article = Article.from_text(source)
    found = Verification(
        verdicts=tuple(verify_text(text, source=article)), coverage=Coverage(total=0, covered=0)
    )
    return _checked_page(reading_page(article, text, found), article)


@target(st.tuples(inputs.json_texts, inputs.texts), limit_s=8.0)
def summary_view(given: Any) -> Any:
    """As `text_view`, of an object of JSON in any shape."""
    written_json, source = given
    try:
        data = json_of(written_json)
        article = Article.from_text(source)
        found = verify(data, article)
    except (ArgumentError, ValueError):
        return None
    return _checked_page(reading_page(article, data, found), article)


def _checked_page(made: str, article: Article) -> str:
    """All tags are the templates', ids are there once, links lead to them, and the article is there word for word."""
    made.encode()
    body = made[made.index("<body") : made.rindex("<script>")]
    tags = _TAG.findall(body)
    assert not {name for name, _ in tags} & {"img", "svg", "iframe", "style", "object", "form", "!--"}
    assert sum(name == "script" for name, _ in tags) == 1  # the reader's marks
    ids = re.findall(r' id="([^"]*)"', body)
    assert len(ids) == len(set(ids))
    assert {link for link in re.findall(r' href="#([^"]*)"', body)} <= set(ids)
    column = body[body.index('id="article"') : body.index('<section class="side" id="told"')].partition(
        "</h2>"
    )[2]
    shown = unescape(_TAG.sub("", column.rpartition("</div>")[0]))
    assert _words(shown) == _words(cell(article.text))
    return made


def _words(text: str) -> str:
    return "".join(text.replace("\ufffd", " ").split())
