"""What the wording of a line says it is."""

import pytest

from summariser.article.furniture.cues import Cue, find_cue
from summariser.article.text.blocks import split_blocks


def _cue(line: str) -> Cue:
    return find_cue(split_blocks(line)[0])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Source: Evening Post. Posted 13 hours ago. 7 min read", Cue.STAMP),
        ("Ann Lee | Bray Post | 3 hours ago | 118 comments", Cue.STAMP),
        ("By Ann Lee. Published 9 May 2025. 4 min read", Cue.BYLINE),
        ("Ann Lee, Staff Writer · 5 minute read", Cue.BYLINE),
        ("By Ann Lee, health editor. 17 March 2026", Cue.BYLINE),
        ("_By Ann Lee, Evening Post_", Cue.BYLINE),
        ("9 May 2025 · 4 min read · Share", Cue.BYLINE),
        ("7 July 2026, 6 min read", Cue.BYLINE),
        ("9 May 2025 | 10:30 GMT", Cue.DATE),
        ("+++ Also interesting: 40 cats found +++", Cue.LINE),
        ("+++ 14:05 Minister resigns +++", Cue.NONE),
        ("By May Lee", Cue.BYLINE),
        ("By May 9, 2025", Cue.DATE),
    ],
)
def test_credits_are_recognised(line: str, expected: Cue) -> None:
    """Whatever stands among them, a line of names, dates, ages and reading times is no part of the article."""
    assert _cue(line) is expected


@pytest.mark.parametrize(
    "line",
    [
        "Posted workers earn less. The rule changed 3 hours ago. Unions object.",
        "Source: the ministry's count of 12 May 2025, the fourth of its kind.",
        "Wind | 94.7 | 108.0 | +14.0%",
        "North Bray. South Bray. West Bray.",
        "Reading takes 7 min. Writing takes 30.",
        "Bray - Hollin",
    ],
)
def test_sentences_and_rows_are_not_credits(line: str) -> None:
    """A part that is neither a credit nor a name makes the line one of the article's."""
    assert _cue(line) is Cue.NONE
