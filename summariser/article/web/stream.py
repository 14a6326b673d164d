"""Many addresses, feeds among them, as a stream of pages: in order, few at a time, and each address once."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from summariser.article.web.address import parsed, shown
from summariser.article.web.feeds import entries_of
from summariser.article.web.fetch import Fetcher
from summariser.article.web.pages import Page
from summariser.errors import FetchError

Item = TypeVar("Item")
Made = TypeVar("Made")
Found = tuple[str, Page | Exception]

# By judgement: of different hosts, since one host is asked one after the other.
AT_ONCE = 8


def pages_of(
    addresses: Iterable[str], fetcher: Fetcher, *, at_once: int = AT_ONCE, met: set[str] | None = None
) -> Iterator[Found]:
    """Each address with its page, or why there is none, in order; in the place of a feed stand its entries.

    A feed is always fetched anew, since its entries change; where that fails, the reason stands in its place, and
    behind it the entries of the one that was kept. A feed within a feed is a page. What is named behind a feed as well
    may stand where it is named. `met` are the addresses that are
    not to come again.
    """
    met = set() if met is None else met
    for address, pages in _in_order(lambda one: _looked_at(one, fetcher), _once(addresses, met), at_once):
        for page in pages:
            entries = None if isinstance(page, Exception) else entries_of(page.body, page.final_url)
            if entries is None:
                yield address, page
            elif entries:
                new = _once(entries, met)
                yield from ((one, found[0]) for one, found in _in_order(_one(fetcher), new, at_once))
            else:
                yield address, FetchError(f"{shown(address)}: the feed has no entries that name a page")


def _one(fetcher: Fetcher) -> Callable[[str], list[Page | Exception]]:
    return lambda address: [_tried(fetcher.page, address)]


def _looked_at(address: str, fetcher: Fetcher) -> list[Page | Exception]:
    """The page; of a feed the one of now, or why there is none and the one that was kept."""
    kept = _tried(fetcher.kept, address)
    if isinstance(kept, Page) and entries_of(kept.body) is None or isinstance(kept, Exception):
        return [kept]
    now = _tried(fetcher.fetched, address)
    return [now, kept] if isinstance(now, Exception) and kept else [now]


def _tried(work: Callable[[str], Made], address: str) -> Made | Exception:
    try:
        return work(address)
    except Exception as error:  # noqa: BLE001 (it is the address's own; the others go on)
        return error


def _once(addresses: Iterable[str], met: set[str]) -> Iterator[str]:
    for address in addresses:
        try:
            same = str(parsed(address))
        except FetchError:
            same = address
        if same not in met:
            met.add(same)
            yield address


def _in_order(
    work: Callable[[Item], Made], items: Iterable[Item], at_once: int
) -> Iterator[tuple[Item, Made]]:
    """What `work` makes of each item, in their order; so many are worked on at once, in threads that end with the process."""
    waiting: deque[tuple[Item, Future[Made]]] = deque()
    for item in items:
        waiting.append((item, started(partial(work, item))))
        if len(waiting) >= at_once:
            first, made = waiting.popleft()
            yield first, made.result()
    for first, made in waiting:
        yield first, made.result()


def started(work: Callable[[], Made]) -> Future[Made]:
    """What `work` will have made, in a thread that ends with the process, so that nothing that is slow holds it up."""
    future: Future[Made] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 (it is raised where it is waited for)
            future.set_exception(error)

    threading.Thread(target=run, daemon=True, name="page").start()
    return future
