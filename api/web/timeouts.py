"""How long the server waits for a client: uvicorn's protocol alone waits for ever."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

REQUEST_SECONDS = 10.0
"""From connecting, or from the first byte of a further request, until its headers are whole."""

READING_SECONDS = 30.0
"""Within which a client has to take in some of what waits for it,"""

READING_BYTES = 30_000
"""namely so much, or all of it."""

HEADER_BYTES = 64_000
"""Of an address and its headers together; the parser alone would take in any number."""


class TimedProtocol(HttpToolsProtocol):
    """HTTP/1.1 that hangs up on clients that say nothing, never finish their headers, or do not read.

    The time for bodies is `BoundedBody`'s; what a client goes on sending after it was refused counts as the
    beginning of its next request.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._request: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None
        self._unread = 0
        self._heading = False
        self._headed = 0
        self._upgraded = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """A client has connected."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """A client has sent something."""
        self._headed += len(data)
        super().data_received(data)
        self._headed = self._headed if self._heading else 0
        if self._headed > HEADER_BYTES:
            self.transport.abort()
        self._watch()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._heading = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The headers of a request are whole. Raises ValueError, on which the client is refused, where they
        came at once and are too many."""
        self._heading = False
        if self._headed > HEADER_BYTES and self._head_bytes() > HEADER_BYTES:
            raise ValueError
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """An answer is on its way."""
        super().on_response_complete()
        self._await_reader()

    def pause_writing(self) -> None:
        """More is waiting to be sent than should be."""
        super().pause_writing()
        self._await_reader()

    def resume_writing(self) -> None:
        """The client has read."""
        super().resume_writing()
        self._reading = _end(self._reading)

    def handle_websocket_upgrade(self) -> None:
        """The connection goes on as a WebSocket, which has timeouts of its own."""
        self._upgraded = True
        self._request = _end(self._request)
        super().handle_websocket_upgrade()

    def shutdown(self) -> None:
        """The server ends: answers that go on and on are broken off, others are waited for."""
        super().shutdown()
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, or was hung up on."""
        self._request, self._reading = _end(self._request), _end(self._reading)
        super().connection_lost(exc)

    def _head_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _await_reader(self) -> None:
        unread = self.transport.get_write_buffer_size()
        if self._reading is None and unread:
            self._unread = unread
            self._reading = self.loop.call_later(READING_SECONDS, self._check_reader)

    def _check_reader(self) -> None:
        self._reading = None
        if self.transport.get_write_buffer_size() > self._unread - READING_BYTES:
            self.transport.abort()
        else:
            self._await_reader()

    def _watch(self) -> None:
        answering = self.cycle is not None and not self.cycle.response_complete
        if answering:
            self._request = _end(self._request)
        elif self._request is None and not self._upgraded and not self.transport.is_closing():
            self._request = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)


class TimedSocket(WebSocketsSansIOProtocol):
    """A WebSocket that hangs up on clients that answer no ping: they have gone, or do not read."""

    def keepalive_timeout(self) -> None:
        """A client has not answered in time; what waits for it is not kept any longer."""
        super().keepalive_timeout()
        self.transport.abort()


def _end(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """No timer any more, in the place of one."""
    if timer is not None:
        timer.cancel()
    return None
