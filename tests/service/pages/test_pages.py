"""The page of the service as a browser without a script meets it: forms in, pages and files out."""

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import httpx2
import pytest

from tests.jobs.folders import article
from tests.service.job_services import held
from tests.service.serving import Service, served
from tests.support.servers import Reply, obedient, serving
from tests.views.making import NASTY

TEXT = "Inspectors closed nine old bridges. It cost over £6 million."
EXPORTS = ("json", "csv", "xlsx", "html", "md")


def sent(service: Service, place: str, *, files: object = None, **fields: object) -> httpx2.Response:
    """The answer to a form, as a browser sends it: as several parts, fields without a file among them."""
    parts: list[tuple[str, object]] = [
        (name, (None, text)) for name, texts in fields.items() for text in _all(texts)
    ]
    parts += [("nothing-files", ("", b"", "application/octet-stream")), *(files or ())]  # type: ignore[misc]
    return service.client.post(place, files=parts)  # type: ignore[arg-type]


def _all(texts: object) -> list[str]:
    return texts if isinstance(texts, list) else [str(texts)]


def taken(service: Service, place: str, **fields: object) -> str:
    """Where a form leads."""
    answer = sent(service, place, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def summary(service: Service, number: int) -> str:
    """The permalink of a summary that is done."""
    place = taken(service, "/summarise", article=article(number))
    service.until_ended(f"/v1/summaries/{place.rpartition('/')[2]}")
    return place


def compared(service: Service, *texts: str) -> str:
    """The permalink of a comparison of articles."""
    return taken(service, "/compare", articles=list(texts or (article(1), article(2).replace("nine", "11"))))


class TestForms:
    def test_the_first_page_has_three_ways_in_and_what_may_be_chosen(self, service: Service) -> None:
        shown = service.client.get("/").text
        assert [f'action="/{way}"' in shown for way in ("summarise", "check", "compare")] == [True] * 3
        assert 'name="policy"' in shown and 'name="report_type"' in shown
        assert 'name="model"' not in shown  # there is one

    def test_a_text_leads_to_its_summary(self, service: Service) -> None:
        place = summary(service, 101)
        assert re.fullmatch("/s/[0-9a-f]{32}", place)
        shown = service.client.get(place).text
        assert "nine old bridges" in shown.replace("</a>", "").replace("\n", " ") or "bridges" in shown
        assert 'class="served reading' in shown

    def test_an_address_is_fetched(self, service: Service) -> None:
        place = taken(service, "/summarise", article="\n https://herald.example/harbour \n")
        assert "Fewer ships" in service.client.get(place).text

    def test_several_articles_lead_to_the_history(self, service: Service) -> None:
        files = [("article-files", (f"{n}.txt", article(n).encode())) for n in (111, 112)]
        assert taken(service, "/summarise", files=files) == "/history"
        shown = service.client.get("/history?q=111.txt").text
        assert "111.txt" in shown and "112.txt" not in shown

    def test_a_text_is_checked_against_its_sources(self, service: Service) -> None:
        files = [("source-files", ("b.txt", article(2).encode()))]
        place = taken(service, "/check", text=TEXT, source=article(1), files=files)
        assert place.startswith("/v/")
        first, second = (service.client.get(f"{place}?source={n}").text for n in (1, 2))
        assert "not supported" in first and "b.txt" in first
        assert "Article no. " in second
        assert service.client.get(f"{place}?source=3").status_code == 409

    def test_articles_are_compared_with_a_reference(self, service: Service) -> None:
        place = taken(service, "/compare", articles=article(1), reference=article(2))
        assert place.startswith("/c/")
        assert "reference" in service.client.get(place).text

    @pytest.mark.parametrize(
        ("place", "fields", "field", "says"),
        [
            ("/summarise", {"article": " "}, "article", "Give an article"),
            ("/check", {"text": TEXT, "source": ""}, "source", "Give a source"),
            ("/check", {"text": "", "source": TEXT}, "text", "Give the text"),
            ("/check", {"text": [TEXT, TEXT], "source": TEXT}, "text", "more than one"),
            ("/compare", {"articles": [TEXT, " "]}, "articles", "There is one article"),
            ("/compare", {"articles": [TEXT] * 51}, "articles", "give 50 or fewer"),
            ("/summarise", {"article": "https://herald.example/none"}, "article", "is not there"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
        self, service: Service, place: str, fields: dict[str, object], field: str, says: str
    ) -> None:
        answer = sent(service, place, **fields)
        assert answer.status_code == 422
        (wrong,) = re.findall(r'<p class="wrong" id="([a-z]+)-wrong" role="alert">([^<]+)</p>', answer.text)
        assert wrong[0] == field and says in wrong[1] and "\n" not in wrong[1]
        for typed in {text for texts in fields.values() for text in _all(texts) if text.strip()}:
            assert f">\n{typed.replace('£', '£')}</textarea>" in answer.text
        assert re.search(rf'value="{place[1:]}" checked', answer.text)

    @pytest.mark.parametrize("name", ["empty.pdf", "a.docx"])
    def test_a_file_that_cannot_be_read_is_named_at_its_field(self, service: Service, name: str) -> None:
        files = [
            ("source-files", ("good.txt", article(1).encode())),
            ("source-files", (name, b"%PDF-1.7 nothing")),
        ]
        answer = sent(service, "/check", text=TEXT, files=files)
        assert answer.status_code == 422
        (wrong,) = re.findall(r'id="source-wrong" role="alert">([^<]+)</p>', answer.text)
        assert name in wrong

    def test_of_several_articles_those_that_can_be_read_are_summarised(self, service: Service) -> None:
        files = [
            ("article-files", ("121.txt", article(121).encode())),
            ("article-files", ("bad.pdf", b"%PDF-1.7")),
        ]
        answer = sent(service, "/summarise", files=files)
        assert answer.status_code == 422 and "bad.pdf" in answer.text
        assert "1 of 2 are in the history" in answer.text
        assert "121.txt" in service.client.get("/history").text

    def test_a_script_gets_the_same_in_json(self, service: Service) -> None:
        head = {"Accept": "application/json"}
        good = service.client.post(
            "/check", files={"text": (None, TEXT), "source": (None, article(1))}, headers=head
        )
        assert good.json()["location"].startswith("/v/")
        bad = service.client.post("/check", files={"text": (None, TEXT)}, headers=head)
        assert (bad.status_code, bad.json()["field"]) == (422, "source")

    @pytest.mark.parametrize("body", [b"", b"nothing", b"--x\r\n"])
    def test_a_body_that_is_no_form_is_refused(self, service: Service, body: bytes) -> None:
        answer = service.client.post(
            "/check", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        assert answer.status_code in (400, 422)
        assert "html" in answer.headers["content-type"]

    def test_what_may_not_be_chosen_is_refused(self, service: Service) -> None:
        answer = sent(service, "/summarise", article=article(1), model="gpt-elsewhere")
        assert answer.status_code == 422 and "choose from" in answer.text


class TestResults:
    @pytest.mark.parametrize("kind", ["s", "v", "c"])
    def test_is_exported_in_every_form(self, service: Service, kind: str) -> None:
        made = {
            "s": lambda: summary(service, 131),
            "v": lambda: taken(service, "/check", text=TEXT, source=article(1)),
            "c": lambda: compared(service),
        }
        place = made[kind]()
        page = service.client.get(place).text
        for name in EXPORTS:
            assert f'href="{place}.{name}"' in page
            file = service.client.get(f"{place}.{name}")
            assert file.status_code == 200, file.text
            assert file.headers["content-disposition"].startswith("attachment;")
        assert service.client.get(f"{place}.exe").status_code == 404
        assert json.loads(service.client.get(f"{place}.json").content)
        assert zipfile.is_zipfile(io.BytesIO(service.client.get(f"{place}.xlsx").content))
        alone = service.client.get(f"{place}.html").text
        assert "<style>" in alone and "/assets/" not in alone

    @pytest.mark.parametrize("place", ["/s/none", "/v/none", "/c/none", "/s/none.json", "/assets/x/none.js"])
    def test_what_is_not_there_is_a_page_that_says_so(self, service: Service, place: str) -> None:
        answer = service.client.get(place)
        assert answer.status_code == 404
        assert "html" in answer.headers["content-type"]

    def test_a_permalink_is_of_its_kind(self, service: Service) -> None:
        place = compared(service)
        assert service.client.get(place.replace("/c/", "/s/")).status_code == 404

    def test_a_job_is_deleted_with_its_page(self, service: Service) -> None:
        place = compared(service)
        assert service.client.post(f"{place}/delete").headers["location"] == "/history"
        assert service.client.get(place).status_code == 404

    def test_what_runs_is_told_and_can_be_cancelled(self, tmp_path: Path) -> None:
        with held() as (server, release), served(tmp_path, server.base_url) as service:
            place = taken(service, "/summarise", article=article(1))
            shown = service.client.get(place).text
            assert f'data-events="/v1/summaries/{place[3:]}/events"' in shown
            assert '<noscript><meta http-equiv="refresh"' in shown
            assert re.search(r'id="stage" role="status" aria-live="polite">[A-Z][^<]+<', shown)
            assert service.client.post(f"{place}/delete").status_code == 303
            assert service.client.get(place).status_code == 404
            release.set()

    def test_a_summary_that_failed_says_why_and_is_tried_again(self, tmp_path: Path) -> None:
        broken = [True]

        def answer(request: dict[str, object]) -> Reply:
            return (
                Reply(400, '{"error": {"message": "no <b>such</b> thing"}}')
                if broken[0]
                else obedient()(request)
            )

        with serving(answer) as server, served(tmp_path, server.base_url) as service:
            place = taken(service, "/summarise", article=article(1))
            service.until_ended(f"/v1/summaries/{place[3:]}")
            shown = service.client.get(place).text
            assert 'class="failed" role="alert"' in shown and "<b>such" not in shown
            assert f'action="{place}/again"' in shown
            assert service.client.get(f"{place}.csv").status_code == 409
            broken[0] = False
            again = service.client.post(f"{place}/again").headers["location"]
            assert service.until_ended(f"/v1/summaries/{again[3:]}")["state"] == "done"


class TestHistory:
    def test_finds_by_words_and_kind_a_page_at_a_time(self, tmp_path: Path) -> None:
        with served(tmp_path) as service:
            for number in range(32):
                taken(
                    service, "/check", text=f"Vessel {number} sank.", source=f"Vessel {number} sank in May."
                )
            compared(service)
            first = service.client.get("/history").text
            assert first.count('class="job ') == 30
            older = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
            assert service.client.get(older).text.count('class="job ') == 3
            assert service.client.get("/history?q=vessel+31").text.count('class="job ') == 1
            assert service.client.get("/history?kind=comparison").text.count('class="job ') == 1
            assert "Nothing has these words" in service.client.get("/history?q=zebra").text
            assert service.client.get("/history?after=zebra").status_code == 404

    def test_an_entry_is_deleted_and_the_search_stays(self, service: Service) -> None:
        place = taken(service, "/check", text="Zebras 40.", source="Zebras 41.")
        shown = service.client.get("/history?q=zebras&kind=verification").text
        assert f'action="{place}/delete"' in shown
        answer = service.client.post(f"{place}/delete", data={"q": "zebras", "kind": "verification"})
        assert answer.headers["location"] == "/history?q=zebras&kind=verification"
        assert service.client.get(place).status_code == 404

    def test_summaries_are_chosen_for_a_comparison(self, service: Service) -> None:
        first, second = (summary(service, number)[3:] for number in (151, 152))
        shown = service.client.get("/history").text
        assert f'form="chosen" name="summary" value="{first}"' in shown
        place = taken(service, "/compare", summary=[first, second, "0" * 32])
        assert place.startswith("/c/")
        one = sent(service, "/compare", summary=first)
        assert one.status_code == 422 and f'name="summary" value="{first}" checked' in one.text
        assert taken(service, "/compare", summary=first, articles=article(153)).startswith("/c/")


class TestCorrections:
    def test_a_label_stands_beside_the_machines(self, service: Service) -> None:
        place = summary(service, 141)
        page = service.client.get(place).text
        (path,) = re.findall(r'name="(quantities\.0\.what)"', page)
        answer = sent(
            service,
            f"{place}/labels",
            **{path: " old bridges\nthat <b>closed</b> ", "quantities.9.what": "x"},
        )
        assert answer.headers["location"] == f"{place}#labels"
        shown = service.client.get(place).text
        assert "old bridges that &lt;b&gt;closed&lt;/b&gt;" in shown
        machines = "old bridges closed by inspectors on Monday"
        assert "reader’s label:" in shown and machines in shown
        assert "reader’s label:" in service.client.get(f"{place}.html").text
        record = service.client.get(f"{place}.json").json()
        assert record["corrections"]["labels"] == {path: "old bridges that <b>closed</b>"}
        assert record["summary"]["quantities"][0]["what"] == machines
        assert "old bridges that" in service.client.get(f"{place}.csv").text
        sent(service, f"{place}/labels", **{path: ""})
        assert "reader’s label:" not in service.client.get(place).text

    def test_a_number_is_marked_as_checked_with_a_note(self, service: Service) -> None:
        place = taken(service, "/check", text=TEXT, source=article(1))
        key = re.findall(r'data-k="([^"]+)"', service.client.get(place).text)[0]
        mark = {"key": key, "checked": True, "note": "by <i>phone</i>"}
        assert service.client.post(f"{place}/marks", json=mark).status_code == 204
        shown = service.client.get(place).text
        assert "checked, <q>by &lt;i&gt;phone&lt;/i&gt;</q>" in shown
        assert service.client.post(f"{place}/marks", json={"key": key}).status_code == 204
        assert "<q>" not in service.client.get(place).text

    @pytest.mark.parametrize(
        "mark", [{}, {"key": ""}, {"key": "x" * 501}, {"key": "x", "note": "y" * 2001}, []]
    )
    def test_a_mark_that_is_none_is_refused(self, service: Service, mark: object) -> None:
        place = compared(service)
        assert service.client.post(f"{place}/marks", json=mark).status_code == 422

    def test_rows_are_joined_split_renamed_and_put_back(self, service: Service) -> None:
        place = compared(
            service,
            "Some 40 boats were seized in May.",
            "In May inspectors seized 41 boats. They fined 7 men.",
        )

        def rows() -> int:
            return service.client.get(place).text.count('<tr class="fact ')

        keys = re.findall(r'form="join" name="figure" value="([^"]+)"', service.client.get(place).text)
        assert rows() == len(keys) == 2

        def mended(**fields: object) -> int:
            answer = sent(service, f"{place}/rows", **fields)
            assert answer.status_code == 303, answer.text
            return rows()

        assert mended(do="join", figure=keys) == 1
        assert mended(do="rename", figure=keys[0], what="boats <b>or</b> men") == 1
        assert "boats &lt;b&gt;or&lt;/b&gt; men" in service.client.get(place).text.lower()
        assert service.client.get(f"{place}?original=1").text.count('<tr class="fact ') == 2
        assert service.client.get(f"{place}.csv").text.count("boats <b>or</b> men") > 1
        assert mended(do="split", figure=keys[1]) == 1  # joins come after splits
        assert mended(back="join-0") == 2
        assert mended(back="split-0") == 2
        assert "called 40 (article 1) “boats &lt;b&gt;or" in service.client.get(place).text
        mended(back="rename-0")
        assert "Your corrections" not in service.client.get(place).text

    @pytest.mark.parametrize(
        "fields",
        [{"do": "join", "figure": "one"}, {"do": "split"}, {"do": "rename", "figure": "x", "what": " "}, {}],
    )
    def test_a_correction_that_says_too_little_is_told_on_the_page(
        self, service: Service, fields: dict[str, object]
    ) -> None:
        answer = sent(service, f"{compared(service)}/rows", **fields)
        assert answer.status_code == 422
        assert re.search(r'<p class="wrong" role="alert">[^<]+</p>', answer.text)


class TestSafety:
    def test_whatever_people_give_is_shown_as_text(self, service: Service) -> None:
        nasty = NASTY.encode("utf-8", "replace").decode()
        hostile = f"{nasty} storm\n\nThe {nasty} storm sank 40 boats, said {nasty}. It cost $5 million.\n"
        name = "<img src=x onerror=alert(1)>.txt"
        files = [("articles-files", (name, hostile.encode())), ("articles-files", (name, hostile.encode()))]
        places = [
            taken(service, "/compare", files=files),
            taken(service, "/check", text=hostile, source=hostile),
            summary_of(service, hostile),
        ]
        pages = [service.client.get(place).text for place in [*places, "/history", "/"]]
        pages.append(str(sent(service, "/check", text=hostile).text))
        for page in pages:
            assert theirs(page) == []

    def test_a_page_that_was_uploaded_is_never_a_page_of_ours(self, service: Service) -> None:
        told = f"<article><h1>Boats</h1><p>{'Some 40 boats were seized in May. ' * 20}</p></article>"
        script = "<script>window.hit=1</script><img src=x onerror=window.hit=2>"
        page = f"<html><head><title>{script}</title>{script}</head><body>{script}{told}{script}</body></html>"
        place = taken(service, "/check", text=TEXT, files=[("source-files", ("evil.html", page.encode()))])
        shown = service.client.get(place).text
        assert "40" in shown and theirs(shown) == []
        for name in EXPORTS:
            file = service.client.get(f"{place}.{name}")
            assert file.headers["content-disposition"].startswith("attachment;")
            assert name == "json" or "<script>window" not in file.text

    def test_a_models_answer_is_shown_as_text(self, tmp_path: Path) -> None:
        hostile = '"><img src=x onerror=window.hit=1></td><script>window.hit=2</script>'
        with (
            serving(obedient({"headline": hostile, "abstract": hostile}, what=hostile)) as server,
            served(tmp_path, server.base_url) as service,
        ):
            for policy in ("fix", "noop"):
                place = taken(service, "/summarise", article=article(161), policy=policy)
                service.until_ended(f"/v1/summaries/{place[3:]}")
                shown = service.client.get(place).text
                assert "window.hit" in shown and theirs(shown) == []

    def test_styles_and_scripts_are_small_files_of_the_service(self, service: Service) -> None:
        page = service.client.get("/").text
        places = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
        assert len(places) == 6
        size = 0
        for place in places:
            file = service.client.get(place)
            assert "immutable" in file.headers["cache-control"]
            size += len(file.content) if place.endswith(".js") else 0
        assert 0 < size < 60_000
        assert (
            service.client.get(re.sub("[0-9a-f]{16}", "0" * 16, places[0])).headers["cache-control"]
            == "no-cache"
        )

    def test_the_pages_are_no_part_of_the_api(self, service: Service) -> None:
        paths = service.client.get("/openapi.json").json()["paths"]
        assert not {"/", "/history", "/summarise"} & paths.keys()


def theirs(page: str) -> list[str]:
    """The elements and attributes of a page that are none of ours, or would run something."""
    found: list[str] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            own = dict(attrs)
            if (
                tag == "script"
                and own.get("id") != "marks"
                and not str(own.get("src")).startswith("/assets/")
            ):
                found.append(tag)
            if tag in ("img", "iframe", "object", "embed", "base", "svg", "style"):
                found.append(tag)
            found.extend(name for name in own if name.startswith("on") or name == "style")
            links = (str(own[name]) for name in ("href", "src", "action") if name in own)
            found.extend(link for link in links if not link.startswith(("/", "#")))

    Parser().feed(page)
    return found


def summary_of(service: Service, text: str) -> str:
    """The permalink of the summary of a text, once it has ended."""
    place = taken(service, "/summarise", article=text)
    service.until_ended(f"/v1/summaries/{place[3:]}")
    return place
