"""Exit codes of the commands, how an error of the call itself ends one, and the options for what else does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from summariser.cli.progress import Reporter
from summariser.errors import InputError

FAILED, WRONG_CALL, UNFINISHED, STOPPED = 1, 2, 3, 130

Strict = Annotated[
    bool, typer.Option("--strict", help="Exit code 1 where a number is doubted or not supported.")
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULES",
        help='Exit code 1 by field and level: "quantities.*:unsupported,abstract:doubt"; the first rule that matches '
        "decides, levels are unsupported, doubt and never. @FILE has a rule a line.",
    ),
]


@contextmanager
def exits(reporter: Reporter) -> Iterator[None]:
    """Errors of the call itself, as one line and exit code 2."""
    try:
        yield
    except InputError as error:
        reporter.error(f"summariser: {error}")
        raise typer.Exit(WRONG_CALL) from error
