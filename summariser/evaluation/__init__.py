"""Which model, prompt and version is better, and by how much: gold, metrics, runs, comparison, gate and report."""

from summariser.evaluation.gold.corpus import Item, Problem, check_corpus, load_corpus
from summariser.evaluation.metrics import METRICS
from summariser.evaluation.records.prices import Prices, load_prices
from summariser.evaluation.report import table, write_report
from summariser.evaluation.runs.run_folder import RunFolder
from summariser.evaluation.runs.runner import run
from summariser.evaluation.scoring.compare import Difference, compare
from summariser.evaluation.scoring.gate import Check, check, load_gate
from summariser.evaluation.scoring.judge import judge
from summariser.evaluation.scoring.junit import junit_xml
from summariser.evaluation.scoring.scores import Scores, score

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
