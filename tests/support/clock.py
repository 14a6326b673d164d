"""How the time that something takes grows with its input, told so that other work on the machine does not decide it."""

import gc
import time
from collections.abc import Callable

TRIES = 3


def growth(made: Callable[[int], Callable[[], object]], small: int, large: int) -> float:
    """How many times as long the large input takes as the small one.

    `made` prepares an input of a size, untimed, and returns what is timed. The best of three runs in processor time, the
    sizes in turn, without the collector: its rounds go through everything that the whole test run keeps alive.
    """
    best = dict.fromkeys((small, large), float("inf"))
    for _ in range(TRIES):
        for size in best:
            run = made(size)
            gc.collect()
            gc.disable()
            try:
                started = time.process_time()
                run()
                best[size] = min(best[size], time.process_time() - started)
            finally:
                gc.enable()
    return best[large] / best[small]
