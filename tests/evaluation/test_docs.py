"""The documentation of the evaluation names what there is."""

import re

from summariser.evaluation import METRICS
from summariser.evaluation.matching.quantities import Level
from tests.support.processes import ROOT


def test_every_metric_is_defined_and_no_other() -> None:
    """In docs/reference/metrics.md, by its name; LEVEL stands for the four levels, KEY for any path that some gold has."""
    page = (ROOT / "docs" / "reference" / "metrics.md").read_text(encoding="utf-8")
    named = {
        name
        for cell in re.findall(r"^\| (`[a-z].*?) \|", page, re.MULTILINE)
        for name in re.findall("`(.*?)`", cell)
    }
    for name in [n for n in named if n.endswith(".LEVEL")]:
        named |= {name.replace("LEVEL", level) for level in Level} - {name}
        named.discard(name)
    assert "fields.KEY" in named
    assert named - set(Level) - {"fields.KEY"} == {metric.name for metric in METRICS}
