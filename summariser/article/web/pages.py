"""Pages as they were fetched, and the folder in which they are kept so that a later run needs no network.

`<digest of the address>.json` says what an address led to, when, and the digest of its bytes, under which they stand
beside it, once however many addresses lead to them.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from summariser.writing import written_to

_OTHERWISE = "name another folder with --pages"
# By what the server calls it; what it calls otherwise is told from its content.
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


@dataclass(frozen=True)
class Page:
    """What an address led to: `fetched` is when (ISO 8601, UTC), `content_type` the header as it came."""

    url: str
    final_url: str
    fetched: str
    content_type: str
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the header names."""
        for parameter in self.content_type.split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip(" \t\"'")[:40] or None
        return None

    @property
    def suffix(self) -> str:
        """How a file with it would end; "" where its content must tell."""
        return _SUFFIXES.get(self.kind, "")


@dataclass(frozen=True)
class KeptPages:
    """A folder of pages."""

    folder: Path

    def find(self, url: str) -> Page | None:
        """The page that was kept of an address; None where there is none, or what is there is not whole."""
        try:
            record = json.loads(self._record(url).read_text(encoding="utf-8"))
            digest = record.pop("sha256")
            page = Page(**record, body=b"")
            body = self._body(page, digest).read_bytes()
            page = Page(**record, body=body)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        is_whole = hashlib.sha256(body).hexdigest() == digest and page.url == url
        return page if is_whole else None

    def keep(self, page: Page) -> None:
        """Keeps a page. Raises StorageError where there is no room for it, else ConfigurationError."""
        digest = hashlib.sha256(page.body).hexdigest()
        record = asdict(page) | {"sha256": digest}
        del record["body"]
        with written_to(self.folder, otherwise=_OTHERWISE):
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self._body(page, digest), page.body)
            _write(self._record(page.url), json.dumps(record, indent=1).encode())

    def _record(self, url: str) -> Path:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.json"

    def _body(self, page: Page, digest: str) -> Path:
        if len(digest) != 64 or not digest.isalnum():
            raise ValueError("no digest")
        return self.folder / f"{digest}{page.suffix or '.page'}"


def _write(target: Path, data: bytes) -> None:
    """A file that is there whole or not at all, whoever else writes it at the same time."""
    descriptor, partial = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".partial"
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(partial, target)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
