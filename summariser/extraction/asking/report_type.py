"""Report types: a schema that the model fills, and the prompts that ask for it.

Ours stand in the folders `schemas` and `prompts`, which are this package's `summariser.schemas` and
`summariser.prompts` too: in a checkout by two links, in a wheel as folders. That is the one rule by which they
are found, at run time and by type checkers.
"""

import hashlib
import importlib
import importlib.util
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
from pydantic import BaseModel, RootModel

from summariser.arguments import with_checked_arguments
from summariser.article import Article
from summariser.candidates import is_about_report
from summariser.errors import ConfigurationError
from summariser.extraction.asking.sanitise import sanitise
from summariser.fields import plain_number

_PROMPTS = Path(__file__).parents[2] / "prompts"
_SHARED = "shared"
AUTO = "auto"
"""The name of the report type by which each article says which of ours it is."""
TEMPLATES = ("system", "article", "summary", "numbers", "quotations", "repair")


@dataclass(frozen=True)
class ReportType:
    """A schema and its prompts. `folders` are searched in order for each template `NAME.j2`.

    >>> load_report_type("news_summary").schema.__name__
    'NewsSummary'
    """

    name: str
    schema: type[BaseModel]
    folders: tuple[Path, ...]

    def for_article(self, article: Article) -> "ReportType":
        """The report type that an article is summarised as: this one, of `auto` one of its two."""
        return self

    def named(self, name: str) -> "ReportType":
        """The report type of a result whose provenance has the name."""
        return self

    @cached_property
    def templates(self) -> jinja2.Environment:
        """The prompts; a variable that a template names and nobody gives is an error, not an empty string."""
        made = jinja2.Environment(
            loader=jinja2.FileSystemLoader([str(folder) for folder in self.folders]),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # prompts are plain text
        )
        made.filters |= {"inert": sanitise, "tojson": _json}
        return made

    @cached_property
    def prompt_version(self) -> str:
        """Twelve hexadecimal digits that change with any template's text."""
        sources = [self.source(name) for name in TEMPLATES]
        return hashlib.sha256("\0".join(sources).encode()).hexdigest()[:12]

    @cached_property
    def schema_version(self) -> str:
        """Twelve hexadecimal digits that change with any field, description or limit of the schema."""
        schema = json.dumps(self.schema.model_json_schema(), sort_keys=True)
        return hashlib.sha256(schema.encode()).hexdigest()[:12]

    def source(self, name: str) -> str:
        """The text of the template `NAME.j2`."""
        loader = self.templates.loader
        assert loader is not None
        return loader.get_source(self.templates, f"{name}.j2")[0]


@dataclass(frozen=True)
class Auto(ReportType):
    """One report type for articles about a report, another for all else; its schema is the union of theirs."""

    about_report: ReportType
    otherwise: ReportType

    def for_article(self, article: Article) -> ReportType:
        """Which of the two, told from the article alone."""
        return self.about_report if is_about_report(article) else self.otherwise

    def named(self, name: str) -> ReportType:
        """That of the two that has the name."""
        return self.about_report if name == self.about_report.name else self.otherwise

    @cached_property
    def prompt_version(self) -> str:
        """Twelve hexadecimal digits that change with any template of either."""
        both = self.about_report.prompt_version + self.otherwise.prompt_version
        return hashlib.sha256(both.encode()).hexdigest()[:12]


def _json(value: Any) -> str:
    """`value` as a model would write it; Jinja's own filter is for web pages, and takes no Decimal."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_number(value)
    return str(value)


@with_checked_arguments
def load_report_type(name: str | Path = "report_summary") -> ReportType:
    """A report type of ours by name, or one of the user's own, by folder or by importable module.

    "auto" chooses for each article: `report_summary` where it is about a report, else `news_summary`.

    A folder holds `schema.py`; a module stands beside its prompts. Either names its Pydantic model in `SUMMARY`
    and has its templates (`summary.j2` and any other that it wants to replace) in the same folder; what it does
    not have is taken from ours. Raises ConfigurationError where that is not so, ArgumentError for what is no name.

    >>> load_report_type("news_summary").name
    'news_summary'
    """
    if name == AUTO:
        return _auto()
    if str(name).isidentifier() and (own := _PROMPTS / str(name)).is_dir():
        return _made(str(name), importlib.import_module(f"summariser.schemas.{name}"), own)
    if Path(name).is_dir():
        return _made(Path(name).resolve().name, _module_from(Path(name) / "schema.py"), Path(name))
    module = _module_named(str(name))
    return _made(str(name), module, Path(getattr(module, "__file__", None) or "").parent)


def _auto() -> Auto:
    first, second = load_report_type("report_summary"), load_report_type("news_summary")
    union = RootModel[first.schema | second.schema]  # type: ignore[name-defined]
    return Auto(AUTO, union, first.folders, first, second)


def _module_named(name: str) -> ModuleType:
    try:
        known = importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):  # no such parent, or no name of a module
        known = False
    if not known:
        folders = (p for p in _PROMPTS.iterdir() if p.is_dir() and p.name not in {_SHARED, "__pycache__"})
        ours = ", ".join([AUTO, *sorted(p.name for p in folders)])
        raise ConfigurationError(
            f"no report type {name!r}: name one of ours ({ours}), a folder with schema.py, or an importable module"
        )
    try:
        return importlib.import_module(name)
    except Exception as error:  # whatever the user's own code raises
        raise ConfigurationError(f"{name} cannot be imported: {type(error).__name__}: {error}") from error


def _module_from(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"summariser_report_type_{path.parent.name}", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise ConfigurationError(f"the report type {path.parent} has no schema.py: add one that sets SUMMARY")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever the user's own code raises
        raise ConfigurationError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
    return module


def _made(name: str, module: ModuleType, folder: Path) -> ReportType:
    schema = getattr(module, "SUMMARY", None)
    if not (isinstance(schema, type) and issubclass(schema, BaseModel)):
        raise ConfigurationError(f"the report type {name!r} sets no SUMMARY: it must name a Pydantic model")
    made = ReportType(name, schema, (folder, _PROMPTS / _SHARED))
    try:
        for template in TEMPLATES:
            made.templates.get_template(f"{template}.j2")
    except (jinja2.TemplateError, UnicodeDecodeError, OSError) as error:
        raise ConfigurationError(
            f"the prompt {template}.j2 of report type {name!r} cannot be read: {error}"
        ) from error
    return made
