"""Which addresses may be connected to."""

from ipaddress import ip_address

import pytest

from summariser.article.web.reach import ANYWHERE, PUBLIC, Reach, is_public
from summariser.errors import FetchError

# Of registries and of well-known resolvers; nothing is sent to them.
ANYBODY = """8.8.8.8 1.1.1.1 93.184.215.14 172.32.0.1 100.128.0.1 2606:4700:4700::1111 2001:4860:4860::8888
    64:ff9b::808:808 ::ffff:8.8.8.8 2002:808:808::1""".split()
# A reason each: this host, private, shared, loopback, link-local (with the metadata of clouds), for protocols, for
# documentation, for benchmarks, multicast, reserved, broadcast; the same in IPv6, and IPv4 in each way that IPv6 holds it.
NOBODY = """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.88.99.1
    192.0.2.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 fe80::1 fe80::1%1 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1 100::1 4000::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    ::ffff:0:127.0.0.1 ::127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1::1 2002:a00:1::
    2001:0:4136:e378:8000:63bf:3fff:fdd2 2001::1 3fff::1""".split()


@pytest.mark.parametrize("address", ANYBODY)
def test_the_internet_is_for_anybody(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOBODY)
def test_other_networks_are_not(address: str) -> None:
    assert not is_public(ip_address(address))


def test_of_several_addresses_the_public_ones_are_used() -> None:
    reach = Reach(lookup=lambda host, port: ["10.0.0.1", "8.8.8.8", "::1"])
    assert reach.addresses("news.example", 443, 1.0) == ["8.8.8.8"]


@pytest.mark.parametrize("name", ["localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]"])
def test_a_name_is_what_it_leads_to(name: str) -> None:
    """However it is written: the system's look-up decides, and its answer is checked."""
    reach = Reach(lookup=lambda host, port: ["127.0.0.1"])
    with pytest.raises(FetchError, match="is 127.0.0.1, an address of your own network"):
        reach.addresses(name, 80, 1.0)
    assert Reach(ANYWHERE.allows, reach.lookup).addresses(name, 80, 1.0) == ["127.0.0.1"]


def test_a_name_that_is_not_known_is_the_errors_of_the_system() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(OSError, match="no such name"):
        Reach(PUBLIC.allows, unknown).addresses("news.example", 80, 1.0)
