"""Articles of addresses, from a real server on loopback: what is read, and the one line where nothing can be."""

import gzip
import socket
import ssl
import time
from pathlib import Path

import pytest

from summariser import Article
from summariser.article.web import FetchOptions
from summariser.article.web.fetch import Fetcher
from summariser.article.web.reach import Reach
from summariser.errors import ArgumentError, ConfigurationError, FetchError
from tests.support.web_server import BRIDGES, Answer, cut, dripping, http, moved, packed, page, web


def _read(address: str, **options: object) -> Article:
    return Article.from_url(address, allow_private=True, **options)  # type: ignore[arg-type]


def _chunked_garbage(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nrubbish\r\n")


def _endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-Filler: " + b"a" * 4096 + b"\r\n")


def _endless_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    while True:
        connection.sendall(b"<p>word word word word</p>" * 1000)


def _silence(connection: socket.socket) -> None:
    connection.recv(1)


def _latin(kind: str, encoding: str, before: str = "") -> bytes:
    return http(
        page(text=BRIDGES + " It cost £40 at the Café Noir.", before=before).encode(encoding), kind=kind
    )


READ: dict[str, Answer] = {
    "plain": http(page()),
    "packed": packed(page()),
    "text": http(f"Bridges close\n\n{BRIDGES}\n", kind="text/plain"),
    "markdown": http(f"# Bridges close\n\n{BRIDGES}\n", kind="text/markdown"),
    "no type": http(page(), kind=""),
    "bytes": http(page(), kind="application/octet-stream"),
    "another type of text": http(page(), kind="text/x-server-parsed-html"),
    "xhtml": http(page(), kind="application/xhtml+xml"),
    "length unknown": lambda connection: connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page().encode()),
    "slow, but in time": dripping(http(page()), 0.0001),
}  # fmt: skip


@pytest.mark.parametrize("answer", READ.values(), ids=READ.keys())
def test_what_is_there_is_read(answer: Answer) -> None:
    """However the server sends it; the source is the address."""
    with web({"/a": answer}) as server:
        article = _read(server("/a"))
    assert "nine old bridges" in article.body
    assert "Imprint" not in article.body
    assert article.source == server("/a")


ENCODED = {
    "by the header": _latin("text/html; charset=windows-1252", "cp1252"),
    "by the header, quoted": _latin('text/html; Charset="ISO-8859-1"', "cp1252"),
    "by the page": _latin("text/html", "cp1252", '<meta charset="windows-1252">'),
    "by its bytes": _latin("text/html", "cp1252"),
    "a header that is wrong": _latin("text/html; charset=iso-8859-1", "utf-8"),
    "a header for what is something else": _latin("text/html; charset=utf-8", "cp1252"),
    "a header of no encoding": _latin("text/html; charset=no-such", "utf-8"),
    "a header of what is none of texts": _latin("text/html; charset=punycode", "cp1252"),
    "by its mark": _latin("text/html", "utf-16"),
    "a mark against the header": _latin("text/html; charset=iso-8859-1", "utf-16"),
}


@pytest.mark.parametrize("answer", ENCODED.values(), ids=ENCODED.keys())
def test_the_encoding_is_found(answer: bytes) -> None:
    """By a mark, by what can only be UTF-8, by the header, by the page, by the bytes."""
    with web({"/a": answer}) as server:
        assert "It cost £40 at the Café Noir." in _read(server("/a")).body


