"""Where sentences begin and end in news text."""

import pytest

from summariser import Article
from summariser.article.text.sentences import split_sentences

# A bar marks each place where a sentence ends and the next begins.
NEWS = [
    "Prices rose.| Wages did not.",
    "The U.S. Army and the U.N. Panel met.| Both agreed.",
    "Officials in the U.S.| The embassy said nothing.",
    "Gen. A. B. Stone and Lt. Col. Wu met Mr. Diaz.| They talked.",
    "Sen. Ray Hill, D-Ohio, voted no.| Rep. Lee voted yes.",
    "It ended at 5 p.m. Tuesday.| It resumed at 9 a.m.| The court was full.",
    "It fell 3.5 percent to $1.2 billion.| Analysts expected 4.0.| None was surprised.",
    "Resolution No. 1718 passed.| He said no.| She said yes.",
    "On Jan. 5 and Sept. 30 it snowed.| By Feb. it was gone.",
    "Acme Inc. shares rose.| Acme Inc.| The company gained 4%.",
    "“We won.”| The crowd cheered.",
    'He said: "We lost 3 ships." | She wept.',
    "“Why now?” Minister Olsen asked.| No one answered.",
    "“Enough!” he shouted.| They left.",
    "Sales grew ... but profit fell.| Costs rose…| Why?| Fuel.",
    "See example.Com for more.| It is free.",
    "SEOUL, May 30 (UPI) -- Exports rose.| Imports fell.",
    "GENEVA, Jan. 3 (Wire) — Some 40 states signed.| Two refused.",
    "1. The first point costs 3 million.| It is due in 2026.",
    "J.R. Smith and J. Doe of Washington, D.C., won.| St. Louis lost.",
    "It weighs approx. 5 kg.| Fig. 3 shows it.",
    "She was born in 1984.| In 2001 she left.",
    "They marched (some barefoot.)| Police watched.",
    "Hasil naik.| Biaya turun.",
    "価格は上昇した。|賃金は上がらなかった。",
    "Visit www.example.org/a.b?c=1.| Or call.",
    "Yahoo! shares rose.| Others fell.",
    "It rose 5% vs. 3% a year ago, i.e. faster.| It fell later.",
]


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize("marked", NEWS)
def test_splits_news_text(marked: str) -> None:
    """Stops end sentences, but not after abbreviations, in numbers, or within what somebody says."""
    expected = [part.strip() for part in marked.split("|")]

    assert _cut(marked.replace("|", "")) == expected


def test_a_space_lost_between_sentences_is_an_end() -> None:
    """Scraped pages run paragraphs together."""
    assert _cut("The talks ended.The envoy left.") == ["The talks ended.", "The envoy left."]


def test_numbered_from_one_over_title_and_body() -> None:
    """The title is sentence 1, and each sentence is a slice of the text."""
    article = Article.from_text(
        "Exports rise again\n\nExports rose 4 percent. Imports fell in the same month.\n"
    )

    assert [(s.number, s.text) for s in article.sentences] == [
        (1, "Exports rise again"),
        (2, "Exports rose 4 percent."),
        (3, "Imports fell in the same month."),
    ]
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)


def test_each_row_and_item_is_a_sentence_of_its_own() -> None:
    """A row of a table is one sentence whatever stops it has; list items never run into each other."""
    article = Article.from_text(
        "Region\tTotal est.\tNo.\nN. Coast\t1.5\t3\n• 40 boats\n• 12 crews. All are paid."
    )

    assert [s.text for s in article.sentences] == [
        "Region\tTotal est.\tNo.",
        "N. Coast\t1.5\t3",
        "• 40 boats",
        "• 12 crews.",
        "All are paid.",
    ]
