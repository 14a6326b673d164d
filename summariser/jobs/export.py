"""The outputs of a run: each file appears whole or not at all, in the order in which articles were first seen."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from summariser.arguments import with_checked_arguments
from summariser.errors import StorageError
from summariser.foreign import json_text
from summariser.jobs.database import storage
from summariser.jobs.parquet import ParquetTable, check_parquet
from summariser.jobs.settings import Prices
from summariser.jobs.tables import ARTICLES, QUANTITIES, CsvTable, article_row, quantity_rows
from summariser.jobs.views import View
from summariser.writing import partial_of, whole

RESULTS, ARTICLES_CSV, QUANTITIES_CSV = "results.jsonl", "articles.csv", "quantities.csv"
ARTICLES_PARQUET, QUANTITIES_PARQUET = "articles.parquet", "quantities.parquet"
_STAMP = ".outputs"


@with_checked_arguments
def export(
    folder: str | Path,
    *,
    parquet: bool = False,
    prices: Prices | None = None,
    given_up: Callable[[], bool] = lambda: False,
) -> list[Path]:
    """Writes the outputs of a run folder anew from its state, as far as it is; needs little memory.

    Returns the files. Articles that are not finished are left out. Files that are up to date are left alone, and all
    stay as they are once `given_up` says so.
    Raises RunFolderError, StorageError, and ConfigurationError where Parquet is asked for without pyarrow.
    """
    folder = Path(folder)
    if parquet:
        check_parquet()
    names = [RESULTS, ARTICLES_CSV, QUANTITIES_CSV] + [ARTICLES_PARQUET, QUANTITIES_PARQUET] * parquet
    files = [folder / name for name in names]
    with View.opened(folder) as view, storage(folder):
        stamp = f"{view.meta('changes')} {prices}"
        if not _up_to_date(folder, files, stamp):
            _write(view, folder, parquet, prices or Prices(), given_up)
            _write_stamp(folder, files, stamp)
    return files


def _write(view: View, folder: Path, parquet: bool, prices: Prices, given_up: Callable[[], bool]) -> None:
    with ExitStack() as stack:
        results = stack.enter_context(whole(folder / RESULTS, durable=True))
        articles = [CsvTable(stack.enter_context(whole(folder / ARTICLES_CSV, durable=True)), ARTICLES)]
        quantities = [CsvTable(stack.enter_context(whole(folder / QUANTITIES_CSV, durable=True)), QUANTITIES)]
        tables: list[Any] = []
        if parquet:
            tables = [
                stack.enter_context(_whole_parquet(folder / name, columns))
                for name, columns in ((ARTICLES_PARQUET, ARTICLES), (QUANTITIES_PARQUET, QUANTITIES))
            ]
        for item in view.items():
            if given_up():
                raise StorageError(
                    f"{folder}: the outputs were not written; summariser batch export writes them"
                )
            if item.state == "pending":
                continue
            results.write(json_text(item.record) + "\n")
            rows = (article_row(item, prices), list(quantity_rows(item)))
            for table in articles + tables[:1]:
                table.add(rows[0])
            for table in quantities + tables[1:]:
                for row in rows[1]:
                    table.add(row)


@contextmanager
def _whole_parquet(target: Path, columns: dict[str, str]) -> Iterator[ParquetTable]:
    partial = partial_of(target)
    try:
        table = ParquetTable(partial, columns)
        yield table
        table.close()
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _states(files: list[Path]) -> str:
    return " ".join(f"{s.st_size}:{s.st_mtime_ns}" for s in (file.stat() for file in files))


def _up_to_date(folder: Path, files: list[Path], stamp: str) -> bool:
    try:
        return (folder / _STAMP).read_text(encoding="utf-8") == f"{stamp}\n{_states(files)}\n"
    except OSError:
        return False


def _write_stamp(folder: Path, files: list[Path], stamp: str) -> None:
    with whole(folder / _STAMP, durable=True) as file:
        file.write(f"{stamp}\n{_states(files)}\n")
