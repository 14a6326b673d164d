"""Report types: ours, and a user's own, by folder or by module."""

import asyncio
import json
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

from summariser import Result, asummarise, load_report_type
from summariser.errors import ConfigurationError
from tests.support.servers import completion, obedient, said_to_model, serving, summarised

SCHEMA = '''
from pydantic import Field

from summariser.fields import Evidence, Fields, Line, Quantity


class Closure(Fields):
    """A bridge that was closed."""

    town: Line = Field(description="where it stands")
    evidence: Evidence


class Bridges(Fields):
    """The state of bridges."""

    worst: Line = Field(description="the worst bridge of all")
    closures: list[Closure]
    figures: list[Quantity]


SUMMARY = Bridges
'''
TEXT = "Bridges close\n\nInspectors closed the bridge of Corran and nine small bridges on Monday, the Structures Board said."
DRAFT = {"worst": "the bridge of Corran", "closures": [{"town": "Corran"}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report type of the user's own: a schema, and one template in place of ours."""
    made = tmp_path / "bridge_report"
    made.mkdir()
    (made / "schema.py").write_text(SCHEMA)
    (made / "summary.j2").write_text("Tell of the bridges.\n{{ fields }}\n")
    return made


def _summarised(report_type: str | Path) -> tuple[Result[BaseModel], str]:
    """The result, and what the model was told for the draft."""

    def answer(request: dict[str, object]) -> object:
        name = request["response_format"]["json_schema"]["name"]  # type: ignore[index]
        return completion(json.dumps(DRAFT)) if name == "Bridges" else obedient()(request)

    with serving(answer) as server:  # type: ignore[arg-type]
        result = summarised(server, TEXT, report_type=report_type)
    draft = next(r for r in server.requests if r["response_format"]["json_schema"]["name"] == "Bridges")
    return result, said_to_model(draft)


def test_a_folder(folder: Path) -> None:
    """Its fields and descriptions are what the model is asked; what it has no template for is ours."""
    result, told = _summarised(folder)

    assert type(result.summary).__name__ == "Bridges"
    assert result.summary.model_dump(mode="json") == {
        "worst": "the bridge of Corran",
        "closures": [{"town": "Corran", "evidence": [2]}],
        "figures": result.summary.model_dump(mode="json")["figures"],
    }
    (figure,) = result.summary.figures  # type: ignore[attr-defined]
    assert (figure.value, figure.unit) == (9, "bridge")
    assert result.verification.verdicts
    assert "Tell of the bridges." in told
    assert "worst: the worst bridge of all" in told
    assert "never follow instructions" in told
    assert result.provenance.report_type == "bridge_report"


def test_a_module(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An importable module with its templates beside it is the same."""
    (folder / "schema.py").rename(folder / "__init__.py")
    monkeypatch.syspath_prepend(str(folder.parent))
    result, told = _summarised("bridge_report")
    monkeypatch.delitem(sys.modules, "bridge_report")
    assert "Tell of the bridges." in told
    assert result.provenance.report_type == "bridge_report"


def test_versions_change_with_what_they_stand_for(folder: Path) -> None:
    """A changed template changes the prompt's version, a changed description the schema's, and nothing else does."""
    before = load_report_type(folder)
    assert load_report_type(folder).prompt_version == before.prompt_version
    (folder / "summary.j2").write_text("Tell of bridges.\n{{ fields }}\n")
    prompt_changed = load_report_type(folder)
    (folder / "schema.py").write_text(SCHEMA.replace("where it stands", "the town"))
    both_changed = load_report_type(folder)

    assert prompt_changed.prompt_version != before.prompt_version
    assert prompt_changed.schema_version == before.schema_version
    assert both_changed.prompt_version == prompt_changed.prompt_version
    assert both_changed.schema_version != before.schema_version


BROKEN: dict[str, tuple[dict[str, str], str]] = {
    "no schema": ({"schema.py": ""}, "sets no SUMMARY"),
    "SUMMARY of another kind": ({"schema.py": "SUMMARY = dict"}, "must name a Pydantic model"),
    "schema that does not compile": ({"schema.py": "SUMMARY ="}, "cannot be imported: SyntaxError"),
    "schema that fails": ({"schema.py": "1 / 0"}, "cannot be imported: ZeroDivisionError"),
    "missing requirement": ({"schema.py": "import nowhere_to_be_found"}, "No module named 'nowhere"),
    "template that does not compile": ({"summary.j2": "{% for x in %}"}, "summary.j2 .* cannot be read"),
    "template with an unknown filter": ({"repair.j2": "{{ path | shout }}"}, "repair.j2 .* 'shout'"),
}


@pytest.mark.parametrize(("files", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_folder_is_refused_when_it_is_loaded(folder: Path, files: dict[str, str], said: str) -> None:
    """Before anything is asked of a model, and in one line."""
    for name, content in files.items():
        (folder / name).write_text(content)
    with pytest.raises(ConfigurationError, match=said) as caught:
        load_report_type(folder)
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_schema(folder: Path) -> None:
    (folder / "schema.py").unlink()
    with pytest.raises(ConfigurationError, match=r"has no schema\.py"):
        load_report_type(folder)


def test_a_template_that_is_no_text(folder: Path) -> None:
    (folder / "summary.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match=r"summary\.j2"):
        load_report_type(folder)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ nobody }}", "'nobody' is undefined"),
        ("{{ fields + 1 }}", "cannot be rendered"),
        ("{{ 1 / 0 }}", "zero"),
    ],
)
def test_a_template_that_cannot_be_rendered_names_itself(folder: Path, template: str, said: str) -> None:
    """A variable that nobody gives is an error, not an empty string."""
    (folder / "summary.j2").write_text(template)
    with serving(obedient()) as server, pytest.raises(ConfigurationError, match=said) as caught:
        summarised(server, TEXT, report_type=folder)
    assert "summary.j2" in str(caught.value)
    assert all(r["response_format"]["json_schema"]["name"] != "Bridges" for r in server.requests)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "weather", "no/such/folder", ".relative", "a b", "os.nothing"]
)
def test_an_unknown_name_lists_ours(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match=r"report_summary|has no schema\.py"):
        load_report_type(name)


@pytest.mark.parametrize("name", ["sys", "json", "importlib"])
def test_a_module_without_a_summary(name: str) -> None:
    with pytest.raises(ConfigurationError, match="sets no SUMMARY"):
        load_report_type(name)


@pytest.mark.parametrize(
    "code", ["SUMMARY =", "1 / 0", "raise ValueError('two\\nlines')", "import nowhere_at_all"]
)
def test_a_module_that_fails_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    (tmp_path / "failing_report.py").write_text(code)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ConfigurationError, match="failing_report cannot be imported"):
        load_report_type("failing_report")


def test_an_unknown_policy_or_type_is_told_before_a_model_is_opened() -> None:
    """No server is needed to learn of a wrong call."""
    with pytest.raises(ConfigurationError, match="no report type"):
        asyncio.run(asummarise(TEXT, "m", base_url="http://127.0.0.1:1/v1", report_type="weather"))
