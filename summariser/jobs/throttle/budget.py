"""The tokens and the money that a run folder may use up, and whether one more request is within them."""

import asyncio
from collections.abc import Callable

from summariser.errors import ServerError
from summariser.extraction import Usage
from summariser.jobs.settings import Flow


class BudgetError(ServerError):
    """The budget is used up: an article is left for another run, with the answers that it has."""


class Budget:
    """What servers reported of every request, held against the limits of a Flow.

    What a request costs is known when its answer is there. Until then an estimate is set aside for it, and what does
    not fit beside those of the others waits for them; alone, it is sent as long as anything is left. So no more is
    used than the limit and what one request costs. `told` hears of all that is spent.
    """

    def __init__(
        self,
        flow: Flow | None = None,
        spent: tuple[int, int] = (0, 0),
        told: Callable[[Usage], None] = lambda _: None,
    ) -> None:
        self._flow, self._told = flow or Flow(), told
        self._prompt, self._completion = spent
        self._aside: list[tuple[int, int]] = []
        self._changed = asyncio.Event()

    def used_up(self) -> str | None:
        """Which limit is used up, in words; None if something is left."""
        return self._flow.is_spent(self._prompt, self._completion)

    async def reserve(self, estimate: tuple[int, int]) -> None:
        """Waits until a request of about so many prompt and completion tokens may be sent.

        Raises BudgetError where none may be any more, when the last one under way has come back.
        """
        while not self._fits(estimate):
            if not self._aside:
                raise BudgetError(self.used_up() or "")
            self._changed.clear()
            await self._changed.wait()
        self._aside.append(estimate)

    def release(self, estimate: tuple[int, int], usage: Usage | None) -> None:
        """A request that had passed has ended, well or not, and cost so much, as far as its server says."""
        self._aside.remove(estimate)
        self.add(usage or Usage())

    def add(self, usage: Usage) -> None:
        """So much more has been spent."""
        self._prompt += usage.prompt_tokens
        self._completion += usage.completion_tokens
        self._told(usage)
        self._changed.set()

    def _fits(self, estimate: tuple[int, int]) -> bool:
        if self.used_up():
            return False
        prompt = self._prompt + sum(aside[0] for aside in self._aside) + estimate[0]
        completion = self._completion + sum(aside[1] for aside in self._aside) + estimate[1]
        return not self._aside or self._flow.is_spent(prompt, completion) is None
