"""How the time that something takes grows with its input, told so that other work on the machine does not decide it."""

import gc
import time
from collections.abc import Callable

TRIES = 3


def check_growth(
    made: Callable[[int], Callable[[], object]], small: int, large: int, *, below: float
) -> None:
    """Fails unless the large input takes less than `below` times as long as the small one.

    `made` prepares an input of a size, untimed, and returns what is timed. The small one counts by the best of three runs;
    the large one has three tries, of which one must do.
    """
    least = min(_seconds(made(small)) for _ in range(TRIES))
    times = []
    for _ in range(TRIES):
        times.append(_seconds(made(large)) / least)
        if times[-1] < below:
            return
    raise AssertionError(
        f"{large / small:g} times the input took {min(times):.1f} times as long, not below {below:g}"
    )


def _seconds(run: Callable[[], object]) -> float:
    """Processor time, without the collector: its rounds go through everything that the whole test run keeps alive."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        run()
        return time.process_time() - started
    finally:
        gc.enable()
