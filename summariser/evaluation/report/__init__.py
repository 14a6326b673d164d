"""The report of a run: one HTML file, the same as Markdown, and the table alone."""

from pathlib import Path

from summariser.errors import ConfigurationError
from summariser.evaluation.report.html import html
from summariser.evaluation.report.markdown import markdown, table
from summariser.evaluation.scoring import Scores

__all__ = ["html", "markdown", "table", "write_report"]

HTML, MARKDOWN, TABLE = "report.html", "report.md", "table.md"


def write_report(scores: Scores) -> Path:
    """Writes report.html, report.md and table.md into the run folder; returns the first. Raises ConfigurationError."""
    made = {HTML: html(scores), MARKDOWN: markdown(scores), TABLE: table(scores)}
    try:
        for name, text in made.items():
            (scores.path / name).write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ConfigurationError(
            f"cannot write the report to {scores.path}: {error.strerror or error}"
        ) from error
    return scores.path / HTML
