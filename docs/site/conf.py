"""The site: `make docs` builds it into build/docs, without a network, and fails at the first broken link.

Its pages are Markdown files of the checkout where they stand, so that their links work on GitHub, too. README.md is the first
page, and docs/README.md the navigation: a section a caption, a link at the start of a line of its list a page.
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

_ROOT = Path(__file__).parents[2]
_CONTENTS = _ROOT / "docs" / "README.md"

project = "summariser"
html_title = "summariser"
root_doc = "README"
include_patterns = ["*.md", "docs/**.md", "evals/README.md", "examples/README.md"]
exclude_patterns = [".*", "build"]
extensions = ["myst_parser", "sphinx.ext.autodoc"]

# As GitHub has them: anchors of headings, pictures as HTML.
myst_heading_anchors = 4
myst_enable_extensions = ["html_image"]

# What backticks mark in a docstring is code.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_default_options = {
    "members": True,
    "undoc-members": True,
    "exclude-members": "model_config, model_post_init",
}
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
smartquotes = False  # a quotation is what the code writes

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_search_summary = False  # a browser lets no page of a folder read another
html_last_updated_fmt = None


def contents() -> list[tuple[str, list[str]]]:
    """The navigation: the captions, each with its pages as they are named for Sphinx."""
    sections = _CONTENTS.read_text(encoding="utf-8").split("\n## ")[1:]
    return [
        (
            section.partition("\n")[0],
            [_page(link) for link in re.findall(r"^- \[.*?\]\((.*?)\)", section, re.MULTILINE)],
        )
        for section in sections
    ]


def _page(link: str) -> str:
    """The page of a link; in the place of the first page, which is above all, stands the list itself."""
    name = (_CONTENTS.parent / link).resolve().relative_to(_ROOT).with_suffix("").as_posix()
    return "docs/README" if name == root_doc else name


def _with_navigation(app: Sphinx, docname: str, source: list[str]) -> None:
    if docname == root_doc:
        for caption, pages in contents():
            listed = "\n".join(pages)
            source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n"


def _with_first_page(app: Sphinx, error: Exception | None) -> None:
    """A folder's first page is index.html to browsers and servers."""
    if not error:
        (app.outdir / "index.html").write_bytes((app.outdir / f"{root_doc}.html").read_bytes())


def _plain_types(
    app: Sphinx,
    what: str,
    name: str,
    obj: object,
    options: object,
    signature: str | None,
    returns: str | None,
) -> tuple[str | None, str | None]:
    """Types without the notes that only Pydantic and the check of arguments read."""
    noted = r"Annotated\[([^][,]+), [^][()]+\([^()]*\)\]"
    return signature and re.sub(noted, r"\1", signature), returns


def setup(app: Sphinx) -> dict[str, Any]:
    """Connects them."""
    app.connect("source-read", _with_navigation)
    app.connect("build-finished", _with_first_page)
    app.connect("autodoc-process-signature", _plain_types)
    return {"parallel_read_safe": True}
