"""A connection to a Neo4j, over which one read at a time is asked."""

import asyncio
import socket
from asyncio import Future
from typing import Self, cast
from urllib.parse import urlsplit

from graph.stores.bolt.messages import (
    CHOSEN,
    HANDSHAKE,
    OF_SUCCESS,
    Chunks,
    Reply,
    Request,
    kind_of,
    sent,
    silence_of,
)
from graph.stores.endpoint import Endpoint

PORT = 7687
AGENT = "customer-knowledge-graph"
_QUIET = {"notifications_minimum_severity": "OFF"}


class UnansweredError(Exception):
    """A read has to be asked of the driver."""


class Connection(asyncio.Protocol):
    """A connection that has logged on, made by `open`; `closed` once it cannot be used any more."""

    def __init__(self) -> None:
        self.closed = False
        self._transport: asyncio.Transport | None = None
        self._chosen = bytearray()
        self._chunks = Chunks()
        self._messages: list[bytes] = []
        self._missing = 0
        self._waiting: Future[None] | None = None
        self._silence: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    async def open(cls, endpoint: Endpoint) -> Self:
        """Connect and log on; raises UnansweredError or OSError."""
        address = urlsplit(endpoint.uri)
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(cls, address.hostname or "", address.port or PORT)
        try:
            await made._log_on(endpoint)
        except BaseException:
            made.close()
            raise
        return made

    async def records(self, requests: bytes, number: int) -> list[bytes]:
        """The records that so many requests are answered with; raises UnansweredError or OSError, after
        which the connection has to be closed."""
        self._messages, self._missing = [], number
        await self._send(requests)
        kinds = [kind_of(each) for each in self._messages]
        if not OF_SUCCESS.issuperset(kinds):
            raise UnansweredError
        return [each for each in self._messages if kind_of(each) == Reply.RECORD]

    def close(self) -> None:
        """End it; the server ends what it was doing for it."""
        self.closed = True
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The server has taken the connection."""
        self._transport = cast("asyncio.Transport", transport)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def data_received(self, data: bytes) -> None:
        """The server says something."""
        if (more := CHOSEN - len(self._chosen)) > 0:
            self._chosen += data[:more]
            if len(self._chosen) == CHOSEN:
                self._end_waiting()
            return
        self._watch()
        for message in self._chunks.messages(data):
            self._messages.append(message)
            if kind_of(message) != Reply.RECORD:
                self._missing -= 1
                if self._missing == 0:
                    self._end_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """The server has gone, or what it says is no Bolt, or the connection was closed."""
        self.closed = True
        self._end_waiting(exc if isinstance(exc, OSError) else ConnectionResetError())

    async def _log_on(self, endpoint: Endpoint) -> None:
        await self._send(HANDSHAKE)
        if not any(self._chosen):
            raise UnansweredError
        hello = {"user_agent": AGENT, "bolt_agent": {"product": AGENT}, **_QUIET}
        password = endpoint.password.get_secret_value()
        token = {"scheme": "basic", "principal": endpoint.user, "credentials": password}
        await self.records(sent(Request.HELLO, hello) + sent(Request.LOGON, token), 2)
        self._silence = silence_of(self._messages[0])

    async def _send(self, data: bytes) -> None:
        """Send something, and wait for the answer."""
        if self.closed or self._transport is None:
            raise ConnectionResetError
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(data)
        self._watch()
        await self._waiting

    def _watch(self) -> None:
        """Close the connection once the server has been silent for longer than it says that it ever is."""
        self._unwatch()
        if self._silence is not None:
            self._timer = asyncio.get_running_loop().call_later(self._silence, self.close)

    def _unwatch(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end_waiting(self, error: Exception | None = None) -> None:
        self._unwatch()
        if self._waiting is None or self._waiting.done():
            return
        if error is None:
            self._waiting.set_result(None)
        else:
            self._waiting.set_exception(error)
