"""From the inputs of a request to what is read: addresses are fetched, summaries looked up."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from summariser.service.api.shapes import Compared, Input, Named, SummaryId, Upload
from summariser.service.backend import Backend
from summariser.service.problems import ProblemError
from summariser.service.processes.checks import Stored
from summariser.service.processes.intake import Form, Given, is_one_address
from summariser.service.records import Kind


async def given(backend: Backend, asked: Input | Upload | str) -> Given:
    """One thing that is given. A plain string is a text, or an address where it is nothing else."""
    if isinstance(asked, str):
        address = asked if is_one_address(asked) else None
        return await backend.given(None if address else asked, None, address)
    if isinstance(asked, Upload):
        return Given(Form.FILE, asked.data, asked.name)
    if asked.file is not None:
        return Given(Form.FILE, asked.file.data, asked.file.name)
    return await backend.given(asked.text, asked.html, asked.url)


async def all_given(backend: Backend, asked: Sequence[Input | Upload | str], most: int) -> list[Given]:
    """Several, fetched together. Raises ProblemError where there are too many."""
    check_count(len(asked), most)
    return list(await asyncio.gather(*(given(backend, one) for one in asked)))


async def compared(backend: Backend, asked: Compared) -> Given | Stored:
    """An article of a comparison, which may be that of a summary."""
    if isinstance(asked, SummaryId):
        return await backend.stored(backend.job(asked.id, Kind.SUMMARY))
    made = await given(backend, asked)
    return replace(made, name=asked.name) if isinstance(asked, Named) and asked.name else made


def check_count(count: int, most: int) -> None:
    """Raises ProblemError where there are more articles than the operator allows."""
    if count > most:
        raise ProblemError("too-large", f"there are {count} articles; give {most} or fewer")


def check_length(text: str, most: int) -> None:
    """Raises ProblemError where a text is longer than the operator allows."""
    if len(text) > most:
        raise ProblemError("too-large", f"the text has {len(text):,} characters; give {most:,} or fewer")
