"""Runs a grid of systems, articles and repeats, and asks nothing whose answer is stored already."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from importlib.metadata import version

from summariser.errors import ConfigurationError, ServerError
from summariser.evaluation.gold.corpus import Item
from summariser.evaluation.records.record import Record
from summariser.evaluation.runs.run_folder import Cell, RunFolder, Settings, record_file
from summariser.evaluation.systems.base import System

# Progress before each cell: which, how many came before it, of how many, and whether its answer was stored.
Progress = Callable[[Cell, int, int, bool], None]
VERSION = version("summariser")


def no_progress(cell: Cell, done: int, total: int, stored: bool) -> None:
    """Progress that nobody follows."""


async def run(
    systems: Sequence[System],
    items: Sequence[Item],
    folder: RunFolder,
    *,
    gold: str,
    repeats: int = 1,
    at_once: int = 1,
    told: Progress = no_progress,
) -> Settings:
    """Every cell answered and stored, `at_once` of them under way together; a run that was stopped goes on.

    A model's failure is a record. Only where no answer came from the server at all is it asked again next time.
    Raises ConfigurationError for two systems of one name, RunError where the folder holds a run of another version, and
    what opening a model raises.

    >>> import asyncio
    >>> from pathlib import Path
    >>> from summariser.evaluation.systems import Rules
    >>> settings = asyncio.run(run([Rules()], load_corpus(Path("gold")), RunFolder(Path("new")), gold="gold"))
    >>> settings.systems, len(settings.cells)
    (['rules'], 1)
    """
    names = [system.name for system in systems]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ConfigurationError(f"two systems are called {min(twice)!r}: name each model and prompt once")
    jobs = [
        (system, item, _cell(system, item, repeat))
        for system in systems
        for repeat in range(repeats)
        for item in items
    ]
    settings = Settings(
        version=VERSION,
        gold=gold,
        repeats=repeats,
        systems=names,
        digests={item.name: item.digest for item in items},
        cells=[cell for _, _, cell in jobs],
    )
    folder.begin(settings)
    waiting = iter(enumerate(jobs))

    async def work() -> None:
        for done, (system, item, cell) in waiting:
            stored = _is_stored(system, item, cell, folder)
            told(cell, done, len(jobs), stored)
            if not stored:
                folder.keep(cell.file, await _answered(system, item, cell))

    workers = [asyncio.ensure_future(work()) for _ in range(at_once)]
    try:
        await asyncio.gather(*workers)
    finally:  # the first error ends the others too
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
    return settings


def text_digest(item: Item) -> str:
    """The SHA-256 of the article's text, which verdicts and offsets belong to."""
    return hashlib.sha256(item.article.text.encode("utf-8", "surrogatepass")).hexdigest()


def _cell(system: System, item: Item, repeat: int) -> Cell:
    key = system.key(item.article, repeat) or "any"
    return Cell(
        system=system.name,
        article=item.name,
        repeat=repeat,
        file=record_file(system.name, item.name, repeat, key),
    )


def _is_stored(system: System, item: Item, cell: Cell, folder: RunFolder) -> bool:
    key = system.key(item.article, cell.repeat)
    if key is None:
        return False
    kept = folder.record(cell.file)
    if kept is None or kept.key != key:
        return False
    failure = kept.answer.failure
    return failure is None or failure.kind != ServerError.__name__


async def _answered(system: System, item: Item, cell: Cell) -> Record:
    return Record(
        system=system.name,
        article=item.name,
        repeat=cell.repeat,
        key=system.key(item.article, cell.repeat) or "any",
        text_digest=text_digest(item),
        version=VERSION,
        answer=await system.answer(item.article),
    )
