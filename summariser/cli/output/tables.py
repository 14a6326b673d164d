"""The option --xlsx of `summarise` and `verify`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summariser.article import Article
from summariser.extraction import describe
from summariser.verification import Verification
from summariser.views.tables import Rows, Workbook, check_xlsx, rows_of, workbook
from summariser.views.tables.columns import ARTICLES, FIGURES, VERDICTS

_SHEETS = (FIGURES, VERDICTS, ARTICLES)


@contextmanager
def tables_to(target: Path | None) -> Iterator[Workbook | None]:
    """A workbook for the articles of a call, if one is asked for. What is done is in it, also where the call is stopped.

    Raises ConfigurationError where it cannot be written, before any work is done.
    """
    if target is None:
        yield None
        return
    check_xlsx(target)
    stopped: BaseException | None = None
    with workbook(target, _SHEETS) as book:
        try:
            yield book
        except BaseException as error:
            if not book.count:
                raise
            stopped = error
    if stopped:
        raise stopped


def checked_rows(articles: Sequence[Article], summary: Any, found: Verification) -> list[Rows]:
    """The rows of what was verified: of a text, or of a JSON object with its quantities; behind the first, of each article its own.

    Only of one article, and of an object, is it known what was left out.
    """
    covers = summary is not None and len(articles) == 1
    sources = [describe(article) for article in articles]
    made = found.model_dump(exclude=None if covers else {"coverage"})
    first, *others = ({"article": source, "verification": made} for source in sources)
    return [
        rows_of(first | {"sources": sources, "summary": summary}),
        *(Rows(rows_of(other, with_verdicts=False).article, (), ()) for other in others),
    ]
