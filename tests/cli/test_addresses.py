"""Addresses, feeds and lists of addresses on the command line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summariser.cli.app import app
from tests.support.servers import Server, obedient, serving
from tests.support.web_server import Web, http, moved, page, web

Command = Callable[..., Result]


@pytest.fixture
def model() -> Iterator[Server]:
    with serving(obedient()) as running:
        yield running


@pytest.fixture
def summarise(model: Server) -> Command:
    """`summariser summarise ARGUMENTS`, allowed to reach the servers of the test."""

    def call(*arguments: object) -> Result:
        base = [
            "summarise",
            "--model",
            "scripted",
            "--base-url",
            model.base_url,
            "--allow-private",
            "--quiet",
        ]
        return CliRunner().invoke(app, [*base, *map(str, arguments)])

    return call


@pytest.fixture
def site() -> Iterator[Web]:
    feed = "<rss><channel><item><link>/a</link></item><item><link>/b</link></item></channel></rss>"
    routes = {
        "/a": http(page("Bridges close")),
        "/b": http(page("Bridges open")),
        "/feed": http(feed, kind="application/rss+xml"),
        "/moved": moved("/a"),
    }
    with web(routes) as server:
        yield server


def _sources(result: Result) -> list[str]:
    return [json.loads(line)["article"]["source"] for line in result.stdout.splitlines()]


def test_what_may_be_named(summarise: Command, site: Web, tmp_path: Path, article_file: Path) -> None:
    """Addresses, feeds by address and as files, lists, and files among them, in order; each address once."""
    saved, listed = tmp_path / "saved.xml", tmp_path / "urls.txt"
    saved.write_text(f"<rss><channel><item><link>{site('/b')}</link></item></channel></rss>")
    listed.write_text(f"# ours\n{site('/b')}\n\n{site('/moved')}\n")
    result = summarise("--json", site("/feed"), article_file, saved, f"@{listed}", site("/a"))
    assert result.exit_code == 0, result.stderr
    assert _sources(result) == [site("/a"), site("/b"), str(article_file), site("/moved")]


def test_a_page_that_fails_is_told_and_the_others_are_done(
    summarise: Command, site: Web, tmp_path: Path
) -> None:
    """With exit code 1; a list that is not there is one of them."""
    result = summarise(
        "--json", "--out", tmp_path / "out", site("/gone"), "@none.txt", site("/a"), "ftp://x/y"
    )
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{site('/gone')}: there is no such page (404): check the address",
        "@none.txt: none.txt: no such file; check the path",
        "ftp://x/y: only http and https addresses are read; give the path of a file as it is",
    ]
    assert _sources(result) == [site("/gone"), "@none.txt", site("/a"), "ftp://x/y"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a.json", "gone.json", "none.txt.json", "pages", "y.json"]  # fmt: skip


def test_without_leave_the_own_network_is_not_reached(site: Web) -> None:
    result = CliRunner().invoke(app, ["summarise", site("/a")])
    assert result.exit_code == 1
    assert "127.0.0.1 is an address of your own network or machine" in result.stderr
    assert not site.asked


def test_pages_beside_the_results_make_a_rerun_need_no_network(summarise: Command, tmp_path: Path) -> None:
    with web({"/a": http(page())}) as site:
        first = summarise("--json", "--out", tmp_path / "out", site("/a"))
        asked = len(site.asked)
        summarise("--out", tmp_path / "out", "--refresh", site("/a"))
        assert len(site.asked) > asked
    again = summarise("--json", "--out", tmp_path / "out", site("/a"))
    assert again.exit_code == 0
    assert json.loads(again.stdout)["article"] == json.loads(first.stdout)["article"]
    assert summarise("--pages", tmp_path / "other", site("/a")).exit_code == 1


def test_verify_against_an_address(site: Web, tmp_path: Path) -> None:
    """And an address against an address; pages are kept where it is said."""

    def verify(text: str, source: str) -> Result:
        return CliRunner().invoke(
            app, ["verify", text, "--source", source, "--allow-private", "--pages", str(tmp_path), "--json"]
        )

    found = verify("Nine bridges were closed, and 1,300 lorries are stuck.", site("/a"))
    assert found.exit_code == 1
    assert [one["status"] for one in json.loads(found.stdout)["verdicts"]] == ["exact", "absent"]
    assert verify(site("/b"), site("/a")).exit_code == 0
    assert len(list(tmp_path.glob("*.json"))) == 2
    several = verify("Nine bridges were closed.", site("/feed"))
    assert several.exit_code == 0
    assert (
        {site("/a"), site("/b")} >= {one["source"] for one in json.loads(several.stdout)["verdicts"]} > set()
    )


def test_keys_of_an_address_are_in_no_message(summarise: Command, site: Web) -> None:
    """Its place in the results has them: it is what finds the page again."""
    address = site("/gone?sig=9f86d081884c7d659a2feaa0c55ad015")
    result = summarise("--json", address)
    assert result.stderr.startswith(f"{site('/gone?sig=…')}: there is no such page")
    record = json.loads(result.stdout)
    assert record["article"]["source"] == address
    assert "9f86d" not in record["error"]["message"]


def test_a_feed_is_compared_and_kept(site: Web, tmp_path: Path) -> None:
    """Its articles are columns, by their addresses, which the page links; the second call reads what was kept."""
    place, options = tmp_path / "story.html", ("--allow-private", "--pages", str(tmp_path / "kept"))
    for _ in range(2):
        shown = CliRunner().invoke(
            app, ["compare", site("/a"), site("/feed"), "--json", "--html", str(place), *options]
        )
        assert shown.exit_code == 0, shown.stderr
        names = [article["name"] for article in json.loads(shown.stdout)["articles"]]
        assert names == [site("/a"), site("/b")]
    assert f'href="{site("/b")}" rel="noreferrer"' in place.read_text(encoding="utf-8")
    assert [path for path in site.asked if path == "/b"] == ["/b"]
