"""Batch runs in the data folder, as the page shows them."""

import json
from pathlib import Path

from tests.jobs.folders import article, run
from tests.service.serving import served
from tests.support.servers import obedient, serving

HOSTILE = "<script>alert(1)</script>"


def test_a_run_is_shown_with_its_articles(tmp_path: Path) -> None:
    """The page of an article is the reading view; what failed says why; names that are none of a run are not found."""
    inputs = tmp_path / "in.jsonl"
    lines = [{"text": article(1), "id": "a"}, {"text": " "}, {"text": article(2), "id": HOSTILE}]
    inputs.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    with serving(obedient()) as server:
        run(server, inputs, tmp_path / "data" / "runs" / "may #1")
    (tmp_path / "data" / "runs" / "other").mkdir()
    with served(tmp_path) as service:
        listed = service.client.get("/runs").text
        assert 'href="/runs/may%20%231"' in listed and "other" not in listed
        shown = service.client.get("/runs/may%20%231").text
        assert shown.count('<li class="job">') == 3 and HOSTILE not in shown
        assert 'class="served reading' in service.client.get("/runs/may%20%231/0").text
        for missing in ("may%20%231/1", "may%20%231/99", "other", "%2e%2e%2f0", "none"):
            assert service.client.get(f"/runs/{missing}").status_code in (404, 409)


def test_without_runs_nothing_speaks_of_them(tmp_path: Path) -> None:
    with served(tmp_path) as service:
        assert 'href="/runs"' not in service.client.get("/").text
        assert "no run folder" in service.client.get("/runs").text
