"""Which model, prompt and version is better, and by how much: gold, metrics, runs, comparison, gate and report."""

from summariser.evaluation.compare import Difference, compare
from summariser.evaluation.corpus import Item, Problem, check_corpus, load_corpus
from summariser.evaluation.gate import Check, check, load_gate
from summariser.evaluation.judging import judge
from summariser.evaluation.junit import junit_xml
from summariser.evaluation.metrics import METRICS
from summariser.evaluation.prices import Prices, load_prices
from summariser.evaluation.report import table, write_report
from summariser.evaluation.run_folder import RunFolder
from summariser.evaluation.runner import run
from summariser.evaluation.scoring import Scores, score

__all__ = [
    "METRICS",
    "Check",
    "Difference",
    "Item",
    "Prices",
    "Problem",
    "RunFolder",
    "Scores",
    "check",
    "check_corpus",
    "compare",
    "judge",
    "junit_xml",
    "load_corpus",
    "load_gate",
    "load_prices",
    "run",
    "score",
    "table",
    "write_report",
]
