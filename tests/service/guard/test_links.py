"""Addresses that users name: none leads the service into the operator's own network, however it is written.

`Article.from_url` is what the service calls. The forms are those of lists for testing against SSRF; how each check works is
tested in tests/article/web.
"""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summariser import Article
from summariser.errors import FetchError
from tests.support.web_server import http, moved, page, web

# Names of a resolver that somebody else answers for.
NAMES = {
    "localtest.example": ["127.0.0.1"],
    "inside.example": ["10.1.2.3"],
    "router.example": ["192.168.0.1"],
    "six.example": ["fd12:3456::1"],
    "six-loopback.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "zero.example": ["0.0.0.0"],
    "shared.example": ["100.64.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "both.example": ["fe80::1", "172.16.5.4"],
    "localhost": ["127.0.0.1", "::1"],
}


def entry(address: str, port: int) -> tuple[Any, ...]:
    """As `socket.getaddrinfo` gives an address."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))


@pytest.fixture(autouse=True)
def _resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's look-up of names without a network: it knows old ways to write addresses as the C library does."""

    def looked_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        found = NAMES.get(host.rstrip(".").lower())
        if found is None:
            try:
                found = [socket.inet_ntoa(socket.inet_aton(host))]
            except OSError:
                try:
                    found = [socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, host))]
                except OSError:
                    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
        return [entry(address, port) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)


@pytest.fixture(scope="module")
def secret() -> Iterator[Any]:
    """A server of the operator's own machine, that nobody must reach."""
    with web({"/secret": http(page())}) as server:
        yield server


# With octal digits an address is no address here, as for browsers it is another one.
REFUSED = "an address of your own network or machine|is no address that can be read"
HOSTS = """127.0.0.1 127.0.0.2 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 0177.0.0.1 017700000001 0177.0x0.0.1
    0 0.0.0.0 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:0:0:1] [0000::0001] [::127.0.0.1] [64:ff9b::127.0.0.1]
    [2002:7f00:1::] localhost LOCALHOST localhost. localtest.example localtest.example. mapped.example six-loopback.example
    zero.example nat64.example""".split()


@pytest.mark.parametrize("host", HOSTS)
def test_this_machine_is_not_reached(secret: Any, host: str) -> None:
    secret.asked.clear()
    port = secret.address.rpartition(":")[2]
    with pytest.raises(FetchError, match=REFUSED):
        Article.from_url(f"http://{host}:{port}/secret", ignore_robots=True, timeout_s=5)
    assert secret.asked == []


INSIDE = """10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.1.1 3232235777 0xc0a80101 0300.0250.1.1 100.64.0.1
    169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [fd00:ec2::254]
    [fe80::1] [fc00::1] [fec0::1] 192.0.0.192 100.100.100.200 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255
    inside.example router.example six.example metadata.example shared.example both.example""".split()


@pytest.mark.parametrize("host", INSIDE)
def test_nor_are_private_networks_and_what_tells_clouds_their_keys(host: str) -> None:
    with pytest.raises(FetchError, match=REFUSED):
        Article.from_url(f"http://{host}/latest/meta-data/", timeout_s=5)


# How the digits of other scripts are read is up to whoever reads them: as an address of this machine, or as none.
UNUSUAL = ["①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "ⓛocalhost", "loc\u00adalhost"]


@pytest.mark.parametrize("host", UNUSUAL)
def test_nor_by_signs_that_look_like_it(secret: Any, host: str) -> None:
    secret.asked.clear()
    port = secret.address.rpartition(":")[2]
    with pytest.raises(FetchError):
        Article.from_url(f"http://{host}:{port}/secret", timeout_s=5)
    assert secret.asked == []


@pytest.mark.parametrize(
    "address",
    """file:///etc/passwd file://localhost/etc/passwd ftp://127.0.0.1/a gopher://127.0.0.1:6379/_INFO dict://127.0.0.1:11211/stats
    ldap://127.0.0.1/ jar:http://127.0.0.1!/ data:text/html,secret javascript:alert(1) unix:///run/docker.sock blob:http://a/b
    view-source:http://127.0.0.1/ //127.0.0.1/secret http:127.0.0.1 http:///secret http://?@127.0.0.1/ http://news.example@127.0.0.1/
    http://127.0.0.1@news.example/ http://news.example:80@127.0.0.1/ http://news.example\\@127.0.0.1/ http://127.0.0.1\\.news.example/
    http://news.example%00.127.0.0.1/ http://127.0.0.1%2f.news.example/ http://news.example#@127.0.0.1/ http://[::1/ http://[::1]x/
    http://127.0.0.1:99999/ http://127.0.0.1:-1/ HTTP:\\\\127.0.0.1 http://news.example\t.127.0.0.1/""".split(
        " "
    ),
)
def test_what_is_no_plain_address_of_the_web_is_refused(secret: Any, address: str) -> None:
    secret.asked.clear()
    with pytest.raises(FetchError) as caught:
        Article.from_url(address.strip(), timeout_s=5)
    assert str(caught.value).isprintable()
    assert secret.asked == []


@pytest.mark.parametrize(
    "host", ["127.0.0.2", "localtest.example", "[::ffff:127.0.0.2]", "2130706434", "169.254.169.254"]
)
@pytest.mark.parametrize("hops", [1, 3])
def test_a_redirect_does_not_lead_there(host: str, hops: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From an address that anybody may name; also after some that may be followed."""
    from summariser.article.web import fetch
    from summariser.article.web.reach import Reach

    # The first server stands for one of the internet: the only address that is allowed.
    monkeypatch.setattr(fetch, "PUBLIC", Reach(allows=lambda one: str(one) == "127.0.0.1"))
    monkeypatch.setitem(NAMES, "localtest.example", ["127.0.0.2"])
    with web({"/secret": http(page())}, host="127.0.0.2") as inside:
        port = inside.address.rpartition(":")[2]
        routes = {f"/{n}": moved(f"/{n + 1}") for n in range(hops)}
        with web({**routes, f"/{hops}": moved(f"http://{host}:{port}/secret")}) as outside:
            with pytest.raises(FetchError, match="an address of your own network"):
                Article.from_url(outside("/0"), timeout_s=5)
            assert f"/{hops}" in outside.asked
        assert inside.asked == []


def test_a_name_that_answers_otherwise_the_next_time_gains_nothing(
    secret: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked up once, checked, and connected to as it was checked."""
    secret.asked.clear()
    answers = iter([["192.0.2.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [entry(one, port) for one in next(answers, ["127.0.0.1"])]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    port = secret.address.rpartition(":")[2]
    for _ in range(2):
        with pytest.raises(FetchError, match="an address of your own network"):
            Article.from_url(f"http://rebound.example:{port}/secret", timeout_s=5)
    assert secret.asked == []
    assert set(asked) == {"rebound.example"}


def test_a_page_kept_by_another_user_is_not_a_way_in(secret: Any, tmp_path: Path) -> None:
    """What is refused is not kept, so that it cannot be asked for again."""
    port = secret.address.rpartition(":")[2]
    for _ in range(2):
        with pytest.raises(FetchError):
            Article.from_url(f"http://localhost:{port}/secret", kept=tmp_path, timeout_s=5)
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"bridges" in file.read_bytes()]
