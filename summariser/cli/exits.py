"""Exit codes of the commands, how an error of the call itself ends one, and the options for what else does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from summariser.cli.output.progress import Reporter
from summariser.errors import InputError, StorageError

# 1 and 2 as is the custom of commands, 130 as shells have it for Ctrl-C (128 + SIGINT); 3 is our own.
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

Xlsx = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Also write a workbook: figures, verdicts, articles; docs/tables.md explains."
    ),
]

# Both stand still while a batch as a whole is paused, and neither begins anew with a try.
Timeout = Annotated[
    float | None,
    typer.Option(
        min=0.001,
        help="Seconds for one question to the model: all its tries, and the waits between them. [300; local: 600]",
    ),
]
DeadlineS = Annotated[
    float | None,
    typer.Option(min=0.001, help="Seconds for one article: all its questions, tries, waits and repairs."),
]


@contextmanager
def exits(reporter: Reporter) -> Iterator[None]:
    """Errors of the call itself, as one line and exit code 2; of a full disk and the like, exit code 3."""
    try:
        yield
    except InputError as error:
        reporter.error(f"summariser: {error}")
        raise typer.Exit(WRONG_CALL) from error
    except StorageError as error:
        reporter.error(f"summariser: {error}")
        raise typer.Exit(UNFINISHED) from error
