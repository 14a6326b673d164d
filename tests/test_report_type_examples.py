"""The report types of examples/: they load, their gold speaks of their own fields, and the pipeline fills them."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from summariser import Article, find_numbers, load_report_type
from tests.support import gold as golds
from tests.support.model_server import filled
from tests.support.processes import ROOT
from tests.support.servers import Reply, asked_form, completion, serving, summarised

FOLDERS = sorted(path.parent for path in (ROOT / "examples" / "report-types").glob("*/schema.py"))
GOLD = [path for folder in FOLDERS for path in sorted((folder / "gold").glob("*.json"))]


def _ids(path: Path) -> str:
    return path.name if path.is_dir() else f"{path.parent.parent.name}-{path.stem}"


def _at(value: Any, path: str) -> Any:
    """What stands at a dotted path of a summary's JSON; "nothing" where the path leads nowhere."""
    for step in path.split("."):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError):
            return "nothing"
    return value


class Reader:
    """A model that answers as the gold has it, whatever part of the summary it is asked for; `said` is what it told."""

    def __init__(self, gold: dict[str, Any]) -> None:
        self.said: dict[str, Any] = {}
        self._gold = {path: told["text"] if isinstance(told, dict) else told for path, told in gold.items()}
        self._names = {path.partition(".")[0] for path in self._gold}

    def answer(self, request: dict[str, Any]) -> Reply:
        """The answer to one request."""
        schema = asked_form(request)["schema"]
        return completion(json.dumps(self._filled(schema, schema, "")))

    def _filled(self, node: dict[str, Any], root: dict[str, Any], path: str) -> Any:
        if "$ref" in node:
            return self._filled(root["$defs"][node["$ref"].rsplit("/", 1)[-1]], root, path)
        if "properties" in node:
            # The summary's own fields may stand within a larger answer; a quantity has a period too.
            is_summary = len(node["properties"].keys() & self._names) > 1
            dot = f"{path}." if path and not is_summary else ""
            return {name: self._filled(child, root, dot + name) for name, child in node["properties"].items()}
        if node.get("type") == "array":
            own = [told for known, told in self._gold.items() if known.startswith(f"{path}.")]
            choices = _choices(node["items"]) or own
            return self._say(path, [told for told in own if told in choices], bool(own))
        told = self._gold.get(path, filled(node, root))
        allowed = _choices(node)
        return self._say(
            path, filled(node, root) if allowed and told not in allowed else told, path in self._gold
        )

    def _say(self, path: str, told: Any, is_gold: bool) -> Any:
        if is_gold:
            self.said[path] = told
        return told


def _choices(node: dict[str, Any]) -> list[str] | None:
    """What may be answered, where that is a choice."""
    return next((one["enum"] for one in [node, *node.get("anyOf", [])] if "enum" in one), None)


@pytest.mark.parametrize("folder", FOLDERS, ids=_ids)
def test_each_is_a_folder_as_a_user_has_it(folder: Path) -> None:
    """A schema, and three articles with their gold."""
    kind = load_report_type(folder)
    assert kind.name == folder.name
    assert len(list((folder / "articles").iterdir())) == len(list((folder / "gold").iterdir())) == 3


@pytest.mark.parametrize("path", GOLD, ids=_ids)
def test_gold_speaks_of_fields_of_the_schema(path: Path) -> None:
    """A value of each scalar field, in words of the article's unless it is one of an enum."""
    schema = load_report_type(path.parent.parent).schema
    gold = golds.load(path)
    text = golds.visible_text(path.parent.parent / "articles" / gold["file"]).lower()
    for at, told in gold["fields"].items():
        field = schema.model_fields[at.partition(".")[0]]
        words = told["text"] if isinstance(told, dict) else told
        assert words is None or words.lower() in text or words in set(_values(field.annotation)), (at, words)


def _values(annotation: Any) -> list[str]:
    return [member.value for member in getattr(annotation, "__members__", {}).values()]


@pytest.mark.parametrize("path", GOLD, ids=_ids)
def test_the_loop_fills_it(path: Path) -> None:
    """What a model tells of an article is the summary, its figures come from the article, and each has a verdict."""
    gold = golds.load(path)
    folder = path.parent.parent
    kind = load_report_type(folder)
    reader = Reader(gold["fields"])
    article = Article.from_file(folder / "articles" / gold["file"])

    with serving(reader.answer) as server:
        result = summarised(server, article, report_type=kind)

    told = result.summary.model_dump(mode="json")
    assert kind.schema.model_validate_json(result.summary.model_dump_json())
    assert reader.said
    assert {at: _at(told, at) for at in reader.said} == reader.said
    _assert_figures_have_verdicts(result.summary, result.verification.verdicts)
    core = {quantity["value"] for quantity in gold["quantities"] if quantity["core"]}
    found = {mention.value for mention in find_numbers(article.text)}
    assert core & found - {quantity.value for quantity in result.summary.quantities} == set()
    assert type(result.summary) is kind.schema


@pytest.mark.parametrize("path", GOLD, ids=_ids)
def test_the_loop_fills_it_from_a_model_that_knows_nothing(path: Path) -> None:
    """Every figure of the body is there all the same, with its verdict."""
    folder = path.parent.parent
    article = Article.from_file(folder / "articles" / golds.load(path)["file"])

    def answer(request: dict[str, Any]) -> Reply:
        schema = asked_form(request)["schema"]
        return completion(json.dumps(filled(schema, schema)))

    with serving(answer) as server:
        result = summarised(server, article, report_type=load_report_type(folder))

    _assert_figures_have_verdicts(result.summary, result.verification.verdicts)
    assert len(result.summary.quantities) >= 20


def _assert_figures_have_verdicts(summary: Any, verdicts: Any) -> None:
    assert isinstance(summary, BaseModel)
    judged = {(v.path.rsplit(".", 1)[0], v.mention.value) for v in verdicts if v.mention}
    for i, quantity in enumerate(summary.quantities):  # type: ignore[attr-defined]
        assert (f"quantities.{i}", quantity.value) in judged, quantity
