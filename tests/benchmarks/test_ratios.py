"""The comparison of `make bench`: stored ratios against measured ones. Nothing is timed here."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks.ratios.__main__ import STORED, check, main
from benchmarks.ratios.stored import LEAST, Row, Stored, compared, dump, failed, load, table

SEVEN = Stored(7.0, spread=0.01, rounds=12)


def _file(folder: Path, **rounds: Sequence[float]) -> Path:
    path = folder / "ratios.toml"
    dump(path, rounds, {"date": "2020-02-03", "python": "3.11.0"})
    return path


class Machine:
    """What is measured, told beforehand: by name, a list for each time that it is asked."""

    def __init__(self, **rounds: Sequence[Sequence[float]]) -> None:
        self.rounds, self.asked = rounds, list[tuple[int, tuple[str, ...]]]()

    def __call__(self, numbers: Sequence[int], only: Sequence[str]) -> Mapping[str, Sequence[float]]:
        time = len(self.asked)
        self.asked.append((len(numbers), tuple(only)))
        return {name: lists[time] for name, lists in self.rounds.items() if not only or name in only}


@pytest.mark.parametrize(
    ("rounds", "told"),
    [
        ([7.0, 7.1, 6.9], ""),
        ([7.3, 7.3, 7.3], ""),  # within the least tolerance, 5%
        ([7.4, 7.4, 7.4], "SLOWER"),
        ([7.4, 7.4, 7.0, 7.0, 7.0], ""),  # the median counts
        ([6.0, 6.0, 6.0], "faster: make bench-store"),
        ([], "not measured"),
    ],
)
def test_a_median_is_held_against_the_stored_one(rounds: list[float], told: str) -> None:
    row = Row("reading", SEVEN, rounds)

    assert row.told == told
    assert failed([row]) == (told == "SLOWER")


def test_what_nothing_holds_fails() -> None:
    row = Row("new", None, [3.0])

    assert row.told == "not stored: make bench-store"
    assert failed([row])


def test_the_tolerance_is_the_error_of_two_medians() -> None:
    wide = Stored(1.0, spread=0.10, rounds=20)

    assert wide.tolerance(5) == pytest.approx(4 * 1.25 * 0.10 * 0.5)
    assert wide.tolerance(20) < wide.tolerance(5)
    assert SEVEN.tolerance(5) == LEAST


def test_every_name_has_a_row() -> None:
    rows = compared({"old": SEVEN, "both": SEVEN}, {"both": [7.0], "new": [1.0]})

    assert [(row.name, row.told) for row in rows] == [
        ("both", ""),
        ("new", "not stored: make bench-store"),
        ("old", "not measured"),
    ]
    assert table(rows).splitlines() == [
        "                              stored     now   change  tolerance",
        "both                           7.000   7.000    +0.0%         5%",
        "new                                -   1.000        -          -  not stored: make bench-store",
        "old                            7.000       -        -          -  not measured",
    ]


def test_what_is_stored_is_read_again(tmp_path: Path) -> None:
    path = _file(tmp_path, **{"memory, of a line": [2.0, 2.2, 2.1], "reading": [1.0, 1.0]})

    ratios, measured = load(path)

    assert ratios["memory, of a line"] == Stored(2.1, pytest.approx(0.1 / 2.1, abs=1e-4), 3)  # type: ignore[arg-type]
    assert ratios["reading"] == Stored(1.0, 0.0, 2)
    assert measured == {"date": "2020-02-03", "python": "3.11.0"}


def test_what_seems_slower_is_measured_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _file(tmp_path, reading=[7.0, 7.1, 7.0], finder=[2.0, 2.0, 2.0])
    unlucky = Machine(reading=[[9.0, 9.0, 9.0], [7.0] * 6], finder=[[2.0] * 3, []])
    slow = Machine(reading=[[9.0, 9.0, 9.0], [9.0] * 6], finder=[[2.0] * 3, []])

    assert check(path, unlucky, 3, ()) == 0
    assert unlucky.asked == [(3, ()), (6, ("reading",))]
    assert check(path, slow, 3, ()) == 1
    printed = capsys.readouterr().out
    assert printed.count("SLOWER") == 1
    assert "stored with python 3.11.0, this is 3." in printed


def test_only_some_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _file(tmp_path, reading=[7.0, 7.0], finder=[2.0, 2.0])
    machine = Machine(reading=[[7.0]], finder=[[5.0]])

    assert check(path, machine, 1, ["reading"]) == 0
    assert machine.asked == [(1, ("reading",))]
    assert "finder" not in capsys.readouterr().out


@pytest.mark.parametrize("text", [None, "", "ratios = 7", "[ratios]\nreading = 7", "[measured", "[ratios]\n"])
def test_without_stored_ratios_it_is_said_what_to_do(
    text: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ratios.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    assert main(["--stored", str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: {path} ")
    assert "`make bench-store`" in line


def test_a_name_that_is_not_stored_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _file(tmp_path, reading=[7.0, 7.0], finder=[2.0, 2.0])

    assert main(["--stored", str(path), "--only", "raeding"]) == 2
    assert capsys.readouterr().err == "error: 'raeding' is not stored; give one of: reading, finder\n"


def test_the_checkout_has_stored_ratios() -> None:
    ratios, measured = load(STORED)

    assert all(row.ratio > 0 and row.rounds > 2 for row in ratios.values())
    assert {"date", "python"} <= set(measured)
