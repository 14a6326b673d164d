"""Which addresses of the internet may be connected to: those that anybody can reach, and none of the own network.

A name is looked up once, each of its addresses is checked, and what is connected to is the address that was checked:
a name that answers otherwise the next time gains nothing.
"""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from summariser.errors import PrivateAddressError

Address = IPv4Address | IPv6Address
Lookup = Callable[[str, int], list[str]]

# All that is given out to anybody in IPv6; the rest is local, reserved, or stands for something of IPv4.
_GLOBAL_V6 = IPv6Network("2000::/3")
# Addresses of IPv4 as networks without it write them (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")
# Set apart by IANA, and global to some versions of Python: for protocols (one cloud tells its keys there), relays of old, and
# documentation.
_SET_APART = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, what it holds of IPv4 included."""
    if any(address in network for network in _SET_APART):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not (address.is_multicast or address.is_reserved)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    if address.sixtofour:
        return is_public(address.sixtofour)
    return address in _GLOBAL_V6 and address.is_global and not address.teredo


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, in the order in which they are to be tried. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Reach:
    """Which addresses a name may lead to: `lookup` finds those that it has, `allows` decides of each."""

    allows: Callable[[Address], bool] = is_public
    lookup: Lookup = look_up

    def addresses(self, host: str, port: int, timeout_s: float) -> list[str]:
        """The addresses of a host that may be connected to.

        Raises PrivateAddressError, without the page's address, where it has none but others; OSError where the name is not
        known, and TimeoutError.
        """
        found = self._looked_up(host, port, timeout_s)
        usable = [one for one in found if self.allows(ip_address(one))]
        if found and not usable:
            meant = f"{host} is {found[0]}," if host != found[0] else f"{host} is"
            raise PrivateAddressError(
                f"{meant} an address of your own network or machine; if you trust who names it, allow it with "
                "--allow-private (allow_private=True)"
            )
        return usable

    def _looked_up(self, host: str, port: int, timeout_s: float) -> list[str]:
        answer: Future[list[str]] = Future()

        def ask() -> None:
            try:
                answer.set_result(self.lookup(host, port))
            except Exception as error:  # noqa: BLE001 (it is raised where it is waited for)
                answer.set_exception(error)

        # A daemon: the system's look-up knows no limit, and must not keep the process from its end.
        threading.Thread(target=ask, daemon=True, name="look-up").start()
        return answer.result(timeout_s)


PUBLIC = Reach()
ANYWHERE = Reach(allows=lambda _: True)
