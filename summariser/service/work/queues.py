"""Run folders of the batch job, one for each combination of model, report type and policy, to which articles come one at a time."""

import asyncio
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from summariser.article import Article
from summariser.errors import ConfigurationError, RunFolderError, SummariserError
from summariser.extraction import OnFail, ReportType, load_report_type
from summariser.jobs.settings import Settings
from summariser.jobs.storage.database import FILE, locked
from summariser.jobs.storage.leases import Leases, dump_article, load_article
from summariser.jobs.storage.store import Store
from summariser.service.options import ServiceOptions
from summariser.service.work.events import Reach

_UNSAFE = re.compile(r"[^A-Za-z0-9.]+")
# By judgement.
_LONG = 50_000  # bytes or characters of an article that others are not to wait for


@dataclass(frozen=True)
class Choice:
    """What a client chose: the results of a queue are all made this way."""

    model: str
    report_type: str
    policy: OnFail

    @classmethod
    def of(
        cls, options: ServiceOptions, model: str | None, report_type: str | None, policy: str | None
    ) -> "Choice":
        """What was named, and the usual where nothing was. Raises ConfigurationError for what the operator does not allow."""
        return cls(
            _one_of("model", model, options.models),
            _one_of("report type", report_type, options.report_types),
            OnFail(_one_of("policy", policy, options.policies)),
        )

    @property
    def request(self) -> dict[str, str]:
        """As a job keeps it."""
        return {"model": self.model, "report_type": self.report_type, "policy": self.policy.value}


class Folder:
    """A run folder that this process holds."""

    def __init__(self, path: Path, name: str, stack: ExitStack) -> None:
        self.name = name
        stack.enter_context(locked(path))
        self.store = stack.enter_context(Store.open(path))
        self.claims = Leases(self.store)

    async def article(self, key: str) -> Article | None:
        """An article, without its source; None if it is not there."""
        data = self.claims.article(key)
        if data is None:
            return None
        return await asyncio.to_thread(load_article, data) if len(data) > _LONG else load_article(data)


class Queue:
    """A folder to which articles may come: what its results depend on is known."""

    def __init__(self, choice: Choice, kind: ReportType, settings: Settings, folder: Folder) -> None:
        self.choice, self.kind, self.settings, self.folder = choice, kind, settings, folder
        folder.store.begin(settings)

    @property
    def name(self) -> str:
        return self.folder.name

    async def ready(self, article: Article) -> tuple[str, bytes]:
        """The key of an article's result, and the article packed for the store."""
        if len(article.text) > _LONG:
            return await asyncio.to_thread(self._ready, article)
        return self._ready(article)

    def _ready(self, article: Article) -> tuple[str, bytes]:
        return self.settings.key(article, self.kind), dump_article(replace(article, source=None))


@dataclass(eq=False)
class Work:
    """An article that one or more jobs want (their ids, each with its client), waiting or with the model."""

    queue: Queue
    key: str
    jobs: dict[str, str]
    reach: Reach | None = None
    task: "asyncio.Task[None] | None" = field(default=None, repr=False)
    ended_by: SummariserError | None = None

    @property
    def is_running(self) -> bool:
        return self.reach is not None


class Queues:
    """All folders below one place, each opened when it is first needed, and held until the end."""

    def __init__(self, path: Path) -> None:
        self._path, self._stack = path, ExitStack()
        self._folders: dict[str, Folder] = {}
        self._queues: dict[Choice, Queue] = {}
        self._kinds: dict[str, ReportType] = {}

    def close(self) -> None:
        self._stack.close()

    def kind(self, report_type: str) -> ReportType:
        """A report type, read once. Raises ConfigurationError."""
        if report_type not in self._kinds:
            self._kinds[report_type] = load_report_type(report_type)
        return self._kinds[report_type]

    def there(self) -> list[Folder]:
        """All that are there."""
        return [self.folder(path.parent.name) for path in sorted(self._path.glob(f"*/{FILE}"))]

    def folder(self, name: str) -> Folder:
        """A folder that is there. Raises RunFolderError where it is not."""
        if name not in self._folders:
            if not (self._path / name / FILE).is_file():
                raise RunFolderError(f"{self._path / name} is gone, and with it the results that it held")
            self._open(name)
        return self._folders[name]

    def queue(self, choice: Choice, model: Callable[[ReportType, OnFail], Settings]) -> Queue:
        """The queue of a choice; `model` tells the settings under which its model is asked."""
        if choice not in self._queues:
            kind = self.kind(choice.report_type)
            settings = model(kind, choice.policy)
            name = _name(choice, settings)
            if name not in self._folders:
                self._open(name)
            self._queues[choice] = Queue(choice, kind, settings, self._folders[name])
        return self._queues[choice]

    def _open(self, name: str) -> None:
        self._folders[name] = Folder(self._path / name, name, self._stack)


def _name(choice: Choice, settings: Settings) -> str:
    """A name for people, made one of its kind by a digest of all that results depend on: new prompts, new folder."""
    digest = hashlib.sha256(json.dumps(asdict(settings), sort_keys=True).encode()).hexdigest()[:8]
    parts = (choice.model, Path(choice.report_type).stem, choice.policy.value)
    words = (_UNSAFE.sub("-", part).strip("-.")[:40] or "x" for part in parts)
    return "_".join([*words, digest])


def _one_of(what: str, chosen: str | None, allowed: Sequence[str]) -> str:
    if chosen is None:
        return allowed[0]
    if chosen not in allowed:
        raise ConfigurationError(f"there is no {what} '{chosen}' here: choose from {', '.join(allowed)}")
    return chosen
