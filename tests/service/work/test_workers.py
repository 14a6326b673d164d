"""Workers: what takes too long, crashes or is broken is told as such, and harms nothing else."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator

import pytest

from summariser.errors import ArticleError
from summariser.service.processes.pool import BusyError, FaultError, LostError, TooLongError, WorkerPool


def slept(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def own_id() -> int:
    return os.getpid()


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def broken() -> None:
    raise ValueError("a fault")


def no_article() -> None:
    raise ArticleError("there is no article")


class _Unpicklable(ValueError):
    def __reduce__(self) -> str:
        raise TypeError


def unpicklable() -> object:
    return iter(lambda: 0, 1)


Working = Callable[[Callable[[WorkerPool], Awaitable[object]]], object]


@pytest.fixture(scope="module")
def working() -> Iterator[Working]:
    """What is awaited of one worker that takes a second at most."""
    loop = asyncio.new_event_loop()
    workers = WorkerPool(1, 1.0)
    workers.start()
    yield lambda work: loop.run_until_complete(work(workers))
    workers.close()
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


class TestWorkers:
    def test_works_in_a_process_of_its_own_which_stays(self, working: Working) -> None:
        first, second = (working(lambda workers: workers.run(own_id)) for _ in range(2))
        assert first == second != os.getpid()

    def test_what_takes_too_long_is_ended(self, working: Working) -> None:
        before = working(lambda workers: workers.run(own_id))
        begun = time.monotonic()
        with pytest.raises(TooLongError, match="longer than 1 s"):
            working(lambda workers: workers.run(slept, 60))
        assert time.monotonic() - begun < 10
        assert working(lambda workers: workers.run(own_id)) != before

    def test_a_crash_is_told_and_the_process_replaced(self, working: Working) -> None:
        with pytest.raises(LostError):
            working(lambda workers: workers.run(killed))
        assert working(lambda workers: workers.run(slept, 0)) == 0

    def test_one_that_was_killed_while_it_waited_is_replaced(self, working: Working) -> None:
        os.kill(int(str(working(lambda workers: workers.run(own_id)))), signal.SIGKILL)
        time.sleep(0.2)
        assert working(lambda workers: workers.run(slept, 0)) == 0

    def test_errors_of_the_package_come_as_they_are(self, working: Working) -> None:
        with pytest.raises(ArticleError, match="there is no article"):
            working(lambda workers: workers.run(no_article))

    @pytest.mark.parametrize("work", [broken, unpicklable])
    def test_a_fault_comes_with_its_traceback(self, working: Working, work: Callable[[], object]) -> None:
        with pytest.raises(FaultError) as raised:
            working(lambda workers: workers.run(work))
        assert "Traceback" in raised.value.args[0]

    def test_too_much_at_once_is_refused(self, working: Working) -> None:
        async def crowded(workers: WorkerPool) -> list[object]:
            return await asyncio.gather(*(workers.run(slept, 0) for _ in range(400)), return_exceptions=True)

        found = working(crowded)
        assert isinstance(found, list)
        assert {type(one) for one in found} == {float, BusyError} or {type(one) for one in found} == {
            int,
            BusyError,
        }
