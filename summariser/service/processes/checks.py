"""What workers do: read what was given, check and compare it. Each function takes and gives what can be pickled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from pydantic import TypeAdapter

from summariser.article import Article
from summariser.article.notes import why_no_article
from summariser.comparison import Corrections, comparison_of
from summariser.comparison import Given as Comparable
from summariser.errors import ArticleError
from summariser.foreign import json_text, plain
from summariser.numbers import find_numbers
from summariser.service.processes.intake import Given, read, title_of, written_in
from summariser.service.storage.texts import Packed, dump_texts
from summariser.verification import Verification, object_in, tells_coverage, verify_written
from summariser.verification.verdict import Mention
from summariser.verification.written import Checked as JsonChecked

_MENTIONS = TypeAdapter(list[Mention])


@dataclass(frozen=True)
class Stored:
    """An article of which there is a summary: `record` is the object of results.jsonl."""

    article: Article
    record: dict[str, Any]
    name: str = ""


@dataclass(frozen=True)
class Checked:
    """What came of a check: `result` as JSON, how many numbers are not supported, and both result and texts as the job service keeps them."""

    result: str
    title: str
    source: str
    flagged: int | None
    texts: Packed


def prepare() -> None:
    """Loads what the first check would otherwise wait for."""
    verify_written("Some 40 boats left.", [Article.from_text("In May 41 boats left the port.")])


def article(given: Given, most_characters: int) -> Article:
    """The article that was given. Raises ArticleError, also where it has no sentence."""
    made = read(given, most_characters)
    if why := why_no_article(made.notes):
        named = f"{plain(given.name)}: " if given.name else ""
        raise ArticleError(f"{named}{why} Give the text of an article.")
    return made


def numbers(text: str) -> str:
    """The numbers of a text, as JSON."""
    return json_text(_MENTIONS.dump_json(find_numbers(text)).decode())


def verification(told: Given, sources: Sequence[Given], most_characters: int, whole: bool) -> Checked:
    """The verdicts on a text, or on an object of JSON that it is, as `summariser verify --json` prints them.

    Of the texts of the answer, the first is what was checked. Raises ArticleError.
    """
    articles = [read(one, most_characters) for one in sources]
    own = read(told, most_characters, whole=whole)
    written = _object_or_text(written_in(told, own, whole=whole))
    found = verify_written(written, articles)
    excluded = None if tells_coverage(written, articles) else {"coverage"}
    result = json_text(found.model_dump_json(exclude=excluded))
    named = ", ".join(plain(one.name) for one in sources)
    return Checked(result, title_of(own), named, len(found.unsupported), dump_texts(result, [own, *articles]))


def _object_or_text(written: str | Article) -> str | Article | JsonChecked:
    data = object_in(written if isinstance(written, str) else written.text)
    return written if data is None else data


def comparison(
    given: Sequence[Given | Stored], has_reference: bool, grouping: Corrections | None, most_characters: int
) -> Checked:
    """Which article gives which figure, as `summariser compare --json` prints it. Raises ArticleError."""
    articles = [one.article if isinstance(one, Stored) else read(one, most_characters) for one in given]
    names = _unlike([one.name or "article" for one in given])
    compared: list[Comparable] = [
        _result(one) if isinstance(one, Stored) else article
        for one, article in zip(given, articles, strict=True)
    ]
    return _compared(compared, articles, names, has_reference, grouping)


def compared_again(articles: Sequence[Article], has_reference: bool, grouping: Corrections) -> Checked:
    """A comparison of articles that were kept, with the rows as a person wants them."""
    names = _unlike([one.source or "article" for one in articles])
    return _compared(list(articles), articles, names, has_reference, grouping)


def _compared(
    given: Sequence[Comparable],
    articles: Sequence[Article],
    names: Sequence[str],
    has_reference: bool,
    grouping: Corrections | None,
) -> Checked:
    made = comparison_of(given, names, has_reference=has_reference, corrections=grouping)
    result = json_text(made.model_dump_json())
    titled = next((one for one in articles if one.title), articles[0])
    kept = [replace(one, source=name) for one, name in zip(articles, names, strict=True)]
    return Checked(result, title_of(titled), ", ".join(map(plain, names)), None, dump_texts(result, kept))


def _result(stored: Stored) -> Any:
    """What stands for a result of `summarise`, with the labels of its figures."""
    found = Verification.model_validate(stored.record["verification"])
    return SimpleNamespace(article=stored.article, summary=stored.record["summary"], verification=found)


def _unlike(names: Sequence[str]) -> list[str]:
    """The names, each unlike the others."""
    made: dict[str, None] = {}
    for name in names:
        own, again = name, 2
        while own in made:
            own, again = f"{name} ({again})", again + 1
        made[own] = None
    return list(made)
