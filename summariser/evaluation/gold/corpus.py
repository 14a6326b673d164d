"""Articles with their gold: read, checked, and named by file, line and field where something is wrong."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summariser.article import Article
from summariser.errors import ArticleError, GoldError
from summariser.evaluation.gold.annotations import Gold
from summariser.evaluation.gold.json_lines import Place, line_of, lines_of
from summariser.evaluation.gold.validation import faults
from summariser.evaluation.gold.visible import visible_text
from summariser.outside import json_of

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a gold file; `line` counts from 1, `field` is like "quantities.3.value", or "".

    >>> from pathlib import Path
    >>> print(Problem(Path("gold/bridges.json"), line=12, field="quantities.3.value", message="is no number"))
    gold/bridges.json:12: quantities.3.value: is no number
    """

    path: Path
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.path}:{self.line}: {field}{self.message}"


@dataclass(frozen=True)
class Item:
    """One article with its gold. `name` is its file's without the ending, `digest` is the SHA-256 of the article's file, in hexadecimal digits.

    >>> from pathlib import Path
    >>> (item,) = load_corpus(Path("gold"))
    >>> item.name, len(item.gold.quantities), item.article.title
    ('bridges', 6, 'Bridge closures rise, board says')
    """

    name: str
    gold: Gold
    article: Article
    digest: str


def load_corpus(folder: Path, only: Sequence[str] = ()) -> list[Item]:
    """The articles of a gold folder in the order of their names; those alone that `only` names, if it names any.

    Gold files are `gold/NAME.json`; the articles stand in `articles/`, or else in the folder itself. Raises
    GoldError, which names the first problem's file, line and field, where a file does not hold what it must.

    >>> from pathlib import Path
    >>> [item.name for item in load_corpus(Path("gold"))]
    ['bridges']
    """
    paths = _gold_files(folder)
    if unknown := set(only) - {path.stem for path in paths}:
        raise GoldError(
            f"{folder} has no article {min(unknown)!r}: it has {', '.join(p.stem for p in paths)}"
        )
    chosen = [path for path in paths if not only or path.stem in only]
    items, problems = _read_all(folder, chosen, in_full=False)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise GoldError(f"{problems[0]}{more}; see them all with: summariser eval --check-gold {folder}")
    return items


def check_corpus(folder: Path) -> tuple[int, list[Problem]]:
    """How many gold files there are, and all that is wrong with them. Raises GoldError where there are none.

    >>> from pathlib import Path
    >>> check_corpus(Path("gold"))
    (1, [])
    """
    paths = _gold_files(folder)
    items, problems = _read_all(folder, paths, in_full=True)
    named = {item.gold.file for item in items}
    if len(items) == len(paths):
        home = _articles(folder)
        extra = [p for p in sorted(home.iterdir()) if p.is_file() and p.name not in named]
        problems += [
            Problem(p, 1, "", "has no gold file") for p in extra if p.name not in ("README.md", SUMS)
        ]
    return len(paths), problems


def _gold_files(folder: Path) -> list[Path]:
    paths = sorted((folder / "gold").glob("*.json"))
    if not paths:
        raise GoldError(f"{folder} holds no gold: it must have files gold/NAME.json beside articles/")
    return paths


def _articles(folder: Path) -> Path:
    own = folder / "articles"
    return own if own.is_dir() else folder


def _read_all(folder: Path, paths: Sequence[Path], *, in_full: bool) -> tuple[list[Item], list[Problem]]:
    sums = _sums(folder)
    items: list[Item] = []
    problems: list[Problem] = []
    for path in paths:
        item, wrong = _read(path, _articles(folder), sums, in_full)
        problems += wrong
        if item:
            items.append(item)
    return items, problems


def _read(
    path: Path, articles: Path, sums: dict[str, str], in_full: bool
) -> tuple[Item | None, list[Problem]]:
    try:
        text = path.read_text(encoding="utf-8")
        data = json_of(text, object_pairs_hook=_no_key_twice)
    except json.JSONDecodeError as error:
        return None, [Problem(path, error.lineno, "", f"is not JSON: {error.msg}, column {error.colno}")]
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or a key twice
        return None, [Problem(path, 1, "", f"cannot be read: {error}")]
    lines = lines_of(text)

    def problem(place: Place, message: str) -> Problem:
        return Problem(path, line_of(place, lines), ".".join(map(str, place)), message)

    try:
        gold = Gold.model_validate(data)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)
        return None, [problem(e["loc"], e["msg"].removeprefix("Value error, ")) for e in wrong]
    source = articles / gold.file
    if Path(gold.file).name != gold.file or source.stem != path.stem:
        return None, [problem(("file",), f"must be the article's file name: {path.stem} with its ending")]
    try:
        item = Item(path.stem, gold, Article.from_file(source), _digest(source))
        found = faults(gold, visible_text(source), in_full=in_full)
    except ArticleError as error:
        return None, [problem(("file",), str(error))]
    if sums and sums.get(gold.file) != item.digest:
        found.insert(0, (("file",), f"the article's text is not the one that {SUMS} has: read it again"))
    return item, [problem(place, message) for place, message in found]


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice in one object")
    return made


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sums(folder: Path) -> dict[str, str]:
    """The articles' digests as `sha256sum articles/* > SHA256SUMS` writes them; none where there is no such file."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise GoldError(f"{folder / SUMS} cannot be read: {error}") from error
    parts = [line.split(maxsplit=1) for line in lines if line.strip()]
    return {Path(part[1].lstrip("*")).name: part[0] for part in parts if len(part) == 2}
