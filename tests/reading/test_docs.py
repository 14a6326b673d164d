"""docs/explanation/reading.md is what its tool writes, and its examples run."""

import doctest

from tools import reading_docs


def test_the_page_is_up_to_date() -> None:
    """`python -m tools.reading_docs` writes it anew."""
    assert reading_docs.PAGE.read_text(encoding="utf-8") == reading_docs.render()


def test_the_examples_of_the_page_run() -> None:
    failed, tried = doctest.testfile(str(reading_docs.PAGE), module_relative=False)
    assert (failed, tried > 0) == (0, True)
