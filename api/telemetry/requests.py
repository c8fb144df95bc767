"""Each request has an id, is counted, and has a line in the log: method, path, status and time, no more."""

import logging
import re
import time
import uuid
from contextlib import AbstractContextManager
from typing import Any

from opentelemetry.propagate import extract
from opentelemetry.trace import Span, SpanKind
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import header
from api.telemetry.logs import REQUEST_ID
from api.telemetry.metrics import RESPONSES
from graph.tracing import span

log = logging.getLogger("ckg.requests")

HEADER = "x-request-id"
_RAW = HEADER.encode()
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})


class Requests:
    """Middleware around everything else; the id comes from the client where it is a short word."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})  # made here, so that what is within shares it
        request_id, begun, status = id_of(header(scope, _RAW)), time.perf_counter(), 0

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (_RAW, request_id.encode())]
            await send(message)

        token = REQUEST_ID.set(request_id)
        try:
            with self._traced(scope) as traced:
                await self._app(scope, receive, counted)
                traced.set_attribute("http.response.status_code", status)
        finally:
            self._tell(scope, status, time.perf_counter() - begun, state.get("told", {}))
            REQUEST_ID.reset(token)

    def _traced(self, scope: Scope) -> AbstractContextManager[Span]:
        """A span of the request, below that of the client where it names one."""
        method, path = self._named(scope)
        parent = header(scope, b"traceparent")
        given = extract({"traceparent": parent}) if parent else None
        return span(f"{method} {path}", SpanKind.SERVER, given, {"http.request.method": method})

    def _named(self, scope: Scope) -> tuple[str, str]:
        """Method and path, where they are none that a client made up."""
        path = scope["path"] if scope["path"] in self._paths else "other"
        return scope["method"] if scope["method"] in _METHODS else "other", path

    def _tell(self, scope: Scope, status: int, seconds: float, more: dict[str, Any]) -> None:
        method, path = self._named(scope)
        RESPONSES.labels(path, status or "none").inc()
        told = {"method": method, "path": path, "status": status, "ms": round(seconds * 1_000, 1)}
        log.info("request", extra={"fields": told | more})


def id_of(given: str | None) -> str:
    """The id that the client gives; a new one where it gives none, or one that is no short word."""
    return given if given and _ID.fullmatch(given) else uuid.uuid4().hex
