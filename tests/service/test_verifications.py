"""Verifications, comparisons and numbers over HTTP: asked in every form, answered in every form, kept and corrected."""

import io
import json
import zipfile
from typing import Any

import pytest
from typer.testing import CliRunner

from summariser.cli.app import app
from tests.service.serving import Service

SOURCE = "The port of Lowmere handled 412 ships in 2024. Repairs cost nearly 9 million crowns."
TEXT = "Lowmere handled 421 ships in 2024, and repairs cost nearly 9 million crowns."
ADDRESS = "https://herald.example/harbour"
FORMATS = ("json", "html", "csv", "xlsx", "md")


def verified(service: Service, **body: Any) -> dict[str, Any]:
    """The job of a verification."""
    answer = service.client.post("/v1/verifications", json={"text": TEXT, "sources": [SOURCE]} | body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def statuses(made: dict[str, Any]) -> list[str]:
    return [verdict["status"] for verdict in made["result"]["verdicts"]]


class TestNumbers:
    def test_finds_them_in_json_and_in_plain_text(self, service: Service) -> None:
        asked = service.client.post("/v1/numbers", json={"text": "nearly 500 workers"})
        plain = service.client.post(
            "/v1/numbers", content="nearly 500 workers", headers={"Content-Type": "text/plain"}
        )
        assert asked.status_code == plain.status_code == 200
        (found,) = asked.json()["numbers"]
        assert (found["value"], found["bound"], found["unit"]) == (500, "about", "worker")
        assert plain.json() == asked.json()

    def test_reads_the_encoding_that_the_header_names(self, service: Service) -> None:
        kind = {"Content-Type": "text/plain; charset=cp1252"}
        answer = service.client.post("/v1/numbers", content="£40".encode("cp1252"), headers=kind)
        assert answer.json()["numbers"][0]["unit"] == "GBP"
        broken = service.client.post("/v1/numbers", content=b"\xff", headers={"Content-Type": "text/plain"})
        assert (broken.status_code, broken.json()["type"]) == (400, "/problems/malformed")


class TestVerifications:
    def test_gives_what_the_command_prints(self, service: Service, tmp_path: Any) -> None:
        (tmp_path / "source").write_text(SOURCE)
        printed = CliRunner().invoke(app, ["verify", TEXT, "--source", str(tmp_path / "source"), "--json"])
        made = verified(service)
        assert made["result"] == json.loads(printed.stdout)
        assert (made["state"], made["flagged"], made["title"]) == ("done", 1, TEXT[:80])

    def test_is_kept_until_it_is_deleted(self, service: Service) -> None:
        made = verified(service)
        assert service.client.get(made["url"]).json() == made
        listed = service.client.get("/v1/verifications", params={"limit": 1}).json()
        assert [job["id"] for job in listed["jobs"]] == [made["id"]]
        assert service.client.delete(made["url"]).status_code == 204
        assert service.client.get(made["url"]).status_code == 404
        assert service.client.delete(made["url"]).status_code == 404

    def test_against_several_sources_names_the_one_of_each_verdict(self, service: Service) -> None:
        made = verified(service, sources=[{"text": "It handled 421 ships in 2024."}, SOURCE])
        assert {verdict["source"] for verdict in made["result"]["verdicts"]} <= {"source 1", "source 2"}
        pages = [service.client.get(made["url"], params={"format": "html", "source": n}) for n in (1, 2, 3)]
        assert [page.status_code for page in pages] == [200, 200, 409]
        assert pages[0].text != pages[1].text

    def test_checks_an_object_by_its_fields(self, service: Service) -> None:
        told = {"quantities": [{"what": "ships handled", "value": 412, "unit": "ship"}]}
        made = verified(service, text=json.dumps(told))
        assert made["result"]["verdicts"][0]["path"] == "quantities.0.value"
        assert made["result"]["coverage"]["total"] == 2
        for name in FORMATS:
            assert service.client.get(made["url"], params={"format": name}).status_code == 200

    def test_takes_pages_and_addresses(self, service: Service) -> None:
        made = verified(service, text="It handled 412 ships in 2024.", sources=[{"url": ADDRESS}])
        again = verified(service, text="It handled 412 ships in 2024.", sources=[ADDRESS])
        assert statuses(made)[0] == statuses(again)[0] == "exact"
        assert made["source"] == ADDRESS

    def test_takes_a_form_with_files(self, service: Service) -> None:
        files = [
            ("file", ("told.txt", TEXT.encode())),
            ("sources", ("../../report.txt", SOURCE.encode())),
            ("sources", ("other.html", b"<html><body><p>It handled 421 ships in 2024.</p></body></html>")),
        ]
        answer = service.client.post("/v1/verifications", files=files, data={"title": "Harbour"})
        assert answer.status_code == 201, answer.text
        made = answer.json()
        assert (made["title"], made["source"]) == ("Harbour", "report.txt, other.html")

    def test_a_page_around_an_article_counts_if_asked(self, service: Service) -> None:
        page = (
            f"<html><body><nav>99 offers</nav><article><h1>Port</h1><p>{TEXT * 8}</p></article></body></html>"
        )
        bodies = [
            {"html": page, "text": None, "sources": [SOURCE], "whole_text": whole} for whole in (False, True)
        ]
        made = [
            service.client.post("/v1/verifications", json={k: v for k, v in body.items() if v is not None})
            for body in bodies
        ]
        assert len(statuses(made[0].json())) < len(statuses(made[1].json()))


class TestForms:
    """A result can be had in several forms, by the query or by the header Accept."""

    @pytest.mark.parametrize(
        ("accept", "kind"),
        [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
            ("application/json", "application/json"),
            ("*/*", "application/json"),
            ("text/*;q=0.5, text/csv", "text/csv"),
            ("text/markdown, application/json;q=0.1", "text/markdown"),
            ("application/json;q=0, */*", "text/html"),
        ],
    )
    def test_by_accept(self, service: Service, accept: str, kind: str) -> None:
        answer = service.client.get(verified(service)["url"], headers={"Accept": accept})
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert answer.headers["vary"] == "Accept"

    def test_what_there_is_not_is_refused(self, service: Service) -> None:
        answer = service.client.get(verified(service)["url"], headers={"Accept": "image/png"})
        assert (answer.status_code, answer.json()["type"]) == (406, "/problems/not-acceptable")

    @pytest.mark.parametrize("place", ["verifications", "comparisons"])
    def test_each_is_whole(self, service: Service, place: str) -> None:
        body = {"articles": [SOURCE, TEXT]} if place == "comparisons" else {"text": TEXT, "sources": [SOURCE]}
        made = service.client.post(f"/v1/{place}", json=body).json()
        told = {name: service.client.get(made["url"], params={"format": name}) for name in FORMATS}
        assert {name: one.status_code for name, one in told.items()} == dict.fromkeys(FORMATS, 200)
        assert told["json"].json() == made["result"]
        assert "421" in told["csv"].text and "421" in told["md"].text
        assert zipfile.ZipFile(io.BytesIO(told["xlsx"].content)).testzip() is None
        assert told["xlsx"].headers["content-disposition"].endswith('.xlsx"')
        assert "content-disposition" not in told["html"].headers

    def test_a_page_runs_its_own_script_alone(self, service: Service) -> None:
        evil = "<script>alert(1)</script> 40 ships"
        made = verified(service, text=evil, sources=[evil])
        page = service.client.get(made["url"], params={"format": "html"})
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "<script>alert" not in page.text

    def test_a_known_version_is_not_sent_again(self, service: Service) -> None:
        made = verified(service)
        page = service.client.get(made["url"], params={"format": "html"})
        tag = page.headers["etag"]
        again = service.client.get(
            made["url"], params={"format": "html"}, headers={"If-None-Match": f'"x", W/{tag}'}
        )
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        other = service.client.get(made["url"], headers={"If-None-Match": tag})
        assert other.status_code == 200

    def test_a_job_that_has_changed_is_not_deleted(self, service: Service) -> None:
        made = verified(service)
        tag = service.client.get(made["url"]).headers["etag"]
        refused = service.client.delete(made["url"], headers={"If-Match": '"0-json"'})
        assert (refused.status_code, refused.json()["type"]) == (412, "/problems/changed")
        assert service.client.delete(made["url"], headers={"If-Match": tag}).status_code == 204


class TestIdempotency:
    def test_the_same_request_is_the_same_job(self, service: Service) -> None:
        body = {"text": TEXT, "sources": [SOURCE]}
        key = {"Idempotency-Key": "first"}
        first, second = (service.client.post("/v1/verifications", json=body, headers=key) for _ in range(2))
        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json() == second.json()
        other = service.client.post("/v1/verifications", json=body | {"text": "Another 3."}, headers=key)
        assert (other.status_code, other.json()["type"]) == (422, "/problems/key-used")


class TestComparisons:
    def test_names_articles_and_takes_a_reference(self, service: Service) -> None:
        body = {
            "articles": [{"text": TEXT, "name": "Herald"}],
            "reference": {"text": SOURCE, "name": "Board"},
        }
        made = service.client.post("/v1/comparisons", json=body).json()
        names = [(one["name"], one["is_reference"]) for one in made["result"]["articles"]]
        assert names == [("Board", True), ("Herald", False)]
        assert {fact["relation"] for fact in made["result"]["facts"]} >= {"differ", "agree"}

    def test_a_person_puts_rows_right_and_takes_it_back(self, service: Service) -> None:
        first = service.client.post("/v1/comparisons", json={"articles": [SOURCE, TEXT]})
        made = first.json()
        key = made["result"]["facts"][0]["cells"][0]["key"]
        place = f"{made['url']}/grouping"
        assert service.client.get(place).json() == {"join": [], "split": [], "rename": []}
        wanted = {"rename": [{"figure": key, "what": "ships that called"}]}
        changed = service.client.put(place, json=wanted)
        assert changed.status_code == 200, changed.text

        def whats(job: dict[str, Any]) -> list[str]:
            return [fact["what"] for fact in job["result"]["facts"]]

        assert "ships that called" in whats(changed.json())
        assert service.client.get(made["url"]).json() == changed.json()
        assert "ships that called" in service.client.get(made["url"], params={"format": "csv"}).text
        assert service.client.get(place).json()["rename"] == wanted["rename"]
        own = service.client.get(made["url"], params={"corrected": False}).json()
        assert own["result"] == made["result"]
        back = service.client.put(place, json={})
        assert back.json()["result"] == made["result"]
        tags = [answer.headers["etag"] for answer in (first, changed, back)]
        assert len(set(tags)) == len(tags)

    def test_a_grouping_may_come_with_the_request(self, service: Service) -> None:
        grouping = {"rename": [{"figure": "article 1:1:412", "what": "ships that called"}]}
        body = {"articles": [SOURCE, TEXT], "grouping": grouping}
        made = service.client.post("/v1/comparisons", json=body).json()
        assert "ships that called" in [fact["what"] for fact in made["result"]["facts"]]

    def test_takes_summaries_by_their_ids(self, service: Service) -> None:
        summary = service.client.post("/v1/summaries", json={"text": SOURCE}).json()
        service.until_ended(summary["url"])
        body = {"articles": [{"id": summary["id"]}, TEXT]}
        made = service.client.post("/v1/comparisons", json=body)
        assert made.status_code == 201, made.text
        assert {fact["relation"] for fact in made.json()["result"]["facts"]} >= {"differ", "agree"}
        unknown = service.client.post("/v1/comparisons", json={"articles": [{"id": "none"}, TEXT]})
        assert unknown.status_code == 404
