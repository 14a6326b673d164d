"""Results of a session are kept within bounds; those of run folders and of the service's data are found by their key."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from summariser.errors import ConfigurationError, StorageError
from summariser.jobs import View
from summariser.mcp.options import AssistantOptions, HttpOptions, Reach
from summariser.mcp.results import Results
from summariser.mcp.tasks import FullResult
from tests.jobs.folders import run, write_jsonl
from tests.mcp.conversing import in_process
from tests.support.servers import obedient, serving


def whole(number: int, size: int = 10) -> FullResult:
    return FullResult("verification", f"text {number}", "{}" + " " * size, "## It")


def test_the_oldest_go() -> None:
    results = Results(AssistantOptions(kept=3))
    keys = [results.keep(whole(number)) for number in range(5)]
    assert [results.read(key) is None for key in keys] == [True, True, False, False, False]
    assert [entry.title for entry in results.entries()] == ["text 4", "text 3", "text 2"]


def test_large_ones_push_out_others_but_not_themselves() -> None:
    results = Results(AssistantOptions(kept_bytes=1300))
    keys = [results.keep(whole(number, 400)) for number in range(3)]
    assert [results.read(key) is None for key in keys] == [True, False, False]
    large = results.keep(whole(9, 5000))
    assert [entry.key for entry in results.entries()] == [large]


def test_keys_are_not_to_be_guessed_and_are_not_listed_to_everybody() -> None:
    results = Results(AssistantOptions(lists_own=False))
    keys = {results.keep(whole(1)) for _ in range(50)}
    assert min(map(len, keys)) == 32
    assert len(keys) == 50
    assert results.entries() == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder with three articles done, one of them twice in the inputs, and one that cannot be read."""
    home = tmp_path_factory.mktemp("runs")
    inputs = write_jsonl(home / "in.jsonl", [1, 2, 3, 2])
    with inputs.open("a") as stream:
        stream.write('{"text": ""}\n')
    with serving(obedient()) as model:
        run(model, inputs, home / "queues" / "one")
    return home / "queues" / "one"


def test_a_run_folder(folder: Path) -> None:
    results = Results(AssistantOptions(runs=folder))
    entries = results.entries()
    assert [Path(entry.title).name for entry in entries] == [
        "in.jsonl:1",
        "in.jsonl:2",
        "in.jsonl:3",
        "in.jsonl:4",
    ]
    assert entries[1].key == entries[3].key
    for entry in entries:
        record = json.loads(results.read(entry.key) or "")
        assert record["verification"]["verdicts"]
        assert (results.read(entry.key, markdown=True) or "").startswith("## Bridges close\n")
    assert results.read("0" * 64) is None
    assert results.read("' OR 1=1 --") is None


def test_the_data_of_the_service(folder: Path) -> None:
    data = folder.parent.parent
    assert len(Results(AssistantOptions(runs=data)).entries()) == 4


def test_a_broken_folder_hides_no_other(folder: Path, tmp_path: Path) -> None:
    queues = tmp_path / "queues"
    shutil.copytree(folder, queues / "good")
    for name in ("bad", "worse"):
        (queues / name).mkdir()
        (queues / name / "state.sqlite").write_bytes(b"no database" * 100)
    results = Results(AssistantOptions(runs=tmp_path))
    entries = results.entries()
    assert len(entries) == 4
    assert results.read(entries[0].key)
    with pytest.raises(StorageError, match="broken or no state of a run"):
        results.read("0" * 64)


def test_a_look_up_does_not_read_all(folder: Path) -> None:
    """It goes by the indexes, from the key to the items."""
    with View.open(folder) as view:
        key = view.done(1)[0][0]
        item = view.item(key)
        assert item
        assert item.state == "done"
        assert view.item("none") is None
        assert len(view.done(2)) == 2


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda at: Results(AssistantOptions(runs=at)), "holds no results: name the --out of a batch"),
        (lambda at: Reach(folder=at / "none"), "is no folder"),
        (lambda _: AssistantOptions(base_url="http://127.0.0.1:1/v1"), "--base-url needs --model"),
        (lambda _: HttpOptions(host="192.0.2.7"), "give a token in a file with --token-file"),
        (lambda _: HttpOptions(host="0.0.0.0", token="t" * 20), "say with --allow-host"),
        (lambda _: HttpOptions(host="::", token="t" * 20), "say with --allow-host"),
        (lambda _: HttpOptions(port=70000), "there is no port 70000"),
    ],
)
def test_what_an_operator_is_told(made: object, said: str, tmp_path: Path) -> None:
    assert callable(made)
    with pytest.raises(ConfigurationError, match=said):
        made(tmp_path)


def test_the_token_is_in_no_representation() -> None:
    assert "secret-token" not in repr(HttpOptions(token="secret-token-of-tests"))


def test_the_names_by_which_it_is_called() -> None:
    assert HttpOptions().hosts == ("127.0.0.1", "[::1]", "localhost")
    assert HttpOptions(host="0.0.0.0", token="t" * 20, names=("desk.example",)).hosts == (
        "0.0.0.0",
        "desk.example",
    )


def test_an_assistant_is_told_what_it_may_name(tmp_path: Path) -> None:
    async def described(reach: Reach) -> dict[str, str]:
        async with in_process(AssistantOptions(reach=reach)) as client:
            return {tool.name: tool.description or "" for tool in (await client.list_tools()).tools}

    for reach, said in (
        (Reach(addresses=True), ["an address of the web, if you like"]),
        (Reach(folder=tmp_path), ["give the path of a file within the opened folder"]),
        (Reach(folder=tmp_path, addresses=True), ["an address of the web or the path of a file"]),
        (Reach(), []),
    ):
        told = asyncio.run(described(reach))
        for name in ("verify_text", "compare", "summarise"):
            assert ("In place of the text" in told[name]) is bool(said)
            assert all(words in told[name] for words in said)
        assert "In place of" not in told["find_numbers"]
        assert str(tmp_path) not in str(told)
