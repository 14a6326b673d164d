"""What a person has put right in the rows of a comparison: `grouping.toml`, which joins, splits and renames them.

A row is named by any of its figures, and a figure by its key: its article, its sentence and how it is written. An edited
article may have moved a sentence; a key then still names the only figure of its article that is written so.
"""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summariser.comparison.facts.grouping import Group
from summariser.comparison.similarity.pool import Figure
from summariser.errors import ConfigurationError
from summariser.foreign import plain

NAME = "grouping.toml"
TEMPLATE = """\
# Puts rows of the comparison right; it is read whenever the comparison is made again, and never written over.
# A figure is named by its key, as facts.csv has it: "article:sentence:number". Any figure of a row names the row.
#
# [[join]]     # these rows become one
# figures = ["first.txt:3:11,000", "second.txt:7:12,000"]
#
# [[split]]    # these figures leave their row, and make one of their own
# figures = ["third.txt:4:3,000"]
#
# [[rename]]
# figure = "first.txt:3:11,000"
# what = "troops sent in 2024"
"""


_REMEDY = "correct it or move it away (docs/guides/comparison.md shows how it is written)"
# What is wrong with a place of the file, by the kind of pydantic's error.
_SAID = {
    "extra_forbidden": "is not known: there are [[join]] and [[split]] with figures, and [[rename]] with figure and what",
    "missing": "is missing",
    "too_short": "has too few figures: a join has two or more, a split one or more",
    "string_too_short": "is empty",
    "string_type": "is no text in quotation marks",
    "tuple_type": "is no list: write [[join]], [[split]] or [[rename]], and figures in brackets",
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Split(_Part):
    figures: Annotated[tuple[str, ...], Field(min_length=1)]


class _Join(_Part):
    figures: Annotated[tuple[str, ...], Field(min_length=2)]


class _Rename(_Part):
    figure: str
    what: Annotated[str, Field(min_length=1)]


class Corrections(_Part):
    """What a `grouping.toml` says: rows to `join`, figures to `split` off, rows to `rename`; empty where there is none.

    >>> Corrections(rename=[{"figure": "morning:1:40", "what": "boats seized off Hull"}]).rename[0].what
    'boats seized off Hull'
    """

    join: tuple[_Join, ...] = ()
    split: tuple[_Split, ...] = ()
    rename: tuple[_Rename, ...] = ()


def load_corrections(path: Path) -> Corrections:
    """The corrections of a file; none where there is no file. Raises ConfigurationError where it cannot be read.

    >>> from pathlib import Path
    >>> load_corrections(Path("grouping.toml"))
    Corrections(join=(), split=(), rename=())
    """
    try:
        return Corrections.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (FileNotFoundError, NotADirectoryError):
        return Corrections()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " ".join(
            str(step + 1) if isinstance(step, int) else plain(step)[:60] for step in first["loc"]
        )
        what = _SAID.get(first["type"], "is not as it has to be")
        raise ConfigurationError(f"{path}: {where} {what}; {_REMEDY}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: is not UTF-8 text; {_REMEDY}") from error
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror or error}; {_REMEDY}") from error
    except ValueError as error:
        raise ConfigurationError(f"{path}: {error}; {_REMEDY}") from error


class Keyed:
    """The figures of a comparison by their keys."""

    def __init__(self, figures: Sequence[Figure], names: Sequence[str]) -> None:
        self.key_of: dict[Figure, str] = {}
        self._by_key: dict[str, Figure] = {}
        self._by_text: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in figures:
            name, text = names[figure.article], figure.own.mention.text
            key = first = f"{name}:{figure.own.sentence}:{text}"
            again = 2
            while key in self._by_key:
                key, again = f"{first}#{again}", again + 1
            self.key_of[figure], self._by_key[key] = key, figure
            self._by_text[name, text].append(figure)

    def find(self, key: str) -> Figure | None:
        """The figure that a key names, also where its sentence has moved and nothing else of its article is meant."""
        if key in self._by_key:
            return self._by_key[key]
        for name, text in self._by_text:
            alike = self._by_text[name, text]
            if key.startswith(f"{name}:") and key.endswith(f":{text}") and len(alike) == 1:
                middle = key[len(name) + 1 : len(key) - len(text) - 1]
                if middle.isdecimal():
                    return alike[0]
        return None


def corrected(
    groups: Sequence[Group], corrections: Corrections, keyed: Keyed
) -> tuple[list[Group], dict[Group, str], list[str]]:
    """The groups as a person wants them, the names that some are given, and a note for each key that is not found.

    Splits come before joins, so that a figure can be moved from one row to another.
    """
    notes: list[str] = []
    made = list(groups)

    def found(keys: Sequence[str], what: str) -> list[Figure]:
        figures = {key: keyed.find(key) for key in keys}
        notes.extend(
            f'{NAME}: {what} names "{key}", which is no figure any more'
            for key, f in figures.items()
            if not f
        )
        return [figure for figure in figures.values() if figure]

    for split in corrections.split:
        _split(made, found(split.figures, "split"))
    for join in corrections.join:
        _join(made, found(join.figures, "join"))
    names: dict[Group, str] = {}
    for rename in corrections.rename:
        for figure in found([rename.figure], "rename"):
            names[_home(made, figure)] = rename.what
    return made, names, notes


def _home(groups: Sequence[Group], figure: Figure) -> Group:
    return next(group for group in groups if figure in group.figures or figure in group.former)


def _split(groups: list[Group], figures: Sequence[Figure]) -> None:
    parts = Group([])
    for figure in figures:
        home = _home(groups, figure)
        mine, theirs = (
            (home.figures, parts.figures) if figure in home.figures else (home.former, parts.former)
        )
        mine.remove(figure)
        theirs.append(figure)
    groups.append(parts)
    groups[:] = [group for group in groups if group.figures or group.former]


def _join(groups: list[Group], figures: Sequence[Figure]) -> None:
    rows = list(dict.fromkeys(_home(groups, figure) for figure in figures))
    for other in rows[1:]:
        rows[0].figures += other.figures
        rows[0].former += other.former
        groups.remove(other)
