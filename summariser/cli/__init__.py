"""The command line: parse, call, show."""

from summariser.cli.app import main

__all__ = ["main"]
