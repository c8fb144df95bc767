"""Real stores for tests: start them, reach them through settings, empty them."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cypher import Mode, Query
from graph.model.schema import apply_schema
from graph.settings import Settings
from graph.store import Store
from graph.stores import neo4j_local
from graph.stores.embedded import start_embedded, stop_embedded
from graph.stores.embedded_http import post
from graph.stores.endpoint import Endpoint
from graph.stores.neo4j_local import missing_tools, start_neo4j, stop_neo4j

MEMORY = "1g"
_SHARED_MEMORY = "2g"
# Each test begins with an empty graph, so a plan of the one before would be out of date: to make all of them
# again takes three times as long as the tests.
_PLANS_STAY = "dbms.cypher.min_replan_interval=1h\n"
_WIPE = Query("test/wipe", Mode.WRITE, (), "Delete everything.", "MATCH (n) DETACH DELETE n")


def reading(text: str, *params: str) -> Query:
    """A query that a test makes up to look into the graph."""
    return Query("test/read", Mode.READ, params, "Made up by a test.", text)


def writing(text: str, *params: str) -> Query:
    """A query that a test makes up to change the graph."""
    return Query("test/write", Mode.WRITE, params, "Made up by a test.", text)


def wipe(store: Store) -> Store:
    """The store without any node; constraints and indexes stay."""
    store.run(_WIPE)
    return store


def forget_traits(store: Store) -> None:
    """Let Neo4j find nothing by traits that tests before had: their indexes outlive the nodes."""
    left = store.run(reading("SHOW INDEXES YIELD name WHERE name CONTAINS '_trait_' RETURN name"))
    apply_schema(store, [writing(f"DROP INDEX {row['name']}") for row in left])


def settings_of(endpoint: Endpoint, home: Path) -> Settings:
    """Settings that lead to a running store as NEO4J_URI would."""
    return Settings(
        home=home,
        neo4j_uri=endpoint.uri,
        neo4j_user=endpoint.user,
        neo4j_password=endpoint.password,
        neo4j_database=endpoint.database,
    )


def environment_of(store: Store) -> dict[str, str]:
    """The environment of a program that uses this store."""
    endpoint = store.endpoint
    return {
        **os.environ,
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USER": endpoint.user,
        "NEO4J_PASSWORD": endpoint.password.get_secret_value(),
        "NEO4J_DATABASE": endpoint.database,
    }


def embedded_for_session(home: Path, worker: str | None) -> Iterator[Store]:
    """An embedded store with the model's schema. Workers of a run share its process, since to start one takes
    longer than most of its work, and each has a database; it ends with their run."""
    settings = Settings(home=home, store_memory=_SHARED_MEMORY)
    try:
        endpoint = start_embedded(settings)
        if worker:
            post(endpoint, "server", json.dumps({"command": f"create database {worker}"}).encode())
            endpoint = replace(endpoint, database=worker)
        yield from _with_schema(endpoint)
    finally:
        if not worker:
            stop_embedded(settings)


def neo4j_for_session(home: Path) -> Iterator[Store]:
    """A local Neo4j with the model's schema; stopped afterwards."""
    missing = missing_tools()
    if missing and os.environ.get("CKG_REQUIRE_NEO4J") != "1":
        pytest.skip(f"no real Neo4j here: {' and '.join(missing)} not installed")
    settings = Settings(home=home, store_memory=MEMORY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neo4j_local, "_CONFIGURATION", f"{neo4j_local._CONFIGURATION}{_PLANS_STAY}")
        try:
            yield from _with_schema(start_neo4j(settings))
        finally:
            stop_neo4j(settings)


def _with_schema(endpoint: Endpoint) -> Iterator[Store]:
    with Store(endpoint) as store:
        apply_schema(store)
        yield store
