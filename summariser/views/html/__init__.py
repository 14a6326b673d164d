"""Self-contained HTML pages: an article beside its summary, every number marked; and one story in many articles."""

from summariser.views.html.comparison import comparison_page
from summariser.views.html.folder import PageFolder, write_page
from summariser.views.html.page import reading_page
from summariser.views.html.reader import ReaderMark, load_marks
from summariser.views.html.rendering import page_policy
from summariser.views.html.versions import versions_page

__all__ = [
    "PageFolder",
    "ReaderMark",
    "comparison_page",
    "load_marks",
    "page_policy",
    "reading_page",
    "versions_page",
    "write_page",
]
