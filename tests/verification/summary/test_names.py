"""Names of persons, organisations and places occur in the article, as they stand or by their acronym."""

import pytest

from summariser.verification.source.index import SourceIndex
from summariser.verification.summary.names import check_name
from tests.verification.models import ARTICLE


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Lena Orvik", "exact"),
        ("LENA ORVIK", "exact"),
        ("HMG", "exact"),
        ("Tarn", "exact"),
        ("Orvik, Lena", "equivalent"),
        ("Tarn's foreign ministry", "equivalent"),
        ("The Harbour Monitoring Group", "exact"),
        ("Lena Brix", "absent"),
        ("Orvi", "absent"),
        ("Coastal Monitoring Group", "absent"),
    ],
)
def test_a_name_stands_in_the_article_or_not(name: str, status: str) -> None:
    (verdict,) = check_name(name, SourceIndex(ARTICLE), "who")
    assert verdict.status.value == status, verdict.message


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("MSMT", "The Multilateral Sanctions Monitoring Team met."),
        ("U.N.", "The United Nations met."),
        ("Joint Embargo Observation Panel", "The JEOP met."),
        ("European Union", "The EU met."),
    ],
)
def test_an_acronym_and_its_words_stand_for_each_other(name: str, source: str) -> None:
    (verdict,) = check_name(name, SourceIndex.of(source), "who")
    assert verdict.status.value == "equivalent", verdict.message


@pytest.mark.parametrize("name", ["", "  ", "unknown", "N/A", "None"])
def test_a_placeholder_is_not_a_name(name: str) -> None:
    assert check_name(name, SourceIndex(ARTICLE), "who") == []
