"""The names, sayings and stances of whole articles; what is to be found stands below each article, see conformance.py."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest

from summariser.article import Article
from summariser.candidates import Name, names_of, speakers_of, stances_of
from tests.candidates.conformance import Row, rows, texts

ARTICLES = {name: Article.from_text(text, furniture=False) for name, text in texts().items()}


def _listed(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split(";") if piece.strip()]


def _name_faults(row: Row) -> list[str]:
    names = names_of(ARTICLES[row.article])
    if row.sign == "!":
        return [f"{n.text} is a name" for n in names if n.text == row.cells[0]]
    kind, text, forms, told = (*row.cells, "", "")[:4]
    name = next((n for n in names if n.text == text), None)
    if name is None:
        return [f"{text} is not found among {[n.text for n in names]}"]
    mentions, descriptions = {m.text for m in name.mentions}, [d.text for d in name.descriptions]
    faults = [] if name.kind == kind else [f"kind {name.kind}"]
    faults += [f"no mention {form}" for form in _listed(forms) if form not in mentions]
    return faults + [
        f"{d} is not in {descriptions}" for d in _listed(told) if not any(d in one for one in descriptions)
    ]


def _saying_faults(row: Row) -> list[str]:
    sayings = speakers_of(ARTICLES[row.article])
    if row.sign == "!":
        return [f"{s.party} says it" for s in sayings if s.words.text.startswith(row.cells[0])]
    party, words = row.cells
    found = [s.party for s in sayings if words in s.words.text[: len(words) + 40]]
    return [] if party in found else [f"{words}: {found}"]


def _stance_faults(row: Row) -> list[str]:
    stances = stances_of(ARTICLES[row.article])
    if row.sign == "!":
        return [f"{s.party} {s.kind}" for s in stances if s.verb.text == row.cells[0]]
    found = [(str(s.kind), s.party, s.verb.text) for s in stances]
    return [] if row.cells in found else [str(found)]


FAULTS = {"names": _name_faults, "sayings": _saying_faults, "stances": _stance_faults}


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: f"{row.article} line {row.line}")
def test_what_an_article_names_says_and_stands_for_is_found(row: Row) -> None:
    faults = FAULTS[row.section](row)
    if row.sign == "~":
        assert faults, "found as it should be: take the sign away"
    else:
        assert faults == []


@pytest.mark.parametrize("found", [names_of, speakers_of, stances_of])
def test_an_article_is_read_once_and_in_order(found: Callable[[Article], Sequence[Any]]) -> None:
    for article in ARTICLES.values():
        entries = found(article)
        assert found(article) is entries
        starts = [e.mentions[0].start if isinstance(e, Name) else e.start for e in entries]
        assert starts == sorted(starts)


def test_the_mentions_of_a_name_are_in_order_and_no_other_names() -> None:
    for article in ARTICLES.values():
        spans = [[(m.start, m.end) for m in name.mentions] for name in names_of(article)]
        assert all(one == sorted(one) for one in spans)
        every = sorted(span for one in spans for span in one)
        assert all(one[1] <= other[0] for one, other in pairwise(every))


def test_an_article_without_a_sentence_has_nothing() -> None:
    article = Article.from_text("", furniture=False)
    assert (names_of(article), speakers_of(article), stances_of(article)) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "The city agreed to pay for a new bridge.",
        "Both ministers agreed to a treaty last year.",
        "The island repays the town by supporting its school, the mayor's report said.",
        "Norrland won the contract by backing the smaller port.",
    ],
)
def test_what_somebody_does_is_no_stance(text: str) -> None:
    assert not stances_of(Article.from_text(text))


@pytest.mark.parametrize(
    "text",
    ["The ministry agreed with the finding.", "The firm responded by rejecting the claim that it knew."],
)
def test_what_somebody_thinks_is_one(text: str) -> None:
    assert len(stances_of(Article.from_text(text))) == 1
