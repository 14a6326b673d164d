"""A thousand articles on a server of which 30 % of the answers go wrong in every way: none is lost."""

import json
from collections import Counter
from pathlib import Path

from summariser.jobs import Flow, batch
from tests.jobs.folders import article, model_server, records

ARTICLES = 1000
# Without a number, so that one answer is all that most of the articles need.
PLAIN = (
    "Bridges close\n\nArticle no. {} is from the valley. Inspectors closed the old bridges, the Board said.\n"
)


def test_a_thousand_articles_all_end_as_a_result_or_as_an_error_with_its_reason(tmp_path: Path) -> None:
    """429, 500, resets, slow bodies, cut-off JSON and wrong shapes, 30 % of all calls."""
    inputs, out, log = tmp_path / "in.jsonl", tmp_path / "out", tmp_path / "log"
    texts = [article(n) if n % 20 == 0 else PLAIN.format(n) for n in range(ARTICLES)]
    inputs.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    with model_server("--faults", 0.3, "--log", log) as base_url:
        report = batch(inputs, out, model="m", base_url=base_url, flow=Flow(concurrency=64))

    faults = Counter(line.split()[2] for line in log.read_text().splitlines())
    assert 0.25 < 1 - faults["good"] / faults.total() < 0.35
    assert set(faults) == {"good", "429", "500", "reset", "slow", "truncated", "shape"}
    assert (report.counts.total, report.counts.pending, report.stopped) == (ARTICLES, 0, None)
    found = records(out)
    assert [r["article"]["source"] for r in found] == [f"{inputs}:{n}" for n in range(1, ARTICLES + 1)]
    failed = [r for r in found if "summary" not in r]
    assert len(failed) == report.counts.failed < ARTICLES * 0.1
    assert all(r["error"]["kind"] in ("ServerError", "AnswerError") and r["error"]["message"] for r in failed)
    assert len({r["article"]["source"] for r in found if "summary" in r}) == report.counts.done
