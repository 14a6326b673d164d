"""Tables for people who work in spreadsheets and notebooks: CSV, XLSX, Markdown, data frames."""

from summariser.views.tables.comparisons import write_cells, write_comparison
from summariser.views.tables.data_frames import Frames, frames
from summariser.views.tables.markdown import markdown_of
from summariser.views.tables.rows import Rows, record_of, rows_of
from summariser.views.tables.xlsx import Workbook, check_xlsx, workbook

__all__ = [
    "Frames",
    "Rows",
    "Workbook",
    "check_xlsx",
    "frames",
    "markdown_of",
    "record_of",
    "rows_of",
    "workbook",
    "write_cells",
    "write_comparison",
]
