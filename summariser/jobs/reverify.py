"""New validators on stored answers: every summary of a run folder is verified again, and no model is called."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from summariser.arguments import with_checked_arguments
from summariser.article import Article
from summariser.errors import RunFolderError
from summariser.extraction import Provenance, ReportType, Result, load_report_type
from summariser.jobs.storage.database import check_is_run_folder, locked
from summariser.jobs.storage.outcome import Outcome, decompressed, of_result
from summariser.jobs.storage.raw_article import article_from
from summariser.jobs.storage.store import Store
from summariser.verification import verify


@dataclass(frozen=True)
class Reverified:
    """How many summaries were verified again, and of how many the verdicts or coverage are others now (`changed`).

    `newly_flagged` had nothing unsupported before, `no_longer_flagged` has nothing unsupported any more.

    >>> reverify("run")
    Reverified(verified=1, changed=0, newly_flagged=0, no_longer_flagged=0)
    """

    verified: int
    changed: int
    newly_flagged: int
    no_longer_flagged: int


@with_checked_arguments
def reverify(folder: str | Path, report_type: ReportType | str | Path | None = None) -> Reverified:
    """Verifies every summary of a run folder anew and keeps the verdicts; outputs are to be written after it.

    `report_type` must be named where it is not one of ours. Raises RunFolderError where the folder is no run folder, is in
    use, or has answers of another schema than the report type's, ConfigurationError where the report type is not there, and
    StorageError where the folder cannot be read or written.

    >>> reverify("run").changed
    0
    """
    folder = Path(folder)
    check_is_run_folder(folder)
    verified = changed = newly = no_longer = 0
    with locked(folder), Store.open(folder) as store:
        kind = _report_type(store, report_type)
        for key, article, record, flagged in _finished(store):
            outcome = _again(article, record, kind)
            verified += 1
            if outcome.record != record:
                store.replace_record(key, outcome)
                changed += 1
                newly += bool(outcome.flagged and not flagged)
                no_longer += bool(flagged and not outcome.flagged)
    return Reverified(verified, changed, newly, no_longer)


def _report_type(store: Store, named: ReportType | str | Path | None) -> ReportType:
    recorded = store.meta("settings")
    if recorded is None:
        raise RunFolderError(f"{store.folder} holds no run: name the --out of a batch")
    kind = named if isinstance(named, ReportType) else load_report_type(named or recorded["report_type"])
    if kind.schema_version != recorded["schema_version"]:
        raise RunFolderError(
            f"the answers of {store.folder} are of schema version {recorded['schema_version']}, the report type "
            f"{kind.name!r} has {kind.schema_version}: run the batch again into another --out"
        )
    return kind


def _finished(store: Store) -> Iterator[tuple[str, Article, str, int]]:
    for row in store.finished_articles():
        article = article_from(json.loads(decompressed(row["article"])))
        yield row["key"], article, decompressed(row["result"]), row["flagged"]


def _again(article: Article, record: str, kind: ReportType) -> Outcome:
    stored = json.loads(record)
    try:
        schema = kind.named(stored["provenance"]["report_type"]).schema
        summary = schema.model_validate(stored["summary"])
    except ValidationError as error:
        raise RunFolderError(f"a stored summary is not of the schema of {kind.name!r}: {error}") from error
    provenance = Provenance.model_validate({k: v for k, v in stored["provenance"].items() if k != "usage"})
    result = Result(
        article=article, summary=summary, verification=verify(summary, article), provenance=provenance
    )
    return of_result(result)
