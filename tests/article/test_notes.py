"""What an article says of itself that a reader should know: another language, a paywall, no article."""

import pytest

from summariser import Article
from summariser.article.notes import ASKS_CONSENT

_OPENING = (
    "Harbour counts 812 ships\n\nThe harbour office of Brantmoor counted 812 ships this year, more than in any year"
    " before, and said so on Friday.\n\nIts head told reporters that the harbour would need another quay soon.\n\n"
)
_GERMAN = "Die Hafenbehörde zählte in diesem Jahr 11.000 Schiffe, und das sind mehr als je zuvor.\n\n"


def _notes(text: str) -> str:
    return " ".join(Article.from_text(text).notes)


@pytest.mark.parametrize(
    "pitch",
    [
        "Subscribe to continue reading",
        "Sign in or create an account to read the full story.",
        "To keep reading, please log in.",
        "This article is available only to our subscribers.",
        "Subscriber-only content",
        "Already a subscriber? Log in",
        "You've reached your limit of free articles.",
        "You have read all of your 3 free articles this month.",
        "Join today and unlock this article for a week.",
    ],
)
def test_a_paywall_is_named(pitch: str) -> None:
    """Whether the extraction takes its pitch for the article or not."""
    assert _notes(f"{_OPENING}{pitch}\n").startswith("A paywall cuts the article off")


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter",
        "Log in to comment",
        "The club gave money back to its members.",
        "The union said that the story is well known to members of the crew.",
        "He is already a member of the board of the port.",
        "She joined the union to see the report of 2019 in full.",
        "Many people join the queue to see the report each year.",
        "Officers said that more would log in to read the news.",
        "Read more: Mill sells 470 sacks",
    ],
)
def test_other_lines_are_no_paywall(line: str) -> None:
    """A short article stays one."""
    assert _notes(f"{_OPENING}{line}\n") == ""


def test_a_long_article_is_no_stub() -> None:
    """Its page may still ask for a subscription."""
    assert _notes(f"{_OPENING * 5}Subscribe to continue reading\n") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Please enable JavaScript and cookies to continue.",
        "404 Not Found\n\nThe page you were looking for cannot be found.\n",
        "Access denied\n\nYou do not have permission to view this page on our server.\n",
        "Checking that you are a human. This may take a few seconds.",
    ],
)
def test_a_page_that_was_refused_is_named(text: str) -> None:
    """It came in place of the article."""
    assert "there is no article in it" in _notes(text)


@pytest.mark.parametrize("text", ["Home\n\nNews\n\nSport\n\nWeather\n", "Ships | 12\n\nMenu\n"])
def test_a_page_of_labels_is_named(text: str) -> None:
    """Not a sentence stands in it."""
    assert "page without an article" in _notes(text)


@pytest.mark.parametrize(
    "text",
    [
        (
            "We value your privacy\n\nWe and our 842 partners keep and read information on a device, such as cookies, and process "
            "personal data for advertising that suits you.\n\nAccept all\n\nReject all\n"
        ),
        (
            "Before you go on\n\nWe use cookies and data to deliver our services and to measure how they are used.\n\n"
            "If you accept all, we will also use cookies to build new services and to show advertisements.\n"
        ),
        (
            "To give you the best service, we use technologies like cookies to keep information on a device.\n\n"
            "Not consenting may have a bad effect on some parts of the page.\n"
        ),
        "With your agreement, we and our partners use cookies to process personal data like your visit to these pages.\n",
    ],
)
def test_a_question_for_consent_is_named(text: str) -> None:
    """It stands before the article."""
    assert _notes(text) == ASKS_CONSENT


@pytest.mark.parametrize(
    "text",
    [
        (
            "The board fined Teller 3 million crowns on Monday, since it kept cookies on visitors' devices without consent.\n\n"
            '"We accept the decision on cookies, and have told our partners," a spokesman said in the evening.\n\n'
            "The shop has 40,000 customers in three countries, and lost a fifth of them last year, its report says.\n"
        ),
        f"We and our 12 partners use cookies, to which you consent by reading on in these pages.\n\n{_OPENING}",
    ],
)
def test_what_is_told_of_cookies_is_no_question(text: str) -> None:
    """Nor is a banner above an article."""
    assert ASKS_CONSENT not in _notes(text)


@pytest.mark.parametrize("text", ["", "Some 12 ships sank.", _OPENING])
def test_of_most_articles_there_is_nothing_to_know(text: str) -> None:
    """Nor of an empty text, which others refuse."""
    assert Article.from_text(text).notes == ()


def test_another_language_is_named() -> None:
    """With its code, where it is known."""
    assert "not in English (de)" in _notes(_GERMAN * 2)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            "<div><h3>Subscribe to continue reading</h3><p>Already a subscriber? <a>Log in</a></p></div>",
            "A paywall",
        ),
        ("<div class='wall'><p>This story is reserved for members.</p></div>", "A paywall"),
        ("<p>Share your news with the desk of the paper.</p>", ""),
    ],
)
def test_web_pages_say_the_same(part: str, said: str) -> None:
    """Their pitch stands below the opening."""
    opening = "".join(f"<p>{paragraph}</p>" for paragraph in _OPENING.split("\n\n")[1:-1])
    page = f"<html><head><title>Harbour</title></head><body><article><h1>Harbour counts 812 ships</h1>{opening}{part}"
    article = Article.from_html(f"{page}</article></body></html>")

    assert " ".join(article.notes)[: len("A paywall")] == said
