"""The report of a run: one HTML file, the same as Markdown, and the table alone."""

from pathlib import Path

from summariser.evaluation.report.html import html
from summariser.evaluation.report.markdown import markdown, table
from summariser.evaluation.scoring.scores import Scores
from summariser.writing import write_whole

__all__ = ["html", "markdown", "table", "write_report"]

HTML, MARKDOWN, TABLE = "report.html", "report.md", "table.md"


def write_report(scores: Scores) -> Path:
    """Writes report.html, report.md and table.md into the run folder; returns the first.

    Raises ConfigurationError where they cannot be written, StorageError where the disk is full.

    >>> from pathlib import Path
    >>> write_report(score(RunFolder(Path("scored")), Prices())).name
    'report.html'
    """
    made = {HTML: html(scores), MARKDOWN: markdown(scores), TABLE: table(scores)}
    for name, text in made.items():
        write_whole(scores.path / name, text, what="the report", otherwise="make it writable")
    return scores.path / HTML
