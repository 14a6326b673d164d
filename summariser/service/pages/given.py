"""What people give in the three forms: texts, addresses and files, each under the name of its field."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import UploadFile

from summariser.errors import ArticleError, InputError
from summariser.foreign import plain
from summariser.service.backend import Backend
from summariser.service.processes import checks
from summariser.service.processes.intake import Form, Given, is_one_address, safe_name

# By judgement, against hostile forms.
_MOST_FILES = 100
_MOST_FIELDS = 200
_FILES = "-files"


class FieldError(InputError):
    """Something is wrong with one field of a form, or with all of it if `field` is ""."""

    def __init__(self, field: str, says: str, status: int = 422) -> None:
        super().__init__(says)
        self.field, self.says, self.status = field, says, status


@dataclass(frozen=True)
class Sent:
    """A form that was sent: the texts of each field as they were typed, and its files."""

    texts: Mapping[str, Sequence[str]]
    files: Mapping[str, Sequence[Given]] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        """The value of a choice; None where there is none."""
        return next((text for text in self.texts.get(name, ()) if text), None)

    def has(self, name: str) -> bool:
        """Whether anything was given in a field."""
        return any(text.strip() for text in self.texts.get(name, ())) or bool(self.files.get(name))


async def sent(request: Request) -> Sent:
    """The form of a request. Raises HTTPException where it is none that can be read."""
    most = request.app.state.backend.options.bounds.body_bytes
    texts: dict[str, list[str]] = {}
    files: dict[str, list[Given]] = {}
    async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=most) as form:
        for name, part in form.multi_items():
            if isinstance(part, UploadFile):
                if part.filename:  # a field without a file is sent as one without a name
                    given = Given(Form.FILE, await part.read(), safe_name(part.filename))
                    files.setdefault(name.removesuffix(_FILES), []).append(given)
            else:
                # As forms are sent, lines end in CRLF.
                texts.setdefault(name, []).append(part.replace("\r\n", "\n"))
    return Sent(texts, files)


def addresses_in(text: str) -> list[str]:
    """The addresses of a text that is nothing else; none where it is a text."""
    words = text.split()
    return words if all(map(is_one_address, words)) else []


async def all_given(backend: Backend, form: Sent, name: str, what: str) -> list[Given]:
    """All that was given in a field, in order: what was typed, then files. Raises FieldError where it is nothing or too much."""
    texts = [text for text in form.texts.get(name, ()) if text.strip()]
    files = list(form.files.get(name, ()))
    wanted = sum(max(1, len(addresses_in(text))) for text in texts) + len(files)
    most = backend.options.bounds.articles
    if not wanted:
        raise FieldError(name, f"Give {what}: paste it, its address, or choose a file.")
    if wanted > most:
        raise FieldError(name, f"There are {wanted}; give {most} or fewer.")
    places = [addresses_in(text) for text in texts]
    fetched = iter(await asyncio.gather(*(_fetched(backend, name, one) for place in places for one in place)))
    made: list[Given] = []
    for text, place in zip(texts, places, strict=True):
        made += [next(fetched) for _ in place] or [Given(Form.TEXT, text)]
    return made + files


async def one_given(backend: Backend, form: Sent, name: str, what: str) -> Given:
    """The one thing that was given in a field. Raises FieldError where it is none or several."""
    made = await all_given(backend, form, name, what)
    if len(made) > 1:
        raise FieldError(name, "There is more than one here: keep the text, the address or the file.")
    return made[0]


async def _fetched(backend: Backend, name: str, address: str) -> Given:
    try:
        return await backend.given(None, None, address)
    except InputError as error:
        raise FieldError(name, str(error)) from error


async def blamed(backend: Backend, error: ArticleError, given: Mapping[str, Sequence[Given]]) -> FieldError:
    """The field that holds what cannot be read: each is read once more by itself, which only happens after an error."""
    most = backend.options.bounds.text_characters
    for name, several in given.items():
        for one in several:
            try:
                await backend.workers.run(checks.article, one, most, size=one.size)
            except ArticleError as own:
                named = f"{plain(one.name)}: " if one.name and one.name not in str(own) else ""
                return FieldError(name, f"{named}{own}")
    return FieldError("", str(error))
