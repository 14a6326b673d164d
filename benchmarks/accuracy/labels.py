"""How near the labels of the reading alone come to a gold folder's: what is counted, and the period, no model asked.

    python -m benchmarks.accuracy.labels [FOLDER] [--without-default]

FOLDER is a gold folder (default: evals). `labels.what` and `labels.period` as the evaluation counts them, over the
gold's numbers that the finder has, for all and apart for those that the reading is sure of and those that it is not;
of periods also those that are given where the gold has none, and how near the first label is if none but the best of
all candidates were chosen.
"""

import sys
from collections import defaultdict
from pathlib import Path

from summariser import evaluation
from summariser.candidates import report_periods_of
from summariser.evaluation.matching.yardstick import same_value
from summariser.evaluation.metrics.fields.labels import _holds, _overlap
from summariser.reading import is_clear, is_clear_period, labels_of, periods_of, read
from summariser.reading.labels.periods import LIKELY

ROOT = Path(__file__).parents[2]


def main() -> None:
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    folder = Path(named[0]) if named else ROOT / "evals"
    rows: dict[str, list[float]] = defaultdict(list)
    for item in evaluation.load_corpus(folder, ()):
        reading = read(item.article)
        report = next(iter(report_periods_of(item.article)), None)
        default = report.text if report and "--without-default" not in sys.argv else None
        used: set[int] = set()
        for gold in item.gold.quantities:
            same = [m for m in reading.numbers if m.start not in used and same_value(m.value, gold.value)]
            mention = next(
                (m for m in same if m.text in gold.text or gold.text in m.text), next(iter(same), None)
            )
            if mention is None:
                continue
            used.add(mention.start)
            labels = labels_of(reading, mention)
            worth = _overlap(labels[0].text, gold.what) if labels else 0.0
            best = max((_overlap(label.text, gold.what) for label in labels), default=0.0)
            sure = "clear" if is_clear(labels) else "unclear"
            for group in ("all", sure, labels[0].source if labels else "none"):
                rows[f"what {group}"].append(worth)
            rows["what best of candidates"].append(best)
            times = periods_of(reading, mention, default)
            given = times[0].text if times and times[0].score >= LIKELY else ""
            sure = "clear" if is_clear_period(times) else "unclear" if given else "none"
            since = times[0].source if given else "none"
            if gold.period:
                right = _holds(given, gold.period)
                for group in ("all", sure, since):
                    rows[f"period {group}"].append(right)
                rows["period best of candidates"].append(any(_holds(t.text, gold.period) for t in times))
            for group in ("all", sure, since):
                rows[f"period given where gold has none: {group}"].append(bool(given) and not gold.period)
    for name in sorted(rows):
        print(f"{name:52}{sum(rows[name]) / len(rows[name]):6.3f} of {len(rows[name])}")


if __name__ == "__main__":
    main()
