"""Progress on standard error: a live line in a terminal, a plain line an article elsewhere."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from summariser.cli.view import plain


class Reporter:
    """Tells how far the work is; used as a context manager. Calling it is the `progress` of the extraction layer."""

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._console, self._quiet = console, quiet
        self._article = ""
        self._said = ""
        columns = (
            SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn(),
        )  # fmt: skip
        self._live = Progress(
            *columns, console=console, transient=True, disable=quiet or not console.is_terminal
        )
        self._task = self._live.add_task("", total=None, visible=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._live.stop()

    def article(self, name: str, number: int, of: int) -> None:
        """An article's turn has come."""
        self._article = f"{number}/{of} {plain(name)}" if of > 1 else plain(name)
        self._log(self._article)

    def __call__(self, doing: str, done: int, total: int) -> None:
        """`doing` is what goes on now; `done` of `total` of it is over (0 of 0 where that is unknown)."""
        description = f"{self._article}: {doing}" if self._article else doing
        self._live.update(
            self._task, description=description, completed=done, total=total or None, visible=True
        )
        if doing != self._said and not self._article:
            self._log(doing)
        self._said = doing

    def error(self, line: str) -> None:
        """One line on what went wrong."""
        self._console.print(Text(plain(line)), style="red", soft_wrap=True)

    def _log(self, line: str) -> None:
        if not self._quiet and not self._console.is_terminal:
            self._console.print(Text(line), soft_wrap=True)
