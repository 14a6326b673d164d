"""What the commands on run folders share: options, and how an error ends one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from summariser.cli.exits import (
    FAILED,
    STOPPED,
    UNFINISHED,
    WRONG_CALL,
)
from summariser.errors import InputError, StorageError, SummariserError
from summariser.foreign import plain

Parquet = Annotated[bool, typer.Option("--parquet", help="Also write the tables as Parquet.")]
Bom = Annotated[bool, typer.Option("--bom", help="Put the mark before CSV by which Excel knows UTF-8.")]

RunFolder = Annotated[Path, typer.Argument(metavar="DIR", help="A run folder: the --out of a batch.")]

Pages = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="DIR", help="Also write a page for reading an article, and an index, to DIR."
    ),
]


def complain(line: str) -> None:
    """A line on standard error."""
    print_line(line, Console(stderr=True))


def print_line(line: str, console: Console) -> None:
    """A line as plain text, whatever an article put in it; the terminal wraps it."""
    console.print(Text(plain(line)), soft_wrap=True)


@contextmanager
def exits(folder: Path) -> Iterator[None]:
    """Errors as one line and an exit code."""
    try:
        yield
    except KeyboardInterrupt:
        complain(
            f"summariser: stopped; run the same command again to go on, see summariser batch status {folder}"
        )
        raise typer.Exit(STOPPED) from None
    except InputError as error:
        complain(f"summariser: {error}")
        raise typer.Exit(WRONG_CALL) from error
    except StorageError as error:
        complain(f"summariser: {error}")
        raise typer.Exit(UNFINISHED) from error
    except SummariserError as error:
        complain(f"summariser: {error}")
        raise typer.Exit(FAILED) from error
