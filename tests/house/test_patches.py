"""What a test needs to be otherwise is an argument: few places of the package, or of a library, are patched by attribute."""

import ast
from collections.abc import Iterator

from tests.support.processes import ROOT

MOST = 31  # places today: it may only go down
_PATCHES = frozenset(
    {"monkeypatch.setattr", "monkeypatch.delattr", "mock.patch", "mock.patch.object", "patch", "patch.object"}
)


def _patched(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _PATCHES:
            yield node.lineno


def test_no_more_places_are_patched() -> None:
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests").rglob("*.py"))
    }
    places = [f"{path.relative_to(ROOT)}:{line}" for path, tree in trees.items() for line in _patched(tree)]
    functions = [
        node
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]
    print(f"{len(places)} places in {len(functions)} tests: {100 * len(places) / len(functions):.2f} per 100")
    assert len(places) <= MOST, "pass what is needed as an argument instead:\n" + "\n".join(places)
