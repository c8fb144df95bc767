"""What can go wrong between this program and the server that holds the graph."""

from graph.errors import StoreError


class StoreUnavailableError(StoreError):
    """No server answers there, it is not a graph store, or it went away during the work."""


class StoreAuthError(StoreError):
    """The server answers and refuses user and password."""


class StoreConflictError(StoreError):
    """A uniqueness constraint refused a write; the transaction was rolled back."""


class StoreBusyError(StoreError):
    """Other writers or a lock kept the work from finishing; it was rolled back and can be repeated."""


class StoreDiskError(StoreError):
    """The disk of a store on this machine is full or cannot be written."""


class QueryError(StoreError):
    """The store does not accept a query, or it was called with the wrong parameters."""


class ServerStartError(StoreError):
    """A local server could not be started; the message names its log."""


class PortInUseError(ServerStartError):
    """Another program listens on a port that the server was told to use."""


class ToolMissingError(ServerStartError):
    """A program that the local Neo4j needs (Java, Maven) is not installed."""
