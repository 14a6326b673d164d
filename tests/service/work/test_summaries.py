"""Summaries over HTTP: asked for in every way, followed, had, taken back."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.folders import article
from tests.service.job_services import held
from tests.service.serving import Service, served
from tests.support.servers import obedient, serving

FORMATS = ("json", "html", "csv", "xlsx", "md")


def asked(service: Service, number: int, **more: Any) -> dict[str, Any]:
    answer = service.client.post("/v1/summaries", json={"text": article(number)} | more)
    assert answer.status_code in (200, 202), answer.text
    made: dict[str, Any] = answer.json()
    return made


class TestSummaries:
    def test_is_queued_followed_and_had(self, service: Service) -> None:
        answer = service.client.post("/v1/summaries", json={"text": article(1), "title": "Valley"})
        made = answer.json()
        assert (answer.status_code, answer.headers["location"]) == (202, made["url"])
        assert (made["title"], made["result"]) == ("Valley", None)
        done = service.until_ended(made["url"])
        assert done["state"] == "done", done
        assert set(done["result"]) == {"article", "summary", "verification", "provenance"}
        for name in FORMATS:
            shown = service.client.get(made["url"], params={"format": name})
            assert shown.status_code == 200, shown.text
        assert service.client.get(made["url"], params={"format": "json"}).json() == done["result"]

    def test_the_same_article_is_answered_from_the_store(self, service: Service) -> None:
        first = service.until_ended(asked(service, 2)["url"])
        again = service.client.post("/v1/summaries", json={"text": article(2)})
        assert (again.status_code, again.json()["state"]) == (200, "done")
        assert again.json()["id"] != first["id"]
        assert again.json()["result"] == first["result"]
        assert service.client.get(again.json()["url"]).json()["result"] == first["result"]

    @pytest.mark.parametrize(
        "text", ["Hello", "Sign in", "Home | News | Contact", "Page not found", "12 boats"]
    )
    def test_of_what_is_no_article_nothing_is_invented(self, service: Service, text: str) -> None:
        answer = service.client.post("/v1/summaries", json={"text": text})
        assert answer.status_code == 422, answer.text
        told = answer.json()
        assert told["type"] == "/problems/no-article"
        assert told["detail"].endswith("Give the text of an article.")

    @pytest.mark.parametrize("kind", ["text/plain", "text/html", "text/markdown", "application/octet-stream"])
    def test_a_body_may_be_the_article(self, service: Service, kind: str) -> None:
        text = article(3).encode()
        page = b"<html><body><article><p>" + text * 3 + b"</p></article></body></html>"
        answer = service.client.post(
            "/v1/summaries",
            params={"title": "Bridges", "report_type": "news_summary"},
            content=page if kind == "text/html" else text,
            headers={"Content-Type": kind},
        )
        assert answer.status_code in (200, 202), answer.text
        assert answer.json()["title"] == "Bridges"
        assert answer.json()["request"]["report_type"] == "news_summary"

    def test_a_form_may_hold_a_file(self, service: Service) -> None:
        answer = service.client.post(
            "/v1/summaries",
            files={"file": ("/etc/bridges\x07.txt", article(4).encode())},
            data={"policy": "noop"},
        )
        assert answer.status_code in (200, 202), answer.text
        made = answer.json()
        assert made["request"]["policy"] == "noop"
        assert made["source"].startswith("bridges") and "\x07" not in made["source"]

    def test_an_address_is_fetched(self, service: Service) -> None:
        answer = service.client.post("/v1/summaries", json={"url": "https://herald.example/harbour"})
        assert (answer.json()["title"], answer.json()["source"]) == (
            "Fewer ships",
            "https://herald.example/harbour",
        )
        missing = service.client.post("/v1/summaries", json={"url": "https://herald.example/none"})
        assert (missing.status_code, missing.json()["type"]) == (422, "/problems/not-fetched")

    @pytest.mark.parametrize("name", ["model", "report_type", "policy"])
    def test_what_the_operator_does_not_allow_is_refused(self, service: Service, name: str) -> None:
        answer = service.client.post("/v1/summaries", json={"text": article(5), name: "other"})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")

    def test_a_key_stands_for_one_request(self, service: Service) -> None:
        key = {"Idempotency-Key": "summary"}
        made = [
            service.client.post("/v1/summaries", json={"text": article(n)}, headers=key) for n in (6, 6, 7)
        ]
        assert made[0].json()["id"] == made[1].json()["id"]
        assert made[2].json()["type"] == "/problems/key-used"

    def test_lists_come_in_pages_and_can_be_searched(self, service: Service) -> None:
        for number in (20, 21, 22):
            asked(service, number, title=f"Quarry {number}")
        first = service.client.get("/v1/summaries", params={"q": "quarry", "limit": 2})
        assert [job["title"] for job in first.json()["jobs"]] == ["Quarry 22", "Quarry 21"]
        assert first.json()["total"] == 3
        following = first.json()["next"]
        assert first.headers["link"] == f'<{following}>; rel="next"'
        rest = service.client.get(following).json()
        assert ([job["title"] for job in rest["jobs"]], rest["next"]) == (["Quarry 20"], None)
        assert service.client.get("/v1/summaries", params={"after": "x"}).status_code == 404

    def test_of_one_kind_is_none_of_another(self, service: Service) -> None:
        made = asked(service, 8)
        assert service.client.get(f"/v1/verifications/{made['id']}").status_code == 404


class TestEvents:
    def test_they_rise_and_end(self, service: Service) -> None:
        made = asked(service, 9)
        events = _events(service, made["url"])
        assert [one["event"] for one in events][-1] == "end"
        assert json.loads(events[-1]["data"])["state"] == "done"
        numbers = [int(one["id"]) for one in events]
        assert numbers == sorted(set(numbers))

    def test_a_reader_who_has_seen_all_is_told_nothing_twice(self, service: Service) -> None:
        made = asked(service, 10)
        last = _events(service, made["url"])[-1]["id"]
        assert _events(service, made["url"], last) == []

    def test_what_is_no_number_begins_at_the_beginning(self, service: Service) -> None:
        made = asked(service, 11)
        service.until_ended(made["url"])
        assert len(_events(service, made["url"], "²")) == 1


class TestUnfinished:
    """A model that does not answer: what waits is told of, can be deleted, and has no result."""

    def test_it_is_told_of_bounded_and_deleted(self, tmp_path: Path) -> None:
        bounds = {"queued": 2, "readers": 1}
        with held() as (server, _), served(tmp_path, server.base_url, bounds=bounds) as service:
            url = asked(service, 1)["url"]
            page = service.client.get(url, headers={"Accept": "text/html"})
            assert (page.status_code, page.json()["type"]) == (409, "/problems/no-result")
            with service.client.stream("GET", f"{url}/events") as first:
                lines = first.iter_lines()
                next(lines)
                second = service.client.get(f"{url}/events")
            assert (second.status_code, second.json()["type"]) == (429, "/problems/too-many-readers")
            refused = [service.client.post("/v1/summaries", json={"text": article(n)}) for n in range(40)][-1]
            assert (refused.status_code, refused.json()["type"]) == (429, "/problems/queue-full")
            assert int(refused.headers["retry-after"]) > 0
            assert 'summariser_refused_requests_total{status="429"}' in service.client.get("/metrics").text
            assert service.client.delete(url).status_code == 204
            assert service.client.get(url).status_code == 404

    def test_it_outlives_the_service(self, tmp_path: Path) -> None:
        with held() as (server, _), served(tmp_path, server.base_url) as service:
            made = asked(service, 1)
        with serving(obedient()) as server, served(tmp_path, server.base_url) as service:
            assert service.until_ended(made["url"])["state"] == "done"


def _events(service: Service, url: str, last: str | None = None) -> list[dict[str, str]]:
    headers = {b"Last-Event-ID": last.encode()} if last else {}
    found: list[dict[str, str]] = [{}]
    with service.client.stream("GET", f"{url}/events", headers=headers) as events:
        for line in events.iter_lines():
            if not line:
                found.append({})
            elif not line.startswith(":"):
                name, _, value = line.partition(": ")
                found[-1][name] = value
    return [one for one in found if one]
