"""How often one client may ask for work."""

import math
import time
from collections.abc import Callable

from summariser.service.guard.asgi import SAFE, App, Receive, Scope, Send, refuse, state

# So many clients are remembered before those are let go who owe nothing any more. By judgement, so that memory stays
# small.
_MANY = 10_000


class Rates:
    """Refuses (429, with Retry-After) what a client asks for beyond so many requests a minute; reading is free.

    By the generic cell rate algorithm: of each client one time is kept, at which all that it asked for will have been paid off. It may
    spend a whole minute's at once, and then one at a time.
    """

    def __init__(self, app: App, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.app, self.clock = app, clock
        self.each_s = 60.0 / per_minute
        self.burst_s = 60.0
        self.paid_at: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE:
            wait_s = self._wait_s(state(scope)["client"])
            if wait_s > 0:
                seconds = str(math.ceil(wait_s))
                detail = f"too many requests from one client; try again in {seconds} s"
                await refuse(scope, send, 429, detail, retry_after=seconds)
                return
        await self.app(scope, receive, send)

    def _wait_s(self, client: str) -> float:
        """How long the client is to wait; 0 where it may ask now, which is then counted."""
        now = self.clock()
        paid_at = max(now, self.paid_at.get(client, now)) + self.each_s
        # A thousandth, since the sum of many small parts is a little more than the whole.
        if (wait_s := paid_at - now - self.burst_s) > 1e-3:
            return wait_s
        if client not in self.paid_at and len(self.paid_at) >= _MANY:
            self._forget(now)
        self.paid_at[client] = paid_at
        return 0.0

    def _forget(self, now: float) -> None:
        """Lets go of all who owe nothing; where all do, of the half that owes least."""
        owing = sorted((at, client) for client, at in self.paid_at.items() if at > now)
        kept = owing if len(owing) < _MANY else owing[len(owing) // 2 :]
        self.paid_at = {client: at for at, client in kept}
