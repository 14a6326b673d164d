"""How long a task takes, for the benchmarks beside this file."""

import statistics
import time
from collections.abc import Callable


def median_ms(task: Callable[[], object], rounds: int) -> float:
    """The median time of a task after a first call that does not count, in milliseconds of processor time."""
    task()
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        task()
        seconds.append(time.process_time() - start)
    return 1000 * statistics.median(seconds)
