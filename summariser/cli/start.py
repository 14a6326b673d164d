"""Where the command `summariser` begins."""

import io
import os
import sys


def main() -> None:
    """The command `summariser`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # Loading takes a second or two, in which Ctrl-C must not end in a traceback either.
        from summariser.cli.app import app

        app()
    except KeyboardInterrupt:
        print("summariser: stopped", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
