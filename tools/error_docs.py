"""Writes docs/reference/errors.md from the docstrings of summariser/errors.py and the exit codes of the commands.

python -m tools.error_docs            # write the page
python -m tools.error_docs --check    # exit 1 when the committed page differs
"""

import inspect
import sys
from pathlib import Path

from summariser import errors
from summariser.cli.exits import FAILED, STOPPED, UNFINISHED, WRONG_CALL
from tools.pages import write_or_check

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "errors.md"

_HEAD = f"""\
# Errors and exit codes

Every error of this package is a `SummariserError`, in Python and behind the command line. Its message is one line that says what
to do. The page is made from the docstrings by `python -m tools.error_docs`.

## Exit codes

| Code | When | What to do |
|---|---|---|
| 0 | everything went well; a summary may hold numbers that are not supported, unless you ask with `--strict` or `--fail-on` | |
| {FAILED} | an article failed; `verify`: something is not supported; `--strict` and `--fail-on`: a verdict fails by the rules; `eval`: the gate is broken, the gold is wrong, or nothing was answered | read standard error, which names each one; the other articles are done |
| {WRONG_CALL} | the call was wrong: an option, a setting, a key that is missing; `verify`: a file that cannot be read | correct the call |
| {UNFINISHED} | an output could not be written to its end, as on a full disk; `batch`: the run ended before its end | mend the cause, then make the same call again: what is done is kept |
| {STOPPED} | stopped by Ctrl-C | make the same call again |

## The tree of errors

```python
import summariser
from summariser.errors import FetchError

try:
    article = summariser.Article.from_url("https://127.0.0.1/report")
except FetchError as error:  # its address may not be fetched, or could not be
    print(error)
except summariser.SummariserError as error:  # any other error of this package
    print(error)
```

"""


def render() -> str:
    """The text of the page."""
    tree = inspect.getdoc(errors) or ""
    parts = [
        _HEAD + f"```text\n{tree.partition(chr(10) * 2)[2]}\n```\n",
        "| Error | What it says |\n|---|---|",
    ]
    for name, error in vars(errors).items():
        if inspect.isclass(error) and issubclass(error, Exception):
            parts.append(f"| `{name}` | {' '.join((inspect.getdoc(error) or '').split())} |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, render, __doc__))
