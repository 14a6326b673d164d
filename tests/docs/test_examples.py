"""The examples of every page run, without a network and without a model."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs import examples
from tests.docs.materials import FEED, SITE, fill
from tests.docs.pages import blocks, pages
from tests.support.servers import Server, obedient, serving
from tests.support.web_server import Web, http, page, web

WITH_EXAMPLES = [path for path in pages() if any(examples.commands(path)) or any(blocks(path, "python"))]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A model behind the address that a client asks without being told one."""
    with serving(obedient()) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        yield running


@pytest.fixture
def site() -> Iterator[Web]:
    routes = {f"/{name}": http(page(f"The {name} close")) for name in ("bridges", "locks")}
    routes["/feed.xml"] = http(FEED, kind="application/rss+xml")
    with web(routes) as running:
        routes["/feed.xml"] = http(FEED.replace(SITE, running.address), kind="application/rss+xml")
        yield running


@pytest.fixture
def folder(tmp_path: Path, site: Web, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with what the examples name."""
    fill(tmp_path)
    for name in ("urls.txt", "feed.xml"):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").replace(SITE, site.address), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
@pytest.mark.usefixtures("folder")
def test_the_examples_of_a_page_run(path: Path, model: Server, site: Web) -> None:
    examples.run_page(path, model.base_url, site.address)


@pytest.mark.parametrize("path", pages(), ids=str)
def test_the_options_that_a_page_names_are_there(path: Path) -> None:
    for command in examples.commands(path):
        assert examples.options(command) <= examples.known_options(command), command.line


@pytest.mark.parametrize("path", [path for path in pages() if path.name != "CONTRIBUTING.md"], ids=str)
def test_what_is_not_run_calls_other_programs(path: Path) -> None:
    """CONTRIBUTING.md has a test of its own, which applies its changes first."""
    for block in blocks(path, "sh", "console"):
        ours = {command.line for command in examples.commands_of(block)}
        for line in block.text.replace("\\\n", " ").splitlines() if block.language == "sh" else ():
            words = line.split()
            assert not words or line in ours or words[0] in examples.OTHERS, line


@pytest.mark.parametrize("path", [path for path in pages() if any(blocks(path, "json", "toml"))], ids=str)
def test_data_on_a_page_can_be_read(path: Path) -> None:
    for block in blocks(path, "json", "toml"):
        assert json.loads(block.text) if block.language == "json" else tomllib.loads(block.text)
