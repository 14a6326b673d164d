"""A run folder: what was asked of whom, and one record per system, article and repeat. Scoring reads only this.

    run.json                                        the settings, and the cells of the grid
    records/SYSTEM/ARTICLE.REPEAT.KEY.json          one answer each
    judgements/JUDGE/SYSTEM/ARTICLE.REPEAT.KEY.json what a judge says of it, where one was asked for

Files appear whole or not at all. A record is found again by its key, so that a changed prompt, schema or article
is asked anew and what was answered before is kept.
"""

import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from summariser.errors import RunError
from summariser.evaluation.records.judgement import Judgement
from summariser.evaluation.records.record import FORMAT, Record
from summariser.writing import write_whole, written_to

SETTINGS = "run.json"
_UNSAFE = re.compile(r"[^\w.-]+")


class Cell(BaseModel):
    """One place of the grid, and the file of its record, relative to the folder `records`."""

    system: str
    article: str
    repeat: int
    file: str


class Settings(BaseModel):
    """What a run was asked to do. `gold` is the gold folder as it was named; `digests` are of the articles' files.

    `judge` is the model whose opinions the report shows, and the server's URL behind a space if one was named.
    """

    format: Literal[1] = 1
    version: str
    gold: str
    repeats: int
    systems: list[str]
    digests: dict[str, str]
    cells: list[Cell]
    judge: str | None = None


def record_file(system: str, article: str, repeat: int, key: str) -> str:
    """Where a record stands, below `records`, in safe characters."""
    return f"{_safe(system)}/{_safe(article)}.{repeat}.{key[:12]}.json"


class RunFolder:
    """A folder with the settings and records of a run.

    Reading raises RunError where there is no run, or one of another version or that cannot be read; writing raises
    ConfigurationError, or StorageError where the disk is full.

    >>> from pathlib import Path
    >>> RunFolder(Path("scored")).settings().systems
    ['rules']
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def settings(self) -> Settings:
        """What the run was asked to do. Raises RunError where there is no run, or one of another version."""
        path = self.path / SETTINGS
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise RunError(
                f"{self.path} holds no run: it has no {SETTINGS}; make one with: summariser eval GOLD --run {self.path}"
            ) from error
        except (OSError, ValueError) as error:
            raise RunError(f"{path} cannot be read: {error}") from error
        try:
            return Settings.model_validate_json(text)
        except ValidationError as error:
            raise RunError(_why_not(path, error)) from error

    def begin(self, settings: Settings) -> None:
        """Writes the settings. Raises RunError where the folder holds a run of another version."""
        if (self.path / SETTINGS).exists():
            self.settings()
        self._write(self.path / SETTINGS, settings.model_dump_json(indent=1))

    def record(self, file: str) -> Record | None:
        """The record of a cell; None where it is not answered yet. Raises RunError where it cannot be read."""
        path = self.path / "records" / file
        if not path.resolve().is_relative_to((self.path / "records").resolve()):
            raise RunError(f"{self.path / SETTINGS} names a file outside the run: {file!r}")
        try:
            return Record.model_validate_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValidationError as error:
            raise RunError(_why_not(path, error)) from error
        except (OSError, ValueError) as error:
            raise RunError(f"{path} cannot be read: {error}; delete it to have it asked anew") from error

    def keep(self, file: str, record: Record) -> None:
        """Writes a record."""
        self._write(self.path / "records" / file, record.model_dump_json(indent=1))

    def judgement(self, judge: str, file: str, key: str) -> Judgement | None:
        """A judge's opinion of the record of a cell, if it is kept and still of this key."""
        path = self.path / "judgements" / _safe(judge) / file
        try:
            kept = Judgement.model_validate_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:  # a ValidationError is a ValueError
            raise RunError(f"{path} cannot be read: {error}; delete it to have it asked anew") from error
        return kept if kept.key == key else None

    def keep_judgement(self, file: str, made: Judgement) -> None:
        """Writes a judge's opinion."""
        self._write(self.path / "judgements" / _safe(made.judge) / file, made.model_dump_json(indent=1))

    def judged(self, judge: str) -> None:
        """Writes into the settings whose opinions the run has."""
        self._write(
            self.path / SETTINGS,
            self.settings().model_copy(update={"judge": judge}).model_dump_json(indent=1),
        )

    def _write(self, target: Path, text: str) -> None:
        otherwise = "name another folder with --run"
        with written_to(self.path, otherwise=otherwise):
            target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, text + "\n", otherwise=otherwise)


def _why_not(path: Path, error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    if where == "format":
        return (
            f"{path} is of format {str(first['input'])[:20]}, and this version reads {FORMAT}: "
            "score it with the version that made it, or run again into another folder"
        )
    return f"{path} is not what a run holds ({where}: {first['msg']}): delete it to have it asked anew"


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name).strip("._")[:100] or "x"
