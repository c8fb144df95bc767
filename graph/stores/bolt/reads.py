"""Connections for reads, kept open and used again."""

import asyncio
import time
from collections.abc import Mapping
from math import inf
from typing import Any

from cypher import Dialect
from graph.stores.bolt.connection import Connection, UnansweredError
from graph.stores.bolt.messages import Request, sent, value_of
from graph.stores.bolt.packing import PACKS, UnpackableError
from graph.stores.endpoint import Endpoint

MOST = 32
"""Connections; what would need more at the same time is the driver's."""
_OPENING = 5.0
"""Seconds within which a connection has to be open, as with the driver."""
_AGAIN = 10.0
"""Seconds for which no connection is opened after one that could not be."""
LONGEST_REST = 60.0
"""Seconds after which a connection is not used again: a firewall that forgot it does not say so."""


class DirectReads:
    """Reads of one Neo4j, for one event loop."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._open = set[Connection]()
        self._idle: list[tuple[Connection, float]] = []
        """Those that nobody uses, and since when."""
        self._opening = 0
        self._not_before = 0.0

    @staticmethod
    def serve(endpoint: Endpoint, dialect: Dialect) -> bool:
        """Whether a server is asked so: one that is named by itself. Certificates, and which of several
        servers to ask, are the driver's."""
        return PACKS and dialect is Dialect.NEO4J and endpoint.uri.startswith("bolt://")

    async def value(self, text: str, values: Mapping[str, Any]) -> Any:
        """The one value of the one row that a reading statement returns, as the driver has it; raises
        UnansweredError where the driver has to be asked, which says what is wrong."""
        try:
            run = sent(Request.RUN, text, values, {"mode": "r", "db": self._endpoint.database})
            [record] = await self._records(run + sent(Request.PULL, {"n": -1}), 2)
            return value_of(record)
        except (OSError, ValueError, UnpackableError) as error:  # the second where it is no answer at all
            raise UnansweredError from error

    def close(self) -> None:
        """Close the connections for good; what is under way on them is the driver's to answer."""
        self._not_before = inf
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._idle.clear()

    async def _records(self, requests: bytes, number: int) -> list[bytes]:
        connection = self._rested() or await self._opened()
        try:
            found = await connection.records(requests, number)
        except BaseException:
            connection.close()
            self._open.discard(connection)
            raise
        self._idle.append((connection, time.monotonic()))
        return found

    def _rested(self) -> Connection | None:
        """The connection used last of those that nobody uses, unless that is long ago."""
        while self._idle:
            connection, since = self._idle.pop()
            if not connection.closed and time.monotonic() - since < LONGEST_REST:
                return connection
            connection.close()
            self._open.discard(connection)
        return None

    async def _opened(self) -> Connection:
        if len(self._open) + self._opening >= MOST or time.monotonic() < self._not_before:
            raise UnansweredError
        self._opening += 1
        try:
            async with asyncio.timeout(_OPENING):
                connection = await Connection.open(self._endpoint)
        except (OSError, UnansweredError) as error:
            self._not_before = max(self._not_before, time.monotonic() + _AGAIN)
            raise UnansweredError from error
        finally:
            self._opening -= 1
        if self._not_before == inf:
            connection.close()
            raise UnansweredError
        self._open.add(connection)
        return connection
