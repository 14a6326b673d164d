"""Each number that somebody chose says where it comes from: what measured it, whose rule it is, or that it is by judgement."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import ROOT

# What a comment says of a source. A number that nothing measured is "by judgement", better with the reason.
_SOURCE = re.compile(
    r"judgement|[Mm]easured|[Cc]hosen on|benchmarks/|evals|docs/|RFC|EDTF|POSIX|libxml2|calendar|datetime|custom"
    r"|\bas (?:the )?\w+(?:['’]s [\w ]+)? (?:has|have|allow|name|publish)|\bAs (?:\w+ )?(?:Excel|shells|providers|published|xlsxwriter)"
    r"|notation|tells our files|not (?:a )?choices?\b|file systems allow|Unicode"
)
_COMMENT = re.compile(r"#.*")


def _is_chosen(value: ast.expr | None) -> bool:
    """Whether it is a number, several, or weights by name; whole numbers by name are vocabulary."""
    match value:
        case ast.Constant(value=bool() | str() | bytes() | None):
            return False
        case ast.Constant():
            return isinstance(value.value, int | float)
        case ast.UnaryOp():
            return _is_chosen(value.operand)
        case ast.BinOp():
            return _is_chosen(value.left) and _is_chosen(value.right)
        case ast.Tuple():
            return bool(value.elts) and all(map(_is_chosen, value.elts))
        case ast.Call(func=ast.Name(id="Decimal")):
            return True
        case ast.Dict():
            return any(isinstance(one, ast.Constant) and isinstance(one.value, float) for one in value.values)
    return False


def _untold(path: Path) -> Iterator[str]:
    """The constants of a module of whose numbers no comment tells the source, up to them in their paragraph."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_chosen(node.value):
            first = node.lineno - 1
            while first and lines[first - 1].strip():
                first -= 1
            comments = _COMMENT.findall("\n".join(lines[first : node.end_lineno]))
            told = " ".join(comment.strip("# ") for comment in comments)
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            if name.upper() == name and not _SOURCE.search(told):
                yield f"{path}:{node.lineno}: {name}"


def test_each_chosen_number_says_where_it_comes_from() -> None:
    """The table of units is written by its tool, from pint and babel."""
    modules = sorted((ROOT / "summariser").rglob("*.py"))
    assert len(modules) > 100
    assert [one for path in modules if path.name != "_unit_table.py" for one in _untold(path)] == []


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("_FEW = 12", 1),
        ("_FEW = 12  # words", 1),
        ("_FEW = 12  # words, by judgement", 0),
        ("# In words, by judgement.\n_FEW, _MANY = 1, 0.5\n_SHARE = Decimal('0.2')", 0),
        ("# In words, by judgement.\n_FEW = 12\n\n_MANY = 13", 1),
        ("_WEIGHTS = {'a': 0.5}", 1),
        ("_WORDS = {'one': 1}", 0),
        ("few = 12", 0),
    ],
)
def test_a_paragraph_of_constants_tells_it_once(written: str, names: int, tmp_path: Path) -> None:
    """Or each line does."""
    (tmp_path / "module.py").write_text(written, encoding="utf-8")
    assert len([*_untold(tmp_path / "module.py")]) == names
