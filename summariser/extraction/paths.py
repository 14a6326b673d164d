"""Places in a dumped summary, written as verification writes them: "quantities.2.value"."""

from collections.abc import Iterable
from typing import Any


def _steps(data: Any, path: str) -> list[Any]:
    """The keys and indexes that `path` names in `data`; a key may itself hold a full stop, or be a number."""
    steps: list[Any] = []
    while path:
        if isinstance(data, list | tuple):
            step: Any = int(path.partition(".")[0])
        else:
            step = max(
                (k for k in data if f"{path}.".startswith(f"{k}.")), key=lambda k: len(str(k)), default=path
            )
        steps.append(step)
        data, path = data[step], path[len(str(step)) + 1 :]
    return steps


def get_at(data: Any, path: str) -> Any:
    """What stands at `path`; raises LookupError where there is nothing."""
    for step in _steps(data, path):
        data = data[step]
    return data


def parent(data: Any, path: str) -> Any:
    """What holds the last step of `path`."""
    for step in _steps(data, path)[:-1]:
        data = data[step]
    return data


def set_at(data: Any, path: str, value: Any) -> None:
    """Puts `value` at `path`, in place."""
    parent(data, path)[_steps(data, path)[-1]] = value


def innermost_item(path: str) -> str | None:
    """The path of the innermost list item that holds `path`: "quantities.2" of "quantities.2.value"."""
    steps = path.split(".")
    for end in range(len(steps), 0, -1):
        if steps[end - 1].isdigit():
            return ".".join(steps[:end])
    return None


def remove_items(data: Any, paths: Iterable[str]) -> None:
    """Takes list items out, in place; `paths` are those of before the first removal."""
    found = [_steps(data, path) for path in paths]
    for *above, last in sorted(found, reverse=True):
        holder = data
        for step in above:
            holder = holder[step]
        del holder[last]
