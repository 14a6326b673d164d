"""The examples of the docstrings run, and every public name has one.

An example of a public name runs with the public names of its package and of `summariser`, and nothing else that it does
not import, in a folder that holds

- `articles/`, with one article, and `run/`, the run folder of a batch on it;
- `gold/`, with one article and its gold, and `scored/`, the run folder of an evaluation on it,

beside `server`, the address of a model that does as it is asked.
"""

import doctest
import inspect
import json
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import summariser
from summariser import load_report_type
from tests.house.docstrings import CONSTANTS, PUBLIC, furnish, stand_in
from tests.support.processes import ROOT

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
_FINDER = doctest.DocTestFinder(exclude_empty=True)


def _modules() -> Iterator[ModuleType]:
    """The modules that have an example."""
    for path in sorted((ROOT / "summariser").rglob("*.py")):
        if ">>>" in path.read_text(encoding="utf-8"):
            yield import_module(
                ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            )


def _homes() -> dict[str, dict[str, object]]:
    """What the examples of each public class or function may use, by where it is written."""
    of_all = {name: getattr(summariser, name) for name in dir(summariser)}
    homes: dict[str, dict[str, object]] = {}
    for package, name in PUBLIC:
        value = getattr(package, name)
        if name not in CONSTANTS:
            names = of_all | {other: getattr(package, other) for other in package.__all__}
            homes.setdefault(f"{value.__module__}.{value.__qualname__}", {}).update(names)
    return homes


def _examples() -> Iterator[doctest.DocTest]:
    """One for each docstring that has examples; those of inner names may use what their module has."""
    homes = _homes()
    for module in _modules():
        for test in _FINDER.find(module):
            owner = next((home for home in homes if f"{test.name}.".startswith(f"{home}.")), None)
            test.globs = dict(homes[owner]) if owner else vars(module).copy()
            if test.examples:
                yield test


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with stand_in() as address:
        yield address


@pytest.fixture(scope="module")
def furnished(server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands in the folder that examples run in; made once."""
    return furnish(tmp_path_factory.mktemp("furnished"), server)


@pytest.mark.parametrize("example", [*_examples()], ids=lambda test: test.name.removeprefix("summariser."))
def test_an_example_runs(
    example: doctest.DocTest, server: str, furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And prints what it says, but for white space and what "..." stands for."""
    monkeypatch.chdir(shutil.copytree(furnished, tmp_path / "here"))
    said: list[str] = []
    example.globs = example.globs | {"server": server}
    failed, _ = doctest.DocTestRunner(optionflags=FLAGS).run(example, out=said.append, clear_globs=False)
    assert not failed, "".join(said)


@pytest.mark.parametrize(("package", "name"), PUBLIC, ids=lambda part: getattr(part, "__name__", part))
def test_every_public_name_has_an_example(package: ModuleType, name: str) -> None:
    """In its docstring, or in that of one of its own methods and properties."""
    value = getattr(package, name)
    if name in CONSTANTS:
        assert not inspect.isclass(value) and not inspect.isfunction(value)
        return  # what it is stands below it, where the type checker and the reference read it
    inner = vars(value).values() if inspect.isclass(value) else ()
    docs = [
        inspect.getdoc(value),
        *(one.__doc__ for one in inner if inspect.isroutine(one) or inspect.isdatadescriptor(one)),
    ]
    assert any(">>>" in (doc or "") for doc in docs), f"{package.__name__}.{name} has no example"


@pytest.mark.parametrize("name", ["report_summary", "news_summary"])
def test_no_example_is_told_to_a_model(name: str) -> None:
    """Docstrings of what a report type is made of are in the schema that its answers are held to, and in its version."""
    assert ">>>" not in json.dumps(load_report_type(name).schema.model_json_schema())