# name: the answer, and words of the one line
REFUSED: dict[str, tuple[Answer, str]] = {
    "404": (http("", "404 Not Found"), "no such page (404): check the address"),
    "410": (http("", "410 Gone"), "taken away (410)"),
    "403": (http("", "403 Forbidden"), "(403): open it in a browser, save the page, and give the file"),
    "401": (http("", "401 Unauthorized", WWW_Authenticate="Basic"), "asks for a login (401)"),
    "418": (http("", "418 Teapot"), "(418): check the address"),
    "429": (http("", "429 Too Many"), "come less often (429)"),
    "500": (http("", "500 Oops"), "the server failed (500): try again later"),
    "304": (http("", "304 Not Modified"), "answered with no page (304)"),
    "a redirect to nowhere": (http("", "302 Found"), "answered with no page (302)"),
    "a redirect that is no address": (moved("http://[::1/"), "answered with no page (302)"),
    "round and round": (moved("/a"), "redirected more than 10 times"),
    "to a file": (moved("file:///etc/passwd"), "is redirected to file:"),
    "to a user": (moved("http://me:secret@127.0.0.1/"), "names a user"),
    "empty": (http(""), "the page is empty"),
    "white space": (http(" \n "), "the page is empty"),
    "an image": (http(b"\x89PNG\r\n\x1a\n", kind="image/png"), "is image/png, which holds no article"),
    "an image that is called a page": (http(b"\x89PNG\r\n\x1a\n"), "is an image, not text"),
    "data": (http("{}", kind="application/json"), "is application/json"),
    "a feed": (http("<rss><channel><item><link>http://x/</link></item></channel></rss>", kind="application/rss+xml"),
               "is a feed of 1 articles, not one"),
    "cut off": (cut(http(page()), 500), "the connection broke off or made no sense"),
    "cut off in the headers": (cut(http(page()), 30), "the connection broke off or made no sense"),
    "chunks of garbage": (_chunked_garbage, "the connection broke off or made no sense"),
    "not HTTP": (lambda connection: connection.sendall(b"220 ready\r\n" * 9), "the connection broke off or made no sense"),
    "headers without end": (_endless_headers, "the connection broke off or made no sense"),
    "a body without end": (_endless_body, "more than 33,554,432 bytes"),
    "a bomb": (packed(b"<p>a</p>" * 10_000_000), "more than 33,554,432 bytes"),
    "a bomb in a bomb": (http(gzip.compress(gzip.compress(b"a" * 80_000_000)), Content_Encoding="gzip, gzip"),
                         "more than 33,554,432 bytes"),
    "broken gzip": (http(b"nothing packed", Content_Encoding="gzip"), "packed in a way that is broken"),
    "dripping": (dripping(http(page()), 0.1), "no whole answer within 0.5 s"),
    "silent": (_silence, "no whole answer within 0.5 s"),
    "only a script": (http("<html><head><script src=a.js></script></head><body><div id=root></div></body></html>"),
                      "put there by a script: open it in a browser"),
    "only a script, and a word about it": (
        http("<html><script src=a.js></script><body><noscript>You need to enable JavaScript to run this app.</noscript>"
             "<div></div></body></html>"), "put there by a script"),
    "a question for consent": (
        http("<html><script>1</script><body><h1>We value your privacy</h1><p>We and our 842 partners keep and read cookies on "
             "a device, and process personal data.</p><button>Accept all</button></body></html>"),
        "asks for consent before it shows an article: open it in a browser"),
    "a login": (http("<html><body><h1>Log in</h1><form><input name=u><input type='password'></form><p>Log in to read "
                     "on.</p></body></html>"), "asks for a login: open it in a browser"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_told_in_a_line(answer: Answer, words: str) -> None:
    """It names the address and what to do, and comes in time."""
    slow = "0.5 s" in words
    with web({"/a": answer}) as server:
        began = time.monotonic()
        with pytest.raises(FetchError) as caught:
            _read(server("/a"), timeout_s=0.5 if slow else 20.0)
        assert time.monotonic() - began < (2 if slow else 10)
    line = str(caught.value)
    assert line.startswith(f"{server('/a')}: ")
    assert words in line
    assert line.isprintable()


def test_redirects_are_followed_with_their_cookies() -> None:
    """Some sites set a cookie and send back to the same place. The source stays the address that was given."""

    def door(connection: socket.socket) -> None:
        known = "Cookie: seen=1" in server.headers[-1]
        connection.sendall(http(page()) if known else moved("/b", Set_Cookie="seen=1"))

    with web({"/a": moved("/b"), "/b": door}) as server:
        article = _read(server("/a"))
    assert article.source == server("/a")
    assert server.asked == ["/robots.txt", "/a", "/b", "/b"]


def test_a_wall_on_another_host_is_told_apart_from_the_article() -> None:
    """As a question for consent is, with or without a text."""
    asks = "We and our 12 partners keep cookies on your device. You may accept or refuse all that by a click below."
    for text in ("", f"<p>{asks}</p>"):
        wall = http(f"<html><body><h1>Before you go on</h1>{text}<button>Accept</button></body></html>")
        with web({"/wall": wall}) as other:
            door = moved(other("/wall").replace("127.0.0.1", "localhost"))
            with (
                web({"/a": door}) as server,
                pytest.raises(FetchError, match="led to localhost, which shows no"),
            ):
                _read(server("/a"))


def test_a_short_article_is_one_whatever_stands_around_it() -> None:
    """Forms to log in and scripts are on many pages."""
    brief = (
        "<html><head><script>let a = 1</script></head><body><form><input type=password></form><article><h1>Bridges</h1>"
        "<p>Nine old bridges of the valley were closed on Monday, the Structures Board said. It looks at 30 others, "
        "and means to open the first of them again in spring.</p></article></body></html>"
    )
    with web({"/a": http(brief)}) as server:
        assert _read(server("/a")).body.startswith("Nine old bridges")


@pytest.mark.parametrize(
    ("language", "text", "note"),
    [
        ("de", ("Neun alte Brücken des Tals wurden am Montag geschlossen, teilte das Amt mit, und 30 weitere werden noch "
         "untersucht, bevor im Frühjahr die erste von ihnen wieder geöffnet werden kann."), "not in English"),
        ("en", f"{BRIDGES}</p><p>Subscribe to continue reading.", "A paywall"),
    ],
)  # fmt: skip
def test_what_is_to_be_known_of_an_article_does_not_refuse_it(language: str, text: str, note: str) -> None:
    """Also where its page has a script, as most have."""
    made = f"<html lang={language}><script>1</script><body><article><h1>Neun</h1><p>{text}</p></article></body></html>"
    with web({"/a": http(made)}) as server:
        article = _read(server("/a"))
    assert note in " ".join(article.notes)


def test_a_server_without_encryption_is_told_apart_from_one_that_is_not_there() -> None:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    refused = pytest.raises(FetchError, match="certificate or encryption is not accepted")
    with web({"": answer}, speaks_http=False) as server, refused:
        _read(server("/a").replace("http:", "https:"))


def test_the_request_tells_who_asks() -> None:
    with web({"/a": http(page())}) as server:
        _read(server("/a"))
    assert all("User-Agent: summariser/" in head for head in server.headers)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_the_own_machine_is_refused_however_it_is_written(name: str) -> None:
    """Unless private addresses are allowed; nothing is sent."""
    with web({"/a": http(page())}) as server:
        address = server("/a").replace("127.0.0.1", name)
        with pytest.raises(FetchError, match=r"an address of your own network or machine; .*--allow-private"):
            Article.from_url(address)
    assert not server.asked


def test_a_redirect_to_the_own_network_is_refused() -> None:
    """Each hop is checked, also where the first one was allowed."""
    first_only = Reach(allows=lambda one: str(one) == "127.0.0.1")
    with (
        web({"/secret": http(page())}, host="127.0.0.2") as inside,
        web({"/a": moved(inside("/secret"))}) as server,
        pytest.raises(FetchError, match=r"127\.0\.0\.2 is an address of your own network"),
    ):
        Fetcher(FetchOptions(), first_only).page(server("/a"))
    assert not inside.asked


def test_what_was_checked_is_what_is_connected_to() -> None:
    """A name that answers with another address the next time gains nothing; the request still names the host."""
    answers = iter([["127.0.0.1"]])
    reach = Reach(
        allows=lambda one: str(one) == "127.0.0.1", lookup=lambda host, port: next(answers, ["127.0.0.2"])
    )
    with web({"/a": http(page())}) as server:
        address = server("/a").replace("127.0.0.1", "news.example")
        Fetcher(FetchOptions(ignore_robots=True), reach).page(address)
        with pytest.raises(
            FetchError, match=r"news\.example is 127\.0\.0\.2, an address of your own network"
        ):
            Fetcher(FetchOptions(ignore_robots=True), reach).page(address)
    assert "Host: news.example" in server.headers[0]


def test_the_next_address_of_a_name_is_tried() -> None:
    """Where nothing listens at the first one; those that are not allowed are left out."""
    reach = Reach(
        allows=lambda one: str(one) != "127.0.0.3",
        lookup=lambda host, port: ["127.0.0.3", "::1", "127.0.0.1"],
    )
    with web({"/a": http(page())}) as server:
        page_ = Fetcher(FetchOptions(), reach).page(server("/a").replace("127.0.0.1", "news.example"))
    assert b"nine old bridges" in page_.body


def test_a_look_up_that_hangs_ends_with_the_time() -> None:
    """The system's own knows no limit."""

    def hangs(host: str, port: int) -> list[str]:
        time.sleep(30)
        return []

    reach = Reach(lookup=hangs)
    began = time.monotonic()
    with pytest.raises(FetchError, match="no whole answer within 0.2 s"):
        Fetcher(FetchOptions(timeout_s=0.2), reach).page("http://news.example/a")
    assert time.monotonic() - began < 2


# address: words of the line
NO_ADDRESSES = {
    "file:///etc/passwd": "only http and https",
    "ftp://example.org/a": "only http and https",
    "example.org/a": "only http and https",
    "https://": "names no host",
    "https:///a": "names no host",
    "https://me:secret@example.org/a": "https://…@example.org/a: names a user",
    "https://example.org/a b": "characters that no address has",
    "https://example.org\\@127.0.0.1/": "characters that no address has",
    "https://example.org/\x1b[31mred": "characters that no address has",
    "https://example.org/\u202egpj": "characters that no address has",
    "https://[::1/a": "no address that can be read",
    "https://example.org:port/": "no address that can be read",
    "https://example.org/" + "a" * 9000: "which no address has",
    "https://\udcff.example.org/": "characters that no address has",
}


@pytest.mark.parametrize(("address", "words"), NO_ADDRESSES.items(), ids=range(len(NO_ADDRESSES)))
def test_what_is_no_address_of_the_web_is_told_in_a_line(address: str, words: str) -> None:
    """Shown plainly, and without what signs a user in."""
    with pytest.raises(FetchError) as caught:
        Article.from_url(address)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_keys_in_an_address_are_not_shown() -> None:
    """A message leaves out long values that are no words; others are what tells pages apart."""
    query = "?id=204&slug=nine-old-bridges-2026-of-the-valley&sig=9f86d081884c7d659a2feaa0c55ad015"
    with web({}) as server, pytest.raises(FetchError) as caught:
        _read(server(f"/a{query}"))
    assert "?id=204&slug=nine-old-bridges-2026-of-the-valley&sig=…: there is no such page" in str(
        caught.value
    )


def test_arguments_are_checked() -> None:
    with pytest.raises(ArgumentError, match="timeout_s is 0, not float above 0"):
        Article.from_url("https://example.org/", timeout_s=0)


# --- robots.txt ---------------------------------------------------------------------------------------------


def test_a_robots_txt_is_honoured() -> None:
    """By default, for each hop; who may read the page says so."""
    rules = http("User-agent: *\nDisallow: /a\n", kind="text/plain")
    with web({"/robots.txt": rules, "/a": http(page()), "/b": moved("/a")}) as server:
        for path in ("/a", "/b"):
            with pytest.raises(
                FetchError, match=r"robots\.txt of 127\.0\.0\.1 asks programs .* --ignore-robots"
            ):
                _read(server(path))
        assert "/a" not in server.asked
        assert _read(server("/a"), ignore_robots=True).body


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden"])
def test_no_robots_txt_forbids_nothing(status: str) -> None:
    with web({"/robots.txt": http("", status), "/a": http(page())}) as server:
        assert _read(server("/a")).body


def test_a_robots_txt_that_fails_forbids_all() -> None:
    """As the standard has it (RFC 9309, 2.3.1.4)."""
    refused = pytest.raises(FetchError, match=r"cannot be read \(503\), which counts as a refusal")
    with web({"/robots.txt": http("", "503 Busy"), "/a": http(page())}) as server, refused:
        _read(server("/a"))


def test_of_a_huge_robots_txt_the_beginning_counts() -> None:
    rules = http(
        "User-agent: *\nDisallow: /b\n" + "# filler\n" * 200_000 + "Disallow: /a\n", kind="text/plain"
    )
    with web({"/robots.txt": rules, "/a": http(page())}) as server:
        assert _read(server("/a")).body


# --- kept pages ---------------------------------------------------------------------------------------------


def test_a_kept_page_needs_no_server(tmp_path: Path) -> None:
    """The article is the same, the fragment of the address does not matter, and a fresh page is got when asked for."""
    with web({"/a": moved("/b"), "/b": http(page())}) as server:
        first = _read(server("/a#top"), kept=tmp_path)
        asked = len(server.asked)
        assert _read(server("/a"), kept=tmp_path).text == first.text
        assert len(server.asked) == asked
        _read(server("/a"), kept=tmp_path, refresh=True)
        assert len(server.asked) > asked
    again = Article.from_url(server("/a"), kept=tmp_path)
    assert (again.text, again.source) == (first.text, server("/a"))
    with pytest.raises(FetchError, match="cannot be reached"):
        _read(server("/a"), kept=tmp_path, refresh=True)


def test_a_page_that_is_not_whole_is_fetched_again(tmp_path: Path) -> None:
    """A file that was cut or changed, or a record that is none."""
    with web({"/a": http(page())}) as server:
        _read(server("/a"), kept=tmp_path)
        for file in sorted(tmp_path.iterdir()):
            whole = file.read_bytes()
            for broken in (whole[:-1], b"", b"[]", b"{"):
                file.write_bytes(broken)
                assert "nine old bridges" in _read(server("/a"), kept=tmp_path).body
                assert file.read_bytes() == whole or file.suffix == ".json"


def test_what_fails_is_not_kept(tmp_path: Path) -> None:
    with web({}) as server, pytest.raises(FetchError):
        _read(server("/a"), kept=tmp_path / "pages")
    assert not (tmp_path / "pages").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        web({"/a": http(page())}) as server,
        pytest.raises(
            ConfigurationError, match="cannot write to .*file; .*; name another folder with --pages|--pages"
        ),
    ):
        _read(server("/a"), kept=tmp_path / "file")


def test_two_addresses_of_one_page_keep_it_once(tmp_path: Path) -> None:
    with web({"/a": http(page()), "/b": http(page())}) as server:
        _read(server("/a"), kept=tmp_path)
        _read(server("/b"), kept=tmp_path)
    assert len(list(tmp_path.glob("*.html"))) == 1
    assert len(list(tmp_path.glob("*.json"))) == 2
    assert len(list(tmp_path.iterdir())) == 3


def test_encryption_is_that_of_the_system() -> None:
    """Certificates are checked, and the name that they are for."""
    context = Fetcher(FetchOptions()).context
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_the_proxy_of_the_environment_is_used_with_leave_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind it nobody could tell which addresses are reached; the line tells of it where there is no other way out."""

    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with web({"http://news.example/a": http(page())}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        monkeypatch.delenv("no_proxy", raising=False)
        assert _read("http://news.example/a").body
        asked = len(proxy.asked)
        with pytest.raises(FetchError, match=r"the proxy of HTTP_PROXY is used with --allow-private alone"):
            Fetcher(FetchOptions(), Reach(lookup=unknown)).page("http://news.example/a")
    assert len(proxy.asked) == asked
