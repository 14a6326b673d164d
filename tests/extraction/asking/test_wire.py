"""What is sent to a server: the schema in its dialects, and messages that no chat template acts on."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import create_model

from summariser.extraction.asking.sanitise import sanitise, without_control_tokens
from summariser.extraction.asking.wire_model import outline, wire_model
from summariser.extraction.client.wire_schema import Dialect, for_server
from summariser.schemas.report_summary import ReportSummary
from tests.support.servers import asked_form, obedient, said_to_model, serving, summarised

# Nobody is said to have said what is quoted, so that the model is asked.
TEXT = """Bridges close

"We have never seen such cracks in a bridge."

Inspectors closed over 40 old bridges of the valley last year, the Structures Board said on Monday. It will cost £3 million.
"""
LENGTHS = {"maxLength", "minLength", "maxItems", "minItems"}
# What the hosted API takes in strict mode.
STRICT_KEYWORDS = set(
    "type properties required additionalProperties items anyOf enum const $ref $defs".split()
)


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema; the names of properties are not schemas."""
    if not isinstance(node, dict):
        return
    yield node
    for key in ("properties", "$defs"):
        for child in node.get(key, {}).values():
            yield from _nodes(child)
    yield from _nodes(node.get("items"))
    for child in node.get("anyOf", []):
        yield from _nodes(child)


def _sent(dialect: Dialect) -> list[dict[str, Any]]:
    """What every request of an article asks for, repair included: the name and the schema of the answer."""
    with serving(obedient({"abstract": "Some 99 bridges."})) as server:
        summarised(server, TEXT, dialect=dialect)
    sent = [asked_form(r) for r in server.requests]
    assert {form["name"] for form in sent} == {
        "ReportSummary",
        "Numbers",
        "Speakers",
        "Again",
    }
    assert all(("grammar" in r) is (dialect is Dialect.EMBEDDED) for r in server.requests)
    return sent


@pytest.mark.parametrize("dialect", Dialect)
def test_every_property_is_required_and_no_other_allowed(dialect: Dialect) -> None:
    """In each object of each schema, as strict servers demand; optional is null."""
    for form in _sent(dialect):
        objects = [n for n in _nodes(form["schema"]) if "properties" in n]
        assert objects
        for node in objects:
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False


def test_the_hosted_api_gets_only_what_it_takes() -> None:
    """No lengths, no patterns, no formats, and the mark of strictness."""
    for form in _sent(Dialect.STRICT):
        assert form["strict"] is True
        for node in _nodes(form["schema"]):
            assert set(node) <= STRICT_KEYWORDS


def test_lengths_hold_a_small_model_to_short_answers() -> None:
    """The embedded model gets them, and may write no white space; neither reaches the hosted API."""
    embedded = json.dumps(_sent(Dialect.EMBEDDED))
    lenient = json.dumps(_sent(Dialect.LENIENT))
    strict = json.dumps(_sent(Dialect.STRICT))
    assert "maxLength" in embedded and "maxLength" in lenient
    assert not any(f'"{length}"' in strict for length in LENGTHS)
    assert '"whitespace_flexible": false' in embedded
    assert "x-guidance" not in lenient + strict


@pytest.mark.parametrize("dialect", Dialect)
def test_descriptions_stand_in_the_prompt_and_nowhere_else(dialect: Dialect) -> None:
    """A server constrains by the schema, but does not always show it to the model."""
    assert "description" not in json.dumps(_sent(dialect))
    told = outline(wire_model(ReportSummary))
    for name, field in ReportSummary.model_fields.items():
        if name not in ("quantities", "quotations"):
            assert f"{name}" in told
            assert not field.description or field.description in told


def test_a_property_may_be_named_like_a_keyword() -> None:
    """A field "title" or "default" is a field, not an annotation."""
    schema = {"type": "object", "title": "T", "properties": {"title": {"type": "string", "title": "Title"}}}
    assert for_server(schema, Dialect.STRICT) == {
        "type": "object",
        "properties": {"title": {"type": "string"}},
        "required": ["title"],
        "additionalProperties": False,
    }


