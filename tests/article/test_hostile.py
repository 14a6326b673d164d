"""Texts and pages that were made, or have become, hard to read."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summariser import Article
from summariser.errors import ArticleError
from summariser.outside import well_formed

# Words that steer the rules, among characters that trip up text processing.
_PIECES = st.sampled_from(
    [
        "Leave a Reply",
        "Related Articles",
        "2 hours ago",
        "By Ann Lee",
        "June 2, 2025",
        "Read more",
        "• item",
        "a\tb",
    ]
    + [
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        "\x0b",
        "\x1c",
        " ",
        "\xa0",
        "\u200b",
        "\u202e",
        "\0",
        "\ud800",
        "...",
        "”",
    ]
    + [
        "The report counted 1,240 otters along the river this year.",
        "U.S.",
        "3.5",
        "—",
        "|",
        "(",
        "©",
        "价。",
    ]
)
_TEXTS = st.text() | st.lists(_PIECES | st.text(max_size=5), max_size=60).map("".join)


def _check(article: Article) -> None:
    spans = sorted([*article.body_spans, *([article.title_span] if article.title_span else [])])
    assert all(0 <= start < end <= len(article.text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert [sentence.number for sentence in article.sentences] == list(range(1, len(article.sentences) + 1))
    for sentence in article.sentences:
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert any(start <= sentence.start < sentence.end <= end for start, end in spans)


@settings(max_examples=60, deadline=None)
@given(_TEXTS)
def test_any_text_is_an_article(text: str) -> None:
    """No text raises; the text stays as it is, and spans and sentences slice it."""
    article = Article.from_text(text)

    assert article.text == well_formed(text)
    _check(article)


@settings(max_examples=60, deadline=None)
@given(_TEXTS)
def test_nothing_but_furniture_is_lost(text: str) -> None:
    """A text with anything visible in it has a body or a title."""
    article = Article.from_text(text)
    visible = any(character.isalnum() for character in text)

    assert not visible or article.body_spans or article.title_span


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        _PIECES | st.sampled_from(["<p>", "</p>", "<div>", "<table><tr><td>", "<br>", "<li>", "<!--", "&#0;"])
    )
)
def test_any_page_is_an_article_or_none(pieces: list[str]) -> None:
    """A page either has an article or raises ArticleError."""
    try:
        article = Article.from_html("<html><body>" + "".join(pieces))
    except ArticleError:
        return
    _check(article)


@pytest.mark.parametrize("depth", [200, 300, 3_000, 100_000])
def test_pages_nested_deep(depth: int) -> None:
    """Deep nesting neither crashes nor hangs."""
    paragraph = "<p>" + "The census counted 1,240 otters along the river this spring. " * 10 + "</p>"
    article = Article.from_html("<html><body>" + "<div>" * depth + paragraph)
    assert "1,240" in article.body


def test_invisible_characters_do_not_hide_furniture() -> None:
    """Cues are read without bidirectional marks, soft hyphens, zero-width and control characters."""
    text = (
        "Otters return\n\nThe census counted 1,240 otters along the river this spring.\n\n"
        "\u202eLeave\u200b a\xa0Re\xadply\u202c\n\nYour\u2003email address\x00 will not be published.\n\nI saw 99."
    )
    assert Article.from_text(text).body == "The census counted 1,240 otters along the river this spring."


@pytest.mark.parametrize(
    "text",
    [
        "." * 300_000,
        "a." * 150_000,
        ". " * 150_000,
        "a\t" * 150_000,
        " " * 300_000 + "x",
        "\n" * 300_000,
        "abc\n" * 75_000,
        "\n".join(map(str, range(50_000))),
        "Leave a reply\nThe story goes on with eight words or more here.\n" * 5_000,
        "Related articles\nZebras crossed wild rivers under very heavy clouds there.\n" * 5_000,
        "One story\n2 hours ago\nZebras crossed wild rivers under very heavy clouds there.\n" * 5_000,
        "Exports rose by 4 percent to $3 billion in March, the bureau said. " * 5_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_cost_is_linear(text: str) -> None:
    """Cost grows with the length of the text and no faster, on one line or on many."""
    started = time.perf_counter()
    Article.from_text(text)

    assert time.perf_counter() - started < 10
