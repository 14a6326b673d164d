"""The batch job: many articles, stored as they are finished, resumed where they were left."""

from summariser.jobs.articles import is_run_folder, stored_articles
from summariser.jobs.exports.outputs import export
from summariser.jobs.exports.pages import write_pages
from summariser.jobs.inputs.discovery import Inputs
from summariser.jobs.inputs.rows import Columns
from summariser.jobs.progress import Observer, Snapshot
from summariser.jobs.reverify import Reverified, reverify
from summariser.jobs.run import Options, Report, abatch, batch
from summariser.jobs.settings import Flow, Prices
from summariser.jobs.storage.views import Counts, Item, View

__all__ = [
    "Columns",
    "Counts",
    "Flow",
    "Inputs",
    "Item",
    "Observer",
    "Options",
    "Prices",
    "Report",
    "Reverified",
    "Snapshot",
    "View",
    "abatch",
    "batch",
    "export",
    "is_run_folder",
    "reverify",
    "stored_articles",
    "write_pages",
]
