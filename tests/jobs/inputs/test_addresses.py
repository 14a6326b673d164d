"""Addresses, feeds and lists of addresses as inputs of a batch."""

from pathlib import Path

import pytest

from summariser.article.web import FetchOptions
from summariser.errors import ConfigurationError
from summariser.jobs import batch
from tests.jobs.folders import records, run
from tests.support.servers import Server, obedient, serving
from tests.support.web_server import http, page, web

FETCHING = FetchOptions(allow_private=True, pause_s=0)
ROUTES = {f"/{n}": http(page(f"Bridges close in valley {n}")) for n in range(3)}


@pytest.fixture(scope="module")
def model() -> object:
    with serving(obedient()) as running:
        yield running


def _states(out: Path) -> list[tuple[str, str]]:
    """Each article's place and what became of it."""
    return [
        (record["article"]["source"], record["error"]["message"] if "error" in record else "done")
        for record in records(out)
    ]


def test_what_fails_is_a_record_and_a_rerun_needs_no_server(
    model: Server, tmp_path: Path, article_file: Path
) -> None:
    """Pages are kept in the run folder; what failed is tried again; nothing is asked of the model twice."""
    listed, out = tmp_path / "urls.txt", tmp_path / "out"
    with web(ROUTES) as site:
        listed.write_text(f"{site('/0')}\n{site('/gone')}\n{site('/1')}\n")
        given = [f"@{listed}", article_file, site("/2"), site("/1")]
        report = run(model, given, out, fetching=FETCHING)
        assert (report.counts.done, report.counts.failed) == (4, 1)
        gone = "there is no such page (404): check the address"
        expected = [(site("/0"), "done"), (site("/gone"), gone), (site("/1"), "done"), (str(article_file), "done"),
                    (site("/2"), "done")]  # fmt: skip
        assert _states(out) == expected
    asked = len(model.requests)
    again = run(model, given, out, fetching=FETCHING)
    assert (again.counts.done, again.counts.failed, again.finished) == (4, 1, 0)
    assert len(model.requests) == asked
    assert _states(out)[0] == expected[0]
    assert "cannot be reached" in _states(out)[1][1]


def test_a_feed_may_grow_from_run_to_run(model: Server, tmp_path: Path) -> None:
    """Its new entries stand behind the others; its articles are got once."""
    items = [f"<item><link>/{n}</link></item>" for n in range(3)]
    routes = dict(ROUTES)
    with web(routes) as site:
        for entries in (items[:1], items[::-1]):
            routes["/work_queue"] = http(f"<rss><channel>{''.join(entries)}</channel></rss>", kind="text/xml")
            run(model, site("/work_queue"), tmp_path / "out", fetching=FETCHING)
        assert [place for place, _ in _states(tmp_path / "out")] == [site("/0"), site("/2"), site("/1")]
        assert site.asked.count("/0") == 1


def test_a_list_that_is_not_there_is_told_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.txt: no such file"):
        batch(["@none.txt"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_own_network_is_refused(model: Server, tmp_path: Path) -> None:
    """A list or a work_queue of others must not reach what only this machine can."""
    with web(ROUTES) as site:
        report = run(model, site("/0"), tmp_path / "out")
        assert report.counts.failed == 1
        assert "an address of your own network" in _states(tmp_path / "out")[0][1]
        assert not site.asked
