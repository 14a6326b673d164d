"""A text that stands in the article is chosen among the article's own of its kind, in the schema that is sent."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summariser import Article, ReportType, load_report_type
from summariser.extraction import Limits
from summariser.extraction.asking.choices import choices_of, with_choices
from summariser.extraction.asking.wire_model import wire_model
from summariser.extraction.client.wire_schema import Dialect
from summariser.fields import (
    FROM_ARTICLE,
    Date,
    Fact,
    Fields,
    Kind,
    Line,
    Name,
    OptionalName,
    OptionalTerm,
    Party,
    Period,
    Quantity,
    Speaker,
)
from summariser.schemas.report_summary import ReportSummary
from tests.support.servers import asked_form, obedient, serving, summarised

MOST = 60
TEXT = """Board closes bridges

The Structures Board closed old bridges in Corran on 5 March 2026. "We have never seen such cracks," said Ann Bodley.

The Quay Institute counted cracks in May 2025. The road ministry denied it.
"""
NOTHING = "It rained again and again, and nobody knew why it did."


class Told(Fields):
    """Somebody within a list."""

    who: Party
    friend: OptionalName


class Story(Fields):
    """Fields of every kind that is chosen."""

    hero: Name
    place: OptionalName
    teller: Speaker
    party: Party
    day: Date
    span: Period
    remark: Line
    term: OptionalTerm
    people: list[Told]
    names: list[Name]
    others: list[Name] | None


class Plain(Fields):
    """Nothing is chosen here."""

    note: Line
    term: OptionalTerm
    count: int


def _chosen(schema: type[Fields], text: str) -> dict[str, Any]:
    return with_choices(wire_model(schema).model_json_schema(), Article.from_text(text))


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _nodes(item)
    elif isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _nodes(value)


def _words(node: dict[str, Any]) -> list[str]:
    """The words that a node allows, null left out."""
    kinds = node.get("anyOf", [node])
    return next(kind["enum"] for kind in kinds if "enum" in kind)


class TestEnums:
    """The article's own words, in its order."""

    @pytest.mark.parametrize("field", ["hero", "place"])
    def test_a_name_is_one_of_the_articles_names(self, field: str) -> None:
        words = _words(_chosen(Story, TEXT)["properties"][field])
        assert {"Structures Board", "Ann Bodley", "Quay Institute"} <= set(words)
        assert all(word in TEXT for word in words)
        assert len(words) == len(set(words))

    @pytest.mark.parametrize("field", ["teller", "party"])
    def test_a_speaker_is_one_who_says_something_or_could(self, field: str) -> None:
        """Those who speak stand first; places are none."""
        words = _words(_chosen(Story, TEXT)["properties"][field])
        assert {"Ann Bodley", "Structures Board", "Quay Institute"} <= set(words)
        assert not {"Corran", "5 March 2026"} & set(words)
        assert words.index("Ann Bodley") < words.index("Structures Board")

    @pytest.mark.parametrize("field", ["day", "span"])
    def test_a_time_is_one_of_the_articles(self, field: str) -> None:
        assert _words(_chosen(Story, TEXT)["properties"][field]) == ["5 March 2026", "May 2025"]

    def test_items_of_lists_are_chosen_too(self) -> None:
        schema = _chosen(Story, TEXT)
        item = schema["$defs"]["Told"]["properties"]
        names = _words(schema["properties"]["hero"])
        assert _words(item["friend"]) == names
        assert _words(item["who"]) == _words(schema["properties"]["party"])
        assert _words(schema["properties"]["names"]["items"]) == names
        (many,) = (kind for kind in schema["properties"]["others"]["anyOf"] if kind["type"] == "array")
        assert _words(many["items"]) == names

    def test_one_that_may_be_empty_may_still_be(self) -> None:
        properties = _chosen(Story, TEXT)["properties"]
        for name in ("place", "teller", "day", "span"):
            assert {"type": "null"} in properties[name]["anyOf"]
        for name in ("hero", "party"):
            assert properties[name]["type"] == "string"

    def test_words_over_several_lines_are_one_choice(self) -> None:
        text = "Bridges close\n\nOld bridges were closed, said Ann\nBodley. The Structures\nBoard was told by Ann Bodley."
        words = choices_of(Article.from_text(text), Kind.NAME)
        assert words.count("Ann Bodley") == 1
        assert not any("\n" in word for word in words)

    def test_facts_of_the_report_are_chosen_among_the_likely_ones(self) -> None:
        article = Article.from_text(
            'Bridges close\n\nThe Structures Board published its report, "Rust Belt", on Monday.'
        )
        report = with_choices(wire_model(ReportSummary).model_json_schema(), article)["$defs"]["Report"]
        assert _words(report["properties"]["title"]) == ["Rust Belt"] == list(choices_of(article, Fact.TITLE))
        assert _words(report["properties"]["issuer"])[0] == "Structures Board"


class TestNone:
    """Where the article has none of a kind."""

    def test_null_is_all_that_is_left_of_what_may_be_empty(self) -> None:
        properties = _chosen(Story, NOTHING)["properties"]
        for name in ("place", "teller", "day", "span"):
            assert properties[name]["anyOf"] == [{"type": "null"}]

    def test_what_must_be_there_stays_free(self) -> None:
        """With its length, and without the mark that it is chosen by."""
        schema = _chosen(Story, NOTHING)
        for node in (
            schema["properties"]["hero"],
            schema["properties"]["party"],
            schema["properties"]["names"]["items"],
        ):
            assert node["type"] == "string"
            assert node["maxLength"] == 100
            assert "enum" not in node and FROM_ARTICLE not in node

    def test_other_texts_are_free_in_any_article(self) -> None:
        for text in (TEXT, NOTHING):
            properties = _chosen(Story, text)["properties"]
            assert "enum" not in json.dumps([properties["remark"], properties["term"]])
            assert {"type": "null"} in properties["term"]["anyOf"]
            assert len(properties["term"]["anyOf"]) == 2


