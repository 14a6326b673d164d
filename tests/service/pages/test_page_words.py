"""What the page makes of jobs, forms and corrections before it shows them."""

from datetime import UTC, datetime

import pytest

from summariser.comparison import Corrections
from summariser.jobs.progress import Step
from summariser.service.pages.corrections import quantities_in, relabelled, steps_of, with_step, without
from summariser.service.pages.given import addresses_in
from summariser.service.pages.jobs import Stage, stage_in_words, value_in_words
from summariser.service.records import Event, Job, Kind, State
from summariser.service.work.events import Reach, running_event


@pytest.mark.parametrize(
    ("event", "stage"),
    [
        (Event(1, State.QUEUED, "waiting, 3 before it", seconds_left=150), Stage("Waiting, 3 before it", "", "about 2 min left")),
        (Event(1, State.RUNNING, "draft", 1, 4, 0.2), Stage("Draft", "1 of 4 questions answered", "about 1 s left", 0.25)),
        (Event(1, State.RUNNING, "repair", 5, 4), Stage("Repair", "5 of 4 questions answered", "", 1.0)),
        (Event(1, State.DONE, ""), Stage("")),
    ],
)  # fmt: skip
def test_an_event_in_words(event: Event, stage: Stage) -> None:
    assert stage_in_words(event) == stage


@pytest.mark.parametrize(
    "stage", ["", "draft", "numbers", "quotations", "repair", "loading the embedded model"]
)
def test_what_is_being_done_is_told_in_words(stage: str) -> None:
    job = Job("x", Kind.SUMMARY, State.RUNNING, "Ports", "", datetime.now(UTC), 2, {})
    reach = Reach()
    reach.comes_to(Step(stage, 1, 4))
    assert len(running_event(job, reach).stage.split()) > 2


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("https://a.example/x https://b.example/y", ["https://a.example/x", "https://b.example/y"]),
        ("https://a.example/x", ["https://a.example/x"]),
        (" http://a.example \n\n https://b.example/y\n", ["http://a.example", "https://b.example/y"]),
        ("https://a.example says 40 boats sank", []),
        ("https://a.example\nForty boats sank.", []),
        ("javascript:alert(1)", []),
        ("file:///etc/passwd", ["file:///etc/passwd"]),  # refused where it is fetched
        ("\n", []),
    ],
)
def test_addresses_are_what_stands_alone_on_every_line(text: str, addresses: list[str]) -> None:
    assert addresses_in(text) == addresses


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("report_type", "auto", "by the article"),
        ("report_type", "/srv/types/court_ruling", "court ruling"),
        ("report_type", "desk.types.court_ruling", "court ruling"),
        ("policy", "noop", "mark only"),
        ("model", "vendor/model.v2_1", "vendor/model.v2_1"),
    ],
)
def test_choices_in_words(name: str, value: str, words: str) -> None:
    assert value_in_words(name, value) == words


SUMMARY = {
    "quantities": [
        {"what": "boats", "value": 40, "unit": "boat", "period": None},
        {"what": "x", "value": "many"},
    ],
    "more": {"deep": [{"what": "men", "value": 7}]},
}


def test_quantities_are_found_wherever_they_stand() -> None:
    found = quantities_in(SUMMARY)
    assert [one.path for one in found] == ["quantities.0", "more.deep.0"]
    assert [one.labels for one in found] == [{"what": "boats", "period": ""}, {"what": "men"}]
    assert quantities_in(None) == quantities_in("text") == []


def test_labels_of_tables_are_the_readers_and_the_record_stays() -> None:
    """A label of what is not there any more is left out."""
    record = {"summary": SUMMARY}
    labels = {
        "quantities.0.what": "ships",
        "quantities.9.what": "y",
        "more.none.0.what": "z",
        "quantities.x.what": "w",
    }
    made = relabelled(record, labels)
    assert made["summary"]["quantities"][0]["what"] == "ships"
    assert SUMMARY["quantities"][0]["what"] == "boats"  # type: ignore[index]


def test_steps_of_a_comparison_are_added_told_and_taken_back() -> None:
    one, two = "a.txt:3:11,000", "b: c.txt:7:12,000"
    made = with_step(with_step(Corrections(), "join", [one, two], ""), "split", [two], "")
    made = with_step(with_step(made, "rename", [one], "troops"), "rename", [one], "troops sent")
    assert [(step.name, step.words) for step in steps_of(made)] == [
        ("split-0", "split off 12,000 (b: c.txt)"),
        ("join-0", "joined 11,000 (a.txt), 12,000 (b: c.txt)"),
        ("rename-0", "called 11,000 (a.txt) “troops sent”"),
    ]
    for name in ("join-0", "split-0", "rename-0"):
        made = without(made, name)
    assert made == Corrections()
    for name in ("join-0", "join-x", "model_fields-0", ""):
        assert without(made, name) == made
