"""`verify_text` judges every number of a text: what other tests do not table, and what must hold for any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summariser import Article, verify_text
from summariser.verification.source.index import SourceIndex
from tests.verification.example_summaries import EXAMPLES

ARTICLES = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".md", ".html"})

_WORDS = st.sampled_from(
    "over 11,000 soldiers fell rose by 3.4% $5 billion in 2024 killed two and 17 wounded between 30 40 , . ( ) \n - third"
    " May nearly half of the 1. 3) Q2 €1.8bn from to 12-year-old a dozen | SARS-CoV-2 5-0".split(" ")
)


@given(st.lists(_WORDS, max_size=25).map(" ".join), st.lists(_WORDS, max_size=40).map(" ".join))
def test_no_text_raises_and_every_mention_slices_its_text(text: str, source: str) -> None:
    article = Article.from_text(source)
    for verdict in verify_text(text, source=article):
        assert verdict.mention is not None
        assert text[verdict.mention.start : verdict.mention.end] == verdict.mention.text == verdict.text
        assert verdict.message
        assert "\n" not in verdict.message
        for candidate in verdict.candidates:
            assert source[candidate.start : candidate.end] == candidate.text


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_characters_raise(text: str, source: str) -> None:
    verify_text(text, source=source)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_articles_own_sentences_raise_no_alarm(path: Path) -> None:
    article = Article.from_file(path)
    for sentence in article.sentences:
        wrong = [v.message for v in verify_text(sentence.text, source=article) if not v.ok]
        assert wrong == [], sentence.text


@pytest.mark.parametrize(
    ("text", "source", "ok"),
    [
        # The markers of a list count nothing; a lone one belongs to no list.
        ("1. It rose.\n2. It fell.", "It rose and fell.", []),
        ("3) It rose.", "It rose.", [False]),
        ("3) It rose.", "It rose by 3 in 3 years.", [False]),
        ("3) It rose again.", "1) It fell.\n2) It went.\n3) It rose again, and fell.", []),
        ("3) It fell.", "1) It fell.\n2) It went.\n3) It rose.", [False]),
        # Order words are no figures, ranks are.
        ("The first man came, the second went.", "A man came and one went.", []),
        ("It is the second-largest port.", "It is a port.", [False]),
        # "One" for "a" is no figure, one person is.
        ("One system failed.", "A system failed.", []),
        ("One person died.", "Two people died.", [False]),
        # Spaces within numbers come from tokenised texts.
        ("Some 3,700 women served.", "Some 3, 700 women served.", [True]),
        # Names with numbers in them are found by their letters.
        ("It flew a KV-300.", "It flew a KV-300.", [True]),
        ("It flew a KV-310.", "It flew a KV-300.", [False]),
        # Digits are never matched inside other digits.
        ("He paid 25 euros.", "He paid 1,250 euros.", [False]),
        ("He paid 5 euros.", "He paid 5.5 euros.", [False]),
    ],
)
def test_what_counts_as_a_number(text: str, source: str, ok: list[bool]) -> None:
    assert [v.ok for v in verify_text(text, source=source)] == ok


@pytest.mark.parametrize(
    "source",
    [
        "Exports rose, the ministry said. The growth was 8% last year.",
        "Exports went from 92 to 100, up 8%.",
        "Exports, which analysts thought would fall, grew 8%.",
    ],
)
def test_weak_signs_of_another_role_raise_no_alarm(source: str) -> None:
    assert all(v.ok for v in verify_text("Exports rose by 8%.", source=source))


def test_a_text_without_a_full_stop_takes_time_by_its_length_only() -> None:
    """Work per number is bounded: 3,000 numbers in one sentence were once 9 million comparisons for each claim."""
    source = Article.from_text("5 men " * 3000)
    assert len(verify_text("It found 45% more, or 17 men, and 7 times as many women.", source=source)) >= 3


@pytest.mark.parametrize(
    ("source", "text", "status"),
    [
        ("She was in prison for a decade.", "She was in prison for 10 years.", "equivalent"),
        ("She was in prison for nearly a decade.", "She was in prison for 10 years.", "bound_changed"),
        ("She was in prison for over a decade.", "She was in prison for more than 10 years.", "equivalent"),
        ("She was in prison for a decade.", "She was in prison for 12 years.", "absent"),
    ],
)
def test_a_span_without_a_number_is_one(source: str, text: str, status: str) -> None:
    """ "A decade" is 10 years, and keeps its bound."""
    assert [v.status.value for v in verify_text(text, source=source)] == [status]


def test_an_article_is_indexed_once() -> None:
    """What is worked out of an article is kept with it, and used by every later verification."""
    article = Article.from_text("The mill sold 40 tonnes in 2019.")
    assert SourceIndex.of(article) is SourceIndex.of(article)
