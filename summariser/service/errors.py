"""What the service refuses, beside the errors of the package: each with what a client is told."""

from summariser.errors import InputError


class ServiceError(InputError):
    """A request that the service does not take up as it stands."""


class QueueFullError(ServiceError):
    """As many summaries wait as may; `retry_after_s` is when there should be room again."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"the queue is full: try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class UnknownJobError(ServiceError):
    """There is no job of that id, or what was asked of it is not kept."""


class NoResultError(UnknownJobError):
    """The job has no result, since it has not ended yet or has failed."""


class IdempotencyError(ServiceError):
    """The idempotency key was given with another request before."""


class TooManyReadersError(ServiceError):
    """As many readers follow events as may."""


class ClosingError(ServiceError):
    """The service is about to end, and takes no new work."""
