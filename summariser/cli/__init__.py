"""The command line: parse, call, show."""

from summariser.cli.start import main

__all__ = ["main"]
