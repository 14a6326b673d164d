"""What the candidates are of short texts (forms.txt) and of whole articles (the other files of this folder)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser.article import Article
from summariser.candidates import issuers_of, report_dates_of, report_periods_of, titles_of
from summariser.reading import read
from tests.support.clock import check_growth

HERE = Path(__file__).parent / "reports"
FIELDS: dict[str, Callable[[Article], Sequence[Any]]] = {
    "title": titles_of,
    "issuer": issuers_of,
    "date": report_dates_of,
    "period": report_periods_of,
}
DAY = date(2026, 3, 12)


def _forms() -> Iterator[tuple[str, str, str]]:
    for line in (HERE / "forms.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            field = line[3:].split(",")[0].removesuffix("s")
        elif line and not line.startswith("#"):
            text, _, wanted = line.partition(" => ")
            yield field, text, wanted


def _told(candidate: Any) -> str:
    said = [candidate.text]
    if hasattr(candidate, "marking"):
        said += [candidate.marking, candidate.introduction]
    if hasattr(candidate, "parts"):
        said.append(candidate.parts.edtf if candidate.parts else "-")
    return " | ".join(said)


@pytest.mark.parametrize(("field", "text", "wanted"), list(_forms()), ids=lambda value: value[:60])
def test_a_short_text_has_the_first_candidate_that_its_form_gives(field: str, text: str, wanted: str) -> None:
    is_missed, text = text.startswith("~ "), text.removeprefix("~ ")
    article = replace(Article.from_text(text, furniture=False), published=DAY)
    found = FIELDS[field](article)
    said = _told(found[0]) if found else "nothing"
    assert (said != wanted) if is_missed else (said == wanted), [_told(c) for c in found]


def _articles() -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(HERE.glob("*.[tm][xd]*")):
        head, _, text = path.read_text(encoding="utf-8").partition("---\n")
        if path.name != "forms.txt":
            for line in head.splitlines():
                field, _, wanted = line.partition(": ")
                yield path.name, field, wanted, text


@pytest.mark.parametrize(("name", "field", "wanted", "text"), list(_articles()), ids=lambda value: value[:40])
def test_an_article_has_the_candidates_that_its_head_says(
    name: str, field: str, wanted: str, text: str
) -> None:
    """ "none": nothing likely; else the candidate, its calendar form behind "=", and where it stands behind "!"."""
    article = Article.from_text(text)
    found = FIELDS[field](article)
    told = [(c.text, round(c.score, 2), c.sure) for c in found]
    if wanted == "none":
        assert not any(c.sure or c.score >= 0.5 for c in found), told
        return
    said, _, place = wanted.partition(" ! ")
    text, _, edtf = said.partition(" = ")
    texts = [re.sub(r" \([A-Z]+\)$", "", c.text) for c in found]
    text = re.sub(r" \([A-Z]+\)$", "", text)
    assert text in texts, told
    if place in ("first", "sure"):
        assert texts[0] == text, told
    if place == "sure":
        assert found[0].sure, told
    elif found[0].sure:
        assert texts[0] == text, told
    if edtf:
        assert found[texts.index(text)].parts.edtf == edtf


def test_a_candidate_stands_where_it_says_and_is_worked_out_once() -> None:
    """Offsets are half-open and into the article's text; scores are in order and between 0 and 1."""
    for path in sorted(HERE.glob("*.[tm][xd]*")):
        article = Article.from_text(path.read_text(encoding="utf-8").partition("---\n")[2])
        for field in FIELDS.values():
            found = field(article)
            assert field(article) is found
            assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
            assert sum(c.sure for c in found[1:]) == 0
            for c in found:
                assert article.text[c.start : c.end] == c.text
                assert 0 < c.score <= 1


def test_a_day_is_found_where_the_article_has_no_date_and_is_then_on_no_calendar() -> None:
    article = Article.from_text("The audit office's report, published on Tuesday, counts 40 mills.")
    (found,) = report_dates_of(article)
    assert (article.published, found.text, found.parts, found.sure) == (None, "Tuesday", None, True)


@pytest.mark.parametrize(
    "unit", ["The Road Board's report by the Road Board, ", '"A B" report, ', "the X of Y, "]
)
def test_the_time_taken_grows_no_faster_than_the_text(unit: str) -> None:
    """Eight times the text takes less than twenty times as long: one without a full stop, as hostile as can be."""

    def found(times: int) -> Callable[[], object]:
        article = Article.from_text(unit * times, furniture=False)
        _ = read(article).statements
        return lambda: [field(article) for field in FIELDS.values()]

    check_growth(found, 250, 2000, below=20)


@given(
    st.lists(
        st.sampled_from(
            ["report", "Survey", " ", ",", "the", "by", '"', "*", "said", "NWI", "(", ")", "'s", "2025", "on Tuesday", "\n", ".", "<em>"]
        )
        | st.text(max_size=6),
        max_size=60,
    )
)  # fmt: skip
def test_no_text_raises(pieces: list[str]) -> None:
    for text in (" ".join(pieces), "".join(pieces)):
        article = Article.from_text(text)
        for field in FIELDS.values():
            for c in field(article):
                assert article.text[c.start : c.end] == c.text
