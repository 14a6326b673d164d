"""Which of our report types an article is summarised as, and what each makes of an article of the other kind."""

from pathlib import Path
from typing import Any

import pytest

from summariser import asummarise, load_report_type
from summariser.errors import RunFolderError
from summariser.jobs import reverify
from summariser.schemas.news_summary import NewsSummary
from summariser.schemas.report_summary import ReportSummary
from tests.jobs.folders import records, run
from tests.support.servers import asked_form, obedient, serving, summarised, with_model

NEWS = (
    "Two ferries collide off Skelby\n\nTwo ferries collided off Skelby on Tuesday, and over 30 passengers were hurt. "
    '"It was dark," said Captain Ola Breen. The harbour was closed for nine hours.'
)
REPORT = (
    'Bridges close\n\nNine bridges were closed last year, the Structures Board said in its report, "Rust Belt", which '
    "was published on 5 March 2026. The report says that 40 more are weak."
)
NAMED = {"title": "Rust Belt", "issuer": "Ola Breen", "date": "Tuesday", "period": "nine hours"}


@pytest.mark.parametrize(("text", "made"), [(NEWS, NewsSummary), (REPORT, ReportSummary)])
def test_the_article_says_which_type_it_is(text: str, made: type) -> None:
    with serving(obedient()) as server:
        result = with_model(server, lambda model: asummarise(text, model))
        named = summarised(server, text, report_type=result.provenance.report_type)
    assert type(result.summary) is made
    assert named.provenance.schema_version == result.provenance.schema_version
    assert named.summary == result.summary
    asked = {asked_form(request)["name"] for request in server.requests}
    assert asked & {"NewsSummary", "ReportSummary"} == {made.__name__}


@pytest.mark.parametrize("text", [NEWS, REPORT])
def test_figures_and_quotations_are_the_same_in_either(text: str) -> None:
    with serving(obedient()) as server:
        one, other = (
            summarised(server, text, report_type=n).summary for n in ("report_summary", "news_summary")
        )
    assert one.quantities == other.quantities
    assert one.quotations == other.quotations


def test_news_has_no_report_whatever_the_model_says() -> None:
    with serving(obedient({"report": NAMED})) as server:
        result = summarised(server, NEWS, report_type="report_summary")
    assert result.summary.report is None
    assert not [v for v in result.verification.verdicts if v.path.startswith("report")]
    assert '"report":null' in result.summary.model_dump_json()
    assert ReportSummary.model_validate_json(result.summary.model_dump_json()) == result.summary


def test_what_the_article_does_not_name_is_left_out_of_news() -> None:
    draft: dict[str, Any] = {
        "who": [{"name": "Ola Breen", "role": "captain"}, {"name": "the coastguard", "role": None}],
        "where": [{"name": "Skelby"}, {"name": "the strait"}],
        "when": "12 May 1987",
        "reactions": [{"who": "the minister", "stance": "denied", "text": "He denied it."}],
    }
    with serving(obedient(draft)) as server:
        made = summarised(server, NEWS, report_type="news_summary").summary
    assert [one.name for one in made.who] == ["Ola Breen"]
    assert [one.name for one in made.where] == ["Skelby"]
    assert made.when is None
    assert made.reactions == []


def test_the_versions_of_auto_change_with_either() -> None:
    auto, first, second = map(load_report_type, ("auto", "report_summary", "news_summary"))
    assert len({kind.prompt_version for kind in (auto, first, second)}) == 3
    assert len({kind.schema_version for kind in (auto, first, second)}) == 3


def test_a_batch_of_both_kinds_goes_on_and_is_verified_again(tmp_path: Path) -> None:
    for name, text in (("news", NEWS), ("report", REPORT)):
        (tmp_path / f"{name}.txt").write_text(text)
    out = tmp_path / "out"
    with serving(obedient()) as server:
        run(server, [str(tmp_path / "*.txt")], out)
        asked = len(server.requests)
        run(server, [str(tmp_path / "*.txt")], out)
        assert len(server.requests) == asked
        with pytest.raises(RunFolderError, match=r"report_type was 'auto', is now 'report_summary'"):
            run(server, [str(tmp_path / "*.txt")], out, report_type="report_summary")
    kinds = {record["provenance"]["report_type"] for record in records(out)}
    assert kinds == {"news_summary", "report_summary"}
    again = reverify(out)
    assert (again.verified, again.changed) == (2, 0)
