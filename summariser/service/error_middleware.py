"""Around all of the application: counts refusals, and turns a fault of ours into an answer."""

from sse_starlette.sse import SendTimeoutError
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summariser.service.problems import of_error, response_of


class ErrorMiddleware:
    """Answers what nothing within has answered, and counts what was refused."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        backend = getattr(scope["app"].state, "backend", None)

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                if backend is not None:
                    backend.metrics.answered(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except SendTimeoutError:
            pass  # a client that took no more events: its connection is dropped
        except Exception as error:  # noqa: BLE001 (whatever it is, it is told in the log)
            problem = of_error(error)
            if not started:
                await response_of(problem, Request(scope).url.path)(scope, receive, sent)
