"""What was asked for, to be found again."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from summariser.service.pages.frame import PageRoute, backend_of, page
from summariser.service.pages.jobs import WORDS, view_of
from summariser.service.records import Kind

# By judgement: a page that a screen or two hold.
_LIMIT = 30

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/history")
async def history(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: str = "",
    after: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """The jobs, newest first; those of a kind, and those whose title or source have all words."""
    chosen = Kind(kind) if kind in set(Kind) else None
    found = await backend_of(request).job_service.jobs(chosen, q, after, _LIMIT)
    query = {"q": q, "kind": chosen or "", "after": found.after or ""}
    return page(
        request,
        "history",
        here="history",
        title="History",
        query=q,
        kind=chosen,
        kinds=[
            (each.value, f"{words}s" if words != "summary" else "summaries") for each, words in WORDS.items()
        ],
        total=found.total,
        found=[view_of(job) for job in found.jobs],
        older=f"/history?{urlencode({name: value for name, value in query.items() if value})}"
        if found.after
        else None,
    )
