"""Options that several commands take, and how what they name is shown."""

from pathlib import Path
from typing import Annotated

import typer

from summariser.article.web import is_address
from summariser.article.web.address import shown
from summariser.cli.output.view import Only
from summariser.cli.texts import STANDARD_INPUT
from summariser.errors import ConfigurationError
from summariser.extraction import OnFail

ModelName = Annotated[
    str, typer.Option("--model", help="local (the embedded model), or a name that the server knows.")
]

BaseUrl = Annotated[str | None, typer.Option(help="An OpenAI-compatible server, with its /v1.")]

ReportTypeName = Annotated[
    str, typer.Option(help="auto (by the article), a name, a folder with schema.py, or a module.")
]

Policy = Annotated[OnFail, typer.Option(help="What to do with numbers that stay unsupported.")]

Quiet = Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")]

Strict = Annotated[
    bool, typer.Option("--strict", help="Exit code 1 where a number is doubted or not supported.")
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULES",
        help='Exit code 1 by field and level: "quantities.*:unsupported,abstract:doubt"; the first rule that matches '
        "decides, levels are unsupported, doubt and never. @FILE has a rule a line.",
    ),
]

Xlsx = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Also write a workbook: figures, verdicts, articles; docs/reference/tables.md explains.",
    ),
]

# Both stand still while a batch as a whole is paused, and neither begins anew with a try.
Timeout = Annotated[
    float | None,
    typer.Option(
        min=0.001,
        help="Seconds for one question to the model: all its tries, and the waits between them. [300; local: 600]",
    ),
]
DeadlineS = Annotated[
    float | None,
    typer.Option(min=0.001, help="Seconds for one article: all its questions, tries, waits and repairs."),
]

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