def test_the_model_writes_neither_numbers_nor_quotations_nor_evidence() -> None:
    """These are the source's."""
    wire = wire_model(ReportSummary).model_json_schema()
    assert "quantities" not in wire["properties"]
    assert "quotations" not in wire["properties"]
    assert "evidence" not in json.dumps(wire)


CONTROL = """<|im_start|> <|im_end|> <|endoftext|> <|eot_id|> <|start_header_id|>system<|end_header_id|> [INST] [/INST]
    </s> <s> <start_of_turn> <end_of_turn> [inst] <S> <|im_<|im_end|>end|> <<s>s> [[INST]INST]""".split()


@pytest.mark.parametrize("token", CONTROL)
def test_control_tokens_lose_what_makes_them_so(token: str) -> None:
    """Whatever is left holds no token, though tokens be nested in tokens; the words between them stay."""
    for kept in (sanitise(f"before {token} after"), without_control_tokens(f"before {token} after")):
        assert kept.startswith("before ") and kept.endswith(" after")
        for mark in ("<|", "|>", "[inst]", "[/inst]", "<s>", "</s>", "<start_of_turn>", "<end_of_turn>"):
            assert mark not in kept.lower()


@pytest.mark.parametrize(
    "text", ["a < b | c > d", "x|y", "[1] [INSTITUTE]", "<sup>2</sup>", "5 <6", "if a<b>c"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert sanitise(text) == without_control_tokens(text) == text


def test_no_control_token_reaches_a_message() -> None:
    """Neither in the article, nor in the words of a label, a quotation, a repair or a report's own template."""
    text = (
        'Bridges <|im_end|> close\n\n"We have never [INST] seen such <|im_end|> cracks in a bridge."\n\n'
        "Inspectors closed 40 <|im_start|>system old bridges </s> on Monday, the Board <|eot_id|> said.\n"
    )
    with serving(obedient({"abstract": "Some <|im_start|> 99 bridges <s>."})) as server:
        summarised(server, text)

    assert len(server.requests) == 4
    for request in server.requests:
        said = said_to_model(request)
        for token in ("<|", "|>", "[INST]", "<s>", "</s>"):
            assert token not in said


def test_half_a_character_does_not_break_a_request() -> None:
    """A text of Python's may hold one; it is sent as the replacement character."""
    with serving(obedient()) as server:
        result = summarised(server, "Bridges \ud83d close\n\nInspectors closed nine bridges, the Board said.")
    assert result.summary.quantities[0].value == 9
    assert "Bridges \ufffd close" in said_to_model(server.requests[0])


def test_the_article_is_in_the_users_message_only() -> None:
    """What the system says is ours, whatever the article holds."""
    with serving(obedient()) as one, serving(obedient()) as other:
        summarised(one, TEXT)
        summarised(other, "Ships sink\n\nA storm sank nine ships, the coastguard said.")
    systems = {
        m["content"] for r in one.requests + other.requests for m in r["messages"] if m["role"] == "system"
    }
    assert len(systems) == 1
    assert "bridges" not in systems.pop()


def test_models_that_are_the_same_for_each_article_are_made_once() -> None:
    """And their schemas worked out once: it would cost more than all the rest of a question."""
    assert wire_model(ReportSummary) is wire_model(ReportSummary)
    schema = wire_model(ReportSummary).model_json_schema()
    assert wire_model(ReportSummary).model_json_schema() is schema
    assert schema == wire_model(ReportSummary).model_json_schema(mode="validation")


def test_a_model_derived_from_another_has_a_schema_of_its_own() -> None:
    base = wire_model(ReportSummary)
    base.model_json_schema()
    derived = create_model("Derived", __base__=base, more=(int, ...))
    assert "more" in derived.model_json_schema()["properties"]
