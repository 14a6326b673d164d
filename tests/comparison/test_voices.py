"""Agency copy in several outlets is one voice; what reporters merely quote, or print from one table, is not."""

import json
import random
from pathlib import Path

import pytest

from summariser.article import Article
from summariser.comparison.voices import count_voices, shared_text, voices
from tests.support.processes import ROOT

STORIES = ROOT / "evals" / "stories"
WIRE = (
    "Surveyors found cracks in 14 of the 60 bridges that they looked at, the roads office said on Monday.\n\n"
    "Two bridges over the Lenne were closed at once, and lorries may no longer cross nine others.\n\n"
    "Repairs will take until the autumn of next year and cost more than 30 million crowns, its report says.\n\n"
    "The office has asked the towns along the river to count the lorries that pass through at night."
)
OWN = (
    "Nobody in Altmar was surprised when the barriers went up.\n\n"
    "The bridge has creaked for as long as Ida Moll, who sells fish beside it, can remember.\n\n"
    "Now she will have to drive around by the dam, half an hour each way, with ice melting in the boxes.\n\n"
    "Fourteen bridges have cracks, according to a survey of sixty, and hers is one of the worst."
)
STATEMENT = (
    '"We have looked at every bridge of this province with our own eyes, we have tapped every bolt and measured every '
    "crack, and I tell you that nobody who crosses them on foot or by car has anything to be afraid of today or "
    'tomorrow," the director, Anselm Roth, said.'
)
TABLE = "\n".join(
    ["| Bridge | Length (m) | Built | Cracks |", "|---|---|---|---|"]
    + [
        f"| The old bridge over the Lenne at {town} | {60 + n} | {1900 + n} | {n} |"
        for n, town in enumerate("ABCDEFGH")
    ]
)


def _edited(text: str, share: float, seed: int) -> str:
    """The text with some of its words put otherwise."""
    rng = random.Random(seed)
    return " ".join("otherwise" if rng.random() < share else word for word in text.split(" "))


def _voices(*texts: str) -> tuple[tuple[int, ...], ...]:
    return voices([Article.from_text(text) for text in texts])


@pytest.mark.parametrize("path", sorted((STORIES / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_the_stories_have_the_voices_that_their_gold_says(path: Path) -> None:
    """Of five stories one has agency copy; a correction and the report that it corrects are two texts."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    articles = [Article.from_file(STORIES / "articles" / gold["story"] / name) for name in gold["articles"]]
    assert [[gold["articles"][at] for at in group] for group in voices(articles)] == gold["voices"]


def test_one_text_twice_is_one_voice_however_short() -> None:
    """Also one that is a quotation or a table, of which two reporters may have parts in common."""
    for text in ("Three bridges were closed.", STATEMENT, TABLE):
        assert _voices(text, OWN, f"{text}\n") == ((0, 2), (1,))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (WIRE, "word for word"),
        (_edited(WIRE, 0.05, 1), "a word in twenty is another"),
        (WIRE.split("\n\n", 1)[1], "cut at the head"),
        (WIRE.rsplit("\n\n", 1)[0], "cut at the tail"),
        ("\n\n".join(reversed(WIRE.split("\n\n"))), "paragraphs in another order"),
        (WIRE.upper(), "in capitals"),
        (WIRE.replace("\n\n", "\n\nADVERTISEMENT\n\n"), "with something between the paragraphs"),
        (OWN + "\n\n" + WIRE + "\n\n" + OWN.swapcase(), "within a longer article"),
    ],
    ids=lambda value: value if len(value) < 50 else "",
)
def test_copy_is_one_voice(other: str, why: str) -> None:
    """However an editor has touched it."""
    assert _voices(WIRE, other) == ((0, 1),)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (WIRE, OWN, "the same facts in other words"),
        (f"{WIRE}\n\n{STATEMENT}", f"{OWN}\n\n{STATEMENT}", "one statement quoted by both"),
        (STATEMENT, f"{STATEMENT} He is 61.", "little but a statement"),
        (f"{WIRE}\n\n{TABLE}", f"{OWN}\n\n{TABLE}", "one table printed by both"),
        (WIRE, OWN + "\n\n" + WIRE.split("\n\n")[1] + " " + OWN[::-1], "a single sentence taken over"),
        ("No.", "No, no.", "nothing to tell by"),
        ("", "", "no text"),
    ],
    ids=lambda value: value if len(value) < 50 else "",
)
def test_others_are_two_voices(one: str, other: str, why: str) -> None:
    """Sharing facts, a statement or a table is not sharing text."""
    assert _voices(one, other) == ((0,), (1,))


def test_copies_of_copies_are_one_voice_in_any_order() -> None:
    """Two cuts of a text that overlap little are joined by the whole text."""
    first, last = WIRE.rsplit("\n\n", 2)[0], WIRE.split("\n\n", 2)[2]
    texts = [first, OWN, last, WIRE]
    assert _voices(*texts) == ((0, 2, 3), (1,))
    assert _voices(*reversed(texts)) == ((0, 1, 3), (2,))


def test_shared_text_is_told_as_a_share_of_the_shorter() -> None:
    """A text within a longer one is shared wholly."""
    (pair,) = shared_text([Article.from_text(WIRE), Article.from_text(f"{OWN}\n\n{WIRE}")])
    assert (pair.first, pair.second, pair.share) == (0, 1, 1.0)


def test_hundreds_of_copies_cost_what_their_text_costs() -> None:
    """Each is held against a few others only, and all are one voice."""
    articles = [Article.from_text(_edited(WIRE, 0.03, seed)) for seed in range(300)]
    assert len(shared_text(articles)) <= 300 * 8
    assert voices([*articles, Article.from_text(OWN)]) == (tuple(range(300)), (300,))


def test_a_row_counts_voices_beside_articles() -> None:
    """Three articles of two voices are two."""
    grouped = (("a.txt", "b.txt"), ("c.txt",), ("d.txt",))
    assert count_voices(["a.txt", "b.txt", "c.txt"], grouped) == 2
    assert count_voices([], grouped) == 0
