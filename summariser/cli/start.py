"""Where the command `summariser` begins."""

import sys

from summariser.cli.output.streams import OutputClosed, open_streams
from summariser.errors import StorageError


def main() -> None:
    """The command `summariser`."""
    open_streams()
    try:
        try:
            # Loading takes a second or two, in which Ctrl-C must not end in a traceback either.
            from summariser.cli.app import app

            app()
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("summariser: stopped", file=sys.stderr)
        raise SystemExit(130) from None
    except OutputClosed:
        raise SystemExit(1) from None
    except StorageError as error:
        from summariser.cli.exits import UNFINISHED

        print(f"summariser: {error}", file=sys.stderr)
        raise SystemExit(UNFINISHED) from None