def test_at_most_so_many_of_a_kind() -> None:
    """A long list costs a server more than it helps a model."""
    first = "Ann Berta Clara Dora Emma Frieda Greta Hanna Ida Julia".split()
    last = "Bodley Carver Dunmore Ellwood Farrow Gresham Holt Ingram Jessop Kell".split()
    people = [f"{one} {other}" for one in first for other in last]
    days = [f"{day} {month} 2025" for month in ("March", "May", "July") for day in range(1, 31)]
    text = "Letters\n\n" + " ".join(
        f"The mill was closed on {day}, said {who}." for who, day in zip(people[:90], days, strict=True)
    )
    article = Article.from_text(text)
    for kind, all_of in ((Kind.NAME, people), (Kind.SPEAKER, people), (Kind.TIME, days)):
        chosen = choices_of(article, kind)
        assert len(chosen) == MOST
        assert list(chosen) == all_of[:MOST]


@pytest.mark.parametrize("text", [TEXT, NOTHING, ""])
def test_a_schema_without_such_fields_is_unchanged(text: str) -> None:
    whole = wire_model(Plain).model_json_schema()
    before = json.dumps(whole)
    assert with_choices(whole, Article.from_text(text)) == whole
    assert json.dumps(whole) == before


def test_the_schema_that_all_articles_share_is_left_as_it_was() -> None:
    """It is worked out once; the choices of one article are in no other's."""
    whole = wire_model(Story).model_json_schema()
    before = json.dumps(whole)
    with_choices(whole, Article.from_text(TEXT))
    assert json.dumps(wire_model(Story).model_json_schema()) == before
    assert "Ann Bodley" not in json.dumps(_chosen(Story, TEXT.replace("Ann Bodley", "Ida Holt")))


def test_choices_are_worked_out_once_for_an_article() -> None:
    article = Article.from_text(TEXT)
    assert choices_of(article, Kind.NAME) is choices_of(article, Kind.NAME)


def test_a_property_may_be_named_like_the_mark() -> None:
    """A field's name is no keyword, though only a hostile schema has this one."""
    schema = {"type": "object", "properties": {"anyOf": {"type": "string"}, "enum": {"type": "integer"}}}
    assert with_choices(schema, Article.from_text(TEXT)) == schema


STORY = ReportType("story", Story, load_report_type().folders)


@pytest.mark.parametrize("one_request", [False, True], ids=["each alone", "all in one"])
@pytest.mark.parametrize("dialect", Dialect)
def test_choices_reach_the_server_in_every_dialect(dialect: Dialect, one_request: bool) -> None:
    """The mark by which they are found does not, nor any word of another article."""
    text = TEXT + "\nThe towns asked for 12 ferries.\n"
    with serving(obedient()) as server:
        summarised(server, text, dialect=dialect, report_type=STORY, limits=Limits(one_request=one_request))
    assert server.requests
    assert FROM_ARTICLE not in json.dumps(server.requests)
    schema = asked_form(server.requests[0])["schema"]
    enums = [node["enum"] for node in _nodes(schema) if isinstance(node.get("enum"), list)]
    assert any("Structures Board" in words for words in enums)
    assert ["5 March 2026", "May 2025"] in enums


@pytest.mark.parametrize("dialect", Dialect)
def test_only_null_reaches_the_server_where_there_is_none(dialect: Dialect) -> None:
    """As a type of its own: strict servers know no choice among one."""
    with serving(obedient()) as server:
        summarised(server, NOTHING, dialect=dialect, report_type=STORY)
    properties = asked_form(server.requests[0])["schema"]["properties"]
    assert properties["place"] == properties["day"] == {"type": "null"}
    assert properties["hero"]["type"] == "string"
    assert "enum" not in properties["hero"]


def test_a_choice_of_the_models_is_valid_by_the_schema_of_the_summary() -> None:
    """The words that are offered are taken back, as long as the field is."""
    with serving(obedient()) as server:
        story = summarised(server, TEXT, report_type=STORY).summary
    assert story.hero in choices_of(Article.from_text(TEXT), Kind.NAME)
    assert story.party in choices_of(Article.from_text(TEXT), Kind.SPEAKER)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.one_of(
        st.text(st.characters(), max_size=300),
        st.lists(
            st.sampled_from(
                'Ann Bodley said “ ” " on 5 March 2026 the Board of Corran denied it . \n\n , May last year'.split(
                    " "
                )
            ),
            max_size=60,
        ).map(" ".join),
    )
)
def test_any_text_has_choices_of_its_own(text: str) -> None:
    """Each is a text of the article's, once, no more than so many; the schema stays one that can be sent."""
    article = Article.from_text(text)
    flat = " ".join(article.text.split())
    for kind in (*Kind, *Fact):
        chosen = choices_of(article, kind)
        assert len(chosen) == len(set(chosen)) <= MOST
        assert all(words and words == " ".join(words.split()) for words in chosen)
        if kind is not Fact.TITLE:
            assert all(words in flat for words in chosen)
    for schema in (Story, ReportSummary, Plain, Quantity):
        sent = with_choices(wire_model(schema).model_json_schema(), article)
        assert FROM_ARTICLE not in json.dumps(sent)
        for node in _nodes(sent):
            assert node.get("anyOf") != []
            assert not isinstance(node.get("enum"), list) or node["enum"]
