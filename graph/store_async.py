"""The graph store for asynchronous callers: the same queries, values and errors as `graph.store`."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self, TypeVar

from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction, AsyncSession, Record
from neo4j.exceptions import DriverError, Neo4jError
from opentelemetry.trace import SpanKind

from cypher import Dialect, Mode, Query
from graph.settings import Settings
from graph.store import Row
from graph.stores.bolt.connection import UnansweredError
from graph.stores.bolt.reads import DirectReads
from graph.stores.driver import (
    DRIVER_OPTIONS,
    PING,
    checked_parameters,
    conflict_pauses,
    dialect_of,
    endpoint_for,
)
from graph.stores.ending import end_statement
from graph.stores.endpoint import Endpoint
from graph.stores.errors import StoreConflictError
from graph.stores.failures import CONNECTING, readable_errors
from graph.stores.values import plain_record
from graph.tracing import span

log = logging.getLogger("ckg.store")

_Made = TypeVar("_Made")
READ_PAUSES = (0.05, 0.2, 1.0, 3.0)
"""Seconds before a read that failed in passing is tried again."""


class AsyncStore:
    """A connection to the graph for one event loop; made by `open` or `connect`, ended by `close`.

    `queries_sent` counts the statements sent so far, retries of the driver included.
    """

    def __init__(self, endpoint: Endpoint, driver: AsyncDriver) -> None:
        self.endpoint = endpoint
        self.queries_sent = 0
        self.dialect = Dialect.NEO4J
        self._driver = driver
        self._direct: DirectReads | None = None
        self._ending: set[asyncio.Future[bool]] = set()

    @classmethod
    async def open(cls, settings: Settings) -> Self:
        """The store that the settings choose, started if it is the embedded one and does not run.

        Raises SettingsError or a StoreError.
        """
        return await cls.connect(await asyncio.to_thread(endpoint_for, settings))

    @classmethod
    async def connect(cls, endpoint: Endpoint) -> Self:
        """Connect to a server; raises StoreUnavailableError or StoreAuthError."""
        with readable_errors(endpoint, CONNECTING):
            driver = AsyncGraphDatabase.driver(
                endpoint.uri, auth=(endpoint.user, endpoint.password.get_secret_value()), **DRIVER_OPTIONS
            )
        store = cls(endpoint, driver)
        try:
            await store.verify()
        except BaseException:
            await driver.close()
            raise
        return store

    async def move(self, endpoint: Endpoint) -> None:
        """Go on with a store that answers elsewhere; work under way there, where it was, fails.

        Raises StoreUnavailableError or StoreAuthError, and stays where it is.
        """
        there = await self.connect(endpoint)
        left, direct = self._driver, self._direct
        self._driver, self._direct = there._driver, there._direct
        self.endpoint, self.dialect = there.endpoint, there.dialect
        if direct is not None:
            direct.close()
        await left.close()

    async def verify(self) -> None:
        """Check that the server answers, accepts the credentials and has the database."""
        with readable_errors(self.endpoint, CONNECTING):
            info = await self._driver.get_server_info()
            self.dialect = dialect_of(info.agent)
        await self.run(PING)
        if self._direct is None and DirectReads.serve(self.endpoint, self.dialect):
            self._direct = DirectReads(self.endpoint)

    async def run(self, query: Query, /, **params: Any) -> list[Row]:
        """Run one query in a transaction of its own and return its rows, as `Store.run` does."""
        values = checked_parameters(query, params)
        pauses = conflict_pauses(self.dialect)
        while True:
            try:
                return await self._attempt(query, values)
            except StoreConflictError:
                pause = next(pauses, None)
                if pause is None:
                    raise
                await asyncio.sleep(pause)

    async def answer(self, query: Query, /, **params: Any) -> Any:
        """The one value of the one row that a reading query returns, as the driver has it.

        For statements that turn times into text themselves: nothing is converted. Raises what `run` raises.
        """
        values = checked_parameters(query, params)
        text = query.text_for(self.dialect)
        with self._around(query):
            if self._direct is not None:
                with suppress(UnansweredError):
                    value = await self._direct.value(text, values)
                    self.queries_sent += 1
                    return value
            [[value]] = await self._read(text, values, Record.values)
        return value

    async def close(self) -> None:
        """Close the connections; the server goes on."""
        await asyncio.gather(*self._ending, return_exceptions=True)
        if self._direct is not None:
            self._direct.close()
        await self._driver.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _attempt(self, query: Query, values: dict[str, Any]) -> list[Row]:
        # LiteralString is what the driver wants: texts come from packaged files and the model alone.
        text: Any = query.text_for(self.dialect)
        with self._around(query):
            if query.mode is Mode.READ:
                return await self._read(text, values, plain_record)
            async with self._session() as session:
                return await session.execute_write(self._write, text, values)

    def _session(self, **options: Any) -> AsyncSession:
        """A session; Neo4j leaves out hints of its planner, which nobody reads and which take time."""
        if self.dialect is Dialect.NEO4J:
            options["notifications_min_severity"] = "OFF"
        return self._driver.session(database=self.endpoint.database, **options)

    @contextmanager
    def _around(self, query: Query) -> Iterator[None]:
        """Trace the query, and raise what the driver raises as a StoreError."""
        traced = span(query.name, SpanKind.CLIENT, attributes={"db.system.name": self.dialect.value})
        with traced, readable_errors(self.endpoint, query.name):
            yield

    async def _write(self, inner: AsyncManagedTransaction, text: Any, values: dict[str, Any]) -> list[Row]:
        self.queries_sent += 1
        result = await inner.run(text, values)
        return [plain_record(record) async for record in result]

    async def _read(self, text: Any, values: dict[str, Any], made: Callable[[Record], _Made]) -> list[_Made]:
        """One round trip where a managed transaction takes three; repeated after a passing failure."""
        for pause in READ_PAUSES:
            try:
                return await self._read_once(text, values, made)
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable():
                    raise
            await asyncio.sleep(pause)
        return await self._read_once(text, values, made)

    async def _read_once(
        self, text: Any, values: dict[str, Any], made: Callable[[Record], _Made]
    ) -> list[_Made]:
        self.queries_sent += 1
        sent_at = time.monotonic()
        try:
            async with self._session(default_access_mode=READ_ACCESS) as session:
                result = await session.run(text, values)
                return [made(record) async for record in result]
        except asyncio.CancelledError:
            self._end(text, sent_at)
            raise

    def _end(self, text: str, sent_at: float) -> None:
        """End a statement that nobody waits for any more, without waiting for that either."""
        if self.dialect is Dialect.NEO4J:  # it does so by itself
            return
        ending = asyncio.get_running_loop().run_in_executor(None, end_statement, self.endpoint, text, sent_at)
        self._ending.add(ending)
        ending.add_done_callback(self._ended)

    def _ended(self, ending: "asyncio.Future[bool]") -> None:
        self._ending.discard(ending)
        if not ending.cancelled() and ending.exception() is not None:
            log.warning("a statement could not be ended: %s", type(ending.exception()).__name__)
