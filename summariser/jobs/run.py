"""The batch job: many articles in, one record for each out, nothing lost and nothing paid for twice."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, TypedDict, Unpack

from summariser.arguments import AtLeastOne, Positive, check_fields, with_checked_arguments
from summariser.article.web import FetchOptions
from summariser.errors import ArticleError, RunFolderError
from summariser.extraction import AUTO, Model, OnFail, ReportType, open_model
from summariser.extraction.client.model import LOCAL
from summariser.extraction.client.weights import Progress, no_progress
from summariser.extraction.policy import OnFailName
from summariser.jobs.engines.cluster import check_ray, ray_engine
from summariser.jobs.engines.local import Engine, Setup, local_engine
from summariser.jobs.engines.processes import check_can_be_shared, process_engine
from summariser.jobs.engines.rounds import BatchRounds
from summariser.jobs.engines.runner import Runner, Shutdown
from summariser.jobs.exports.outputs import RESULTS, export
from summariser.jobs.exports.parquet import check_parquet
from summariser.jobs.inputs.discovery import Given, Inputs
from summariser.jobs.inputs.ingest import Ingest
from summariser.jobs.inputs.rows import Columns
from summariser.jobs.inputs.work_queue import WorkQueue
from summariser.jobs.progress import Observer, Silent, Snapshot, Tally
from summariser.jobs.settings import Flow, Settings
from summariser.jobs.storage.database import locked
from summariser.jobs.storage.outcome import Outcome
from summariser.jobs.storage.provider_store import ProviderStore
from summariser.jobs.storage.store import Store, Work
from summariser.jobs.storage.views import Counts
from summariser.jobs.throttle.budget import Budget
from summariser.views.tables.xlsx import check_xlsx

EngineName = Literal["local", "ray", "openai-batch"]
LOCAL_ENGINE: EngineName = "local"
RAY: EngineName = "ray"
OPENAI_BATCH: EngineName = "openai-batch"
# By judgement: as often as an eye notices.
_PROGRESS_EVERY_S = 0.5


@dataclass(frozen=True)
class Options:
    """How a batch is run. What results depend on (model to on_fail, as of `summarise`) is fixed with the run folder.

    `parquet` and `xlsx` (a file) write the tables as these too, `bom` puts the mark before CSV by which Excel knows UTF-8.
    `engine` is "local", "ray" (a cluster, at `ray_address`), or "openai-batch", the provider's batch endpoint, which is asked every `poll_s` seconds.
    `fetching` is how pages of the web are got (by `batch`, kept in the run folder unless it names another).
    `retry_failed` tries those again that failed. `processes` is how many share the work where one processor core is not enough for a quick server.

    `timeout_s` is the longest that one question to the model may take, in seconds.
    Raises ArgumentError for a value of a wrong type, or too small.

    >>> Options(model="a-model", flow=Flow(concurrency=64), parquet=True).on_fail
    <OnFail.FIX: 'fix'>
    """

    model: str = LOCAL
    base_url: str | None = None
    report_type: ReportType | str | Path = AUTO
    on_fail: OnFailName = OnFail.FIX
    timeout_s: Positive | None = None
    columns: Columns = field(default_factory=Columns)
    fetching: FetchOptions = field(default_factory=FetchOptions)
    flow: Flow = field(default_factory=Flow)
    retry_failed: bool = False
    parquet: bool = False
    xlsx: str | Path | None = None
    bom: bool = False
    processes: AtLeastOne = 1
    engine: EngineName = LOCAL_ENGINE
    poll_s: Positive = 30.0
    ray_address: str | None = None

    def __post_init__(self) -> None:
        check_fields(self)

    def setup(self) -> Setup:
        """What the engines need of it."""
        on_fail = OnFail(self.on_fail)
        flow = self.flow.at(embedded=self.model == LOCAL and self.base_url is None)
        return Setup(self.model, self.base_url, self.report_type, on_fail, self.timeout_s, flow)


class BatchOptions(TypedDict, total=False):
    """The fields of Options, as options of `batch`."""

    model: str
    base_url: str | None
    report_type: ReportType | str | Path
    on_fail: OnFailName
    timeout_s: Positive | None
    columns: Columns
    fetching: FetchOptions
    flow: Flow
    retry_failed: bool
    parquet: bool
    xlsx: str | Path | None
    bom: bool
    processes: AtLeastOne
    engine: EngineName
    poll_s: Positive
    ray_address: str | None


class _BatchCall(BatchOptions, total=False):
    options: Options | None
    observer: Observer | None
    progress: Progress


@dataclass(frozen=True)
class Report:
    """How a batch ended. `stopped` tells why it did so before its end; None where all is done.

    `finished` counts the articles that this call finished, in `seconds`. `files` are those written. `aside` are the files of
    given folders that were passed over, being no kind of file that is read.

    >>> report = batch("articles", "run", model="stand-in", base_url=server)
    >>> report.counts.done, report.finished, report.stopped
    (1, 0, None)
    """

    folder: Path
    counts: Counts
    seconds: float
    finished: int
    stopped: str | None
    files: list[Path]
    aside: list[str] = field(default_factory=list)

    def records(self) -> Iterator[str]:
        """The lines of results.jsonl, without their ends."""
        with (self.folder / RESULTS).open(encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n")


@with_checked_arguments
async def abatch(
    inputs: Given | Iterable[Given],
    out: str | Path,
    *,
    options: Options | None = None,
    observer: Observer | None = None,
    progress: Progress = no_progress,
    **more: Unpack[BatchOptions],
) -> Report:
    """Summarises every article of the inputs into the run folder `out`; what is there already is not done again.

    An input is a file of text, HTML, JSONL, CSV or Parquet, a folder of such files, a pattern, a web address, a work_queue's
    address or file, "@FILE" for a list of addresses, "-" for standard input, or an Article. Pages are kept in `out`,
    or where `fetching` says. `more` are fields of Options that go before those of `options`: `model`, `flow=Flow(concurrency=64)` and so on.
    An article that fails is a record with its reason, and no exception. Raises ConfigurationError where the call is
    wrong, RunFolderError where the folder is in use or was made with other settings, ArticleError where there is no
    article at all, and StorageError where the folder cannot be written.

    >>> import asyncio
    >>> report = asyncio.run(abatch(["articles"], "new", model="stand-in", base_url=server))
    >>> print(report.counts.in_words())
    1 of 1 articles done, 0 failed, 0 with unsupported numbers, 0 left
    """
    given = [inputs] if isinstance(inputs, Given) else list(inputs)
    chosen = replace(options or Options(), **more)
    folder = Path(out)
    source = Inputs(given, chosen.columns, folder, chosen.fetching.beside(folder))
    source.check()
    if chosen.parquet:
        check_parquet()
    if chosen.xlsx:
        check_xlsx(Path(chosen.xlsx), to_come=folder)
    if chosen.engine == RAY:
        check_ray()
    with ExitStack() as stack:
        stack.enter_context(locked(folder))
        store = stack.enter_context(Store.open(folder))
        return await _Batch(source, store, chosen, observer or Silent(), progress).run()


@with_checked_arguments
def batch(inputs: Given | Iterable[Given], out: str | Path, **options: Unpack[_BatchCall]) -> Report:
    """As `abatch`, for callers that do not await; it may also be called where an event loop runs (a notebook).

    >>> report = batch(Article.from_text("Two ports closed."), "new", model="stand-in", base_url=server)
    >>> sorted(file.name for file in report.files)
    ['articles.csv', 'quantities.csv', 'results.jsonl']
    """
    work = abatch(inputs, out, **options)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


class Job(Protocol):
    """The work on all articles of a run."""

    under_way: int

    async def run(self) -> None:
        """Until all is done or the run's shutdown has come."""


