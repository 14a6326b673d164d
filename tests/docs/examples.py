"""Runs the examples of a page: its commands, one after the other in one folder, and its Python.

A scripted model on loopback stands for every model, another server for every page of the web.
"""

import doctest
import glob
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pydantic
import typer
from typer.testing import CliRunner

import summariser
from summariser.cli.app import app
from tests.docs.materials import SITE
from tests.docs.pages import Block, blocks

# What a page may call beside the command; it is not run.
OTHERS = set(
    "make pip curl docker openssl install python3 cp echo cd mkdir SUMMARISER_TOKEN=$(openssl done --security-opt".split()
)


@dataclass(frozen=True)
class Command:
    """A call of `summariser` on a page, what is piped into it, and what the page says that it prints."""

    line: str
    words: tuple[str, ...]
    piped: str | None
    printed: str | None

    @property
    def is_usage(self) -> bool:
        """Whether it tells what may be written, and is none to be made."""
        return bool(re.search(r"\[--|\[run\]|FILE\.\.\.|INPUT\.\.\.|\w\|\w", self.line))

    @property
    def is_read_only(self) -> bool:
        """Whether its options are read and no more: it serves until it is stopped, or needs a cluster."""
        return self.words[0] in {"serve", "mcp"} or "ray" in self.words

    @property
    def asks(self) -> bool:
        """Whether it asks a model."""
        of_store = {"status", "errors", "export", "reverify", "compare", "stories", "--gate", "--check-gold"}
        asking = self.words[0] in {"summarise", "batch", "eval"} and self.words[1] not in of_store
        return asking or "--model" in self.words


def commands(page: Path) -> Iterator[Command]:
    """The calls of the command on the page, in order."""
    for block in blocks(page, "sh", "console"):
        yield from commands_of(block)


def commands_of(block: Block) -> Iterator[Command]:
    """Those of one block."""
    yield from _console(block) if block.language == "console" else _script(block)


def _script(block: Block) -> Iterator[Command]:
    for line in block.text.replace("\\\n", " ").splitlines():
        yield from _command(line, None)


def _console(block: Block) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, printed = part.replace("\\\n", " ").partition("\n")
        yield from _command(line, printed.rstrip() or None)


def _command(line: str, printed: str | None) -> Iterator[Command]:
    piped, _, call = line.rpartition(" | ") if line.startswith("cat ") else ("", "", line)
    if re.match(r"(\.venv/bin/)?summariser ", call):
        words = tuple(shlex.split(call, comments=True))[1:]
        yield Command(line, words, piped.removeprefix("cat ") or None, printed)


def run(command: Command, base_url: str, site: str) -> None:
    """Makes the call in the working directory; it ends well, or with what is not supported, as the page says."""
    words = [word.replace(SITE, site) for word in command.words]
    if command.is_read_only:
        _parse(words)
        return
    words = [
        hit
        for word in words
        for hit in (sorted(glob.glob(word)) if "*" in word and ":" not in word else [word])
    ]
    stands_for = {"NAME": "scripted", "local": "scripted-too", "URL": base_url}
    words = [stands_for.get(word, word) for word in words]
    if command.asks and "--base-url" not in words:
        words += ["--base-url", base_url]
    if site in " ".join(words) or any(word.startswith("@urls") for word in words):
        words.append("--allow-private")
    words, target = (words[:-2], Path(words[-1])) if words[-2:-1] == [">"] else (words, None)
    given = Path(command.piped).read_text(encoding="utf-8") if command.piped else None
    ended = CliRunner(env={"COLUMNS": "80"}).invoke(app, words, input=given)
    assert ended.exit_code in (0, 1), f"{command.line}\n{ended.output}"
    assert ended.exception is None or isinstance(ended.exception, SystemExit), command.line
    if target:
        target.write_text(ended.stdout, encoding="utf-8")
    if command.printed is not None:
        assert _lines(ended.stdout) == _lines(command.printed), command.line


def _parse(words: list[str]) -> None:
    """The options of a command that would not end are read, and no more."""
    command, path = typer.main.get_command(app), words[:1]
    if words[0] == "batch":
        path = ["batch", "run"]
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    command.make_context(path[-1], words[1:])


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def options(command: Command) -> set[str]:
    """The long options that the call names."""
    return {word for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", command.line.partition(" #")[0])}


def known_options(command: Command) -> set[str]:
    """Those that its command has; of a group, those of all its commands."""
    whole = typer.main.get_command(app).commands[command.words[0]]  # type: ignore[attr-defined]
    found = [whole, *getattr(whole, "commands", {}).values()]
    return {
        name
        for one in found
        for parameter in one.params
        for name in (*parameter.opts, *parameter.secondary_opts)
    }


def run_page(page: Path, base_url: str, site: str) -> None:
    """Runs the examples of the page in their order, its Python in one namespace."""
    names = _names(base_url)
    for block in blocks(page, "sh", "console", "python"):
        if block.language == "python":
            _python(block, names, site)
        else:
            for command in commands_of(block):
                if not command.is_usage:
                    run(command, base_url, site)


def _python(block: Block, names: dict[str, Any], site: str) -> None:
    text = block.text.replace(SITE, site).replace("kept=", "allow_private=True, kept=")
    text = re.sub(r"summarise\((\w+)\)", r"summarise(\1, base_url=base_url)", text)
    if text.startswith(">>> "):
        test = doctest.DocTestParser().get_doctest(text, names, "example", None, block.line - 1)
        runner = doctest.DocTestRunner()
        runner.run(test, clear_globs=False)
        assert runner.summarize().failed == 0
        names.update(test.globs)
    elif file := re.match(r"# (\S+\.py)\n", text):
        Path(file[1]).parent.mkdir(parents=True, exist_ok=True)
        Path(file[1]).write_text(text, encoding="utf-8")
    else:
        exec(compile(text, f"line {block.line}", "exec"), names)  # noqa: S102


class _Client:
    """What instructor makes of a client, as far as the examples call it."""

    def create(self, response_model: Any, **options: Any) -> Any:
        return response_model.model_validate({"amount": "9"}, context=options["context"])


def _names(base_url: str) -> dict[str, Any]:
    """What an example may take for granted."""
    article = summariser.Article.from_file("article.txt")
    summary = json.loads(Path("summary.json").read_text(encoding="utf-8"))
    return {
        "__name__": "example",
        "summariser": summariser,
        "json": json,
        "pydantic": pydantic,
        "Annotated": Annotated,
        "Decimal": Decimal,
        "article": article,
        "summary": summary,
        "verification": summariser.verify(summary, article),
        "base_url": base_url,
        "client": _Client(),
    }
