"""The outputs of a run: each file appears whole or not at all, in the order in which articles were first seen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from summariser.arguments import with_checked_arguments
from summariser.errors import StorageError
from summariser.foreign import json_text
from summariser.jobs.exports.parquet import ParquetTable, check_parquet
from summariser.jobs.exports.tables import item_rows
from summariser.jobs.settings import Prices
from summariser.jobs.storage.database import storage
from summariser.jobs.storage.views import View
from summariser.views.tables.columns import BATCH_ARTICLES, FIGURES, VERDICTS, Row, Table
from summariser.views.tables.delimited import CsvTable
from summariser.views.tables.xlsx import check_xlsx, workbook
from summariser.writing import partial_of, whole

RESULTS = "results.jsonl"
# What a run folder always has, as files of these names; all verdicts are in results.jsonl, and in a workbook.
_NAMES = {"articles": BATCH_ARTICLES, "quantities": FIGURES}
_SHEETS = (FIGURES, VERDICTS, BATCH_ARTICLES)
_STAMP = ".outputs"


@with_checked_arguments
def export(
    folder: str | Path,
    *,
    parquet: bool = False,
    xlsx: str | Path | None = None,
    bom: bool = False,
    prices: Prices | None = None,
    given_up: Callable[[], bool] = lambda: False,
) -> list[Path]:
    """Writes the outputs of a run folder anew from its state, as far as it is; needs little memory.

    Returns the files. Articles that are not finished are left out. Files that are up to date are left alone, and all
    stay as they are once `given_up` says so. `xlsx` names a workbook to be written too; `bom` puts a mark at the
    beginning of CSV by which Excel knows UTF-8.
    Raises RunFolderError, StorageError, and ConfigurationError where Parquet or XLSX is asked for without its package.

    >>> [file.name for file in export("run", parquet=True)]
    ['results.jsonl', 'articles.csv', 'quantities.csv', 'articles.parquet', 'quantities.parquet']
    """
    folder, book = Path(folder), xlsx and Path(xlsx)
    if parquet:
        check_parquet()
    if book:
        check_xlsx(book)
    ends = ["csv"] + ["parquet"] * parquet
    files = [folder / RESULTS, *(folder / f"{name}.{end}" for end in ends for name in _NAMES)]
    files += [book] if book else []
    with View.open(folder) as view, storage(folder):
        stamp = f"{view.meta('changes')} {prices} {bom}"
        if not _up_to_date(folder, files, stamp):
            with ExitStack() as stack:
                outputs = _Outputs(stack, files, bom=bom)
                outputs.write(view, prices or Prices(), given_up)
            _write_stamp(folder, files, stamp)
    return files


class _Outputs:
    """The files of an export while they are written."""

    def __init__(self, stack: ExitStack, files: list[Path], *, bom: bool) -> None:
        self._adding: dict[str, list[Callable[[Iterable[Row]], None]]] = {table.name: [] for table in _SHEETS}
        for file in files:
            if file.suffix == ".csv":
                table = _NAMES[file.stem]
                opened = stack.enter_context(whole(file, durable=True))
                self._adding[table.name].append(CsvTable(opened, table, bom=bom).add)
            elif file.suffix == ".parquet":
                table = _NAMES[file.stem]
                self._adding[table.name].append(stack.enter_context(_whole_parquet(file, table)).add)
            elif file.name == RESULTS:
                self._results = stack.enter_context(whole(file, durable=True))
            else:
                book = stack.enter_context(workbook(file, _SHEETS))
                for table in _SHEETS:
                    self._adding[table.name].append(partial(book.add, table))

    def write(self, view: View, prices: Prices, given_up: Callable[[], bool]) -> None:
        """Writes every item that is finished."""
        for item in view.items():
            if given_up():
                raise StorageError(
                    f"{view.folder}: the outputs were not written; summariser batch export writes them"
                )
            if item.state == "pending":
                continue
            record = item.record
            self._results.write(json_text(record) + "\n")
            made = item_rows(item, record, prices, with_verdicts=bool(self._adding[VERDICTS.name]))
            self._add(BATCH_ARTICLES, [made.article])
            self._add(FIGURES, made.figures)
            self._add(VERDICTS, made.verdicts)

    def _add(self, table: Table, rows: Sequence[Row]) -> None:
        for add in self._adding[table.name]:
            add(rows)


@contextmanager
def _whole_parquet(target: Path, table: Table) -> Iterator[ParquetTable]:
    unfinished = partial_of(target)
    try:
        made = ParquetTable(unfinished, table)
        yield made
        made.close()
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
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
