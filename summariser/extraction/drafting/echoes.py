"""What a model repeats of its own instructions: the prompts' words, their examples, the schema's names and descriptions.

A weak model that knows no answer copies what it was shown beside the article. Such a text is no fact, unless the article
has it too. Whether an answer is right is verification's; here it is only asked whose words they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args

from jinja2 import nodes
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from summariser.article import Article
from summariser.candidates.reports.instructions import INVISIBLE, instructions_of, instructs
from summariser.extraction.asking.report_type import TEMPLATES, ReportType
from summariser.extraction.asking.wire_model import longest, may_be_empty, models_in, outline
from summariser.extraction.drafting.prefill import own_words, part_of
from summariser.extraction.records import Change
from summariser.fields import Quantity
from summariser.numbers.vocabulary.lexicon import FUNCTION_WORDS
from summariser.reading.words import stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"\"([^\"\n]{1,2000})\"|“([^“”\n]{1,2000})”")
_ARTICLES = frozenset("a an the".split())
# So many words in a row are nobody's by chance; of an example fewer, if the article lacks one of them. By judgement, on
# the hostile articles of tests/data/injection and the prompts' own examples.
_RUN, _RUN_OF_EXAMPLE = 5, 3
_PAIR = 2
_LONGEST_NAME = 100
_REASON = "words of the prompt that the article does not have"


@dataclass(frozen=True)
class _ArticleWords:
    """An article's words, and its text as a line of them; apart from it, what it tells a model to write."""

    words: frozenset[str]
    line: str
    planted: str
    planted_names: frozenset[str]


class Echoes:
    """The texts that a model is shown beside the article, by their words."""

    def __init__(self, report_type: ReportType) -> None:
        schema = report_type.schema
        shown = [*_literals(report_type), outline(schema), *_told_of(schema)]
        # What stands in quotation marks in a prompt is an example, down to its single words.
        examples = [_words(match[1] or match[2]) for text in shown for match in _QUOTED.finditer(text)]
        self._shown = " | ".join(map(_line, map(_words, shown)))
        self._examples = " | ".join(map(_line, examples))
        self._runs = {run for text in shown for run in _runs(_words(text), _RUN)}
        self._runs_of_examples = {run for words in examples for run in _runs(words, _RUN_OF_EXAMPLE)}
        self._stems = {stem(word) for name in _names_of(schema) for word in _words(name)}
        self._keys = {_line(_words(name)) for name in _names_of(schema)}

    @staticmethod
    @cache
    def of(report_type: ReportType) -> "Echoes":
        """Those of a report type, read once."""
        return Echoes(report_type)

    def in_(self, text: str, article: Article) -> bool:
        """Whether `text` repeats what the model was shown beside the article, and what the article does not have.

        A short text does as a whole: a field's name, a word of an example, a phrase of the prompts. A longer one does
        with a run of five words of the prompts, or of three of an example one of which the article lacks.
        """
        words = _words(text)
        bare = words[1:] if words[:1] and words[0] in _ARTICLES else words
        told = self._told(article)
        if not bare or _line(bare) in told.line:
            return False
        if not told.planted_names.isdisjoint(bare):
            return True
        has_all = told.words.issuperset(bare)
        is_word_of_example = (
            len(bare) == 1 and _line(bare) in self._examples and bare[0] not in FUNCTION_WORDS
        )
        if _line(words) in self._keys or is_word_of_example:
            return not has_all
        if _PAIR <= len(bare) < _RUN and (_line(bare) in self._shown or _line(bare) in told.planted):
            return len(bare) > _PAIR or not has_all  # "in 2019" may be put together from the article's words
        return any(
            run in self._runs_of_examples and not told.words.issuperset(run)
            for run in _runs(words, _RUN_OF_EXAMPLE)
        ) or any(_line(run) not in told.line for run in self._runs.intersection(_runs(words, _RUN)))

    def _told(self, article: Article) -> _ArticleWords:
        """The article without its own prompts: its instructions, if one of them names a field of the answer.

        They are in the article, and yet no more its telling than ours are.
        """
        match article.kept.get("told"):
            case (by, _ArticleWords() as told) if by is self:
                return told
        orders = instructions_of(article)
        if not any(self._names_a_field(s.text) for s in orders):
            orders = ()  # advice to readers
        given_by = {s.number for s in orders}
        words = _words(" ".join(s.text for s in article.sentences if s.number not in given_by))
        known, given = frozenset(words), [INVISIBLE.sub("", s.text) for s in orders]
        names = {w.casefold() for text in given for w in _WORD.findall(text)[1:] if w[0].isupper()}
        planted = " | ".join(_line(_words(text)) for text in given)
        told = _ArticleWords(known, _line(words), planted, frozenset(names) - known)
        article.kept["told"] = (self, told)
        return told

    def _names_a_field(self, text: str) -> bool:
        return any(stem(word) in self._stems for word in _words(INVISIBLE.sub("", text)))


