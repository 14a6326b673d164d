"""Runs commands in processes of their own that start at once: it loads the package a single time, and forks for each.

A line of its input is a command as JSON: the arguments, and of each standard stream a file to open or null for a closed
one. What it prints is the command's exit code.
"""

import gc
import json
import os
import resource
import sys
import traceback
from typing import Any

import summariser.cli.app  # noqa: F401 (loaded here, once)
from summariser.cli import main

_FLAGS = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)
_NAMES = ("stdin", "stdout", "stderr")


def _streams(files: list[str | None]) -> None:
    opened = [name and os.open(name, flags, 0o600) for name, flags in zip(files, _FLAGS, strict=True)]
    for number, file in enumerate(opened):
        if file is not None:
            os.dup2(int(file), number)
            os.close(int(file))
        else:  # what Python does as it starts: the name of a closed stream is None
            os.close(number)
            setattr(sys, _NAMES[number], None)


def _become(job: dict[str, Any]) -> None:
    _streams(job["streams"])
    if size := job.get("largest"):  # as of a disk that is full, for whoever may write anywhere
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    sys.argv = ["summariser", *job["arguments"]]


def _ended() -> int:
    """The exit code of the command, with what Python does of its own at the end that shows: it flushes the streams."""
    code: Any = 0
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # noqa: BLE001 (as the interpreter does)
        traceback.print_exc()
        code = 1
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except Exception:  # noqa: BLE001 (as the interpreter does)
        traceback.print_exc()
        code = 120
    return int(code)


if __name__ == "__main__":
    gc.freeze()
    for line in sys.stdin:
        if (pid := os.fork()) == 0:
            _become(json.loads(line))
            os._exit(_ended())  # the rest of Python's own end takes longer than most commands
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
