"""What `summariser compare` writes: a folder of files, a page, a workbook."""

import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from summariser.comparison import Change, Comparison
from summariser.comparison.facts.corrections import NAME as CORRECTIONS
from summariser.comparison.facts.corrections import TEMPLATE
from summariser.errors import ConfigurationError
from summariser.foreign import json_text
from summariser.views.html import comparison_page, versions_page, write_page
from summariser.views.tables import check_xlsx, write_cells, write_comparison
from summariser.writing import whole, write_whole, written_to

_OTHERWISE = "name another folder with --out"
_ENDINGS = (".html", ".htm", ".xhtml")


def check_outputs(out: Path | None, html: Path | None, xlsx: Path | None) -> None:
    """Raises ConfigurationError where a page or workbook cannot be written, before any work is done. `out` will be made."""
    if html is not None:
        if html.suffix.lower() not in _ENDINGS or html.is_dir():
            raise ConfigurationError(f"--html {html}: name a file that ends in .html")
        if html.parent != out and not html.parent.is_dir():
            raise ConfigurationError(f"--html {html}: there is no folder {html.parent}; make it first")
    if xlsx is not None:
        check_xlsx(xlsx, to_come=out)


Changes = Sequence[Change] | None  # None where the articles are no versions of one


def json_of(made: Comparison, changes: Changes, indent: int | None = None) -> str:
    """The comparison as JSON, with what changed between versions."""
    shown = made.model_dump(mode="json")
    if changes is not None:
        shown["changes"] = [change.model_dump(mode="json") for change in changes]
    return json_text(json.dumps(shown, ensure_ascii=False, indent=indent))


def write_outputs(
    made: Comparison,
    changes: Changes,
    out: Path | None,
    html: Path | None,
    xlsx: Path | None,
    *,
    bom: bool = False,
) -> None:
    """Writes what was asked for. Raises ConfigurationError or StorageError where it cannot be written."""
    if out is not None:
        write_folder(made, out, changes, bom=bom)
    if html is not None:
        write_page(html, _page(made, changes))
    if xlsx is not None:
        write_comparison(made, xlsx, changes)


def write_folder(made: Comparison, folder: Path, changes: Changes = None, *, bom: bool = False) -> None:
    """Writes a comparison's files; the workbook where the extra [tables] is there. Raises as `write_outputs`."""
    with written_to(folder, otherwise=_OTHERWISE):
        folder.mkdir(parents=True, exist_ok=True)
        with whole(folder / "facts.csv") as file:
            write_cells(made, file, bom=bom)
    write_whole(folder / "comparison.json", json_of(made, changes, indent=1) + "\n", otherwise=_OTHERWISE)
    write_whole(folder / "facts.html", _page(made, changes), otherwise=_OTHERWISE)
    if find_spec("xlsxwriter") is not None:
        write_comparison(made, folder / "facts.xlsx", changes)
    if not (folder / CORRECTIONS).exists():
        write_whole(folder / CORRECTIONS, TEMPLATE, otherwise=_OTHERWISE)


def _page(made: Comparison, changes: Changes) -> str:
    return comparison_page(made) if changes is None else versions_page(made, changes)
