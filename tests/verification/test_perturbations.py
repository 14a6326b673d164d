"""Each summary with one number made wrong must raise an alarm there, and as it stands must raise none."""

from decimal import Decimal

import pytest

from summariser import Article, find_numbers, verify_text
from tests.verification.example_summaries import EXAMPLES, FURNITURE, SUMMARIES
from tests.verification.perturb import PERTURBATIONS, Change

RECALL = 0.97


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {name: Article.from_file(EXAMPLES / name) for name in SUMMARIES}


def _values(article: Article) -> frozenset[Decimal]:
    mentions = find_numbers(article.text)
    return frozenset(m.value for m in mentions) | frozenset(m.upper for m in mentions if m.upper is not None)


def _caught(change: Change, article: Article) -> bool:
    """Whether some number that touches the change, or stands right beside it, is called wrong."""
    verdicts = verify_text(change.text, source=article)
    return any(
        not v.ok and v.mention and v.mention.start <= change.end + 12 and v.mention.end >= change.start - 2
        for v in verdicts
    )


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_right_summary_raises_no_alarm(name: str, articles: dict[str, Article]) -> None:
    verdicts = verify_text(SUMMARIES[name], source=articles[name])
    assert [(v.text, v.status.value, v.message) for v in verdicts if not v.ok] == []


@pytest.mark.parametrize("kind", PERTURBATIONS)
def test_a_number_made_wrong_is_called_wrong(kind: str, articles: dict[str, Article]) -> None:
    tried, missed = 0, []
    for name, summary in SUMMARIES.items():
        for change in PERTURBATIONS[kind](summary, _values(articles[name])):
            tried += 1
            if not _caught(change, articles[name]):
                missed.append(f"{name}: {change.text[max(0, change.start - 40) : change.end + 40]}")
    assert tried >= 3
    assert len(missed) <= (1 - RECALL) * tried, f"{len(missed)} of {tried}: {missed}"


@pytest.mark.parametrize("name", FURNITURE)
def test_a_number_of_the_page_around_is_called_wrong(name: str, articles: dict[str, Article]) -> None:
    for phrase in FURNITURE[name]:
        verdicts = verify_text(f"The report also speaks of {phrase}.", source=articles[name])
        assert [v.ok for v in verdicts] == [False], phrase
