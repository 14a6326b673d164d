"""The check of the built site finds what a browser would load from elsewhere, and links that lead nowhere."""

from pathlib import Path

import pytest

from tools.site_check import faults


@pytest.mark.parametrize(
    "loaded",
    [
        '<script src="https://cdn.example/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/a.css">',
        '<img src="http://pictures.example/a.png">',
        '<p style="background: url(https://pictures.example/a.png)">',
        "<style>@import 'https://fonts.example/a.css';</style>",
        '<img src="../../outside.png">',
    ],
)
def test_what_comes_from_elsewhere_is_found(loaded: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{loaded}</body></html>", encoding="utf-8")
    assert len(list(faults(tmp_path))) == 1


def test_a_link_to_a_page_that_is_not_there_is_found(tmp_path: Path) -> None:
    """A link of the web is followed by who clicks it, and so is none of these."""
    links = '<a href="a.html#top">1</a><a href="b.html">2</a><a href="https://web.example">3</a>'
    (tmp_path / "a.html").write_text(f"<html><body>{links}</body></html>", encoding="utf-8")
    assert list(faults(tmp_path)) == ["a.html: not there: b.html"]


def test_a_style_sheet_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text(
        "@font-face { src: url('https://fonts.example/a.woff2') }", encoding="utf-8"
    )
    assert list(faults(tmp_path)) == ["a.css: from elsewhere: https://fonts.example/a.woff2"]
