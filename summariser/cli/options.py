"""Options that several commands take, and how what they name is shown."""

from pathlib import Path
from typing import Annotated

import typer

from summariser.article.web import is_address
from summariser.article.web.address import shown
from summariser.cli.output.view import Only
from summariser.cli.texts import STANDARD_INPUT
from summariser.errors import ConfigurationError

WholeSource = Annotated[
    bool,
    typer.Option(
        "--whole-source",
        help="All of the source is the article: a report or a paper, not the text of a web page with its menus.",
    ),
]

OnlyShown = Annotated[
    Only,
    typer.Option(
        "--only",
        help="Of the verdicts show, in the terminal, failures, doubts (and failures), or all. JSON has them all.",
    ),
]


def refuse_both(only: Only, *, as_json: bool) -> None:
    """Raises ConfigurationError where --only and --json are given together."""
    if as_json and only is not Only.ALL:
        raise ConfigurationError(
            "--only chooses what the terminal shows, and --json prints all; leave one of them out"
        )


def named(argument: str) -> str:
    """A file or an address as it is called in a message."""
    if argument == STANDARD_INPUT:
        return "standard input"
    return shown(argument) if is_address(argument) else str(Path(argument))
