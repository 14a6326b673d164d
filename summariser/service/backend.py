"""What can be asked of the service, by its API and by its page alike: the job service, and the workers that read and check."""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from summariser.article import Article
from summariser.comparison import Corrections
from summariser.errors import ArticleError
from summariser.foreign import json_text
from summariser.service.errors import NoResultError, UnknownJobError
from summariser.service.jobs import GRACE_S, JobService
from summariser.service.metrics import Metrics
from summariser.service.options import ServiceOptions
from summariser.service.processes import checks
from summariser.service.processes.checks import Checked, Stored
from summariser.service.processes.exports import Found, Shown, exported
from summariser.service.processes.intake import Form, Given, Pages, is_one_address, title_of
from summariser.service.processes.pool import WorkerPool
from summariser.service.records import Job, Kind, State

GROUPING = "grouping"  # where a user's corrections of a comparison stand


@dataclass(frozen=True)
class Client:
    """Who asks, and the idempotency key of the request, with a digest of what was asked, where there is one."""

    name: str
    key: str | None = None
    fingerprint: str | None = None


class Backend:
    """Make one with `open`. Methods raise ArticleError, FetchError and TooLargeError for what users give, the errors of the job service,
    and those of workers.
    """

    def __init__(
        self, options: ServiceOptions, job_service: JobService, workers: WorkerPool, pages: Pages
    ) -> None:
        self.options, self.job_service, self.workers, self.pages = options, job_service, workers, pages
        self.metrics = Metrics(job_service.load, workers)
        job_service.on_end(self.metrics.summarised)

    @classmethod
    @asynccontextmanager
    async def open(cls, options: ServiceOptions, grace_s: float = GRACE_S) -> AsyncIterator["Backend"]:
        """The backend of a data folder; at its end what runs has so many seconds before it is handed back. Raises as JobService.open."""
        bounds = options.bounds
        workers = WorkerPool(options.processes, bounds.check_s, checks.prepare)
        pages = Pages(
            allow_private=options.allow_private,
            most_bytes=bounds.body_bytes,
            time_s=min(30.0, bounds.check_s),
        )
        async with JobService.open(options, grace_s=grace_s) as job_service:
            workers.start()
            try:
                yield cls(options, job_service, workers, pages)
            finally:
                pages.close()
                workers.close()

    # --- what users give ---------------------------------------------------------------------------------------

    async def given(self, text: str | None, html: str | None, url: str | None) -> Given:
        """One of three as it is given; an address is fetched."""
        if url is not None:
            if not is_one_address(url):
                raise ArticleError(f"{url[:100]}: is no address; write it with https:// before it")
            with self.metrics.timed("fetch"):
                return await self.pages.page(url)
        if html is not None:
            return Given(Form.HTML, html)
        return Given(Form.TEXT, text or "")

    @property
    def _most(self) -> int:
        return self.options.bounds.text_characters

    # --- work --------------------------------------------------------------------------------------------------

    async def summarise(
        self,
        given: Given,
        client: Client,
        *,
        title: str | None = None,
        report_type: str | None = None,
        policy: str | None = None,
        model: str | None = None,
    ) -> Job:
        """A job for the summary of what was given, done at once where the store has it."""
        with self.metrics.timed("read"):
            article = await self.workers.run(checks.article, given, self._most, size=given.size)
        if title:
            article = replace(article, title=title)
        return await self.job_service.summarise(
            article,
            title=title_of(article),
            source=given.name,
            client=client.name,
            report_type=report_type,
            policy=policy,
            model=model,
            idempotency=client.key,
            fingerprint=client.fingerprint,
        )

    async def numbers(self, text: str) -> str:
        """The numbers of a text, as JSON."""
        with self.metrics.timed("numbers"):
            return await self.workers.run(checks.numbers, text, size=len(text))

    async def verify(
        self,
        told: Given,
        sources: Sequence[Given],
        client: Client,
        *,
        title: str | None = None,
        whole_text: bool = False,
    ) -> tuple[Job, str]:
        """The verdicts on what was told, as a job that is kept and as JSON."""
        begun = _now()
        many = len(sources) > 1
        named = [one.named(f"source {at}" if many else "source") for at, one in enumerate(sources, 1)]
        size = told.size + sum(one.size for one in named)
        with self.metrics.timed("verification"):
            made = await self.workers.run(checks.verification, told, named, self._most, whole_text, size=size)
        request = {"sources": [one.name for one in named], "whole_text": whole_text}
        job = await self._kept(Kind.VERIFICATION, made, request, client, title, begun)
        return job, made.result

    async def compare(
        self,
        given: Sequence[Given | Stored],
        client: Client,
        *,
        title: str | None = None,
        has_reference: bool = False,
        grouping: Corrections | None = None,
    ) -> tuple[Job, str]:
        """A comparison as a job that is kept, and as JSON. The first that is given may be the reference."""
        begun = _now()
        named = [one if one.name else replace(one, name=f"article {at}") for at, one in enumerate(given, 1)]
        size = sum(len(one.article.text) if isinstance(one, Stored) else one.size for one in named)
        with self.metrics.timed("comparison"):
            made = await self.workers.run(
                checks.comparison, named, has_reference, None, self._most, size=size
            )
        request = {"articles": [one.name for one in named], "reference": has_reference}
        job = await self._kept(Kind.COMPARISON, made, request, client, title, begun)
        if grouping is not None:
            return await self.correct(job, grouping)
        return job, made.result

    async def stored(self, summary: Job) -> Stored:
        """A summary that is there, for a comparison. Raises NoResultError where it is not."""
        record = await self.job_service.result(summary)
        if summary.kind is not Kind.SUMMARY or "summary" not in record:
            raise NoResultError(f"{summary.id} is no summary that is done")
        article = await self.job_service.article(summary)
        return Stored(article, record, summary.source or summary.title)

    async def correct(self, job: Job, grouping: Corrections) -> tuple[Job, str]:
        """Keeps how a person wants the rows of a comparison, beside the machine's; an empty wish takes back those before."""
        if grouping == Corrections():
            self.job_service.correct(job.id, GROUPING, None)
            return self.job_service.job(job.id), await self.result_text(job)
        articles = await self.job_service.articles(job)
        has_reference = bool(job.request.get("reference"))
        size = sum(len(one.text) for one in articles)
        with self.metrics.timed("comparison"):
            made = await self.workers.run(checks.compared_again, articles, has_reference, grouping, size=size)
        kept = {"grouping": grouping.model_dump(mode="json"), "result": json.loads(made.result)}
        self.job_service.correct(job.id, GROUPING, kept)
        return self.job_service.job(job.id), made.result

    async def _kept(
        self,
        kind: Kind,
        made: Checked,
        request: dict[str, Any],
        client: Client,
        title: str | None,
        begun: datetime,
    ) -> Job:
        return await self.job_service.keep(
            kind,
            title=title or made.title,
            source=made.source,
            request=request,
            client=client.name,
            texts=made.texts,
            flagged=made.flagged,
            started=begun,
            idempotency=client.key,
            fingerprint=client.fingerprint,
        )

    # --- what is there -----------------------------------------------------------------------------------------

    def job(self, job_id: str, kind: Kind) -> Job:
        """A job of a kind. Raises UnknownJobError."""
        job = self.job_service.job(job_id)
        if job.kind is not kind:
            raise UnknownJobError(f"there is no such {kind.value}: it may have been deleted")
        return job

    def grouping(self, job: Job) -> Corrections:
        """How a person wants the rows of a comparison."""
        kept = self.job_service.corrections(job.id).get(GROUPING)
        return Corrections.model_validate(kept["grouping"]) if kept else Corrections()

    async def result(self, job: Job, *, corrected: bool = True) -> dict[str, Any]:
        """What a job came to; of a comparison as a person has corrected it. Raises NoResultError."""
        kept = (
            self.job_service.corrections(job.id).get(GROUPING)
            if corrected and job.kind is Kind.COMPARISON
            else None
        )
        return kept["result"] if kept else await self.job_service.result(job)

    async def result_text(self, job: Job, *, corrected: bool = True) -> str:
        """The same as JSON; "null" where there is none."""
        if job.state is not State.DONE:
            return "null"
        return json_text(json.dumps(await self.result(job, corrected=corrected), ensure_ascii=False))

    async def document(self, job: Job, shown: Shown, *, source: int = 1, corrected: bool = True) -> bytes:
        """A job's result as a document. Raises NoResultError."""
        result = await self.result(job, corrected=corrected)
        if "error" in result:
            raise NoResultError("the job has failed, and has no result: ask for it as JSON")
        articles: list[Article] = await self.job_service.articles(job)
        found = Found(job.kind, result, articles, job.title)
        size = sum(len(one.text) for one in articles)
        with self.metrics.timed("export"):
            return await self.workers.run(exported, found, shown, source, size=size)


def fingerprint(*parts: str) -> str:
    """A digest that stands for a request."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8))
        digest.update(data)
    return digest.hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
