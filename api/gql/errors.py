"""Errors as clients see them: a message, where, and a code in `extensions`."""

import logging
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from api.gql.codes import Code
from api.telemetry.logs import place_of
from api.telemetry.metrics import ERRORS
from graph.errors import (
    CkgError,
    ConflictError,
    DiskError,
    JournalError,
    MissingRunError,
    NotFoundError,
    RulesError,
    SettingsError,
    StoreError,
)
from graph.files.disk import disk_error
from graph.identity.state.file import UnusableStateError
from graph.policy.masks import scrubbed
from graph.policy.principals import ForbiddenError, Principal, Role
from graph.search.index_files import SearchError

log = logging.getLogger("ckg.graphql")


UNFORESEEN = "Something went wrong on the server; its log tells more."

_OUTAGES: tuple[tuple[type[CkgError], str], ...] = (
    (StoreError, "The store cannot be used now; the server's log says why."),
    (JournalError, "The journal cannot be read or written now; the server's log says why."),
    (DiskError, "The server's disk cannot be written now; its log says why."),
    (RulesError, "The server's identity rules cannot be used; its log says why."),
    (SearchError, "The index of names cannot be used now; the server's log says why."),
    (MissingRunError, "No identity run can be used now; the server's operators make one with `ckg resolve`."),
    (UnusableStateError, "The state of the last identity run cannot be read; the server's log says why."),
    (SettingsError, "A setting of the server cannot be used; its log says which."),
)
"""What clients hear of failures that are none of theirs: the errors themselves name addresses and folders."""

_CODES: tuple[tuple[type[Exception], Code], ...] = (
    (ForbiddenError, Code.FORBIDDEN),
    (NotFoundError, Code.NOT_FOUND),
    (ConflictError, Code.CONFLICT),
    (CkgError, Code.BAD_INPUT),
    (CannotGetOperationTypeError, Code.BAD_REQUEST),
    (InvalidOperationTypeError, Code.BAD_REQUEST),
)
"""Codes of errors that a client can mend; the first that fits counts."""

LONGEST = 500
"""Letters of a message that are shown: names out of an operation may be in it, of any length."""


class RequestError(GraphQLError):
    """A request that cannot be answered as it stands; the message says why and what to change."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message, extensions=_extensions(code))


def bad_input(message: str) -> RequestError:
    """An argument has a value that cannot be used."""
    return RequestError(Code.BAD_INPUT, message)


def refused(code: Code, message: str) -> dict[str, Any]:
    """The answer to what never becomes an operation: a GraphQL answer without data. It is counted."""
    ERRORS.labels(code.value).inc()
    return {"errors": [{"message": message, "extensions": _extensions(code)}]}


def _extensions(code: Code) -> dict[str, str]:
    return {"code": code.value, "advice": code.advice}


def formatted(error: GraphQLError, principal: Principal) -> dict[str, Any]:
    """The error as a client gets it: the unforeseen is named, not shown, and addresses are masked.

    It is counted.
    """
    code = code_of(error)
    ERRORS.labels(code.value).inc()
    message = _message(error, code)[:LONGEST]
    shown = {**error.formatted, "message": message if principal.may(Role.PII) else scrubbed(message)}
    return {**shown, "extensions": {**(error.extensions or {}), **_extensions(code)}}


def outage(error: BaseException | None) -> str | None:
    """What clients hear of an error that is an outage; None where it is none."""
    if error is not None and not isinstance(error, CkgError):
        error = disk_error(error, Path.cwd())
    return next((told for kind, told in _OUTAGES if isinstance(error, kind)), None)


def _message(error: GraphQLError, code: Code) -> str:
    if code is Code.INTERNAL:
        return UNFORESEEN
    if isinstance(error.original_error, RecursionError):
        return "The operation nests too deeply."
    return outage(error.original_error) or mismatch(error.original_error) or error.message


def mismatch(error: BaseException | None) -> str | None:
    """What clients hear where a request does not name or cannot carry its operation; None of other errors."""
    match error:
        case InvalidOperationTypeError(operation_type=OperationType.SUBSCRIPTION):
            return (
                "Subscriptions are told over WebSockets or as events: "
                "send them in a POST with `Accept: text/event-stream`."
            )
        case InvalidOperationTypeError():
            return (
                "Mutations are not run over WebSockets, as events or by GET: "
                "send them in a POST with `Accept: application/json`."
            )
        case CannotGetOperationTypeError(operation_name=None):
            return "The document has not one operation: name the one to run in `operationName`."
        case CannotGetOperationTypeError(operation_name=name):
            return (
                f"The document has no operation of the name {name}: name one of its own in `operationName`."
            )
        case _:
            return None


def code_of(error: GraphQLError) -> Code:
    """The code of an error, from the error itself, its cause, or where it arose."""
    if error.extensions and "code" in error.extensions:
        return Code.of(error.extensions["code"])
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
    if outage(cause):
        return Code.UNAVAILABLE
    if isinstance(cause, RecursionError):
        return Code.TOO_DEEP
    return next((code for kind, code in _CODES if isinstance(cause, kind)), Code.INTERNAL)


def log_errors(errors: list[GraphQLError]) -> None:
    """Log what went wrong by code, path and place in our code: no message may hold personal data."""
    for error in errors:
        code = code_of(error)
        path = ".".join(str(part) for part in error.path or ())
        if code in (Code.INTERNAL, Code.UNAVAILABLE) and error.original_error is not None:
            log.error("%s at %s: %s", code, path, described(error.original_error))
        else:
            log.info("%s at %s", code, path or "request")


def described(error: BaseException) -> str:
    """An error as the log may have it: messages of ours are free of personal data, those of others not."""
    kind, place = place_of(error)
    ours = error if isinstance(error, CkgError) else disk_error(error, Path.cwd())
    return f"{kind}: {ours}" if ours else f"{kind} in {place}"
