"""Exit codes of the commands, and how an error of the call itself ends one."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from summariser.cli.output.progress import Reporter
from summariser.errors import InputError, StorageError

# 1 and 2 as is the custom of commands, 130 as shells have it for Ctrl-C (128 + SIGINT); 3 is our own.
FAILED, WRONG_CALL, UNFINISHED, STOPPED = 1, 2, 3, 130


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
