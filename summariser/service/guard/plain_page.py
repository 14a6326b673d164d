"""A page of the guards' own: a title and a few words, for whoever is not let in to the service's pages."""

import base64
import hashlib
from html import escape

HTML = "text/html; charset=utf-8"

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 90vh; place-content: center; margin: 1rem; }
main, form { display: grid; gap: .75rem; width: min(22rem, 90vw); }
h1, p { margin: 0; }
input, button { font: inherit; padding: .5rem .75rem; }
[role=alert] { font-weight: 600; }
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# With which it is shown.
POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}<title>{title} · summariser</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>summariser</h1>
{body}
</main>
</body>
</html>
"""


def page(title: str, body: str, head: str = "") -> bytes:
    """The page; `body` and `head` are HTML."""
    text = _PAGE.format(style=_STYLE, head=head, title=escape(title), body=body)
    return text.encode("utf-8", "replace")


def message(title: str, text: str) -> bytes:
    """A page that says why something is not done."""
    return page(title, f'<p role="alert">{escape(title)}</p>\n<p>{escape(text)}</p>')
