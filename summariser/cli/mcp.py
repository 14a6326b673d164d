"""`summariser mcp`: numbers found, texts verified, articles summarised and compared, as a tool for assistants."""

import asyncio
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from summariser.cli.exits import STOPPED, exits
from summariser.cli.options import BaseUrl, ModelName
from summariser.cli.output.progress import Reporter
from summariser.errors import ConfigurationError
from summariser.mcp.options import AssistantOptions, HttpOptions, Reach

_LOOPBACK = "127.0.0.1"
# By judgement: 16 random characters cannot be guessed over a network.
_SHORTEST_TOKEN = 16


def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Serve HTTP at /mcp, instead of standard input and output.")
    ] = False,
    host: Annotated[str, typer.Option(help="The address that HTTP is served at.")] = _LOOPBACK,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port that HTTP is served at; 0 takes a free one.")
    ] = 8090,
    token_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A file with the token that clients give; a must beyond this machine."
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A further host name under which clients call the server."),
    ] = None,
    model: ModelName = "local",
    base_url: BaseUrl = None,
    runs: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Offer the results of a batch's run folder, or of the service's data."
        ),
    ] = None,
    allow_folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Let assistants name files of this folder.")
    ] = None,
    allow_addresses: Annotated[
        bool, typer.Option("--allow-addresses", help="Let assistants name addresses of the web.")
    ] = False,
) -> None:
    """Serve assistants over the Model Context Protocol: find_numbers, verify_text, summarise, compare.

    Example: summariser mcp --runs run1
    """
    # Standard output is the protocol's.
    with Reporter(Console(stderr=True), quiet=True) as reporter, exits(reporter):
        if find_spec("mcp") is None:
            raise ConfigurationError("assistants need the library mcp: pip install 'summariser[mcp]'")
        from summariser.mcp.transports import serve_http, serve_stdio

        if not http and (token_file or allow_host or host != _LOOPBACK):
            raise ConfigurationError(
                "only --http has --host, --allow-host and --token-file: add it, or leave them out"
            )
        reach = Reach(allow_folder, allow_addresses)
        options = AssistantOptions(model=model, base_url=base_url, runs=runs, reach=reach, lists_own=not http)
        try:
            if not http:
                # The thread that waits for standard input holds up any other end; there is nothing to be lost.
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                asyncio.run(serve_stdio(options))
                return
            at = HttpOptions(host, port, _token(token_file), tuple(allow_host or ()))
            asyncio.run(
                serve_http(options, at, lambda address: print(f"assistants at {address}", file=sys.stderr))
            )
        except KeyboardInterrupt:
            raise typer.Exit(STOPPED) from None


def _token(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        token = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"{path}: no token can be read: name a file that holds it on one line"
        ) from error
    if len(token) < _SHORTEST_TOKEN or not token.isprintable() or " " in token:
        raise ConfigurationError(
            f"{path}: a token has {_SHORTEST_TOKEN} or more characters without spaces; make one with: openssl rand -hex 32"
        )
    return token
