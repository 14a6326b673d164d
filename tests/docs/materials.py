"""The files that the examples of the pages name, in a folder of their own."""

import json
import shutil
from pathlib import Path

from tests.support.processes import ROOT
from tests.support.web_server import page

_STORIES = ROOT / "evals" / "stories" / "articles"
_STORY = sorted((_STORIES / "earthquake").iterdir())
_ONE, _OTHER = ("11-brief-ports", "08-few-numbers-education")
_TEXT = (ROOT / "examples" / f"{_ONE}.txt").read_text(encoding="utf-8")
_DRAFT = (
    "Strikes cost exporters more than €240 billion last year. The ports lost 31 days, and at least 5,600 containers "
    "missed their ships. The union says that 900 jobs went."
)
_SUMMARY = {
    "headline": "Port strikes cost exporters over €240 million",
    "abstract": "Strikes cost exporters more than €240 million last year. Some 5,600 containers missed their ships.",
    "quantities": [
        {"what": "days lost", "value": 31, "unit": "day", "period": "2025"},
        {"what": "jobs cut", "value": 900, "unit": "job"},
    ],
}
_ROWS = [
    {"id": str(n), "text": f"The yard no. {n} built {n}00 boats last year, the board said."} for n in (3, 4)
]


def fill(folder: Path) -> None:
    """Writes them. What is named like a folder of the checkout is a part of it."""
    for name in ("article.txt", "report.txt", "monday.txt"):
        (folder / name).write_text(_TEXT, encoding="utf-8")
    (folder / "friday.txt").write_text(_TEXT.replace("5,600", "6,100"), encoding="utf-8")
    shutil.copy(ROOT / "tests" / "data" / "documents" / "ferries.pdf", folder / "report.pdf")
    (folder / "article.html").write_text(page(), encoding="utf-8")
    for name, source in zip(
        ("a.txt", "b.txt", "wire.txt", "daily.txt"), [*_STORY[:2], *_STORY[:2]], strict=True
    ):
        shutil.copy(source, folder / name)
    (folder / "draft.txt").write_text(_DRAFT, encoding="utf-8")
    (folder / "summary.json").write_text(json.dumps(_SUMMARY), encoding="utf-8")
    (folder / "rules.txt").write_text(
        "# prose too\nquantities.*:unsupported\nabstract:doubt\n", encoding="utf-8"
    )
    (folder / "lines.jsonl").write_text("".join(json.dumps(row) + "\n" for row in _ROWS), encoding="utf-8")
    (folder / "more.jsonl").write_text(json.dumps(_ROWS[0]) + "\n", encoding="utf-8")
    (folder / "table.csv").write_text(
        f'nr,headline,day,body\n7,Boats,2026-03-04,"{_ROWS[0]["text"]}"\n', encoding="utf-8"
    )
    (folder / "feed.xml").write_text(FEED, encoding="utf-8")
    (folder / "urls.txt").write_text(f"# two pages\n{SITE}/bridges\n{SITE}/locks\n", encoding="utf-8")
    (folder / "token").write_text("a" * 64, encoding="utf-8")
    for name in ("articles", "archive"):
        (folder / name).mkdir()
        for article in (_ONE, _OTHER):
            shutil.copy(ROOT / "examples" / f"{article}.txt", folder / name)
    (folder / "new").mkdir()
    (folder / "new" / "page.html").write_text(page("Locks close"), encoding="utf-8")
    shutil.copytree(_STORIES / "earthquake", folder / "story")
    shutil.copytree(_STORIES / "earthquake", folder / "pile")
    shutil.copytree(_STORIES / "sand", folder / "pile", dirs_exist_ok=True)
    _examples(folder / "examples")
    _gold(folder / "evals")


def _examples(folder: Path) -> None:
    """The examples' folder with few articles."""
    folder.mkdir()
    for article in (_ONE, _OTHER):
        shutil.copy(ROOT / "examples" / f"{article}.txt", folder)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "examples" / "report-types", folder / "report-types", ignore=ignored)


def _gold(folder: Path) -> None:
    """The evaluation's folder with few articles."""
    for kind in ("articles", "gold"):
        (folder / kind).mkdir(parents=True)
        for path in (ROOT / "evals" / kind).glob("10-*"):
            shutil.copy(path, folder / kind)
        (folder / "stories" / kind).mkdir(parents=True)
    for path in (ROOT / "evals" / "stories" / "gold").glob("sand.*"):
        shutil.copy(path, folder / "stories" / "gold")
    shutil.copytree(_STORIES / "sand", folder / "stories" / "articles" / "sand")
    for name in ("gate.toml", "prices.toml"):
        shutil.copy(ROOT / "evals" / name, folder)


SITE = "https://news.example"
FEED = f"<rss><channel><item><link>{SITE}/bridges</link></item></channel></rss>"
