"""The server's log: a line an event, as text or JSON, each with the id of the request that it belongs to.

Tracebacks become kind and place: the messages of other programs may hold personal data.
"""

import json
import logging
import traceback
import warnings
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

Format = Literal["text", "json"]


class Lines(logging.Formatter):
    """Lines for people: time, level, request, what happened."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one event."""
        request = f" [{request_id}]" if (request_id := REQUEST_ID.get()) else ""
        return f"{_moment(record)} {record.levelname}{request} {record.name}: {_message(record)}"


class JsonLines(logging.Formatter):
    """Lines for programs: an object each; `fields` of an event are members of it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one event."""
        line = {"at": _moment(record), "level": record.levelname.lower(), "logger": record.name}
        line |= {"message": _message(record)}
        if request_id := REQUEST_ID.get():
            line["request_id"] = request_id
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False)


def configure(format_: Format) -> None:
    """Write the log of this process to its standard error: text from warnings on, JSON with every request."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if format_ == "json" else Lines())
    root = logging.getLogger()
    root.handlers = [handler]
    # An operation that runs out of time leaves behind what graphql-core had not begun to wait for.
    warnings.filterwarnings("ignore", r"coroutine '.+' was never awaited", RuntimeWarning)
    logging.getLogger("ckg").setLevel(logging.INFO if format_ == "json" else logging.WARNING)


def place_of(error: BaseException) -> tuple[str, str]:
    """Kind of an error and the last places in the code that it came through; no message, no values."""
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__, " > ".join(f"{f.filename}:{f.lineno} {f.name}" for f in frames[-5:])


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _message(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return record.getMessage().replace("\n", " ")
    kind, place = place_of(error)
    return f"{record.getMessage()} {kind} in {place}".replace("\n", " ")
