"""A reader's own marks on the numbers of a page: what was checked by eye, with a note."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from summariser.errors import ConfigurationError

# By judgement: far more than a page with its marks.
_MOST_BYTES = 50_000_000
_BEGIN, _END = '<script type="application/json" id="marks">', "</script>"


class ReaderMark(BaseModel):
    """What a reader says of one number: whether it was checked by eye, and a note of at most 2000 characters.

    >>> ReaderMark(checked=True, note="as the table has it")
    ReaderMark(checked=True, note='as the table has it')
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    checked: bool = False
    note: Annotated[str, StringConstraints(max_length=2000)] = ""


class _Marks(BaseModel):
    """The file: marks by the key of their number."""

    marks: dict[str, ReaderMark] = {}


def load_marks(path: str | Path) -> dict[str, ReaderMark]:
    """The marks of a JSON file, or of a copy of a page that was saved with them.

    Raises ConfigurationError, in one line, where the file cannot be read or holds no marks.

    >>> from pathlib import Path
    >>> written = Path("marks.json").write_text('{"marks": {"abstract:0:Two": {"checked": true}}}')
    >>> load_marks("marks.json")
    {'abstract:0:Two': ReaderMark(checked=True, note='')}
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"cannot read the marks in {path}: {error.strerror or error}") from error
    if len(data) > _MOST_BYTES:
        raise ConfigurationError(f"{path}: has more than {_MOST_BYTES:,} bytes; name a file of marks")
    text = data.decode("utf-8-sig", errors="replace")
    if text.lstrip().startswith("<"):
        text = text.partition(_BEGIN)[2].partition(_END)[0]
    try:
        return _Marks.model_validate_json(text).marks
    except ValidationError as error:
        raise ConfigurationError(
            f"{path}: holds no marks; give a copy saved from a page, or JSON like "
            '{"marks": {"abstract:5:1,640": {"checked": true, "note": "..."}}}'
        ) from error


def marks_in_json(marks: Mapping[str, ReaderMark]) -> Markup:
    """The marks as the page holds them: JSON in which nothing can end the element that it stands in."""
    data = {"marks": {key: mark.model_dump() for key, mark in marks.items()}}
    written = json.dumps(data, ensure_ascii=True)
    return Markup(written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
