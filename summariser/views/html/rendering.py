"""The one set of templates, styles and script that every page is made of, and the shell around each page.

A page is whole in itself: styles and script stand in it, and its policy allows these two by their digests and nothing
else, so that nothing is loaded and nothing that an article or a model wrote can run. Only the service's frame, which is
another shell, has them beside it, as files of its own address.
"""

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from summariser.article.files import OWN_PAGE
from summariser.foreign import cell

TEMPLATES = Path(__file__).with_name("templates")
ASSETS = Path(__file__).with_name("assets")


def render(
    template: str,
    *,
    folder: Path = TEMPLATES,
    scripted: bool = False,
    shell: str = "base.html.j2",
    **values: Any,
) -> str:
    """The page that a template of `folder` makes; it extends `shell`. Whatever is put in is escaped.

    `scripted` puts the script in. Characters that steer the direction of writing become U+FFFD, as everywhere else.
    """
    style, script = _asset("view.css"), _asset("view.js") if scripted else Markup()
    own = {
        "shell": shell,
        "style": style,
        "script": script,
        "policy": _policy(style, script),
        "own": Markup(OWN_PAGE),
    }
    return cell(environment(folder).get_template(template).render(own | values))


def page_policy() -> str:
    """The content security policy of pages with the script, for who serves them over HTTP.

    >>> page_policy().split(";")[0]
    "default-src 'none'"
    """
    return str(_policy(_asset("view.css"), _asset("view.js")))


@cache
def environment(folder: Path = TEMPLATES) -> jinja2.Environment:
    """The templates of a folder, and those that all pages share."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder, TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> Markup:
    return Markup((ASSETS / name).read_text(encoding="utf-8").strip())


def _policy(style: str, script: str) -> Markup:
    """The content security policy: no address at all, and of styles and scripts those of the page itself."""
    allowed = {"default-src": "'none'", "style-src": _digest(style)}
    if script:
        allowed["script-src"] = _digest(script)
    allowed |= {"base-uri": "'none'", "form-action": "'none'"}
    return Markup("; ".join(f"{name} {source}" for name, source in allowed.items()))


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
