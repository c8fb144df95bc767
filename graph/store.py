"""The graph store: packaged queries over Bolt, whichever server is in use.

Everything else in the project talks to the graph through `Store` or `graph.store_async.AsyncStore`.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction
from neo4j import Transaction as DriverTransaction

from cypher import Dialect, Mode, Query
from graph.batches import batched
from graph.settings import Settings
from graph.stores.driver import (
    DRIVER_OPTIONS,
    PING,
    checked_parameters,
    conflict_pauses,
    dialect_of,
    endpoint_for,
)
from graph.stores.endpoint import Endpoint
from graph.stores.errors import StoreConflictError, StoreUnavailableError
from graph.stores.failures import CONNECTING, noting, readable_errors
from graph.stores.values import plain_record

BATCH_ROWS = 5_000
GOING = 10.0
"""Seconds in which an embedded server that was killed is gone; one that hangs is not waited for again."""
Row = dict[str, Any]
_Result = TypeVar("_Result")


class Transaction:
    """One open transaction: what its queries write becomes visible together or not at all."""

    def __init__(self, store: "Store", inner: ManagedTransaction | DriverTransaction) -> None:
        self._store = store
        self._inner = inner

    def run(self, query: Query, /, **params: Any) -> list[Row]:
        """The query's rows as plain Python values, see `graph.stores.values.to_plain`."""
        values = checked_parameters(query, params)
        self._store.queries_sent += 1
        # LiteralString is what the driver wants: texts come from packaged files and the model alone.
        text: Any = query.text_for(self._store.dialect)
        with noting(query.name):
            return [plain_record(record) for record in self._inner.run(text, values)]


class Store:
    """A connection to the graph. Close it, or use it as a context manager.

    `queries_sent` counts the statements sent so far, retries included.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Connect to a server; raises StoreUnavailableError or StoreAuthError."""
        self.endpoint = endpoint
        self.queries_sent = 0
        self.dialect = Dialect.NEO4J
        with readable_errors(endpoint, CONNECTING):
            self._driver: Driver = GraphDatabase.driver(
                endpoint.uri, auth=(endpoint.user, endpoint.password.get_secret_value()), **DRIVER_OPTIONS
            )
        try:
            self.verify()
        except BaseException:
            self._driver.close()
            raise

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The store that the settings choose: NEO4J_URI's server, else the embedded one.

        Starts the embedded store when it does not run. Raises SettingsError or a StoreError.
        """
        until = time.monotonic() + (GOING if settings.neo4j_uri is None else 0)
        while True:
            try:
                return cls(endpoint_for(settings))
            except StoreUnavailableError:
                if time.monotonic() >= until:
                    raise
                time.sleep(1.0)

    def verify(self) -> None:
        """Check that the server answers, accepts the credentials and has the database."""
        with readable_errors(self.endpoint, CONNECTING):
            info = self._driver.get_server_info()
            self.dialect = dialect_of(info.agent)
        self.run(PING)

    def run(self, query: Query, /, **params: Any) -> list[Row]:
        """Run one query in a transaction of its own and return its rows.

        Passing failures are retried for some seconds. Raises QueryError when the parameters are not
        those that the query declares, else another StoreError.
        """
        return self.execute(query.mode, lambda transaction: transaction.run(query, **params), query.name)

    def execute(self, mode: Mode, work: Callable[[Transaction], _Result], name: str = "commit") -> _Result:
        """Result of `work` in one transaction; `work` is called again after a passing failure.

        `name` is what an error at commit calls the work; ArcadeDB checks uniqueness only then.
        """
        pauses = conflict_pauses(self.dialect)
        while True:
            try:
                return self._attempt(mode, work, name)
            except StoreConflictError:
                pause = next(pauses, None)
                if pause is None:
                    raise
                time.sleep(pause)

    @contextmanager
    def transaction(self, mode: Mode = Mode.WRITE) -> Iterator[Transaction]:
        """One transaction for several queries: committed at the end, rolled back on any exception.

        Nothing is retried; prefer `execute` where the work can be repeated.
        """
        access = WRITE_ACCESS if mode is Mode.WRITE else READ_ACCESS
        database = self.endpoint.database
        with (
            readable_errors(self.endpoint, "commit"),
            self._driver.session(database=database, default_access_mode=access) as session,
            session.begin_transaction() as inner,
        ):
            yield Transaction(self, inner)
            inner.commit()

    def write_batches(
        self, query: Query, rows: Iterable[Mapping[str, Any]], size: int = BATCH_ROWS, /, **params: Any
    ) -> int:
        """Run a write query once per batch of rows, each in its own transaction.

        The query declares `rows`; `params` are passed along each time. Returns how many rows were
        sent. After a failure the batches before it stay written.
        """
        sent = 0
        for batch in batched(map(dict, rows), size):
            self.run(query, rows=batch, **params)
            sent += len(batch)
        return sent

    def close(self) -> None:
        """Close the connections; the server goes on."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _attempt(self, mode: Mode, work: Callable[[Transaction], _Result], name: str) -> _Result:
        with (
            readable_errors(self.endpoint, name),
            self._driver.session(database=self.endpoint.database) as session,
        ):
            execute = session.execute_write if mode is Mode.WRITE else session.execute_read
            return execute(lambda inner: work(Transaction(self, inner)))
