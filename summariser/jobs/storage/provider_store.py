"""What the run folder knows of a provider's batches: requests, where they were sent, and what became of them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from summariser.extraction.client.responses import json_in_body, usage_in
from summariser.jobs.storage.outcome import compressed, decompressed
from summariser.jobs.storage.store import Store

# By judgement.
MAX_TRIES = 3


@dataclass(frozen=True)
class ProviderBatch:
    """A batch on its way: "made" (requests chosen), "uploaded" (`file` known), "sent" (`batch` known), "fetched"."""

    number: int
    state: str
    file: str | None
    batch: str | None
    requests: int


@dataclass(frozen=True)
class Line:
    """One line of a provider's output or error file: the answer's body, or an error that may or may not pass."""

    id: str
    body: str | None = None
    error: str | None = None
    passing: bool = False


class ProviderStore:
    """The provider's side of a store. Every step is committed before the next one begins."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, request: str) -> str | None:
        """The fetched answer to a request."""
        return self._store.answer(request)

    def error(self, request: str) -> str | None:
        """Why there will be no answer to a request."""
        rows = self._store.rows("SELECT error FROM provider_requests WHERE id = ?", request)
        return rows[0][0] if rows else None

    def ask(self, request: str, key: str, body: dict[str, Any]) -> None:
        """Notes a request that is to be sent; one that is noted already stays as it is."""
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO provider_requests (id, key, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (request, key, compressed(json.dumps(body))),
            )

    def waiting(self) -> int:
        """How many requests are still to be sent."""
        found = self._store.rows(
            "SELECT count(*) FROM provider_requests WHERE batch IS NULL AND error IS NULL"
        )
        return int(found[0][0])

    def spent(self) -> tuple[int, int]:
        """Prompt and completion tokens of all finished articles, and of the answers to those that are not."""
        prompt, completion = self._store.spent()
        last = ""
        while rows := self._store.rows(
            "SELECT request, body FROM answers WHERE request > ? ORDER BY request LIMIT 100", last
        ):
            for row in rows:
                if usage := usage_in(json_in_body(decompressed(row["body"]))):
                    prompt += usage.prompt_tokens
                    completion += usage.completion_tokens
            last = rows[-1]["request"]
        return prompt, completion

    def make(self, most_requests: int, most_bytes: int) -> ProviderBatch | None:
        """Chooses requests for the next batch, within the limits; None if there is none left to send."""
        chosen: list[str] = []
        size = 0
        for request, line in self._lines("batch IS NULL AND error IS NULL"):
            size += len(line)
            if len(chosen) == most_requests or size > most_bytes and chosen:
                break
            chosen.append(request)
        if not chosen:
            return None
        with self._store.transaction() as db:
            made = db.execute(
                "INSERT INTO provider_batches (state, requests) VALUES ('made', ?)", (len(chosen),)
            ).lastrowid
            db.executemany(
                "UPDATE provider_requests SET batch = ?, tries = tries + 1 WHERE id = ?",
                [(made, request) for request in chosen],
            )
        return ProviderBatch(int(made or 0), "made", None, None, len(chosen))

    def lines_of(self, batch: ProviderBatch) -> Iterator[bytes]:
        """The lines of a batch's request file."""
        return (line for _, line in self._lines("batch = ?", batch.number))

    def _lines(self, condition: str, *values: object) -> Iterator[tuple[str, bytes]]:
        last = ""
        while rows := self._store.rows(
            f"SELECT id, body FROM provider_requests WHERE {condition} AND id > ? ORDER BY id LIMIT 100",
            *values,
            last,
        ):
            for row in rows:
                yield row["id"], _line(row["id"], json.loads(decompressed(row["body"])))
            last = rows[-1]["id"]

    def open_batches(self) -> list[ProviderBatch]:
        """Batches that have not been fetched, oldest first."""
        rows = self._store.rows("SELECT * FROM provider_batches WHERE state <> 'fetched' ORDER BY number")
        return [ProviderBatch(**dict(row)) for row in rows]

    def moved(self, batch: ProviderBatch, state: str, *, file: str | None, sent: str | None) -> ProviderBatch:
        """Notes how far a batch is."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE provider_batches SET state = ?, file = ?, batch = ? WHERE number = ?",
                (state, file, sent, batch.number),
            )
        return ProviderBatch(batch.number, state, file, sent, batch.requests)

    def take(self, lines: Iterable[Line]) -> None:
        """Keeps what a file says; the same file may be taken twice."""
        with self._store.transaction() as db:
            for line in lines:
                if line.body is not None:
                    db.execute(
                        "INSERT INTO answers (request, key, body) SELECT id, key, ? FROM provider_requests "
                        "WHERE id = ? ON CONFLICT DO NOTHING",
                        (compressed(line.body), line.id),
                    )
                elif not line.passing:
                    db.execute("UPDATE provider_requests SET error = ? WHERE id = ?", (line.error, line.id))

    def fetched(self, batch: ProviderBatch, why_missing: str) -> int:
        """Ends a batch: what has no answer is sent again with the next one, or fails after MAX_TRIES.

        Returns how many requests those are.
        """
        left = "batch = ? AND error IS NULL AND id NOT IN (SELECT request FROM answers)"
        with self._store.transaction() as db:
            gone = db.execute(
                f"UPDATE provider_requests SET error = ? WHERE {left} AND tries >= ?",
                (f"{why_missing}, {MAX_TRIES} times", batch.number, MAX_TRIES),
            )
            again = db.execute(f"UPDATE provider_requests SET batch = NULL WHERE {left}", (batch.number,))
            db.execute("UPDATE provider_batches SET state = 'fetched' WHERE number = ?", (batch.number,))
        return gone.rowcount + again.rowcount


def _line(request: str, body: dict[str, Any]) -> bytes:
    line = {"custom_id": request, "method": "POST", "url": "/v1/chat/completions", "body": body}
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"
