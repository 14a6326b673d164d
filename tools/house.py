"""Draws the package: its rooms from top to bottom, as the import contracts order them, with modules and lines.

    python -m tools.house

A room on a line may import what stands on lines below it; rooms on one line know nothing of each other. The order is that of
the contracts of kind "layers" in pyproject.toml, which `lint-imports` holds; this only draws it.
"""

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_MODULES = 15  # of a folder: what one look takes in
MOST_LINES = 350  # of a module, tests apart: a table of cases may be long


def modules(root: Path = ROOT) -> Iterator[tuple[Path, int]]:
    """Every module, with its lines."""
    for top in ("summariser", "prompts", "schemas", "tests", "tools", "benchmarks"):
        for folder, folders, files in os.walk(root / top):
            folders[:] = sorted(f for f in folders if f != "__pycache__")
            for name in sorted(files):
                if name.endswith(".py"):
                    path = Path(folder, name)
                    yield path.relative_to(root), len(path.read_text(encoding="utf-8").splitlines())


def crowded(found: list[tuple[Path, int]]) -> list[str]:
    """What is over the limits, a line each: folders with too many modules, modules with too many lines."""
    counts: dict[Path, int] = {}
    for path, _ in found:
        counts[path.parent] = counts.get(path.parent, 0) + 1
    folders = [f"{folder}: {n} modules" for folder, n in counts.items() if n > MOST_MODULES]
    return folders + [
        f"{path}: {lines} lines" for path, lines in found if path.parts[0] != "tests" and lines > MOST_LINES
    ]


def drawing(root: Path = ROOT) -> str:
    """The rooms of the package, one line a layer, indented below the room that they are in."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers: dict[str, list[list[str]]] = {}
    for contract in contracts["contracts"]:
        if contract["type"] == "layers":
            rows = [[name.strip() for name in row.replace(":", "|").split("|")] for row in contract["layers"]]
            layers[rows[0][0].rpartition(".")[0]] = rows
    sizes = {".".join(path.with_suffix("").parts): lines for path, lines in modules(root)}
    return "\n".join(_rooms("summariser", layers, sizes, ""))


def _rooms(
    room: str, layers: dict[str, list[list[str]]], sizes: dict[str, int], indent: str
) -> Iterator[str]:
    for row in layers.get(room, []):
        yield indent + "   ".join(f"{name.rpartition('.')[2]} ({_size(name, sizes)})" for name in row)
        for name in row:
            if name in layers:
                yield f"{indent}    {name.rpartition('.')[2]}:"
                yield from _rooms(name, layers, sizes, indent + "        ")


def _size(room: str, sizes: dict[str, int]) -> str:
    own = [lines for name, lines in sizes.items() if name == room or name.startswith(f"{room}.")]
    return f"{len(own)} modules, {sum(own):,} lines" if len(own) > 1 else f"{sum(own):,} lines"


if __name__ == "__main__":
    print(drawing())
    over = crowded(list(modules()))
    print("\n".join(over), file=sys.stderr)
    sys.exit(bool(over))
