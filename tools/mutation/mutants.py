"""The mutants of a module: each one small change of one function, of the kind that a slip of the hand makes."""

import ast
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_OTHER_COMPARISON = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "is": "is not", "is not": "is", "in": "not in", "not in": "in",
}  # fmt: skip
_COMPARISON = re.compile(rb"[<>=!]=?|\bis\s+not\b|\bnot\s+in\b|\bis\b|\bin\b")
_OTHER_JOIN = {"and": "or", "or": "and"}
_JOIN = re.compile(rb"\band\b|\bor\b")
_OTHER_OPERATION = {
    "+": "-", "-": "+", "*": "/", "/": "*", "//": "*", "%": "*", "**": "*", "|": "&", "&": "|", "<<": ">>", ">>": "<<",
}  # fmt: skip
_OPERATION = re.compile(rb"\*\*|//|<<|>>|[-+*/%|&]")
_PROSE = re.compile(r"[A-Za-z] [A-Za-z]")  # what people are told; its wording is no behaviour
_REMOVED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Break, ast.Continue, ast.Delete)
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """A change of a module's bytes from `start` to `end`, in a function, within the statement at `statement`."""

    path: Path
    function: str
    line: int
    statement: tuple[int, int]
    start: int
    end: int
    text: str

    def source(self) -> bytes:
        """The module with the change."""
        whole = self.path.read_bytes()
        return whole[: self.start] + self.text.encode() + whole[self.end :]


def mutants_of(path: Path) -> list[Mutant]:
    """The mutants of a module's functions, in the order of their lines, each once."""
    return list(dict.fromkeys(_Changes(path).all()))


def sample(mutants: list[Mutant], share: float, seed: int) -> list[Mutant]:
    """Of each module a share of the lines that have mutants (at least one), and of each of these one mutant.

    What is drawn hangs on the seed, the function and the words of the change alone: an edit elsewhere, or a module that
    moves, leaves the rest of the sample as it was.
    """
    drawn: list[Mutant] = []
    for path in sorted({mutant.path for mutant in mutants}):
        lots: dict[int, tuple[str, Mutant]] = {}
        whole = path.read_bytes()
        for mutant in (one for one in mutants if one.path == path):
            words = f"{seed} {mutant.function} {whole[mutant.start : mutant.end]!r} {mutant.text}"
            line = whole.splitlines()[mutant.line - 1].strip()
            lot = hashlib.sha256(words.encode() + line).hexdigest()
            lots[mutant.line] = min(
                lots.get(mutant.line, (lot, mutant)), (lot, mutant), key=lambda one: one[0]
            )
        count = max(1, round(share * len(lots)))
        drawn += [mutant for _, mutant in sorted(lots.values(), key=lambda one: one[0])[:count]]
    return sorted(drawn, key=lambda one: (one.path, one.start, one.end, one.text))


class _Changes:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._whole = path.read_bytes()
        self._lines = [0]
        for line in self._whole.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def all(self) -> Iterator[Mutant]:
        body = ast.parse(self._whole).body
        builders = _builders(body)
        yield from self._in_body([one for one in body if getattr(one, "name", "") not in builders], "")

    def _in_body(self, body: list[ast.stmt], owner: str) -> Iterator[Mutant]:
        for node in body:
            if isinstance(node, ast.ClassDef):
                yield from self._in_body(node.body, f"{owner}{node.name}.")
            elif isinstance(node, _FUNCTION):
                for statement in node.body:
                    for start, end, line, at, text in self._statement(statement):
                        yield Mutant(self._path, f"{owner}{node.name}", line, at, start, end, text)

    def _statement(self, node: ast.stmt) -> Iterator[tuple[int, int, int, tuple[int, int], str]]:
        """The changes within a statement, those of the statements in it as theirs."""
        at = (node.lineno, node.col_offset)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        for start, end, text in self._removed(node):
            yield start, end, node.lineno, at, text
        for child in ast.iter_child_nodes(node):
            if child is not getattr(node, "annotation", None):
                yield from self._within(child, at)

    def _within(
        self, node: ast.AST, at: tuple[int, int]
    ) -> Iterator[tuple[int, int, int, tuple[int, int], str]]:
        if isinstance(node, ast.stmt):
            yield from self._statement(node)
            return
        if isinstance(node, ast.expr):
            for start, end, text in self._expression(node):
                yield start, end, node.lineno, at, text
        if isinstance(node, ast.comprehension):
            for test in node.ifs:
                yield from ((*self._span(test), test.lineno, at, text) for text in ("True", "False"))
        if isinstance(node, ast.JoinedStr | ast.arguments):
            return
        for child in ast.iter_child_nodes(node):
            yield from self._within(child, at)

    def _removed(self, node: ast.stmt) -> Iterator[tuple[int, int, str]]:
        """Statements that go, returned values that are none, conditions that always or never hold."""
        gives = isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom)
        if isinstance(node, _REMOVED) and not gives:  # without its last "yield" a function is no generator
            yield *self._span(node), "pass"
        if isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
            yield *self._span(node.value), "None"
        if isinstance(node, ast.If | ast.While):
            yield *self._span(node.test), "False"
        if isinstance(node, ast.If):
            yield *self._span(node.test), "True"

    def _expression(self, node: ast.expr) -> Iterator[tuple[int, int, str]]:
        if isinstance(node, ast.Compare):
            for left, right in pairwise([node.left, *node.comparators]):
                yield from self._between(left, right, _COMPARISON, _OTHER_COMPARISON)
        elif isinstance(node, ast.BoolOp):
            for left, right in pairwise(node.values):
                yield from self._between(left, right, _JOIN, _OTHER_JOIN)
            for value in node.values:
                if isinstance(value, ast.Constant) or (isinstance(value, ast.Tuple) and not value.elts):
                    continue  # "or 0": as false as False
                yield *self._span(value), str(isinstance(node.op, ast.And))
        elif isinstance(node, ast.BinOp):
            yield from self._between(node.left, node.right, _OPERATION, _OTHER_OPERATION)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
            yield *self._span(node), f"({self._words(node.operand)})"
        elif isinstance(node, ast.IfExp):
            yield from ((*self._span(node.test), text) for text in ("True", "False"))
        elif isinstance(node, ast.Constant):
            other = _other_constant(node.value)
            if other is not None:
                yield *self._span(node), other

    def _between(
        self, left: ast.expr, right: ast.expr, operator: re.Pattern[bytes], others: dict[str, str]
    ) -> Iterator[tuple[int, int, str]]:
        """The operator between two operands, changed for another."""
        found = operator.search(self._whole, self._span(left)[1], self._span(right)[0])
        if found is not None:
            yield *found.span(), others[" ".join(found[0].decode().split())]

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Where a node begins and ends, in bytes of the module."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self._lines[node.lineno - 1] + node.col_offset,
            self._lines[node.end_lineno - 1] + node.end_col_offset,
        )

    def _words(self, node: ast.expr) -> str:
        start, end = self._span(node)
        return self._whole[start:end].decode()


def _builders(body: list[ast.stmt]) -> set[str]:
    """The module's own functions that build its tables: they have run before a mutant can take their place."""
    at_import = [node for statement in body for node in _outside_functions(statement)]
    called = {
        node.func.id for node in at_import if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    return {name for name in called if name.startswith("_")}


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, _FUNCTION):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _outside_functions(child)


def _other_constant(value: object) -> str | None:
    if isinstance(value, bool):
        return str(not value)
    if isinstance(value, int | float):
        return repr(value + 1)
    if isinstance(value, str) and value and not _PROSE.search(value):
        return repr(value[1:])
    return None
