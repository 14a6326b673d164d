"""What is shown and stored of keys and addresses."""

import asyncio
import re
import time

import pytest

from summariser.errors import ConfigurationError
from summariser.extraction import open_model
from summariser.extraction.client.redaction import redact_address, redact_key

KEY = "sk-proj-Zx81QpLmv7RtYw20bnKsd4HgTe"

# What a server says, and what is kept of it.
ECHOES = {
    "all of it": (f"Incorrect key {KEY}.", "Incorrect key (the key)."),
    "its first characters": (f"Key {KEY[:12]} is unknown", "Key (the key) is unknown"),
    "its last characters": (f"the key that ends in {KEY[-8:]}", "the key that ends in (the key)"),
    "some of its middle": (f"...{KEY[10:20]}...", "...(the key)..."),
    "starred": (f"{KEY[:9]}*****{KEY[-6:]}", "(the key)*****(the key)"),
    "in quotation marks": (f'{{"key": "{KEY}"}}', '{"key": "(the key)"}'),
    "words of it, in a row": (f"Key {KEY[:8]}...", "Key (the key)..."),
    "twice, side by side": (KEY + KEY, "(the key)"),
    "cut in two by a space": (f"{KEY[:16]} {KEY[16:]}", "(the key) (the key)"),
    "with words around it": (f"Bearer{KEY}is", "Bearer(the key)is"),
    "none of it": ("The key is wrong.", "The key is wrong."),
    "hardly any of it": ("The key begins with sk-pr", "The key begins with sk-pr"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("said", "kept"), ECHOES.values(), ids=ECHOES.keys())
def test_parts_of_the_key_are_taken_out(said: str, kept: str) -> None:
    """Parts of six characters or more; the words around them stay."""
    assert redact_key(said, KEY) == kept


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("none", "none of the bridges"),
        ("ollama", "ollama serves the model"),
        ("sk-no-key-required", "visas are required"),
        ("local-development-2024", "development in 2024 was slow"),
        ("lm-studio-server", "the server in the studio"),
        ("my-20240611-token", "shelf mark 20240611"),
        ("sk-batch-9f2e", "batch-1, of a batch-job"),
        ("key---------", "---------"),
        ("", "nothing to hide"),
    ],
)
def test_words_that_a_key_is_made_of_are_left_in_texts(key: str, text: str) -> None:
    assert redact_key(text, key) == text


def test_what_was_sent_and_is_repeated_is_no_echo_of_the_key() -> None:
    """A model may quote the article whatever the key is."""
    assert redact_key("Zx81Qp is a bridge", KEY, said="The bridge Zx81Qp is shut") == "Zx81Qp is a bridge"
    assert redact_key(f"Zx81Qp, {KEY}", KEY, said="Zx81Qp is shut") == "Zx81Qp, (the key)"


def test_hiding_takes_time_in_proportion_to_the_text() -> None:
    began = time.perf_counter()
    redact_key((KEY[:7] + " ") * 50_000, KEY)
    assert time.perf_counter() - began < 2


# An address with a secret in it, and what may be shown of it.
SECRET = "s3cr3tPart"
ADDRESSES = {
    "a password": (f"http://me:{SECRET}@host:80/v1", "http://host:80/v1"),
    "a user": (f"https://{SECRET}@host/v1", "https://host/v1"),
    "an @ in the password": (f"http://me:a@{SECRET}@host/v1", "http://host/v1"),
    "a query": (f"http://host/v1?key={SECRET}", "http://host/v1"),
    "a query behind a slash": (f"http://host/v1/?api_key={SECRET}&x=1", "http://host/v1/"),
    "a query without a path": (f"http://host?{SECRET}", "http://host"),
    "a fragment": (f"http://host/v1#{SECRET}", "http://host/v1"),
    "a password, and no scheme of the web": (f"ftp://me:{SECRET}@host/v1", "ftp://host/v1"),
    "a password, and no scheme": (f"me:{SECRET}@host/v1", "host/v1"),
    "a query, and no host": (f"http://?key={SECRET}", "http://"),
    "all of them, and a line break": (f"http://a:{SECRET}@host/v1\n?k={SECRET}#{SECRET}", "http://host/v1"),
}


def _opened(base_url: str) -> None:
    async def opened() -> None:
        async with open_model("m", base_url=base_url):
            pass

    asyncio.run(opened())


@pytest.mark.parametrize(("url", "shown"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_an_address_with_a_secret_is_refused_and_not_shown(url: str, shown: str) -> None:
    """In the error, nothing of the secret; it would stand in every result."""
    assert redact_address(url) == shown
    with pytest.raises(ConfigurationError) as caught:
        _opened(url)
    assert SECRET not in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "sign",
    ["\n", "\r\n", "\t", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", " ", "\u00a0", "\udcff"],
    ids=ascii,
)
@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:9/v1{}", "http://127.0.0.1:9/{}v1", "{}http://127.0.0.1:9/v1"]
)
def test_an_address_with_a_sign_that_is_none_of_addresses_is_a_wrong_call(sign: str, place: str) -> None:
    """As one line, and before anything is sent."""
    with pytest.raises(ConfigurationError, match="is no address of a server") as caught:
        _opened(place.format(sign))
    assert str(caught.value).isprintable()
    assert str(caught.value).isascii()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/" + "x" * 70_000, "http://[::1", "http://a:1:2/v1"])
def test_an_address_that_the_client_would_refuse_is_refused_before(url: str) -> None:
    with pytest.raises(ConfigurationError, match="is no address") as caught:
        _opened(url)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/v1",
        "https://host.example/a/b/v1/",
        "http://[::1]:80/v1",
        "http://h/ä/v1",
        "HTTP://h/v1",
    ],
)
def test_an_address_without_a_secret_is_taken_and_shown_as_it_is(url: str) -> None:
    _opened(url)
    assert redact_address(url) == url
    assert not re.search(r"[?#@]", url)
