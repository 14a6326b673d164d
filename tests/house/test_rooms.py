"""The house stays one that a look takes in: few modules in a folder, few lines in a module."""

from pathlib import Path

from tools import house


def test_no_folder_and_no_module_is_over_the_limits() -> None:
    """Where this fails: make a room (a package with a docstring and a contract), or move out what has a name of its own."""
    assert house.crowded(list(house.modules())) == []


def test_what_is_over_the_limits_is_named() -> None:
    """One module too many, one line too many."""
    many = [(Path(f"p/m{n}.py"), 1) for n in range(house.MOST_MODULES + 1)]
    assert house.crowded([*many, (Path("q/long.py"), house.MOST_LINES + 1)]) == [
        "p: 16 modules",
        "q/long.py: 351 lines",
    ]


def test_the_drawing_has_every_room_once() -> None:
    """Each layer's rooms are drawn, those inside a room below it."""
    drawn = house.drawing()
    assert drawn.index("cli (") < drawn.index("verification (") < drawn.index("numbers (")
    assert drawn.count("    verification:\n") == 1