class _Batch:
    """One run."""

    def __init__(
        self, inputs: Inputs, store: Store, options: Options, observer: Observer, progress: Progress
    ) -> None:
        self._inputs, self._store, self._options = inputs, store, options
        self._observer, self._loading = observer, progress
        self._tally = Tally(store.counts, options.flow.prices)
        self._ingest = Ingest(inputs, store)

    async def run(self) -> Report:
        options, store, setup = self._options, self._store, self._options.setup()
        kind = setup.kind()
        shutdown = Shutdown(self._note, self._tally.asked, Budget(setup.flow, ProviderStore(store).spent()))
        async with engine_for(options, setup, kind, store, shutdown, self._loading) as (engine, model):
            settings = Settings.of(model, kind, setup.on_fail)
            store.begin(settings, retry_failed=options.retry_failed)
            if engine and ProviderStore(store).open_batches():
                raise RunFolderError(
                    f"answers to batches of {store.folder} are on their way: go on with --engine openai-batch"
                )
            work_queue = partial(WorkQueue, store, self._ingest, settings, kind)
            job: Job
            if engine:
                job = Runner(store, work_queue(), engine, setup.flow, shutdown, self._finished)
            else:
                poll_s = options.poll_s
                job = BatchRounds(
                    store, setup, kind, model, shutdown, work_queue, self._finished, poll_s=poll_s
                )
            self._observer.event("begin", folder=str(store.folder), model=model.name, run=store.run)
            await self._all(job, shutdown)
        return await self._end(job, shutdown)

    async def _all(self, job: Job, shutdown: Shutdown) -> None:
        reading = asyncio.ensure_future(self._ingest.run())
        running = asyncio.ensure_future(job.run())
        showing = asyncio.ensure_future(self._show(job))
        try:
            await _first_of(running, reading, showing)
            if reading.done() and not reading.exception():
                await _first_of(running, showing)
            elif running.done() and not running.exception() and shutdown.stopped is None:
                await _first_of(reading, showing)
        finally:
            for task in (reading, running, showing):
                task.cancel()
            ended = await asyncio.gather(running, reading, showing, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error
        if not self._store.counts().total:
            aside = f" (of no use: {', '.join(self._inputs.aside[:5])})" if self._inputs.aside else ""
            raise ArticleError(
                f"there is no article in the inputs{aside}: name files or folders that hold some"
            )

    async def _show(self, job: Job) -> None:
        while True:
            self._observer.progress(self._snapshot(job))
            await asyncio.sleep(_PROGRESS_EVERY_S)

    def _snapshot(self, job: Job, *, exact: bool = False) -> Snapshot:
        return self._tally.snapshot(job.under_way, reading=not self._ingest.finished, exact=exact)

    def _finished(self, work: Work, outcome: Outcome) -> None:
        self._tally.add(work.key)
        self._observer.event(
            "article",
            key=work.key,
            state=outcome.state,
            seconds=outcome.seconds,
            requests=outcome.requests,
            flagged=outcome.flagged,
            prompt_tokens=outcome.usage.prompt_tokens,
            completion_tokens=outcome.usage.completion_tokens,
            error=outcome.error,
        )

    def _note(self, line: str) -> None:
        self._observer.event("note", message=line)

    async def _end(self, job: Job, shutdown: Shutdown) -> Report:
        last = self._snapshot(job, exact=True)
        self._observer.progress(last)
        folder = self._store.folder
        files = await self._exported(folder)
        self._observer.event("end", stopped=shutdown.stopped, finished=last.finished, seconds=last.seconds)
        aside = self._inputs.aside
        return Report(folder, last.counts, last.seconds, last.finished, shutdown.stopped, files, aside)

    async def _exported(self, folder: Path) -> list[Path]:
        """Writes the outputs in a thread, which Ctrl-C ends: of many articles that takes a while."""
        given_up = threading.Event()
        options = self._options
        try:
            return await asyncio.to_thread(
                export,
                folder,
                parquet=options.parquet,
                xlsx=options.xlsx,
                bom=options.bom,
                prices=options.flow.prices,
                given_up=given_up.is_set,
            )
        finally:
            given_up.set()


@asynccontextmanager
async def engine_for(
    options: Options, setup: Setup, kind: ReportType, store: Store, shutdown: Shutdown, progress: Progress
) -> AsyncIterator[tuple[Engine | None, Model]]:
    """The engine that the options ask for, none for OPENAI_BATCH, and the model that is asked."""
    if options.engine == LOCAL_ENGINE and options.processes == 1:
        async with local_engine(setup, kind, store, shutdown, progress) as (local, model):
            yield local, model
        return
    check_can_be_shared(setup, options.engine)
    opening = open_model(setup.model, base_url=setup.base_url, timeout_s=setup.timeout_s)
    async with opening as model:
        if options.engine == OPENAI_BATCH:
            yield None, model
            return
        if options.engine == RAY:
            async with ray_engine(setup, options.ray_address, shutdown) as cluster:
                yield cluster, model
            return
        async with process_engine(setup, options.processes, store, shutdown) as many:
            yield many, model


async def _first_of(*tasks: asyncio.Future[None]) -> None:
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
