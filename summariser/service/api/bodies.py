"""Reads the bodies of requests: bounded while they come, and checked against their form."""

import json
from collections.abc import AsyncGenerator, Mapping
from email.message import Message
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from summariser.foreign import plain
from summariser.service.api.shapes import Upload
from summariser.service.problems import ProblemError, of_validation
from summariser.service.processes.intake import safe_name

Asked = TypeVar("Asked", bound=BaseModel)

JSON, FORM = "application/json", "multipart/form-data"
# The bodies that are an article by themselves, and how a file of each ends.
FILES: Mapping[str, str] = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/octet-stream": "",
}
# By judgement, against hostile forms.
_MOST_FILES = 100
_MOST_FIELDS = 1000


async def asked(request: Request, model: type[Asked], most_bytes: int, *, files: bool = False) -> Asked:
    """What a request asks, as JSON or as a form; if `files`, its body may be an article and its query the rest.

    Raises ProblemError: malformed, invalid, too large, or of a type that is not taken.
    """
    kind = media_type(request)
    if kind == JSON:
        return _of_json(model, await body(request, most_bytes))
    if kind == FORM:
        return _valid(model, await _form(request, model, most_bytes))
    if files and kind in FILES:
        name = safe_name(request.query_params.get("title", "")) or "article"
        data = await body(request, most_bytes)
        return _valid(model, dict(request.query_params) | {"file": Upload(f"{name}{FILES[kind]}", data)})
    taken = ", ".join((JSON, FORM, *(FILES if files else ())))
    raise ProblemError(
        "unsupported-media-type", f"a body of type {plain(kind)[:100] or 'none'} is not taken; send {taken}"
    )


def media_type(request: Request) -> str:
    """The type of a body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def body(request: Request, most_bytes: int) -> bytes:
    """The whole body. Raises ProblemError where it is too large, before the rest of it is read."""
    return b"".join([piece async for piece in _pieces(request, most_bytes)])


async def text(request: Request, most_bytes: int) -> str:
    """A body of text, in the encoding that its header names."""
    head = Message()
    head["content-type"] = request.headers.get("content-type", "")
    data = await body(request, most_bytes)
    try:
        return data.decode(str(head.get_content_charset("utf-8")))
    except (LookupError, UnicodeError) as error:
        raise ProblemError(
            "malformed", "the text is not in the encoding that its header names; send UTF-8"
        ) from error


async def _pieces(request: Request, most_bytes: int) -> AsyncGenerator[bytes, None]:
    length = request.headers.get("content-length", "")
    read = 0
    if length.isdecimal() and int(length) > most_bytes:
        raise _too_large(most_bytes)
    async for piece in request.stream():
        read += len(piece)
        if read > most_bytes:
            raise _too_large(most_bytes)
        yield piece


def _too_large(most_bytes: int) -> ProblemError:
    return ProblemError("too-large", f"a request may have {most_bytes:,} bytes; give less of it")


def _of_json(model: type[Asked], data: bytes) -> Asked:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        if error.errors()[0]["type"] == "json_invalid":
            raise ProblemError("malformed", f"the body is not JSON: {error.errors()[0]['msg']}") from error
        raise of_validation(error, json.loads(data)) from error


def _valid(model: type[Asked], values: dict[str, Any]) -> Asked:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise of_validation(error, values) from error


async def _form(request: Request, model: type[BaseModel], most_bytes: int) -> dict[str, Any]:
    """The fields of a form; those that the model has as lists may stand in it several times."""
    if "boundary=" not in request.headers["content-type"]:
        raise ProblemError("malformed", "the form has no boundary in its Content-Type")
    parser = MultiPartParser(
        request.headers,
        _pieces(request, most_bytes),
        max_files=_MOST_FILES,
        max_fields=_MOST_FIELDS,
        max_part_size=most_bytes,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise ProblemError("malformed", f"the form cannot be read: {error.message}") from error
    except (UnicodeError, KeyError) as error:
        raise ProblemError("malformed", "the form cannot be read: its text is not UTF-8") from error
    try:
        return await _values(form, model)
    finally:
        await form.close()


async def _values(form: FormData, model: type[BaseModel]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, part in form.multi_items():
        value = await _part(part)
        if name in ("sources", "articles") and name in model.model_fields:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise ProblemError("invalid", f"{plain(name)[:100]} stands in the form twice; give it once")
        else:
            values[name] = value
    return values


async def _part(part: UploadFile | str) -> Upload | str:
    if isinstance(part, str):
        return part
    return Upload(safe_name(part.filename or ""), await part.read())
