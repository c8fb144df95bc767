"""Errors as clients see them: a message, where, and a code in `extensions`."""

import logging
import traceback
from enum import StrEnum
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from graph.errors import CkgError, JournalError, SettingsError, StoreError

log = logging.getLogger("ckg.graphql")


class Code(StrEnum):
    """Values of `extensions.code`."""

    PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_INPUT = "BAD_USER_INPUT"
    TOO_DEEP = "QUERY_TOO_DEEP"
    TOO_COSTLY = "QUERY_TOO_COSTLY"
    TOO_MANY_ALIASES = "TOO_MANY_ALIASES"
    PAGE_TOO_LARGE = "PAGE_TOO_LARGE"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "STORE_UNAVAILABLE"
    INTERNAL = "INTERNAL_SERVER_ERROR"


_CODES: tuple[tuple[type[Exception], Code], ...] = (
    (StoreError, Code.UNAVAILABLE),
    (JournalError, Code.UNAVAILABLE),
    (SettingsError, Code.UNAVAILABLE),
)


class RequestError(GraphQLError):
    """A request that cannot be answered as it stands; the message says why and what to change."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message, extensions={"code": code.value})


def bad_input(message: str) -> RequestError:
    """An argument has a value that cannot be used."""
    return RequestError(Code.BAD_INPUT, message)


def formatted(error: GraphQLError) -> dict[str, Any]:
    """The error as a client gets it: what we did not foresee is named, not shown."""
    code = code_of(error)
    hidden = code is Code.INTERNAL
    shown = {
        **error.formatted,
        "message": "Something went wrong on the server; its log tells more." if hidden else error.message,
    }
    return {**shown, "extensions": {**(error.extensions or {}), "code": code.value}}


def code_of(error: GraphQLError) -> Code:
    """The code of an error, from the error itself, its cause, or where it arose."""
    if error.extensions and "code" in error.extensions:
        return Code(error.extensions["code"])
    if isinstance(error, GraphQLSyntaxError):
        return Code.PARSE_FAILED
    match error.original_error:
        case None:
            return Code.VALIDATION_FAILED
        case GraphQLError() as cause:
            return code_of(cause)
        case cause:
            return _code_of_cause(cause)


def _code_of_cause(cause: Exception) -> Code:
    known = next((code for kind, code in _CODES if isinstance(cause, kind)), None)
    return known or (Code.BAD_INPUT if isinstance(cause, CkgError) else Code.INTERNAL)


def log_errors(errors: list[GraphQLError]) -> None:
    """Log what went wrong by code, path and place in our code: no message may hold personal data."""
    for error in errors:
        code = code_of(error)
        path = ".".join(str(part) for part in error.path or ())
        if code in (Code.INTERNAL, Code.UNAVAILABLE) and error.original_error is not None:
            log.error("%s at %s: %s in %s", code, path, *_place(error.original_error))
        else:
            log.info("%s at %s", code, path or "request")


def _place(error: BaseException) -> tuple[str, str]:
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__, " > ".join(f"{f.filename}:{f.lineno} {f.name}" for f in frames[-5:])
