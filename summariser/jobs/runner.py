"""Takes the articles through the model, many at a time; each ends as a result or as an error with its reason."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from summariser.errors import ConfigurationError, ModelError, ServerError, StorageError, SummariserError
from summariser.extraction import Model, OnFail, ReportType
from summariser.extraction.loop import Loop
from summariser.extraction.weights import no_progress
from summariser.jobs.answers import CURRENT, Answers, Current, Send
from summariser.jobs.deadline import Deadline
from summariser.jobs.feed import Feed
from summariser.jobs.outcome import Outcome, of_error, of_result
from summariser.jobs.settings import Flow
from summariser.jobs.store import Store, Work


@dataclass(frozen=True)
class Task:
    """What is done with each article."""

    model: Model
    report_type: ReportType
    on_fail: OnFail
    flow: Flow


class Runner:
    """The work on all articles of a feed. `finished` is called after each that was finished and stored."""

    def __init__(
        self, store: Store, feed: Feed, task: Task, send: Send, finished: Callable[[Work, Outcome], None]
    ) -> None:
        self._store, self._feed, self._task, self._finished = store, feed, task, finished
        self._model = replace(task.model, around=Answers(store, send, self._fail))
        self._tokens = store.spent()
        self._over = asyncio.Event()
        self._error: SummariserError | None = None
        self.stopped: str | None = None
        self.under_way = 0

    def stop(self, error: ServerError) -> None:
        """Ends the run before its end: unfinished articles stay so, and `stopped` tells why."""
        self.stopped = self.stopped or str(error)
        self._over.set()

    def _fail(self, error: SummariserError) -> None:
        self._error = self._error or error
        self._over.set()

    async def run(self, articles_at_once: int) -> None:
        """Until all is done, or `stop` was called. Raises StorageError and ConfigurationError, which end it."""
        workers = [asyncio.ensure_future(self._work()) for _ in range(articles_at_once)]
        over = asyncio.ensure_future(self._over.wait())
        everything = asyncio.ensure_future(asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION))
        try:
            await asyncio.wait({over, everything}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (over, everything, *workers):
                task.cancel()
            ended = await asyncio.gather(*workers, return_exceptions=True)
        errors = [e for e in (self._error, *ended) if isinstance(e, Exception)]
        if errors:
            raise errors[0]

    async def _work(self) -> None:
        while not self._is_spent() and (work := await self._feed.next()):
            self._store.start(work.key)
            self.under_way += 1
            try:
                outcome = await self._outcome(work)
                self._store.finish(work.key, outcome)
            except BaseException:
                with contextlib.suppress(StorageError):
                    self._store.give_back(work.key)
                raise
            finally:
                self.under_way -= 1
            self._tokens = (
                self._tokens[0] + outcome.usage.prompt_tokens,
                self._tokens[1] + outcome.usage.completion_tokens,
            )
            self._finished(work, outcome)

    def _is_spent(self) -> bool:
        """Whether the budget is used up: what is under way is finished, and nothing else begun."""
        spent = self._task.flow.is_spent(*self._tokens)
        self.stopped = self.stopped or spent
        return spent is not None

    async def _outcome(self, work: Work) -> Outcome:
        deadline = Deadline(self._task.flow.deadline_s)
        CURRENT.set(Current(work.key, deadline))
        task = self._task
        loop = Loop(work.article, self._model, task.report_type, on_fail=task.on_fail, progress=no_progress)
        try:
            async with deadline.running():
                return of_result(await loop.run())
        except TimeoutError:
            late: ModelError = ServerError(
                f"not finished within {task.flow.deadline_s:g} s: allow more with --deadline"
            )
            late.provenance = loop.provenance
            return of_error(work.article, late)
        except (ConfigurationError, StorageError):
            raise
        except SummariserError as error:
            return of_error(work.article, error)
        except Exception as error:  # noqa: BLE001 (a fault of ours on one article must not end work on the others)
            unexpected = SummariserError(f"unexpected {type(error).__name__}: {error}; please report it")
            return of_error(work.article, unexpected)
