"""Structured summaries of news and report articles, with a verdict on every number.

The public names stand in __init__.pyi, once, for the type checker and for the loader below. They are loaded on first
use, so that `import summariser.numbers` alone stays quick and never imports a model client.
"""

from functools import cache
from importlib import import_module


@cache
def _homes() -> dict[str, str]:
    """Each public name, in order, with the module that it comes from."""
    import ast
    from pkgutil import get_data

    stub = ast.parse(get_data(__name__, "__init__.pyi") or b"")
    imports = [line for line in stub.body if isinstance(line, ast.ImportFrom)]
    return dict(sorted((name.name, line.module or "") for line in imports for name in line.names))


def __getattr__(name: str) -> object:
    if name == "__all__":
        return list(_homes())
    if name not in _homes():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_homes()[name]), name)


def __dir__() -> list[str]:
    return list(_homes())
