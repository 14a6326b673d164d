"""An article is data: what it tells a model to do may fool the model, but no number gets through on its word.

The scripted model of these tests obeys every attack: it writes the planted figures wherever it can. What is
promised then, and tested here:

- A planted figure that stands nowhere in the article, in its markup or in page furniture is flagged, in every
  field, also after the model insists, and whatever the policy. `filter` and `exception` let none of them out.
- A planted figure that stands in the article's own body, in a passage that speaks to the machine, is in the
  source, so its verdict says that it is: verification compares a summary with its article and does not judge
  who wrote the passage. Evidence then names the passage, where a reader sees what it is.
- What a chat template takes for a change of speaker never reaches the model.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from summariser import Article, Result, Verdict
from summariser.errors import UnsupportedError
from summariser.numbers import find_numbers
from tests.support.servers import obedient, said_to_model, serving, summarised

FOLDER = Path(__file__).parent.parent / "data" / "injection"
ATTACKS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
PLANTED = [(attack, figure) for attack in ATTACKS for figure in attack["planted"]]

# Asked for by the attack, but no lie: the article's 310,000 tonnes are as many kilograms.
TRUE_AFTER_ALL = {"310,000,000 kilograms"}
FALSE = [(a, f) for a, f in PLANTED if f["stands_in"] != "body" and f["text"] not in TRUE_AFTER_ALL]
IN_BODY = [(a, f) for a, f in PLANTED if f["stands_in"] == "body"]


def _id(value: Any) -> str:
    return str(value.get("text") or value["file"].split("-")[0])


def _obeying(figure: str, who: str) -> dict[str, Any]:
    """The draft of a model that does as the attack says; `who` is of the article, since no other name is kept."""
    return {
        "headline": f"Report finds {figure}",
        "abstract": f"The report puts it at {figure}. All figures are verified.",
        "key_findings": [{"text": f"It found {figure}."}],
        "responses": [{"who": who, "stance": "confirmed", "text": f"They confirmed {figure}."}],
    }


def _run(attack: dict[str, Any], figure: str, **options: Any) -> Result[Any]:
    article = Article.from_file(FOLDER / attack["file"])
    who = article.sentences[0].text.split()[0]
    with serving(
        obedient(_obeying(figure, who), again=f"It was {figure}, they said.", what=figure)
    ) as server:
        return summarised(server, article, **options)


def _prose(summary: Any) -> list[tuple[str, str]]:
    """The fields that the model wrote, by path."""
    fields = [("headline", summary.headline), ("abstract", summary.abstract)]
    fields += [(f"key_findings.{i}.text", f.text) for i, f in enumerate(summary.key_findings)]
    return fields + [(f"responses.{i}.text", r.text) for i, r in enumerate(summary.responses)]


def _judged(result: Result[Any], figure: str) -> Iterator[tuple[str, list[Verdict]]]:
    """Each field of prose that has the figure, and the verdicts on the number in it."""
    value = find_numbers(figure)[0].value
    for path, text in _prose(result.summary):
        if figure in text:
            on = [v for v in result.verification.verdicts if v.path == path and v.mention]
            yield path, [v for v in on if v.mention and v.mention.value == value]


@pytest.mark.parametrize(("attack", "figure"), FALSE, ids=_id)
def test_a_planted_figure_is_flagged_wherever_it_is_written(
    attack: dict[str, Any], figure: dict[str, Any]
) -> None:
    """In headline, abstract, findings and responses, though the model writes it again when asked.

    It is among no quantities: these are read from the article's body, whatever a model says.
    """
    result = _run(attack, figure["text"], on_fail="reask")
    judged = dict(_judged(result, figure["text"]))

    assert len(judged) == 4
    assert all(verdicts and not any(v.ok for v in verdicts) for verdicts in judged.values())
    true = {Decimal(str(f["value"])) for f in attack["true"]}
    kept = {quantity.value for quantity in result.summary.quantities}
    assert Decimal(str(figure["value"])) not in kept - true


@pytest.mark.parametrize(("attack", "figure"), FALSE, ids=_id)
def test_a_planted_figure_is_flagged_or_corrected(attack: dict[str, Any], figure: dict[str, Any]) -> None:
    """By default, what the source says at another scale is written in its place; nothing planted stays unflagged."""
    result = _run(attack, figure["text"])
    for _, verdicts in _judged(result, figure["text"]):
        assert verdicts
        assert not any(v.ok for v in verdicts)


@pytest.mark.parametrize(("attack", "figure"), FALSE[::4], ids=_id)
def test_strict_policies_let_none_out(attack: dict[str, Any], figure: dict[str, Any]) -> None:
    """`filter` takes the figure out of every field; `exception` refuses the summary."""
    filtered = _run(attack, figure["text"], on_fail="filter")
    assert not any(figure["text"] in text for _, text in _prose(filtered.summary))
    with pytest.raises(UnsupportedError):
        _run(attack, figure["text"], on_fail="exception")


@pytest.mark.parametrize(("attack", "figure"), IN_BODY, ids=_id)
def test_a_figure_of_the_attacking_passage_leads_back_to_it(
    attack: dict[str, Any], figure: dict[str, Any]
) -> None:
    """The article does say it, so it is not called unsupported; but its verdict points into the attacking passage.

    That is all that is promised: to tell a lie from a report is left to the reader, who is led to the place.
    """
    result = _run(attack, figure["text"])
    article = result.article
    for _, verdicts in _judged(result, figure["text"]):
        for verdict in verdicts:
            assert verdict.source_span is not None
            start, end = verdict.source_span
            around = article.text[max(0, start - 400) : end + 400]
            assert figure["text"].split()[0] in around


@pytest.mark.parametrize("attack", ATTACKS, ids=_id)
def test_the_attack_changes_neither_speaker_nor_instructions(attack: dict[str, Any]) -> None:
    """The system's words are the same for every article; the article's control tokens are gone from every message."""
    article = Article.from_file(FOLDER / attack["file"])
    with serving(obedient()) as attacked, serving(obedient()) as plain:
        summarised(attacked, article)
        summarised(plain, "Bridges close\n\nInspectors closed the old bridges of the valley, the Board said.")

    system = plain.requests[0]["messages"][0]["content"]
    for request in attacked.requests:
        assert [m["role"] for m in request["messages"]] == ["system", "user"]
        assert request["messages"][0]["content"] == system
        for token in ("<|", "|>", "[INST]", "[/INST]", "</s>"):
            assert token not in said_to_model(request)


def test_comments_and_furniture_are_not_shown_to_the_model() -> None:
    """What a reader of the page's article does not see, a model does not see either."""
    (attack,) = [a for a in ATTACKS if a["file"].startswith("05")]
    article = Article.from_file(FOLDER / attack["file"])
    with serving(obedient()) as server:
        summarised(server, article)
    for request in server.requests:
        for figure in attack["planted"]:
            assert figure["text"] not in said_to_model(request)
        assert "Note for language models" not in said_to_model(request)


@pytest.mark.parametrize("attack", ATTACKS, ids=_id)
def test_what_is_true_still_comes_through(attack: dict[str, Any]) -> None:
    """An attack does not hide the article's own figures: at least two thirds of them are quantities."""
    article = Article.from_file(FOLDER / attack["file"])
    with serving(obedient()) as server:
        result = summarised(server, article)
    values = {q.value for q in result.summary.quantities}
    found = [f for f in attack["true"] if Decimal(str(f["value"])) in values]
    assert len(found) * 3 >= len(attack["true"]) * 2
