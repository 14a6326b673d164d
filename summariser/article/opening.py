"""Opens what a path names, if it can be read to an end, or says in one line what stands there instead.

Reading a device may never end, and a pipe that nothing writes to never begins; a link may lead nowhere.
"""

import errno
import io
import os
import select
import stat
from pathlib import Path
from typing import Any, BinaryIO

from summariser.errors import ArticleError

# How long a pipe may be silent, as one from `<(command)` is until the command has begun. By judgement: a command begins
# within it on a busy machine, and nobody waits much longer for a mistake.
PATIENCE_S = 10.0
_KINDS = (
    (stat.S_ISDIR, "is a directory; name the files in it"),
    (stat.S_ISCHR, "is a device, not a file; name a file, or - for standard input"),
    (stat.S_ISBLK, "is a device, not a file; name a file"),
    (stat.S_ISSOCK, "is a socket, not a file; name a file"),
)


def open_file(path: Path) -> BinaryIO:
    """The file at `path` for reading, from its beginning; a pipe too, as long as something is written to it.

    Raises ArticleError, naming the path and what to do, where there is nothing that ends.
    """
    try:
        return _opened(path)
    except (OSError, ValueError) as error:
        raise ArticleError(f"{path}: {why_unreadable(error, path)}") from error


def why_unreadable(error: OSError | ValueError, path: Path) -> str:
    """What is wrong with a file, and what to do, where opening or reading it has raised `error`."""
    if isinstance(error, FileNotFoundError):
        is_link = os.path.lexists(path)
        return (
            "is a link to a file that is not there; mend the link"
            if is_link
            else "no such file; check the path"
        )
    if isinstance(error, PermissionError):
        return "no permission to read the file; change its permissions"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "is a link that leads back to itself; mend the link"
    reason = getattr(error, "strerror", None) or str(error)
    return f"cannot be read ({reason}); check the path"


def _opened(path: Path) -> BinaryIO:
    mode = os.stat(path).st_mode
    for is_kind, problem in _KINDS:
        if is_kind(mode):
            raise ArticleError(f"{path}: {problem}")
    if not stat.S_ISFIFO(mode):
        return path.open("rb")
    # Without O_NONBLOCK this would wait until another process opens the other end.
    pipe = io.BufferedReader(_Pipe(os.open(path, os.O_RDONLY | os.O_NONBLOCK)))
    try:
        if not pipe.peek(1):
            raise ArticleError(f"{path}: is a pipe that nothing is written to; name a file")
    except BaseException:
        pipe.close()
        raise
    return pipe


class _Pipe(io.RawIOBase):
    """The reading end of a pipe. Raises TimeoutError where nothing comes for ten seconds, and it does not end."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = os.read(self._descriptor, len(buffer))
        except BlockingIOError:
            ready, _, _ = select.select([self._descriptor], [], [], PATIENCE_S)
            if not ready:
                raise TimeoutError(f"a pipe to which nothing was written for {PATIENCE_S:.0f} s") from None
            data = os.read(self._descriptor, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            os.close(self._descriptor)
        super().close()
