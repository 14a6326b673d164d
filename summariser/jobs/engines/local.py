"""Takes one article through the model: in this process, with a model that all of its articles share."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from summariser.errors import (
    ConfigurationError,
    ServerError,
    StorageError,
    SummariserError,
    unexpected,
)
from summariser.extraction import AUTO, Model, OnFail, ReportType, load_report_type, open_model
from summariser.extraction.client.deadline import Deadline
from summariser.extraction.client.model import LOCAL, Middleware
from summariser.extraction.client.weights import Progress, no_progress
from summariser.extraction.pipeline import Pipeline
from summariser.jobs.progress import BEGIN, Step
from summariser.jobs.settings import Flow
from summariser.jobs.storage.answers import CURRENT, Answers, AnswerStore, Current
from summariser.jobs.storage.outcome import Outcome, of_error, of_result
from summariser.jobs.storage.store import Work
from summariser.jobs.throttle.budget import Budget, BudgetError
from summariser.jobs.throttle.gate import Gate


@dataclass(frozen=True)
class Setup:
    """What an engine needs to know; the fields are those of Options."""

    model: str = LOCAL
    base_url: str | None = None
    report_type: ReportType | str | Path = AUTO
    on_fail: OnFail = OnFail.FIX
    timeout_s: float | None = None
    flow: Flow = field(default_factory=Flow)

    def kind(self) -> ReportType:
        """The report type, loaded."""
        named = self.report_type
        return named if isinstance(named, ReportType) else load_report_type(named)


class Listener(Protocol):
    """Is told what happens: the step that an article has come to, what is spent, a `note` for people, and what ends the run."""

    budget: Budget

    def asked(self, key: str, step: Step) -> None: ...

    def note(self, line: str) -> None: ...

    def stop(self, error: ServerError) -> None: ...

    def fail(self, error: SummariserError) -> None: ...


class Engine(Protocol):
    """Where articles are worked on."""

    async def outcome(self, work: Work) -> Outcome:
        """What becomes of an article. Raises StorageError and ConfigurationError, which end the run, and BudgetError."""
        ...


class LocalEngine:
    """In this process. `asked` is told of each step of an article."""

    def __init__(
        self,
        setup: Setup,
        kind: ReportType,
        model: Model,
        middleware: Middleware,
        asked: Callable[[str, Step], None] = lambda key, step: None,
    ) -> None:
        self._setup, self._kind, self._asked = setup, kind, asked
        self._model = replace(model, around=middleware)

    async def outcome(self, work: Work) -> Outcome:
        """What becomes of an article; whatever goes wrong with it alone is its error."""
        deadline = Deadline(self._setup.flow.deadline_s)
        CURRENT.set(Current(work.key, deadline))
        on_fail = self._setup.on_fail
        step = BEGIN

        def told(stage: str, answered: int, requests: int) -> None:
            nonlocal step
            step = step.next(stage, answered, requests)
            self._asked(work.key, step)

        pipeline = Pipeline(work.article, self._model, self._kind, on_fail=on_fail, progress=told)
        try:
            return of_result(await pipeline.run(deadline))
        except (ConfigurationError, StorageError, BudgetError):
            raise
        except SummariserError as error:
            return of_error(work.article, error)
        except Exception as error:  # noqa: BLE001 (a fault of ours on one article must not end work on the others)
            fault = unexpected(error)
            fault.provenance = pipeline.provenance
            return of_error(work.article, fault)


@asynccontextmanager
async def local_engine(
    setup: Setup, kind: ReportType, answers: AnswerStore, listener: Listener, progress: Progress = no_progress
) -> AsyncIterator[tuple[LocalEngine, Model]]:
    """An engine in this process, and its model."""
    gate = Gate(setup.flow, listener.budget, say=listener.note, stop=listener.stop)
    opening = open_model(
        setup.model,
        base_url=setup.base_url,
        timeout_s=setup.timeout_s,
        progress=progress,
        on_response=gate.note_response,
        slots=setup.flow.concurrency,  # of the embedded model alone
    )
    async with opening as model:
        middleware = Answers(answers, lambda call, now: gate.send(call, now.deadline), listener.fail)
        yield LocalEngine(setup, kind, model, middleware, listener.asked), model
