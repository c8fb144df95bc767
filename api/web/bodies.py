"""Bodies of requests: whole before the application sees them, of bounded size, within their time."""

import asyncio
import zlib
from collections.abc import Callable
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gql.codes import Code
from api.gql.errors import refused
from api.headers import header

_GZIP = 16 + zlib.MAX_WBITS
_PACKED = frozenset({b"content-encoding", b"transfer-encoding"})


Told = Callable[[Code, str], dict[str, Any]]
"""The body of an answer that says why a request is not taken."""


class Refusal(Exception):  # noqa: N818 - an answer, not a failure of ours
    """A request is not taken: status, code and what the client should change."""

    def __init__(self, status: int, code: Code, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def response(self, told: Told) -> JSONResponse:
        """The answer; a client that was too slow has to connect again."""
        headers = {"connection": "close"} if self.status == 408 else None
        return JSONResponse(told(self.code, self.message), self.status, headers)


class BoundedBody:
    """Middleware that takes a request's body in, or answers 413, 408, 415 or 400 in the application's place.

    The limit holds for what is sent, announced or not, and for what a gzip body unpacks to. A client that
    hangs up before its body is whole gets no answer and leaves no trace.
    """

    def __init__(self, app: ASGIApp, limit: int, seconds: float, told: Told = refused) -> None:
        self._app = app
        self._told = told
        self._limit = limit
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await self._body(scope, receive)
        except Refusal as refusal:
            await refusal.response(self._told)(scope, receive, send)
            return
        if body is not None:
            await self._app(_plain(scope, len(body)), _replayed(body, receive), send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body as the client meant it; None when the client has gone."""
        if int(header(scope, b"content-length") or 0) > self._limit:
            raise self._too_large()
        encoding = header(scope, b"content-encoding")
        encoding = "identity" if encoding is None else encoding.strip().lower()
        if encoding not in ("identity", "gzip", "x-gzip"):
            raise Refusal(415, Code.BAD_REQUEST, "Bodies can be sent as they are, or in gzip.")
        try:
            async with asyncio.timeout(self._seconds):
                sent = await self._received(receive)
        except TimeoutError:
            message = f"The body did not arrive within {self._seconds:g} s."
            raise Refusal(408, Code.BAD_REQUEST, message) from None
        return sent if sent is None or encoding == "identity" else self._unpacked(sent)

    async def _received(self, receive: Receive) -> bytes | None:
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            if len(body) > self._limit:
                raise self._too_large()
            if not message.get("more_body", False):
                return bytes(body)

    def _unpacked(self, sent: bytes) -> bytes:
        gzip = zlib.decompressobj(_GZIP)
        try:
            body = gzip.decompress(sent, self._limit + 1)
        except zlib.error:
            raise Refusal(400, Code.BAD_REQUEST, "The body is not the gzip that it says it is.") from None
        if len(body) > self._limit:
            raise self._too_large()
        if not gzip.eof or gzip.unused_data:
            raise Refusal(400, Code.BAD_REQUEST, "The gzip body is cut off, or something follows it.")
        return body

    def _too_large(self) -> Refusal:
        return Refusal(
            413, Code.TOO_LARGE, f"The body is larger than {self._limit} bytes. Send less at once."
        )


def _plain(scope: Scope, size: int) -> Scope:
    """The request as if its body had been sent without an encoding, and its size announced."""
    if header(scope, b"content-length") == str(size) and not _PACKED.intersection(dict(scope["headers"])):
        return scope
    headers = MutableHeaders(raw=list(scope["headers"]))
    del headers["content-encoding"], headers["transfer-encoding"]
    if "content-length" in headers or size:
        headers["content-length"] = str(size)
    return {**scope, "headers": headers.raw}


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Gives the body once, and then what the server has to say."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
