"""What `summariser compare` writes: a folder of files, a page, a workbook."""

from importlib.util import find_spec
from pathlib import Path

from summariser.comparison import Comparison
from summariser.comparison.corrections import NAME as CORRECTIONS
from summariser.comparison.corrections import TEMPLATE
from summariser.comparison.tables import write_csv
from summariser.errors import ConfigurationError
from summariser.foreign import json_text
from summariser.views.html import comparison_page, write_page
from summariser.views.tables import check_xlsx, write_comparison
from summariser.writing import whole, write_whole, written_to

_OTHERWISE = "name another folder with --out"
_ENDINGS = (".html", ".htm", ".xhtml")


def check_outputs(html: Path | None, xlsx: Path | None) -> None:
    """Raises ConfigurationError where a page or workbook cannot be written, before any work is done."""
    if html is not None:
        if html.suffix.lower() not in _ENDINGS or html.is_dir():
            raise ConfigurationError(f"--html {html}: name a file that ends in .html")
        if not html.parent.is_dir():
            raise ConfigurationError(f"--html {html}: there is no folder {html.parent}; make it first")
    if xlsx is not None:
        check_xlsx(xlsx)


def write_outputs(made: Comparison, out: Path | None, html: Path | None, xlsx: Path | None) -> None:
    """Writes what was asked for. Raises ConfigurationError or StorageError where it cannot be written."""
    if out is not None:
        write_folder(made, out)
    if html is not None:
        write_page(html, comparison_page(made))
    if xlsx is not None:
        write_comparison(made, xlsx)


def write_folder(made: Comparison, folder: Path) -> None:
    """Writes a comparison's files; the workbook where the extra [tables] is there. Raises as `write_outputs`."""
    with written_to(folder, otherwise=_OTHERWISE):
        folder.mkdir(parents=True, exist_ok=True)
        with whole(folder / "facts.csv") as file:
            write_csv(made, file)
    write_whole(
        folder / "comparison.json", json_text(made.model_dump_json(indent=1)) + "\n", otherwise=_OTHERWISE
    )
    write_whole(folder / "facts.html", comparison_page(made), otherwise=_OTHERWISE)
    if find_spec("xlsxwriter") is not None:
        write_comparison(made, folder / "facts.xlsx")
    if not (folder / CORRECTIONS).exists():
        write_whole(folder / CORRECTIONS, TEMPLATE, otherwise=_OTHERWISE)
