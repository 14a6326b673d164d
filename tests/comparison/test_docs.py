"""The examples of docs/guides/comparison.md and of the package run."""

import doctest
from pathlib import Path
from types import ModuleType

import pytest

from summariser import comparing
from summariser.comparison import story, voices
from summariser.views.html import comparison as page_of_comparison

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "comparison.md"


def test_the_examples_of_the_page_run() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert (failed, tried > 0) == (0, True)


@pytest.mark.parametrize("module", [story, voices, comparing, page_of_comparison])
def test_the_examples_of_the_package_run(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert (failed, tried > 0) == (0, True)
