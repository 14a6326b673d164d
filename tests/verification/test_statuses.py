"""Each status is defined in docs/reference/verdicts.md by examples that hold."""

import pytest

from summariser import Status, verify_text
from tests.verification.status_examples import DOCUMENT, EXAMPLES, MEANINGS, Example, document


def test_every_status_has_a_meaning_and_examples() -> None:
    assert set(MEANINGS) == set(EXAMPLES) == set(Status)


@pytest.mark.parametrize(
    ("status", "example"),
    [(status, example) for status, examples in EXAMPLES.items() for example in examples],
)
def test_an_example_has_its_status(status: Status, example: Example) -> None:
    verdicts = verify_text(example.text, source=example.source)
    found = [(v.status, v.message) for v in verdicts if v.text == example.number]
    assert [s for s, _ in found] == [status], found


def test_the_document_is_made_of_the_table() -> None:
    """Run `python -m tests.verification.status_examples` after changing the table or a message."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()
