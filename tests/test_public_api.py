"""The public names: what is promised, what is there, what the README tells of, and what importing costs."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import summariser
from summariser import errors
from tests.support.processes import ROOT, environment

PACKAGES = """summariser.numbers summariser.article summariser.verification summariser.extraction
    summariser.evaluation summariser.jobs summariser.views.tables""".split()


# The public names, as the one list that there is has them.
STUB = ast.parse(Path(ROOT / "summariser/__init__.pyi").read_text(encoding="utf-8")).body
NAMED = [
    (name, line.module or "") for line in STUB if isinstance(line, ast.ImportFrom) for name in line.names
]


@pytest.mark.parametrize(("listed", "home"), NAMED, ids=lambda part: getattr(part, "name", ""))
def test_each_public_name_is_there(listed: ast.alias, home: str) -> None:
    """And is the very object of its layer, which lists it too; type checkers see it ("A as A" is public to them)."""
    assert listed.asname == listed.name
    value = getattr(summariser, listed.name)
    layer = import_module(home)
    assert getattr(layer, listed.name) is value
    assert listed.name in getattr(layer, "__all__", dir(layer))
    assert getattr(value, "__doc__", None)


def test_the_list_is_whole_and_in_order() -> None:
    """The stub is imports alone; what it imports can be loaded, is listed, and nothing else is."""
    assert len(NAMED) == len(STUB) - 1  # but for its docstring
    assert dir(summariser) == sorted(name.name for name, _ in NAMED)
    given: dict[str, object] = {}
    exec("from summariser import *", given)  # noqa: S102
    assert sorted(given.keys() - {"__builtins__"}) == dir(summariser)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'summarize'"):
        _ = summariser.summarize  # type: ignore[attr-defined]


@pytest.mark.parametrize("package", PACKAGES)
def test_each_layer_has_what_it_lists(package: str) -> None:
    module = import_module(package)
    assert len(set(module.__all__)) == len(module.__all__)
    for name in module.__all__:
        assert getattr(module, name) is not None


def test_every_error_is_in_the_tree_at_the_top_of_its_module() -> None:
    """Each class of errors.py descends from the one base, and is drawn under its parent."""
    drawn = [line for line in (errors.__doc__ or "").splitlines() if "Error" in line]
    names = [next(word for word in line.replace("│", " ").split() if word.isidentifier()) for line in drawn]
    classes = {n: c for n, c in vars(errors).items() if isinstance(c, type) and issubclass(c, Exception)}
    assert sorted(names) == sorted(classes)
    assert all(issubclass(c, summariser.SummariserError) for c in classes.values())


# What one layer alone must not load: it would make a quick call slow, or need what is not installed.
HEAVY = {"openai", "instructor", "trafilatura", "typer", "rich", "tenacity", "xllamacpp"}
IMPORTS = {
    "summariser": HEAVY | {"pydantic"},
    "summariser.numbers": HEAVY,
    "summariser.errors": HEAVY | {"pydantic"},
    "summariser.verification": HEAVY - {"trafilatura"},
    "summariser.extraction": {"xllamacpp", "typer", "rich.console"},
    "summariser.views.tables": {"xllamacpp", "typer", "rich.console", "pandas", "xlsxwriter"},
    "summariser.evaluation": {"xllamacpp", "typer", "rich.console", "rouge_score", "langextract", "numpy"},
}


@pytest.mark.parametrize("module", IMPORTS)
def test_a_layer_alone_loads_no_model_client(module: str) -> None:
    """Finding and checking numbers needs neither a client nor a page reader nor the command line."""
    code = f"import sys, {module}; print(*sorted({IMPORTS[module]!r} & sys.modules.keys()))"
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == []


def test_the_readme_tells_of_the_main_calls() -> None:
    """By their names."""
    readme = Path(ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("find_numbers", "verify_text", "summarise", "asummarise", "verify"):
        assert name in readme
