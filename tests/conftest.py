"""What holds for every test: no network but loopback, no settings or keys of whoever runs it."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

import tests.guard.sitecustomize  # noqa: F401 (shuts the network off)
from tests.support.kinds import kinds

_SETTINGS = """OPENAI_API_KEY OPENAI_BASE_URL OPENAI_ORG_ID OPENAI_PROJECT_ID HTTP_PROXY HTTPS_PROXY ALL_PROXY
    http_proxy https_proxy all_proxy SUMMARISER_WEIGHTS""".split()

# The same inputs on each run, so that a change is judged by what it changed; `pytest --hypothesis-profile=wide`
# and `make fuzz` are what draws new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=2000, deadline=None)
settings.load_profile("same")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Marks what is no unit test, and what looks at a clock."""
    for kind in sorted(kinds(item)):
        item.add_marker(kind)


def pytest_collection_finish() -> None:
    """Takes what was collected out of the rounds of the collector, which would go through all tests again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No key, proxy, weights or cache of the person at the keyboard; a recording needs the real cache."""
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)
    if "SUMMARISER_RECORD" not in os.environ:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    """A short article with one number and one quotation."""
    path = tmp_path / "bridges.txt"
    path.write_text(
        "Bridges close\n\nInspectors closed nine old bridges of the valley on Monday, the Structures Board said. "
        "“We have never seen such cracks before,” said Ann Bo.\n",
        encoding="utf-8",
    )
    return path
