"""Tables as a workbook of XLSX, in memory that does not grow with its rows. Needs the extra [tables]."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from io import BufferedWriter, FileIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from summariser.errors import ConfigurationError
from summariser.views.tables.cells import Formats, cell_text, write
from summariser.views.tables.columns import ARTICLES, FIGURES, VERDICTS, Column, Row, Table
from summariser.views.tables.links import Links
from summariser.views.tables.rows import Rows
from summariser.writing import partial_of, written_to

# As Excel has them ("Excel specifications and limits").
MOST_ROWS = 2**20  # of a sheet, its head among them
_MOST_LINKS = 65_530  # of a sheet
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_NAMES = ("date", "time", "identifier", "ordinal")  # kinds of numbers whose digits are not grouped
_EXPLAINED = Table(
    "columns",
    "a column of the other sheets",
    (
        Column("sheet", "its sheet", width=12),
        Column("column", "its name", width=20),
        Column("holds", "the type of its cells", width=18),
        Column("meaning", "what it says", width=110),
    ),
)


def check_xlsx(target: Path, *, to_come: Path | None = None) -> None:
    """Raises ConfigurationError or StorageError where a workbook cannot be written there, before any work is done.

    `to_come` is a folder that the work will make.

    >>> from pathlib import Path
    >>> check_xlsx(Path("ports.xlsx"))
    """
    if find_spec("xlsxwriter") is None:
        raise ConfigurationError("XLSX needs xlsxwriter: pip install 'summariser[tables]'")
    if target.suffix.lower() != ".xlsx" or target.exists() and not target.is_file():
        raise ConfigurationError(f"{target}: name a file that ends in .xlsx")
    if to_come and target.absolute().parent == to_come.absolute() and not to_come.exists():
        return
    if not target.parent.is_dir():
        raise ConfigurationError(f"{target}: there is no folder {target.parent}; make it first")
    with _writing(target), partial_of(target).open("wb"):
        pass
    partial_of(target).unlink(missing_ok=True)


@contextmanager
def workbook(target: Path, tables: Sequence[Table], *, most_rows: int = MOST_ROWS) -> Iterator["Workbook"]:
    """A workbook that takes the place of `target` only at the end of a block that has gone well.

    Raises ConfigurationError or StorageError where it cannot be written.

    >>> from pathlib import Path
    >>> from summariser.views.tables.columns import ARTICLES
    >>> rows = rows_of(record_of(summarise("Two ports closed.", "stand-in", base_url=server)))
    >>> with workbook(Path("ports.xlsx"), [ARTICLES]) as book:
    ...     book.add(ARTICLES, [rows.article])
    >>> Path("ports.xlsx").exists()
    True
    """
    partial = partial_of(target)
    with _writing(target), TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as rows:
        try:
            with _opened(partial, rows) as book:
                made = Workbook(book, tables, Links(target.absolute().parent, _url), most_rows)
                yield made
                made.close()
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path, rows: str) -> Iterator[Any]:
    """A workbook of xlsxwriter's, which keeps what is written in files in the folder `rows`. Its errors are OSErrors."""
    exceptions: Any = import_module("xlsxwriter.exceptions")
    with _File(FileIO(path, "w")) as file:
        book = import_module("xlsxwriter").Workbook(file, _OPTIONS | {"tmpdir": rows})
        book.use_zip64()
        try:
            yield book
        except exceptions.FileCreateError as error:
            raise error.args[0] from error
        finally:
            for sheet in book.worksheets():
                with suppress(OSError):  # of a full disk: what is not written yet cannot be
                    sheet.row_data_fh.close()


class _File(BufferedWriter):
    """A file that takes no notice of who goes on when it is closed.

    On a full disk xlsxwriter leaves an archive behind, which would still end itself when Python clears up, and complain.
    """

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return 0 if self.closed else super().seek(offset, whence)

    def tell(self) -> int:
        return 0 if self.closed else super().tell()

    def write(self, data: Any, /) -> int:
        return 0 if self.closed else super().write(data)

    def flush(self) -> None:
        if not self.closed:
            super().flush()


