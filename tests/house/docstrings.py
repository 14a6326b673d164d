"""What the tests of docstrings share: the public names, and the folder and the server that examples may use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import summariser
from tests.evaluation.making import write_gold
from tests.evaluation.running import evaluated, rules
from tests.jobs.folders import article
from tests.support.servers import obedient, serving

PACKAGES = [
    import_module(name)
    for name in """summariser summariser.numbers summariser.article summariser.verification summariser.reading
    summariser.candidates summariser.comparison summariser.extraction summariser.evaluation summariser.jobs
    summariser.views.html summariser.views.tables summariser.mcp""".split()
]
PUBLIC = [(package, name) for package in PACKAGES for name in package.__all__]
# Neither classes nor functions: what they are stands below each, as a string.
CONSTANTS = {"AUTO", "Given", "METRICS", "QUANTITY_KINDS"}


@contextmanager
def stand_in() -> Iterator[str]:
    """The address of a model that does as it is asked."""
    with serving(obedient()) as running:
        yield running.base_url


def furnish(folder: Path, server: str) -> Path:
    """Puts into a folder what examples may use; tests/house/test_docstrings.py says what that is."""
    (folder / "articles").mkdir()
    (folder / "articles" / "bridges.txt").write_text(article(1), encoding="utf-8")
    write_gold(folder / "gold")
    before = Path.cwd()
    os.chdir(folder)
    try:
        summariser.batch("articles", "run", model="stand-in", base_url=server)
        evaluated(Path("gold"), Path("scored"), [rules])
    finally:
        os.chdir(before)
    return folder
