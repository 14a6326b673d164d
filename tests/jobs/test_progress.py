"""Progress that moves: requests and stages are told while articles are under way, with the time left from them."""

import time
from pathlib import Path
from typing import Any

import pytest

from summariser import Article
from summariser.jobs import Counts, Flow, Prices, Snapshot, batch
from summariser.jobs.progress import BEGIN, Step, Tally, time_left_s
from tests.support.servers import Reply, obedient, serving

# Two requests: the draft, and what its five numbers count.
TEXT = "Bridges close\n\n" + " ".join(
    f"The board of the {place} said on Monday that it has closed {count} of them."
    for place, count in zip("valley coast hills north south".split(), (41, 52, 63, 74, 85), strict=True)
)


class Watching:
    """An observer that keeps every snapshot."""

    def __init__(self) -> None:
        self.seen: list[Snapshot] = []

    def event(self, name: str, **details: Any) -> None:
        pass

    def progress(self, now: Snapshot) -> None:
        self.seen.append(now)


def _slow(request: dict[str, Any]) -> Reply:
    reply = obedient({"abstract": "Some 77 boats sank."})(request)  # to be repaired
    reply.delay_s = 0.55  # longer than from one look at the run to the next
    return reply


@pytest.mark.parametrize("processes", [1, 2])
def test_requests_are_told_before_an_article_is_finished(tmp_path: Path, processes: int) -> None:
    """Their number grows, the stage of each article is known, and the time left follows from them."""
    watching = Watching()
    article = Article.from_text(TEXT, source="a")
    with serving(_slow) as server:
        batch(
            article, tmp_path / "run", model="m", base_url=server.base_url, flow=Flow(concurrency=1),
            processes=processes, observer=watching,
        )  # fmt: skip
    early = [now for now in watching.seen if not now.finished and now.answered]
    assert early
    assert all(now.steps and now.left_s is not None for now in early)
    assert {step.stage for now in early for step in now.steps} <= {"draft", "numbers", "quotations", "repair"}
    last = watching.seen[-1]
    assert (last.finished, last.steps, last.left_s) == (1, (), 0.0)
    assert last.answered == last.counts.requests
    answered = [now.answered for now in watching.seen]
    assert answered == sorted(answered)


def test_what_was_answered_before_is_no_request_of_this_run(tmp_path: Path) -> None:
    """A run that has nothing to do tells of nothing."""
    watching = Watching()
    with serving(obedient()) as server:
        for observer in (None, watching):
            batch(
                Article.from_text(TEXT),
                tmp_path / "run",
                model="m",
                base_url=server.base_url,
                observer=observer,
            )
    assert all((now.answered, now.steps) == (0, ()) for now in watching.seen)


class TestTally:
    """Counted by hand: 4 articles, of which one is finished after 60 s and one is half done after 90 s.

    A draft counts as eight requests.
    """

    @staticmethod
    def _tally(at: list[float]) -> Tally:
        return Tally(lambda: Counts(total=4, pending=3, done=1), Prices(), clock=lambda: at[0])

    def test_the_time_left_counts_articles_under_way_in_part(self) -> None:
        """1.5 articles in 90 s leave 2.5 articles, which take 150 s."""
        at = [0.0]
        tally = self._tally(at)
        tally.asked("a", Step("draft", 0, 4))
        at[0] = 60.0
        tally.asked("a", Step("numbers", 4, 4))
        tally.add("a")
        at[0] = 90.0
        tally.asked("b", Step("draft", 1, 9, drafted=True))
        now = tally.snapshot(1, reading=False)
        assert now.left_s == pytest.approx(150)
        assert (now.answered, now.finished, now.steps) == (5, 1, (Step("draft", 1, 9, drafted=True),))

    def test_before_the_first_answer_nothing_can_be_told(self) -> None:
        at = [0.0]
        tally = self._tally(at)
        tally.asked("a", Step("draft", 0, 4))
        at[0] = 300.0
        assert tally.snapshot(1, reading=False).left_s is None

    def test_while_the_inputs_are_read_nothing_can_be_told(self) -> None:
        tally = self._tally([10.0])
        tally.asked("a", Step("draft", 2, 4))
        assert tally.snapshot(1, reading=True).left_s is None

    def test_a_repair_that_is_added_costs_no_answer(self) -> None:
        """The share falls back, and the requests count on."""
        tally = self._tally([10.0])
        for answered, requests in ((3, 4), (4, 4), (4, 6), (5, 6), (6, 6)):
            tally.asked("a", Step("repair", answered, requests))
        assert tally.answered == 6

    @pytest.mark.parametrize(
        ("done", "left", "seconds", "expected"),
        [(0, 3, 10, None), (1, 3, 10, 30), (0.5, 0.5, 20, 20), (4, 0, 9, 0), (1, -0.5, 9, 0), (2, 1, 0, 0)],
    )
    def test_time_left(self, done: float, left: float, seconds: float, expected: float | None) -> None:
        assert time_left_s(done, left, seconds) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("draft", 0, 14)], 0),
        ([("draft", 0, 14), ("draft", 1, 14)], 8 / 21),
        ([("draft", 0, 14), ("numbers", 0, 14), ("numbers", 1, 14)], 1 / 21),
        ([("draft", 0, 14), ("numbers", 1, 14), ("draft", 2, 14)], 9 / 21),
        ([("draft", 0, 3), ("draft", 1, 3), ("numbers", 2, 3), ("quotations", 3, 3)], 1),
        ([("draft", 0, 1), ("draft", 1, 1), ("repair", 1, 3)], 8 / 10),
        ([("numbers", 0, 4), ("numbers", 1, 4)], 1 / 4),
        ([("numbers", 0, 4), ("quotations", 4, 4)], 1),
        (
            [("loading the embedded model", 0, 0), ("numbers", 0, 4), ("numbers", 2, 4), ("repair", 4, 6)],
            4 / 6,
        ),
        ([], 0),
    ],
)
def test_the_draft_counts_more_than_other_requests(told: list[tuple[str, int, int]], expected: float) -> None:
    """Or the time left of the first article would be told far too long once its draft is there."""
    step = BEGIN
    for one in told:
        step = step.next(*one)
    assert step.share == pytest.approx(expected)


def test_steps_cost_no_time(tmp_path: Path) -> None:
    """Telling of ten thousand steps takes a fraction of a second."""
    tally = Tally(Counts, Prices())
    started = time.monotonic()
    for number in range(10_000):
        tally.asked(str(number % 64), Step("numbers", number // 64, 200))
    assert time.monotonic() - started < 1
