"""Quotations are word for word, and in the mouth of the one who is named."""

import pytest

from summariser import verify
from tests.verification.models import ARTICLE, Quotation


def _statuses(text: str, speaker: str | None = None) -> list[tuple[str, str]]:
    return [(v.path, v.status.value) for v in verify(Quotation(text=text, speaker=speaker), ARTICLE).verdicts]


@pytest.mark.parametrize(
    "text",
    [
        "We saw things that we had never seen before",
        "“We saw things that we had never seen before,”",
        "We saw  things\nthat we had never seen before",
        "a fairy tale",
    ],
)
def test_the_articles_words_are_exact_whatever_the_marks(text: str) -> None:
    assert _statuses(text) == [("text", "exact")]


@pytest.mark.parametrize(
    "text",
    [
        "We saw things that we have never seen before",
        "We saw things",  # stands there
        "e saw things that we had never seen befor",
        "It will not end",  # stands there
        "It will never end",
    ],
)
def test_only_whole_words_of_the_article_are_found(text: str) -> None:
    expected = "exact" if text in ("We saw things", "It will not end") else "absent"
    assert _statuses(text) == [("text", expected)]


def test_a_wrong_quotation_is_not_mended_but_the_nearest_sentence_named() -> None:
    (verdict,) = verify(Quotation(text="We saw things never seen before"), ARTICLE).verdicts
    assert verdict.text == "We saw things never seen before"
    assert "We saw things that we had never" in verdict.message


def test_the_speaker_is_the_one_named_beside_the_quotation() -> None:
    words = "We saw things that we had never seen before"
    assert _statuses(words, "Lena Orvik")[1] == ("speaker", "exact")
    assert _statuses(words, "Aldo Brix")[1] == ("speaker", "misattributed")


def test_a_speaker_may_be_named_before_and_called_she_later() -> None:
    assert _statuses("It will not end soon", "Lena Orvik")[1] == ("speaker", "exact")


def test_words_in_page_furniture_are_no_quotation_of_the_article() -> None:
    page = (
        "Home | News | Sport\n\nDivers find wrecks\n\nBy Dana Ferrow\n\nDivers found 812 wrecks off the coast, the "
        "agency said on Monday in a report. It will raise the worst of them within a few years.\n\n"
        "The minister thanked the divers and promised an answer soon. She would not speak of money.\n\n"
        "Related stories\nCouncil to close libraries\n\nLeave a comment\nYour email address will not be published."
    )
    (verdict,) = verify(Quotation(text="Your email address will not be published"), page).verdicts
    assert verdict.status.value == "outside_article"
