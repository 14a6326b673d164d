"""The command line of the tools that write a page of docs/ from what is tested, or a table of the package from a library."""

import argparse
from collections.abc import Callable
from pathlib import Path


def write_or_check(page: Path, render: Callable[[], str], doc: str | None) -> int:
    """Writes the page or table, or with --check compares it; gives the exit code."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when it is out of date")
    if parser.parse_args().check:
        return int(page.read_text(encoding="utf-8") != render())
    page.write_text(render(), encoding="utf-8")
    return 0
