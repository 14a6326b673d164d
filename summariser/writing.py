"""Files that appear whole or not at all, and what is said where they cannot be written."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from summariser.errors import ConfigurationError, StorageError

# Of a disk, a quota or a file's size that is used up, or a disk that fails: the call was right, and can be made again.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


@contextmanager
def whole(target: Path, *, durable: bool = False) -> Iterator[TextIO]:
    """A file to write to that takes the place of `target` only at the end of a block that has gone well.

    A device or a pipe is written to as it is. `durable` waits for the disk. Raises OSError.
    """
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
        return
    partial = partial_of(target)
    try:
        with partial.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def partial_of(target: Path) -> Path:
    """Where `target` is written until it is whole."""
    return target.with_name(f".{target.name}.{os.getpid()}.partial")


def write_whole(target: Path, text: str, *, otherwise: str, what: str = "") -> None:
    """Writes a file; its folder must be there. `otherwise` is what to do where it ("the report") cannot be written.

    Raises StorageError where there is no room for it, else ConfigurationError.
    """
    with written_to(target.parent, otherwise=otherwise, what=what), whole(target) as file:
        file.write(text)


@contextmanager
def written_to(place: Path, *, otherwise: str, what: str = "") -> Iterator[None]:
    """Errors of the disk as those that `write_whole` raises."""
    try:
        yield
    except OSError as error:
        reason = f"cannot write {f'{what} ' if what else ''}to {place}: {error.strerror or error}"
        if error.errno in _NO_ROOM:
            raise StorageError(f"{reason}; make room and run again") from error
        raise ConfigurationError(f"{reason}; {otherwise}") from error


_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 180  # in bytes; file systems allow 255, and an ending and a number are still to come


class SafeNames:
    """Names of files for sources of any name: of safe characters, and each unlike the others, also where case is ignored."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def of(self, source: str) -> str:
        """The name for a source, without an ending."""
        name = _UNSAFE.sub("_", Path(source).name).strip("._")
        name = name.encode(errors="ignore")[:_LONGEST_NAME].decode(errors="ignore") or "article"
        unique, number = name, self._next.get(name.casefold(), 2)
        while unique.casefold() in self._taken:
            unique, number = f"{name}-{number}", number + 1
        self._next[name.casefold()] = number
        self._taken.add(unique.casefold())
        return unique