def without_echoes(
    data: dict[str, Any], report_type: ReportType, article: Article
) -> tuple[dict[str, Any], list[Change]]:
    """`data`, of the report type's schema or of some of its fields, without what repeats the prompts, and the changes.

    A field that may be empty is then None, and an item of a list without a text that it must have is left out. A text
    outside lists that must be there becomes the article's own words; of a name or of a quantity, which is never
    lost, it becomes "".
    """
    cleaner = _Cleaner(Echoes.of(report_type), article)
    return cleaner.record(data, report_type.schema, ""), cleaner.changes


class _Cleaner:
    """One walk over an answer."""

    def __init__(self, echoes: Echoes, article: Article) -> None:
        self._echoes, self._article = echoes, article
        self.changes: list[Change] = []

    def record(self, data: dict[str, Any], schema: type[BaseModel], path: str) -> dict[str, Any]:
        """A model's fields; those that the schema does not have, in a union of models, stay as they are."""
        done = {}
        for name, value in data.items():
            field = schema.model_fields.get(name)
            done[name] = value if field is None else self._field(value, field, schema, f"{path}{name}")
        return done

    def _field(self, value: Any, field: FieldInfo, schema: type[BaseModel], path: str) -> Any:
        inner = next(models_in(field.annotation), None)
        if isinstance(value, str):
            if not self._is_echo(value) or _is_from_source(field, schema, path):
                return value
            after = None if may_be_empty(field) else self._instead(field, schema)
            self._note(path, value, after)
            return after
        if isinstance(value, dict) and inner is not None:
            return self.record(value, inner, f"{path}.")
        return self._items(value, inner, path) if isinstance(value, list) else value

    def _items(self, items: list[Any], inner: type[BaseModel] | None, path: str) -> list[Any]:
        kept = []
        for number, item in enumerate(items):
            here = f"{path}.{number}"
            if (isinstance(item, str) and self._is_echo(item)) or (
                isinstance(item, dict)
                and inner is not None
                and not issubclass(inner, Quantity)
                and self._lacks_its_text(item, inner)
            ):
                self._note(here, item, None)
            elif isinstance(item, dict) and inner is not None:
                kept.append(self.record(item, inner, f"{here}."))
            else:
                kept.append(item)
        return kept

    def _lacks_its_text(self, item: dict[str, Any], schema: type[BaseModel]) -> bool:
        required = (
            name for name, f in schema.model_fields.items() if not may_be_empty(f) and not _is_enum(f)
        )
        return any(isinstance(item.get(name), str) and self._is_echo(item[name]) for name in required)

    def _is_echo(self, text: str) -> bool:
        return not isinstance(text, Enum) and self._echoes.in_(text, self._article)

    def _instead(self, field: FieldInfo, schema: type[BaseModel]) -> str:
        most = longest(field)
        if issubclass(schema, Quantity) or (most is not None and most <= _LONGEST_NAME):
            return ""
        if part := part_of(field):
            return own_words(part, self._article)
        own = (s.text for s in self._article.sentences if not instructs(s.text))
        return " ".join(next(own, "").split())

    def _note(self, path: str, before: Any, after: Any) -> None:
        self.changes.append(Change(path=path, before=before, after=after, by="source", reason=_REASON))


def _is_from_source(field: FieldInfo, schema: type[BaseModel], path: str) -> bool:
    """Whether no model writes a field: an enum's value, or a quantity's unit, which the finder reads."""
    return _is_enum(field) or (issubclass(schema, Quantity) and path.endswith("unit"))


def _is_enum(field: FieldInfo) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, Enum)


def _literals(report_type: ReportType) -> Iterator[str]:
    """The templates' own text, without Jinja's tags and what they bring in."""
    for name in TEMPLATES:
        tree = report_type.templates.parse(report_type.source(name))
        for data in tree.find_all(nodes.TemplateData):
            yield data.data
        for constant in tree.find_all(nodes.Const):
            if isinstance(constant.value, str):
                yield constant.value


def _told_of(schema: type[BaseModel]) -> Iterator[str]:
    """Docstrings and descriptions: of a field with a model both, of which the outline shows one."""
    for model in _models(schema):
        yield model.__doc__ or ""
        yield from (field.description or "" for field in model.model_fields.values())


def _names_of(schema: type[BaseModel]) -> Iterator[str]:
    """The keys of an answer, and the values among which it chooses."""
    for model in _models(schema):
        yield model.__name__
        for name, field in model.model_fields.items():
            yield from (name, field.alias or name)
            for kind in (field.annotation, *get_args(field.annotation)):
                if isinstance(kind, type) and issubclass(kind, Enum):
                    yield from (str(value.value) for value in kind)


def _models(
    schema: type[BaseModel], seen: frozenset[type[BaseModel]] = frozenset()
) -> Iterator[type[BaseModel]]:
    if schema in seen:
        return
    yield schema
    for field in schema.model_fields.values():
        for inner in models_in(field.annotation):
            yield from _models(inner, seen | {schema})


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("’", "'") for word in _WORD.findall(text.casefold()))


def _line(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))
