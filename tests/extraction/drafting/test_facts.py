"""The report's facts and all names are the article's; what the model adds to them is no answer."""

from typing import Annotated, Any

import pytest
from pydantic import Field

from summariser import Article
from summariser.extraction.drafting.facts import with_facts
from summariser.fields import Fact, Fields, OptionalName, Party, Speaker, Told
from summariser.schemas.report_summary import Report, ReportSummary
from tests.support.servers import obedient, serving, summarised

ARTICLE = (
    'Bridges close\n\nNine bridges were closed last year, the Structures Board said in its report, "Rust Belt", which was '
    'published on 5 March 2026.\n\nThe road ministry denied it. "We have never seen such cracks in any town," said Ann Bodley, '
    "who leads the board."
)
NO_REPORT = "Bridges close\n\nNine bridges were closed on Monday after a storm. Traffic was slow, said Ann Bodley of the town."


def _facts(said: dict[str, Any], text: str = ARTICLE) -> dict[str, Any]:
    empty = dict.fromkeys(("title", "issuer", "date", "period"))
    return with_facts(empty | said, Report, Article.from_text(text))


@pytest.mark.parametrize("said", [None, {"title": "Old Bridges", "issuer": "Ann Bodley", "date": "Monday"}])
def test_an_article_about_no_report_has_none(said: dict[str, Any] | None) -> None:
    assert with_facts({"report": said}, ReportSummary, Article.from_text(NO_REPORT)) == {"report": None}


def test_what_the_article_tells_clearly_goes_before_what_the_model_says() -> None:
    facts = _facts({"title": "A Study of Bridges", "issuer": "Road Ministry", "date": "2019"})
    assert facts["title"] == "Rust Belt"
    assert facts["issuer"] == "Structures Board"
    assert facts["date"] == "5 March 2026"


@pytest.mark.parametrize("field", ["title", "issuer", "date", "period"])
@pytest.mark.parametrize("invented", ["its title if the article gives one", "the coastguard", "12 May 1987"])
def test_what_the_article_does_not_have_is_no_answer(field: str, invented: str) -> None:
    assert _facts({field: invented}, NO_REPORT)[field] is None


def test_the_models_choice_stands_where_the_article_has_it_and_does_not_tell() -> None:
    assert _facts({"issuer": "town"}, NO_REPORT)["issuer"] == "town"


def test_a_name_of_nobody_in_the_article_is_dropped_with_what_it_says() -> None:
    draft = {
        "responses": [
            {"who": "the coastguard", "stance": "denied", "text": "It denied it."},
            {"who": "The road ministry", "stance": "denied", "text": "It denied it."},
        ]
    }
    with serving(obedient(draft)) as server:
        result = summarised(server, ARTICLE)
    assert [response.who for response in result.summary.responses] == ["The road ministry"]


def test_a_speaker_and_a_source_of_a_number_are_of_the_article() -> None:
    with serving(obedient(what="the coastguard")) as server:
        result = summarised(server, ARTICLE)
    assert {q.attribution for q in result.summary.quantities} == {None}
    assert {q.speaker for q in result.summary.quotations} == {"Ann Bodley"}  # as the article tells


def test_a_report_type_of_ones_own_gets_facts_by_the_type_of_its_fields() -> None:
    class Paper(Fields):
        name: Annotated[OptionalName, Told(Fact.TITLE)] = None
        note: str = Field(default="")

    told = with_facts({"name": None, "note": "kept"}, Paper, Article.from_text(ARTICLE))
    assert told == {"name": "Rust Belt", "note": "kept"}


LONG = "The board closed nine bridges in the hills, and it will close two more in the north by spring. " * 6


@pytest.mark.parametrize(
    ("abstract", "kept"),
    [
        (LONG[:498], LONG[: 95 * 5].rstrip()),  # the limit of the schema cut it
        (LONG[: 95 * 5].strip(), LONG[: 95 * 5].strip()),
        ("The board closed nine bridges, it", "The board closed nine bridges, it"),  # far from the limit
        ("bridge " * 71, "bridge " * 71),  # no sentence ends
    ],
)
def test_no_text_ends_in_the_middle_of_a_sentence(abstract: str, kept: str) -> None:
    article = Article.from_text(ARTICLE)
    assert with_facts({"abstract": abstract}, ReportSummary, article) == {"abstract": kept}


@pytest.mark.parametrize(
    ("who", "said", "stance"),
    [
        ("the road ministry", "confirmed", "denied"),  # as its verb tells
        ("Ann Bodley", "denied", "other"),  # she speaks, and takes no side
        ("the towns", "other", "declined to comment"),
    ],
)
def test_a_stance_is_what_the_verb_of_the_article_tells(who: str, said: str, stance: str) -> None:
    article = Article.from_text(ARTICLE + " The towns declined to comment.")
    draft = {"responses": [{"who": who, "stance": said, "text": "So it was."}]}
    assert with_facts(draft, ReportSummary, article)["responses"][0]["stance"] == stance


class Person(Fields):
    who: Party
    friend: Speaker = Field(description="without a default, and may be empty")


class Firm(Fields):
    firm: str


class Story(Fields):
    lead: Party
    told_by: Person | Firm
    people: list[Person]


def test_a_schema_of_ones_own_loses_no_name_that_it_must_have() -> None:
    """A union's other model, and a required name outside a list, stay for verification to speak of."""
    article = Article.from_text(ARTICLE)
    nobody = {"who": "the coastguard", "friend": None}
    somebody = {"who": "Ann Bodley", "friend": "the coastguard"}
    draft = {"lead": "the coastguard", "told_by": {"firm": "Dole"}, "people": [nobody, somebody]}
    assert with_facts(draft, Story, article) == draft | {"people": [{"who": "Ann Bodley", "friend": None}]}
    assert with_facts({"told_by": nobody}, Story, article) == {"told_by": nobody}


def test_a_name_is_the_articles_by_its_acronym_too_and_by_whole_words_only() -> None:
    article = Article.from_text("Roads\n\nThe Joint Embargo Observation Panel closed nine ports on Monday.")
    assert with_facts({"friend": "JEOP"}, Person, article) == {"friend": "JEOP"}
    assert with_facts({"friend": "bargo Obs"}, Person, article) == {"friend": None}
    assert _facts({"period": "on"}, NO_REPORT.replace("on Monday", "Monday"))["period"] is None
