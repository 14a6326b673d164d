"""What each answer tells a browser, refusals and the form included."""

from pathlib import Path

import pytest

from summariser.service.guard.asgi import App, Receive, Scope, Send
from summariser.service.guard.headers import POLICY, is_strict
from summariser.service.guard.plain_page import POLICY as PLAIN
from summariser.views.html.rendering import _policy
from tests.service.guard.calls import TOKEN, ask, behind


def saying(*headers: tuple[bytes, bytes]) -> App:
    """An application whose answers have these headers."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
        await send({"type": "http.response.body", "body": b"said"})

    return app


def test_every_answer_has_them(tmp_path: Path) -> None:
    guarded = behind(tmp_path, token=TOKEN)
    for answered in (
        ask(behind(tmp_path)),
        ask(guarded),
        ask(guarded, Accept="text/html"),
        ask(guarded, Host=""),
    ):
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert answered.headers["x-frame-options"] == "DENY"
        assert answered.headers["referrer-policy"] == "same-origin"
        assert answered.headers["cross-origin-opener-policy"] == "same-origin"
        assert answered.headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in answered.headers["permissions-policy"]
        assert answered.headers["cache-control"] == "no-store"
        assert is_strict(answered.headers["content-security-policy"])


def test_a_person_is_refused_with_a_page_and_a_program_with_problem_details(tmp_path: Path) -> None:
    for asked, kind in (
        ("text/html,*/*;q=0.8", "text/html"),
        ("*/*", "application/problem+json"),
        ("", "application/problem+json"),
    ):
        answered = ask(behind(tmp_path), "POST", address="/%00<script>", Accept=asked)
        assert answered.status == 400
        assert answered.headers["content-type"].startswith(kind)
        assert b"the path does not begin with /" in answered.body
        assert b"<script" not in answered.body or kind != "text/html"


def test_an_application_cannot_weaken_them_but_may_say_what_is_kept(tmp_path: Path) -> None:
    weak = [
        (b"X-Frame-Options", b"ALLOWALL"),
        (b"Referrer-Policy", b"unsafe-url"),
        (b"X-Content-Type-Options", b""),
    ]
    app = saying(
        *weak,
        (b"Cache-Control", b"private, max-age=60"),
        (b"ETag", b'"3"'),
        (b"Set-Cookie", b"a=1"),
        (b"Set-Cookie", b"b=2"),
    )
    answered = ask(behind(tmp_path, app))
    assert answered.headers["x-frame-options"] == "DENY"
    assert answered.headers["referrer-policy"] == "same-origin"
    assert answered.headers["x-content-type-options"] == "nosniff"
    assert (answered.headers["cache-control"], answered.headers["etag"]) == ("private, max-age=60", '"3"')


STRICT = [
    POLICY,
    str(_policy("p {}", "go()")),
    str(_policy("p {}", "")),
    PLAIN,
    "default-src 'none'; script-src 'nonce-r4nd0m'; base-uri 'none'",
    "default-src 'self'; img-src 'self' data: blob:; base-uri 'self'; upgrade-insecure-requests",
    "DEFAULT-SRC 'NONE'; BASE-URI 'NONE'",
]
WEAK = [
    "",
    "script-src 'self'",
    "default-src 'self'",
    "default-src 'none'; script-src 'unsafe-inline'; base-uri 'none'",
    "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'",
    "default-src 'none'; script-src 'self' 'unsafe-eval'; base-uri 'none'",
    "default-src 'none'; script-src-attr 'unsafe-inline'; base-uri 'none'",
    "default-src 'none'; script-src data:; base-uri 'none'",
    "default-src *; base-uri 'none'",
    "default-src https:; base-uri 'none'",
    "default-src 'none'; script-src https://scripts.example; base-uri 'none'",
    "default-src 'none'; script-src 'unsafe-inline'; script-src 'self'; base-uri 'none'",  # the first counts
    "default-src 'none'; frame-ancestors *; base-uri 'none'",
    "default-src 'none'; form-action https://forms.example; base-uri 'none'",
    "default-src 'none'; base-uri *",
]


@pytest.mark.parametrize("policy", STRICT)
def test_a_strict_policy_of_a_page_is_kept(tmp_path: Path, policy: str) -> None:
    answered = ask(behind(tmp_path, saying((b"Content-Security-Policy", policy.encode()))))
    assert answered.headers["content-security-policy"] == policy


@pytest.mark.parametrize("policy", WEAK)
def test_a_weak_one_gives_way_to_ours(tmp_path: Path, policy: str) -> None:
    answered = ask(behind(tmp_path, saying((b"content-security-policy", policy.encode()))))
    assert answered.headers["content-security-policy"] == POLICY
