"""The standard streams: what cannot be written to standard output is an error of ours, to standard error is let go.

A closed stream is opened on the null device first, so that no file that is opened later takes its number, and with it
what is meant for the terminal.
"""

import io
import os
import sys
from typing import Any

from summariser.errors import StorageError

# The file descriptors of POSIX.
OUTPUT, MESSAGES = 1, 2


def open_streams() -> None:
    """Sets the three standard streams up for all that a command does."""
    for number in range(3):
        _open_if_closed(number)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    sys.stdout, sys.stderr = _stream(_Output(OUTPUT)), _stream(_Messages(MESSAGES))


class OutputClosed(Exception):
    """The reader of standard output has seen enough, as `head` has: no error, but nothing more is to be shown."""


class _Raw(io.FileIO):
    def __init__(self, number: int) -> None:
        super().__init__(number, "wb", closefd=False)


class _Output(_Raw):
    """Raises StorageError where it cannot be written, and ReaderGone at the end of a pipe that nobody reads.

    Once: whatever is still waiting to be written then goes nowhere, also at the end of the process.
    """

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), OUTPUT)
            if isinstance(error, BrokenPipeError):
                raise OutputClosed from error
            raise StorageError(
                f"standard output cannot be written: {error.strerror or error}; send it where there is room"
            ) from error


class _Messages(_Raw):
    """Lets go what cannot be written: the work is worth more than the message."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError:
            return len(data)


def _stream(raw: _Raw) -> io.TextIOWrapper:
    lines = raw.isatty() or isinstance(raw, _Messages)
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace", line_buffering=lines
    )


def _open_if_closed(number: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        # The lowest number that is free, which is this one. Reading only: to write to it is an error, as it should be.
        os.open(os.devnull, os.O_RDONLY)
