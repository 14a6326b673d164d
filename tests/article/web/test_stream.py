"""Many addresses as a stream of pages: in order, once each, politely, feeds in their place."""

import itertools
import time
from pathlib import Path

from summariser.article.web import FetchOptions
from summariser.article.web.fetch import Fetcher
from summariser.article.web.pages import Page
from summariser.article.web.reach import Reach
from summariser.article.web.stream import pages_of
from tests.support.web_server import Web, dripping, http, page, web


def _fetcher(**options: object) -> Fetcher:
    return Fetcher(FetchOptions(allow_private=True, pause_s=0, **options))  # type: ignore[arg-type]


def _feed(*links: str) -> bytes:
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return http(f"<rss><channel>{items}</channel></rss>", kind="application/rss+xml")


def _told(addresses: list[str], fetcher: Fetcher, server: Web) -> list[str]:
    """The path of each page, with a ! where there is none."""
    return [
        address.replace(server.address, "") + ("" if isinstance(found, Page) else "!")
        for address, found in pages_of(addresses, fetcher)
    ]


def test_pages_come_in_order_and_a_bad_one_alone_fails() -> None:
    """Also where the first is the slowest; and those of a feed in its place, each address once."""
    routes = {
        "/a": dripping(http(page()), 0.0003),
        "/b": http(page()),
        "/c": http(page()),
        "/feed": _feed("/b", "/gone", "/c", "/feed", "ftp://x/", "/feed2"),
        "/feed2": _feed("/d"),
        "/empty": _feed(),
    }
    with web(routes) as server:
        named = [server(path) for path in ("/a", "/b#part", "/feed", "/c", "/empty")] + [
            "no address",
            server("/a"),
        ]
        told = _told(named, _fetcher(), server)
    # A feed within a feed is a page, and is refused as one where it is read.
    assert told == ["/a", "/b#part", "/gone!", "ftp://x/!", "/feed2", "/c", "/empty!", "no address!"]
    assert server.asked.count("/b") == server.asked.count("/robots.txt") == 1


def test_a_host_is_asked_for_one_page_at_a_time_with_a_pause() -> None:
    """Others are asked meanwhile."""
    routes = {f"/{n}": dripping(http(page()), 0.0001) for n in range(4)}
    reach = Reach(allows=lambda one: True, lookup=lambda host, port: ["127.0.0.1"])
    with web(routes) as one, web(routes) as other:
        named = [f"http://{name}:{server.address.rpartition(':')[2]}/{n}" for n in range(4)
                 for name, server in (("one.example", one), ("other.example", other))]  # fmt: skip
        began = time.monotonic()
        fetcher = Fetcher(FetchOptions(pause_s=0.1), reach)
        assert all(isinstance(found, Page) for _, found in pages_of(named, fetcher))
        seconds = time.monotonic() - began
    assert one.most_at_once <= 2  # its connection before may not have ended yet
    assert len(one.asked) == len(other.asked) == 5
    assert 0.3 <= seconds < 3


def test_few_are_under_way_ahead_of_what_is_taken() -> None:
    """A list of thousands is no flood: the pages behind are asked for as those before are taken."""
    with web({f"/{n}": http(page()) for n in range(50)}) as server:
        stream = pages_of((server(f"/{n}") for n in range(50)), _fetcher(), at_once=3)
        assert len(list(itertools.islice(stream, 5))) == 5
        time.sleep(0.1)
        assert len(server.asked) <= 1 + 5 + 3


def test_a_rerun_needs_no_server_and_a_feed_says_that_it_is_old(tmp_path: Path) -> None:
    """A feed is got anew each time, and its new entries are; without a network the kept ones stand behind the reason."""
    routes = {"/feed": _feed("/a"), "/a": http(page()), "/b": http(page())}
    with web(routes) as server:
        assert _told([server("/feed")], _fetcher(kept=tmp_path), server) == ["/a"]
        routes["/feed"] = _feed("/b", "/a")
        assert _told([server("/feed")], _fetcher(kept=tmp_path), server) == ["/b", "/a"]
        assert server.asked.count("/a") == 1
    assert _told([server("/feed"), server("/a")], _fetcher(kept=tmp_path), server) == ["/feed!", "/b", "/a"]


def test_a_fault_of_ours_is_that_pages_own() -> None:
    """What is raised anywhere is handed on, and nothing hangs."""

    def broken(host: str, port: int) -> list[str]:
        raise ZeroDivisionError

    reach = Reach(lookup=broken)
    found = list(pages_of(["http://a.example/", "http://b.example/"], Fetcher(FetchOptions(), reach)))
    assert [type(error) for _, error in found] == [ZeroDivisionError] * 2
