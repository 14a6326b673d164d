"""The examples of docs/guides/comparison.md run."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "comparison.md"


def test_the_examples_of_the_page_run() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert (failed, tried > 0) == (0, True)