def _url(link: str, source: str) -> Any:
    made = import_module("xlsxwriter.url").Url(link)
    made.text = cell_text(source)
    return made


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    with written_to(target, otherwise="name another file that ends in .xlsx"):
        yield


class Workbook:
    """A sheet or more for each table, and one that says what their columns mean.

    >>> from pathlib import Path
    >>> from summariser.views.tables.columns import ARTICLES
    >>> with workbook(Path("empty.xlsx"), [ARTICLES]) as book:
    ...     isinstance(book, Workbook)
    True
    """

    def __init__(self, book: Any, tables: Sequence[Table], links: Links, most_rows: int) -> None:
        self._book, self._formats = book, Formats(book)
        self._links = links
        self._tables = {table.name: _Sheets(book, self._formats, table, links, most_rows) for table in tables}

    @property
    def notes(self) -> list[str]:
        """What to know of it, a sentence each: a sheet that was full."""
        return [note for sheets in self._tables.values() for note in sheets.notes]

    @property
    def count(self) -> int:
        """How many rows it has so far."""
        return sum(sheets.count for sheets in self._tables.values())

    def add(self, table: Table, rows: Iterable[Row]) -> None:
        """Writes rows of a table."""
        for row in rows:
            self._tables[table.name].add(row)

    def add_all(self, *given: Rows) -> None:
        """Writes all rows of articles, into tables of figures, verdicts and articles."""
        for rows in given:
            self.add(ARTICLES, [rows.article])
            self.add(FIGURES, rows.figures)
            self.add(VERDICTS, rows.verdicts)

    def close(self) -> None:
        """Writes what is left, and the file's end. The first sheet with a row is the one that is open."""
        explained = _Sheets(self._book, self._formats, _EXPLAINED, self._links, MOST_ROWS)
        for table in (sheets.table for sheets in self._tables.values()):
            explained.add({"sheet": table.name, "meaning": f"A row is {table.row}."})
            for column in table.columns:
                told = {"column": column.name, "holds": column.type.value, "meaning": column.meaning}
                explained.add({"sheet": table.name, **told})
        for note in self.notes:
            explained.add({"meaning": note})
        filled = [sheets for sheets in self._tables.values() if sheets.count] or [explained]
        filled[0].first.activate()
        for sheets in (*self._tables.values(), explained):
            sheets.close()
        self._book.close()


class _Sheets:
    """The rows of one table: in a sheet, and where that is full, in further ones."""

    def __init__(self, book: Any, formats: Formats, table: Table, links: Links, most_rows: int) -> None:
        self._book, self._formats, self._links, self._most = book, formats, links, most_rows
        self.table, self.notes, self.count = table, list[str](), 0
        self.first = self._begin(table.name)

    def _begin(self, name: str) -> Any:
        self._sheet, self._at, self._linked = self._book.add_worksheet(name), 1, 0
        self._sheet.freeze_panes(1, 0)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for index, column in enumerate(self.table.columns):
            self._sheet.set_column(index, index, column.width)
            self._sheet.write_string(0, index, cell_text(column.name), self._formats.head)
        return self._sheet

    def add(self, row: Row) -> None:
        if self._at == self._most:
            self.close()
            number = self.count // (self._most - 1) + 1
            name = f"{self.table.name} {number}"
            self._begin(name)
            self.notes.append(
                f"A sheet holds {self._most:,} rows: {self.table.name} go on in the sheet {name!r}."
            )
        named = row.get("kind") in _NAMES
        for index, (column, value) in enumerate(zip(self.table.columns, self.table.cells(row), strict=True)):
            if column.name == "source" and (link := self._link(value)):
                self._sheet.write_url(self._at, index, link, self._formats.link)
            elif value is not None:
                write(self._sheet, (self._at, index), column, value, self._formats, named=named)
        self._at += 1
        self.count += 1

    def _link(self, source: object) -> Any:
        link = self._links.target_of(source) if self._linked < _MOST_LINKS else None
        self._linked += link is not None
        return link

    def close(self) -> None:
        """Ends the sheet that is being written."""
        self._sheet.autofilter(0, 0, max(self._at - 1, 1), len(self.table.columns) - 1)
