"""What the synchronous and the asynchronous store share: opening, checking, retrying."""

import logging
import random
from collections.abc import Iterator, Mapping
from typing import Any

from cypher import Dialect, Mode, Query
from graph.settings import Settings
from graph.stores.embedded import start_embedded
from graph.stores.endpoint import Endpoint, configured_endpoint
from graph.stores.errors import QueryError

# The driver repeats every hint of the planner as a warning; they are for authors, not for users.
logging.getLogger("neo4j.notifications").setLevel(logging.ERROR)

DRIVER_OPTIONS: Mapping[str, Any] = {
    "connection_timeout": 5.0,
    "connection_acquisition_timeout": 30.0,
    "max_transaction_retry_time": 5.0,
    "keep_alive": True,
    "telemetry_disabled": True,  # a server that collects it would be told with each statement how it is sent
    "user_agent": "customer-knowledge-graph",
}
PING = Query("store/ping", Mode.READ, (), "Whether the store answers.", "RETURN 1 AS one")


def endpoint_for(settings: Settings) -> Endpoint:
    """The server of NEO4J_URI, else the embedded store, which is started when it does not run."""
    return configured_endpoint(settings) or start_embedded(settings)


def dialect_of(agent: str) -> Dialect:
    """The Cypher implementation behind a server's agent string, such as `Neo4j/5.26.25`."""
    return Dialect.ARCADEDB if "arcadedb" in agent.lower() else Dialect.NEO4J


def checked_parameters(query: Query, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters if they are those that the query declares; raises QueryError otherwise."""
    if params.keys() != set(query.params):
        raise QueryError(
            f"Query {query.name} takes the parameters {sorted(query.params)}, not {sorted(params)}."
        )
    return dict(params)


def conflict_pauses(dialect: Dialect) -> Iterator[float]:
    """Seconds to wait before each new attempt of a write that a uniqueness constraint refused.

    On ArcadeDB two concurrent MERGEs of one key end in that error; on Neo4j it is always final.
    """
    if dialect is Dialect.ARCADEDB:
        for attempt in range(5):
            yield 0.05 * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311 - jitter, not a secret
