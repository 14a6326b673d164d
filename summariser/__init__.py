"""Structured summaries of news and report articles, with a verdict on every number.

The public names stand in __init__.pyi, once, for the type checker and for the loader below. They are loaded on first
use, so that `import summariser.numbers` alone stays quick and never imports a model client.
"""

from importlib import import_module

_homes: dict[str, str] = {}


def _read_stub() -> dict[str, str]:
    """Each public name, in order, with the module that it comes from."""
    import ast
    from pkgutil import get_data

    if not _homes:
        imports = [
            s
            for s in ast.parse(get_data(__name__, "__init__.pyi") or b"").body
            if isinstance(s, ast.ImportFrom)
        ]
        _homes.update(sorted((alias.name, s.module or "") for s in imports for alias in s.names))
    return _homes


def __getattr__(name: str) -> object:
    if name == "__all__":
        return list(_read_stub())
    if name not in _read_stub():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_homes[name]), name)


def __dir__() -> list[str]:
    return list(_read_stub())
