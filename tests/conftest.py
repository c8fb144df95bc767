"""Fixtures for the whole suite: real stores, started once per session.

`store` runs a test on both stores and starts it on an empty graph with the model's schema;
`embedded_store` and `neo4j_store` are one of them, `any_store` is for what does not depend on it.
`store_settings` are settings that lead to `store`.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.journal.tables import table
from graph.settings import Settings
from graph.store import Store
from tests.support.budget import STORES
from tests.support.shared import share_below, shared_folder, worker_name
from tests.support.stores import embedded_for_session, neo4j_for_session, settings_of, wipe
from tests.support.tables import copying

# Store servers end by themselves when this process is gone, even if it is killed.
os.environ.setdefault("CKG_STORE_OWNER", str(os.getpid()))
# They live for minutes: the optimising compiler and threads that collect would take more than they save.
# Without it room for compiled code is small: Neo4j would throw away what it compiled. A fifth of each start
# would go by verifying the classes of programs that are known.
os.environ.setdefault(
    "JAVA_TOOL_OPTIONS",
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=128m"
    " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote",
)


# Modules, models and tests stay to the end: to look through them again and again frees nothing.
gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Workers share what takes long to make."""
    share_below(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", autouse=True)
def _empty_tables() -> Iterator[None]:
    """See `tests.support.tables`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "create_table", copying(table.create_table))
        yield


@pytest.fixture(scope="session")
def embedded_session() -> Iterator[Store]:
    """The session's embedded store with the schema, whatever earlier tests left in it."""
    yield from embedded_for_session(shared_folder() / "embedded", worker_name())


@pytest.fixture(scope="session")
def neo4j_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home below which the session's Neo4j lies."""
    return tmp_path_factory.mktemp("neo4j")


@pytest.fixture(scope="session")
def neo4j_session(neo4j_home: Path) -> Iterator[Store]:
    """The session's Neo4j with the schema; skips without Java or Maven unless CKG_REQUIRE_NEO4J=1."""
    yield from neo4j_for_session(neo4j_home)


@pytest.fixture
def embedded_store(embedded_session: Store) -> Store:
    """The embedded store, emptied."""
    return wipe(embedded_session)


@pytest.fixture
def neo4j_store(neo4j_session: Store) -> Store:
    """The real Neo4j, emptied."""
    return wipe(neo4j_session)


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each of the two stores, emptied."""
    chosen: Store = request.getfixturevalue(f"{request.param}_store")
    return chosen


@pytest.fixture(params=STORES)
def any_store(request: pytest.FixtureRequest) -> Store:
    """A store, emptied, for what Python alone decides: the embedded one, in a thorough run each."""
    chosen: Store = request.getfixturevalue(f"{request.param}_store")
    return chosen


@pytest.fixture
def store_settings(store: Store, tmp_path: Path) -> Settings:
    """Settings with a home of their own that lead to `store`."""
    return settings_of(store.endpoint, tmp_path / "home")
