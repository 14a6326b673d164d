"""Numbers the columns of an HTML table, in which a cell may span several of them, and several rows."""

from lxml.html import HtmlElement

# Columns beyond are not kept free for cells from the rows above; so many spanned columns make a table wide. By
# judgement, against hostile pages: HTML itself stops at a thousand.
_MOST_COLUMNS = 100


class Grid:
    """The columns that the cells of the current row begin in, from 0, as `columns`."""

    def __init__(self) -> None:
        self.columns: list[int] = []
        self._row = 0
        self._free = 0
        self._taken_until: dict[int, int] = {}

    def next_row(self) -> None:
        self._row += 1
        self._free = 0
        self.columns = []

    def add(self, cell: HtmlElement) -> None:
        """Places the next cell of the row in the first column that no cell from above reaches into."""
        while self._taken_until.get(self._free, 0) > self._row:
            self._free += 1
        wide, high = _reach(cell, "colspan"), _reach(cell, "rowspan")
        self.columns.append(self._free)
        if high > 1:
            for column in range(self._free, min(self._free + wide, _MOST_COLUMNS)):
                self._taken_until[column] = self._row + high
        self._free += wide


def _reach(cell: HtmlElement, name: str) -> int:
    stated = (cell.get(name) or "").strip()
    return (
        min(max(int(stated), 1), _MOST_COLUMNS)
        if stated.isascii() and stated.isdigit() and len(stated) < 6
        else 1
    )
