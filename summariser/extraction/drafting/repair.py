"""One targeted round of repair: only what failed goes back to the model, with the verdict and the sentence.

A new answer is taken only where it leaves fewer unsupported things in its field than the old one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel, create_model
from pydantic.fields import FieldInfo

from summariser.article import Article, Sentence
from summariser.extraction.asking.wire_model import EVIDENCE, Wire
from summariser.extraction.paths import get_at, innermost_item, set_at
from summariser.verification import Check, Reason, Status, Verdict

# Of one round, by judgement; each costs a request.
MAX_REPAIRS = 6
_SENTENCES_PER_PROBLEM = 2


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, for the record and as the model is told; the number to write instead; the sentences."""

    message: str
    told: str
    instead: str | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Repair:
    """A field to be written again."""

    path: str
    field: FieldInfo
    value: Any
    problems: tuple[Problem, ...]

    def answer(self) -> type[BaseModel]:
        """The shape of the new answer: the field alone, or of a list in it the one item, under the field's name."""
        definition: Any = (self.field.annotation, self.field)
        return create_model("Again", __base__=Wire, **{self.name: definition})

    @property
    def name(self) -> str:
        return next(step for step in reversed(self.path.split(".")) if not step.isdigit())


def find_repairs(
    schema: type[BaseModel], data: dict[str, Any], verdicts: Iterable[Verdict], article: Article
) -> list[Repair]:
    """The fields that failed, numbers before the rest, at most MAX_REPAIRS."""
    failed: dict[str, list[Verdict]] = {}
    for verdict in sorted((v for v in verdicts if not v.ok), key=lambda v: v.check is not Check.NUMBER):
        path = _asked_again(data, verdict)
        if path:
            failed.setdefault(path, []).append(verdict)
    made = []
    for path, own in failed.items():
        field = field_at(schema, path)
        if field is not None:
            problems = tuple(_problem(v, data, article) for v in own)
            made.append(Repair(path, field, get_at(data, path), problems))
    return made[:MAX_REPAIRS]


def _asked_again(data: dict[str, Any], verdict: Verdict) -> str | None:
    """The field to ask for: of a quantity that was found in the source, what it counts; else the field itself."""
    if verdict.check in (Check.EVIDENCE, Check.QUOTATION):
        return None
    item = innermost_item(verdict.path)
    if item and isinstance(quantity := get_at(data, item), dict) and {"value", "what"} <= quantity.keys():
        return f"{item}.what" if verdict.check is Check.NUMBER else verdict.path
    return verdict.path


def field_at(schema: type[BaseModel], path: str) -> FieldInfo | None:
    """The field that a path leads to, of an item of a list too; None where it leads to a model or nowhere."""
    model: Any = schema
    field: FieldInfo | None = None
    for step in path.split("."):
        if step.isdigit():
            if field is not None and model is None:
                field = _item_of(field)
            continue
        field = model.model_fields.get(step) if model else None
        if field is None:
            return None
        model = _model_in(field.annotation)
    return None if field is None or model else field


def _item_of(field: FieldInfo) -> FieldInfo | None:
    """An item of a list, as a field with the list's description; None if `field` is no list."""
    if get_origin(field.annotation) is not list:
        return None
    item = FieldInfo.from_annotation(get_args(field.annotation)[0])
    item.description = item.description or field.description
    return item


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return (
        next((m for a in get_args(annotation) if (m := _model_in(a))), None)
        if get_origin(annotation)
        else None
    )


def _problem(verdict: Verdict, data: dict[str, Any], article: Article) -> Problem:
    offsets = [m.start for m in verdict.candidates]
    if verdict.source_span:
        offsets.insert(0, verdict.source_span[0])
    told = [s for offset in offsets for s in article.sentences if s.start <= offset < s.end]
    item = innermost_item(verdict.path)
    beside = get_at(data, item) if item else {}
    cited = beside.get(EVIDENCE, []) if isinstance(beside, dict) else []
    told += [s for s in article.sentences if s.number in cited]
    sentences = tuple(dict.fromkeys(told))[:_SENTENCES_PER_PROBLEM]
    return Problem(verdict.message, _told(verdict), _instead(verdict), sentences)


# What the model is told, by what a verdict rests on: not the message, so that its words can change and nothing is asked anew.
_TOLD = {
    Reason.BOUND: "the article gives it with another bound",
    Reason.UNIT: "the article gives it with another unit",
    Reason.SCALE: "the article gives it at another scale, such as millions for billions",
    Reason.NOUN: "the article gives it of another thing",
    Reason.DIRECTION: "the article tells of a change the other way",
    Reason.ENDPOINT: "it is where a change began, or what it came to: the other of the two",
    Reason.ROLE: "the article tells it of people to whom something else happened",
    Reason.PERIOD: "the article tells it of another time",
    Reason.DENIED: "the article denies it, or what is denied here is what the article says",
    Reason.RETRACTED: "the article names it only to call it wrong",
    Reason.RIVAL: "the article gives another number for this",
    Reason.FURNITURE: "only the page around the article has it",
    Reason.ABSENT: "the article does not have it",
}
_BY_STATUS = {
    Status.ABSENT: "the article does not have it",
    Status.MISATTRIBUTED: "the article tells it of something else",
    Status.OUTSIDE_ARTICLE: "only the page around the article has it",
}


def _told(verdict: Verdict) -> str:
    why = _TOLD.get(verdict.reason) if verdict.reason else _BY_STATUS.get(verdict.status)
    return f'"{" ".join(verdict.text.split())}": {why or "the article does not support it"}.'


def _instead(verdict: Verdict) -> str | None:
    if verdict.status in (Status.BOUND_CHANGED, Status.SCALE_CHANGED) and verdict.candidates:
        source = verdict.candidates[0]
        return source.bound.words + source.text
    return None


def is_better(path: str, before: Iterable[Verdict], after: Iterable[Verdict]) -> bool:
    """Whether fewer verdicts on the field at `path`, or on the item that holds it, are against it."""
    scope = innermost_item(path) or path

    def inside(v: Verdict) -> bool:
        return (v.path + ".").startswith(scope + ".")

    return sum(not v.ok for v in after if inside(v)) < sum(not v.ok for v in before if inside(v))


def set_answer(data: dict[str, Any], repair: Repair, answer: BaseModel) -> None:
    """Puts the new answer in its place, in `data`."""
    set_at(data, repair.path, getattr(answer, repair.name))
