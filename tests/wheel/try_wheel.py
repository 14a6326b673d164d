"""Installs the built wheel alone in a clean environment, and uses it from another folder: the command against a
cassette played by a real server on loopback, the public API under a type checker.

    python tests/wheel/try_wheel.py build/dist/summariser-*-py3-none-any.whl
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.servers import replaying, serving

CASSETTE = ROOT / "cassettes" / "served-11-brief-ports.yaml"
ARTICLE = ROOT / "examples" / "11-brief-ports.txt"
MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m"


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints; its environment names neither this checkout nor a key."""
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "OPENAI_API_KEY", "VIRTUAL_ENV"}}
    return subprocess.run(
        [str(c) for c in command], cwd=cwd, env=clean, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def main(wheel: Path) -> None:
    """Exits with an error where anything is not as from the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = Path(folder)
        venv.create(elsewhere / "env", with_pip=True)
        python = elsewhere / "env" / "bin" / "python"
        run(
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--constraint",
            ROOT / "constraints.txt",
            wheel.resolve(),
            cwd=elsewhere,
        )
        shutil.copy(ARTICLE, elsewhere / "article.txt")
        with serving(replaying(CASSETTE)) as server:
            options = ("--json", "--quiet", "--model", MODEL, "--base-url", server.base_url)
            line = run(
                python.parent / "summariser",
                "summarise",
                "article.txt",
                "--html",
                "page.html",
                *options,
                cwd=elsewhere,
            )
            shutil.copytree(ROOT / "examples", elsewhere / "examples")
            grid = ("--only", ARTICLE.stem, "--baseline", "rules", "--run", "run", *options[1:])
            run(python.parent / "summariser", "eval", "examples", *grid, cwd=elsewhere)
        assert (elsewhere / "run" / "report.html").is_file(), "the evaluation wrote no report"
        assert (elsewhere / "page.html").is_file(), "the reading page was not written"
        quantities = json.loads(line)["summary"]["quantities"]
        assert quantities, "the summary has no quantity"
        shutil.copy(ROOT / "tests" / "typing" / "api.py", elsewhere / "api.py")
        run(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "api.py", cwd=elsewhere)
        print(f"{wheel.name}: {len(quantities)} quantities from an installed wheel, and its types check")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
