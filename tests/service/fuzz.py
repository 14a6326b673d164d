"""Requests made from the description of the API, against a service whose model answers at once and whose network is empty.

    python -m tests.service.fuzz --max-examples 200     (as `schemathesis run`, which takes further options)

No answer may be of a status, type, header or form that the description does not tell of, nor a fault; and what was deleted is gone.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.service.conftest import PAGES
from tests.service.serving import served
from tests.support.servers import obedient, serving

# Whether a text of the right form holds an article is what no schema tells.
_LEFT_OUT = "positive_data_acceptance"


def fuzzed(url: str, *options: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Schemathesis on the service at an address, with its report on standard output."""
    program = Path(sys.executable).with_name("schemathesis")
    usual = ("--no-color", "--continue-on-failure")
    return subprocess.run(
        [program, "run", f"{url}/openapi.json", *usual, "--exclude-checks", _LEFT_OUT, *options],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


def main(options: Sequence[str]) -> int:
    """Runs it, shows what it tells, and is 0 where nothing was found."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(obedient()) as model,
        served(Path(folder), model.base_url, pages=PAGES) as service,
    ):
        done = fuzzed(service.url, *options, folder=Path(folder))
    print(done.stdout, done.stderr, sep="")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
