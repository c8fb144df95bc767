"""The driver's exceptions as errors that say what to do.

A server's own message is passed on only where it cannot hold property values, which may be personal.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    CypherSyntaxError,
    DriverError,
    Neo4jError,
    TransientError,
    UnsupportedServerProduct,
)

from graph.errors import StoreError
from graph.files.disk import disk_trouble
from graph.stores.endpoint import Endpoint
from graph.stores.errors import (
    QueryError,
    StoreAuthError,
    StoreBusyError,
    StoreConflictError,
    StoreDiskError,
    StoreUnavailableError,
)

# Words of the driver's messages about a peer that speaks something else than Bolt.
CONNECTING = "connecting"
"""Work that has not reached a store yet."""
_SILENT = "deadline"
"""A word of those about one that takes a connection and does not answer in time."""
_NOT_BOLT = ("handshake", "looks like HTTP", "Unknown protocol", "negotiated", "protocol versions")


@contextmanager
def readable_errors(endpoint: Endpoint, work: str) -> Iterator[None]:
    """Raise whatever the driver raises inside as a StoreError.

    The message names the query that `noting` has noted on the exception, else `work`. The driver's
    exception is not its cause: that text may repeat values of the query.
    """
    try:
        yield
    except (Neo4jError, DriverError) as error:
        told = _readable(error, endpoint, getattr(error, "__notes__", [work])[-1])
        raise (_of_disk(told, endpoint) or told) from None


@contextmanager
def noting(query_name: str) -> Iterator[None]:
    """Leave the driver's exceptions as they are, for its retries, and note the query on them."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        error.add_note(query_name)
        raise


def _of_disk(told: StoreError, endpoint: Endpoint) -> StoreError | None:
    """The same failure, where the disk of a store on this machine explains it: servers do not say so."""
    if endpoint.folder is None or isinstance(told, StoreConflictError | StoreAuthError):
        return None
    trouble = disk_trouble(endpoint.folder)
    return StoreDiskError(f"{told.message} {trouble.message}", trouble.hint) if trouble else None


def _readable(error: Exception, endpoint: Endpoint, work: str) -> StoreError:
    if isinstance(error, Neo4jError):
        return _refused(error, endpoint, work)
    if work == CONNECTING and _SILENT in str(error):
        return StoreUnavailableError(
            f"What listens at {endpoint.uri} says nothing: it hangs, or is no graph store.",
            "Correct NEO4J_URI, or start that server again."
            if endpoint.folder is None
            else "`ckg stop` ends the embedded store, by force if need be; the next command starts it again.",
        )
    if isinstance(error, UnsupportedServerProduct) or any(word in str(error) for word in _NOT_BOLT):
        return StoreUnavailableError(
            f"What answers at {endpoint.uri} is not a graph store that speaks Bolt.",
            "Check host and port in NEO4J_URI; Bolt's usual port is 7687, not the Browser's 7474.",
        )
    if isinstance(error, ConfigurationError):
        return StoreUnavailableError(
            f"The address {endpoint.uri} cannot be used: {error}.", "Correct NEO4J_URI."
        )
    if work == CONNECTING:
        return StoreUnavailableError(
            f"No store answers at {endpoint.uri}.",
            "Start the server or correct NEO4J_URI; without NEO4J_URI the embedded store is used.",
        )
    return StoreUnavailableError(
        f"The store at {endpoint.uri} does not answer ({work}).",
        "Nothing of the interrupted transaction was kept unless its commit was already under way. Start "
        "the server (the embedded store starts by itself) and run the same command again.",
    )


def _refused(error: Neo4jError, endpoint: Endpoint, work: str) -> StoreError:
    code = error.code or "no code"
    if code.endswith(".Security.Forbidden"):
        return StoreAuthError(
            f"The store at {endpoint.uri} does not allow user {endpoint.user!r} to do this ({work}).",
            "Give that user the right to write and to make constraints and indexes (Neo4j's role `architect`"
            " or `admin`), or name another one in NEO4J_USER.",
        )
    if isinstance(error, AuthError) or ".Security." in code:
        return StoreAuthError(
            f"The store at {endpoint.uri} does not accept user {endpoint.user!r} with this password.",
            "Check NEO4J_USER and NEO4J_PASSWORD.",
        )
    if isinstance(error, ConstraintError):
        return StoreConflictError(
            f"A uniqueness constraint refused a write ({work}).",
            "Two nodes of one kind would have had the same key, or the database has a constraint of another"
            " program (`SHOW CONSTRAINTS`); nothing of that transaction was kept.",
        )
    if code.endswith("DatabaseNotFound"):
        return StoreUnavailableError(
            f"The store at {endpoint.uri} has no database {endpoint.database!r}.", "Check NEO4J_DATABASE."
        )
    if isinstance(error, CypherSyntaxError):
        return QueryError(f"The store does not understand a query ({work}): {error.message}")
    if isinstance(error, TransientError):
        return StoreBusyError(f"The store could not finish in time ({work}; {code}).", "Run it again later.")
    kind = "refused" if isinstance(error, ClientError) else "failed in"
    return QueryError(f"The store {kind} a query ({work}; {code}).", "The server's log has the details.")
