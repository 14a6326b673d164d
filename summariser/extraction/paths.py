"""Places in a dumped summary, written as verification writes them: "quantities.2.value"."""

from collections.abc import Iterable
from typing import Any


def _steps(path: str) -> list[Any]:
    return [int(step) if step.isdigit() else step for step in path.split(".")]


def get_at(data: Any, path: str) -> Any:
    """What stands at `path`; raises LookupError where there is nothing."""
    for step in _steps(path):
        data = data[step]
    return data


def parent(data: Any, path: str) -> Any:
    """What holds the last step of `path`."""
    for step in _steps(path)[:-1]:
        data = data[step]
    return data


def set_at(data: Any, path: str, value: Any) -> None:
    """Puts `value` at `path`, in place."""
    parent(data, path)[_steps(path)[-1]] = value


def innermost_item(path: str) -> str | None:
    """The path of the innermost list item that holds `path`: "quantities.2" of "quantities.2.value"."""
    steps = path.split(".")
    for end in range(len(steps), 0, -1):
        if steps[end - 1].isdigit():
            return ".".join(steps[:end])
    return None


def remove_items(data: Any, paths: Iterable[str]) -> None:
    """Takes list items out, in place; `paths` are those of before the first removal."""
    for path in sorted(paths, key=_steps, reverse=True):
        del parent(data, path)[_steps(path)[-1]]
