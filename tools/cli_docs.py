"""Writes docs/reference/command-line.md from the commands' own help.

python -m tools.cli_docs            # write the page
python -m tools.cli_docs --check    # exit 1 when the committed page differs
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.testing import CliRunner

from summariser.cli.app import app
from tools.pages import write_or_check

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "command-line.md"
_COLUMNS = "100"

_HEAD = """\
# Command line

This is what each command prints with `--help`; the page is made from it by `python -m tools.cli_docs`. `run` need not be written:
`summariser batch INPUT` is `summariser batch run INPUT`, and `summariser eval GOLD` is `summariser eval run GOLD`. A command ends
with one of the [exit codes](errors.md#exit-codes). Results go to standard output, everything else to standard error.
"""


def render() -> str:
    """The text of the page."""
    return "\n".join([_HEAD, *map(_section, _paths(typer.main.get_command(app), ()))])


def _paths(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of each command, groups before what is in them."""
    yield path
    for name, child in sorted(getattr(command, "commands", {}).items()):
        yield from _paths(child, (*path, name))


def _section(path: tuple[str, ...]) -> str:
    words = " ".join(("summariser", *path))
    shown = CliRunner(env={"COLUMNS": _COLUMNS}).invoke(
        app, [*path, "--help"], prog_name="summariser", terminal_width=int(_COLUMNS)
    )
    lines = "\n".join(line.rstrip() for line in shown.output.strip().splitlines())
    return f"## {words}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, render, __doc__))
