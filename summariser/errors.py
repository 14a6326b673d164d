"""Every error that callers may want to tell apart.

SummariserError
├── InputError              the caller's input cannot be used
│   ├── ArgumentError       an argument of a call is of a wrong type, unknown or missing; a TypeError too
│   ├── ArticleError        no readable article in a file, page or text
│   │   └── FetchError      a page cannot be fetched, or may not be
│   │       └── PrivateAddressError  its address leads into the own network or machine
│   ├── ConfigurationError  an option, environment variable or report type is missing or wrong
│   │   ├── WeightsError    the embedded model's weights are missing, incomplete or not the published ones
│   │   └── RunFolderError  a run folder is in use, of another version, or was made with other settings
│   ├── GoldError           a gold file of an evaluation is malformed, or says what its article does not
│   └── RunError            an evaluation's run folder is of another version, or does not fit the gold
├── ModelError              the model gave no usable summary
│   ├── ServerError         no answer: unreachable, overloaded, timed out, or refused by the server
│   └── AnswerError         an answer came, but truncated, refused, or not of the schema
├── StorageError            a run folder cannot be read or written any more: a full disk, no permission, a broken file
└── UnsupportedError        the summary holds what the source does not support, and the caller asked to be told
"""

from typing import Any

from summariser.foreign import plain


class SummariserError(Exception):
    """Base of all errors raised by this package. The message is one line that says what to do.

    Of an error on an article, `provenance` tells what was asked before it, where that is known.

    >>> try:
    ...     Article.from_file("missing.txt")
    ... except SummariserError as error:
    ...     print(error)
    missing.txt: no such file; check the path
    """

    provenance: Any = None

    def __str__(self) -> str:
        return plain(super().__str__())


def unexpected(error: Exception) -> SummariserError:
    """A fault of ours that one article met, as its error: it must not end work on the others."""
    return SummariserError(
        f"unexpected {type(error).__name__}: {' '.join(str(error).split())}; please report it"
    )


class InputError(SummariserError):
    """The caller's input cannot be used."""


class ArgumentError(InputError, TypeError):
    """An argument of a call is of a type that it does not take, unknown, or missing."""


class ArticleError(InputError):
    """A file, page or text holds no readable article."""


class FetchError(ArticleError):
    """A page cannot be fetched: unreachable, refused, too large or too slow; or its address may not be."""


class PrivateAddressError(FetchError):
    """A page's address leads into the own network or machine."""


class ConfigurationError(InputError):
    """An option, environment variable or report type is missing or wrong."""


class WeightsError(ConfigurationError):
    """The embedded model's weights are missing, incomplete, or not the published ones."""


class RunFolderError(ConfigurationError):
    """A run folder is in use by another process, of another version, or was made with other settings."""


class GoldError(InputError):
    """A gold file is malformed, or says what its article does not."""


class RunError(InputError):
    """An evaluation's run folder cannot be read, is of another version, or does not fit the gold."""


class ModelError(SummariserError):
    """The model gave no usable summary."""


class ServerError(ModelError):
    """No answer: the server is unreachable, overloaded, timed out, or refused the request."""


class AnswerError(ModelError):
    """An answer came, but it was truncated, a refusal, or not of the schema. `usage` is what that one answer cost."""

    usage: Any = None


class StorageError(SummariserError):
    """A run folder cannot be read or written: a full disk, no permission, a broken file. What was finished is kept."""


class UnsupportedError(SummariserError):
    """The summary holds what the source does not support; `result` is the whole result, verdicts included."""

    def __init__(self, message: str, result: Any) -> None:
        super().__init__(message)
        self.result = result
