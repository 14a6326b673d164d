"""Objects between a run and the worker processes that it has started, over a pair of sockets of their own."""

import asyncio
import pickle
import socket
from typing import Any

# Bytes of a length; the largest object by judgement.
_LENGTH = 4
_LARGEST = 2**31


class Channel:
    """Sends and receives objects, each as its length and its pickle. Only for processes that trust each other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def over(cls, end: socket.socket) -> "Channel":
        """Over one end of a socket pair."""
        return cls(*await asyncio.open_connection(sock=end))

    def send(self, thing: Any) -> None:
        """Sends an object; what the other side has not read yet waits in memory."""
        data = pickle.dumps(thing)
        self._writer.write(len(data).to_bytes(_LENGTH, "big") + data)

    async def receive(self) -> Any:
        """The next object. Raises EOFError when the other side has gone."""
        try:
            length = int.from_bytes(await self._reader.readexactly(_LENGTH), "big")
            return pickle.loads(await self._reader.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EOFError from error

    async def close(self) -> None:
        self._writer.close()
