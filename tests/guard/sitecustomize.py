"""Shuts the network off, but for this machine's own loopback. A Python that finds this folder on its path starts so.

An audit hook sees every way to the network that Python has, look-ups of names and datagrams among them, in every
thread; it cannot be taken off again.
"""

import ipaddress
import sys
from typing import Any

_BY_ADDRESS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_BY_NAME = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})


class NetworkBlocked(RuntimeError):
    """A test tried to leave this machine."""


def _is_loopback(host: Any) -> bool:
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _BY_ADDRESS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # other addresses are files of this machine
    elif event in _BY_NAME:
        host = arguments[0]
    else:
        return
    if not _is_loopback(host):
        raise NetworkBlocked(f"a test tried to reach {host!r} ({event})")


sys.addaudithook(_check)
