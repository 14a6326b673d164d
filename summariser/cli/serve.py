"""`summariser serve`: the service, for this machine or, with a token, for others."""

import os
import stat
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import platformdirs
import typer
from rich.console import Console

from summariser.cli.exits import FAILED, STOPPED, exits
from summariser.cli.options import BaseUrl
from summariser.cli.output.progress import Reporter
from summariser.errors import ConfigurationError, InputError, StorageError, SummariserError
from summariser.extraction import OnFail
from summariser.service.options import Bounds, ServiceOptions

_NEEDS = ("fastapi", "multipart", "prometheus_client", "sse_starlette", "uvicorn")
_VARIABLE = "SUMMARISER_TOKEN"
# A unit, not a choice.
_MB = 2**20


def _limit(name: str, text: str, usual: float) -> Any:
    """An option for one of the bounds, which is `usual` where it is not given."""
    return typer.Option(name, min=1, show_default=False, help=f"{text} [{usual:,.0f}]")


def serve(
    host: Annotated[
        str, typer.Option(help="Where to listen; beyond this machine it takes a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 is any that is free.")] = 8080,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where all is kept. [the user's data folder]")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="A model that users may choose, the first is the usual one: local, or a name that the server knows. [local]"
        ),
    ] = None,
    base_url: BaseUrl = None,
    report_type: Annotated[
        list[str] | None, typer.Option(help="A report type that users may choose; repeat it for more.")
    ] = None,
    policy: Annotated[
        list[OnFail] | None,
        typer.Option(help="What may be done with numbers that stay unsupported, likewise."),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=0, help="Summaries together on a hosted model. [as suits it]")
    ] = 0,
    processes: Annotated[int, typer.Option(min=0, help="Checks worked on together. [one a core]")] = 0,
    token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=f"A file with the token that clients send; or {_VARIABLE}."),
    ] = None,
    token: Annotated[
        str | None, typer.Option(help="The token itself, which others on this machine can then see.")
    ] = None,
    allowed_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name by which browsers call the service.")
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="A proxy, or a network of them, whose X-Forwarded-For counts."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Users may name addresses of your own network.")
    ] = False,
    max_body: Annotated[
        int | None, _limit("--max-body", "Megabytes of one request.", Bounds.body_bytes / _MB)
    ] = None,
    max_text: Annotated[
        int | None, _limit("--max-text", "Characters of one text.", Bounds.text_characters)
    ] = None,
    max_check: Annotated[
        int | None, _limit("--max-check", "Seconds of one verification or comparison.", Bounds.check_s)
    ] = None,
    max_summary: Annotated[
        int | None, _limit("--max-summary", "Seconds of one summary.", Bounds.summary_s)
    ] = None,
    max_queued: Annotated[int | None, _limit("--max-queued", "Summaries that wait.", Bounds.queued)] = None,
    max_readers: Annotated[
        int | None, _limit("--max-readers", "Clients that follow events together.", Bounds.readers)
    ] = None,
    max_articles: Annotated[
        int | None, _limit("--max-articles", "Articles of one comparison.", Bounds.articles)
    ] = None,
    max_connections: Annotated[
        int | None,
        _limit(
            "--max-connections", "Connections together, beside those that follow events.", Bounds.connections
        ),
    ] = None,
    per_minute: Annotated[
        int | None, _limit("--per-minute", "Requests for work of one client.", Bounds.per_minute)
    ] = None,
    stop: Annotated[
        int | None, _limit("--stop", "Seconds that a stop waits for answers under way.", Bounds.stop_s)
    ] = None,
) -> None:
    """Serve summaries, checks and comparisons over HTTP, as an API and a page.

    Example: summariser serve
    """
    with Reporter(Console(stderr=True), quiet=True) as reporter, exits(reporter):
        _check_installed()
        limits = {
            "body_bytes": max_body and max_body * _MB,
            "text_characters": max_text,
            "check_s": max_check,
            "summary_s": max_summary,
            "queued": max_queued,
            "readers": max_readers,
            "articles": max_articles,
            "connections": max_connections,
            "per_minute": per_minute,
            "stop_s": stop,
        }
        chosen = {
            "models": model,
            "report_types": report_type,
            "allowed_hosts": allowed_host,
            "trusted_proxies": trusted_proxy,
        }
        options = ServiceOptions(
            data=data or Path(platformdirs.user_data_dir("summariser", appauthor=False)),
            host=host,
            port=port,
            base_url=base_url,
            policies=tuple(policy) if policy else ServiceOptions.policies,
            token=_token(token, token_file, reporter),
            workers=workers,
            processes=processes,
            allow_private=allow_private,
            bounds=Bounds(**{name: limit for name, limit in limits.items() if limit is not None}),
            **{name: tuple(values) for name, values in chosen.items() if values},
        )
        try:
            _serve(options)
        except KeyboardInterrupt:
            reporter.error("summariser: stopped")
            raise typer.Exit(STOPPED) from None
        except (InputError, StorageError):
            raise
        except SummariserError as error:
            reporter.error(f"summariser: {error}")
            raise typer.Exit(FAILED) from error


def _serve(options: ServiceOptions) -> None:
    # What is below needs the extra, and takes a while to load.
    from summariser.service import server
    from summariser.service.app import create_app

    app = create_app(options)

    def ready(address: str) -> None:
        print(f"summariser: {address}", flush=True)
        print(f"summariser: data in {options.data}; Ctrl-C stops", file=sys.stderr)

    server.serve(app, options, ready)


def _check_installed() -> None:
    if missing := [name for name in _NEEDS if find_spec(name) is None]:
        raise ConfigurationError(f"the service needs {missing[0]}: pip install 'summariser[service]'")


def _token(given: str | None, file: Path | None, reporter: Reporter) -> str | None:
    """The token, from where it was given. Raises ConfigurationError where that is two places, or no file that can be read."""
    if given is not None and file is not None:
        raise ConfigurationError("give the token by --token-file or by --token, not by both")
    if given is not None:
        reporter.error(
            "note: others on this machine can see --token among the processes; --token-file keeps it from them"
        )
        return given
    if file is None:
        return os.environ.get(_VARIABLE)
    try:
        if file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            reporter.error(f"note: others can read {file}; chmod 600 keeps it from them")
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ConfigurationError(f"the token file {file} cannot be read ({reason})") from error
