"""By which name the service may be called, and which pages may ask it for something."""

from pathlib import Path

import pytest

from summariser.errors import ConfigurationError
from tests.service.guard.calls import OWN, TOKEN, ask, behind

OURS = "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8080", "localhost:1", "LocalHost", "[::1]:8080", "127.4.4.4:80"]
)
def test_loopback_has_these_names(tmp_path: Path, host: str) -> None:
    assert ask(behind(tmp_path), Host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example",
        "rebound.example:8080",
        "localhost.example",
        "127.0.0.1.example",
        "10.0.0.1",
        "",
        "[::1",
        "[::2]",
    ]
    + [
        "localhost@rebound.example",
        "rebound.example#localhost",
        "2130706433",
        "0x7f.0.0.1",
        "0.0.0.0",
        "127.1",
    ],
)
def test_other_names_are_refused_there(tmp_path: Path, host: str) -> None:
    """A page whose name was made to lead to loopback asks with its own name."""
    for method in ("GET", "POST"):
        assert ask(behind(tmp_path), method, Host=host).status == 421


def test_the_operator_allows_more_names(tmp_path: Path) -> None:
    app = behind(tmp_path, allowed_hosts=("Desk.example",))
    for host in ("desk.example", "DESK.example:443", "desk.example.", "localhost"):
        assert ask(app, Host=host).status == 200
    assert ask(app, Host="other.desk.example").status == 421


def test_bound_to_other_addresses_the_token_decides(tmp_path: Path) -> None:
    anywhere = behind(tmp_path, host="0.0.0.0", token=TOKEN)
    assert ask(anywhere, Host="any.example", **OWN).status == 200
    assert ask(anywhere, Host="any.example").status == 401
    one = behind(tmp_path, host="0.0.0.0", token=TOKEN, allowed_hosts=("desk.example",))
    assert ask(one, Host="any.example", **OWN).status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {},  # no browser
        {"Origin": OURS},
        {"Origin": OURS, "Sec_Fetch_Site": "same-origin"},
        {"Origin": "null", "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_our_own_pages_may_change_things(tmp_path: Path, headers: dict[str, str]) -> None:
    for method in ("POST", "DELETE", "PUT", "PATCH"):
        assert ask(behind(tmp_path), method, **headers).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://other.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "file://"},
        {"Origin": "http://127.0.0.1:3000"},  # another port is another origin, if the same site
        {"Origin": "http://127.0.0.1"},
        {"Origin": f"{OURS}.example"},
        {"Origin": "ftp://127.0.0.1:8080"},
        {"Origin": f"{OURS} {OURS}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"},
        {"Origin": OURS, "Sec_Fetch_Site": "cross-site"},
        {"Origin": "https://other.example", "Sec_Fetch_Site": "same-origin"},
    ],
)
def test_other_pages_may_not(tmp_path: Path, headers: dict[str, str]) -> None:
    for method in ("POST", "DELETE", "PUT", "PATCH", "MADEUP"):
        for app, own in ((behind(tmp_path), {}), (behind(tmp_path, token=TOKEN), OWN)):
            assert ask(app, method, **headers, **own).status == 403


@pytest.mark.parametrize(
    "mode, dest, status",
    [
        ("navigate", "document", 200),
        ("navigate", "iframe", 403),
        ("navigate", "embed", 403),
        ("no-cors", "image", 403),
    ]
    + [("no-cors", "script", 403), ("cors", "empty", 403)],
)
def test_other_pages_may_lead_to_ours_and_not_load_them(
    tmp_path: Path, mode: str, dest: str, status: int
) -> None:
    headers = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": dest}
    assert ask(behind(tmp_path), **headers).status == status


def test_other_origins_are_allowed_nothing(tmp_path: Path) -> None:
    """Also where the application would."""

    async def generous(scope, receive, send):  # type: ignore[no-untyped-def]
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"Access-Control-Allow-Origin", b"*")],
            }
        )
        await send({"type": "http.response.body", "body": b""})

    asked = {"Origin": "https://other.example", "Access_Control_Request_Method": "POST"}
    answered = ask(behind(tmp_path, generous), "OPTIONS", **asked)
    assert answered.status == 403
    assert not [name for name in ask(behind(tmp_path, generous)).headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "name", ["http://desk.example", "desk.example:8080", "desk.example/", "*", "", "a b"]
)
def test_a_name_that_no_request_could_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="give it alone, like desk.example"):
        behind(tmp_path, allowed_hosts=(name,))
