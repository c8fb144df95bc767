"""Requests a second of GraphQL: a customer, whom they brought, and whom those brought.

    python -m benchmarks.graphql_speed embedded
    python -m benchmarks.graphql_speed neo4j --seconds 20

Starts a store of its own in a temporary folder, writes customers who each bring three others, starts the
application under uvicorn and asks over keep-alive connections for random customers.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from fastapi import FastAPI

from api.app import create_app
from cypher import Mode, Query
from graph.schema import apply_schema
from graph.settings import Settings, load_settings
from graph.store import Store
from graph.stores.embedded import start_embedded, stop_embedded
from graph.stores.endpoint import Endpoint
from graph.stores.neo4j_local import start_neo4j, stop_neo4j

CUSTOMERS = 10_000
BROUGHT = 3
OPERATION = """query ($id: ID!) {customer(id: $id) {id fullName
  referrals {customer {id fullName referrals {customer {id fullName}}}}}}"""
NODES = Query(
    "benchmark/nodes",
    Mode.WRITE,
    ("rows",),
    "Customers.",
    "UNWIND $rows AS row CREATE (c:Customer) SET c = row",
)
EDGES = Query(
    "benchmark/edges",
    Mode.WRITE,
    ("rows",),
    "Referrals.",
    "UNWIND $rows AS row MATCH (a:Customer {id: row.a}), (b:Customer {id: row.b}) "
    "CREATE (a)-[:REFERRED {at: datetime('2026-01-01T00:00:00Z')}]->(b)",
)
STORES = {"embedded": (start_embedded, stop_embedded), "neo4j": (start_neo4j, stop_neo4j)}


def app() -> FastAPI:
    """The application that uvicorn serves."""
    return create_app(load_settings())


def main() -> None:
    """Measure one store and print requests a second and latencies."""
    parser = argparse.ArgumentParser(description="Requests a second of GraphQL on one store.")
    parser.add_argument("store", choices=STORES)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        store_with_customers(options.store, Path(home)) as endpoint,
        serving(endpoint, home) as port,
    ):
        asyncio.run(measure(port, options.connections, options.seconds))  # warms up both servers
        latencies = asyncio.run(measure(port, options.connections, options.seconds))
    cuts = quantiles(latencies, n=100)
    rate = len(latencies) / options.seconds
    print(f"{options.store}: {rate:.0f} requests/s, p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms")


@contextmanager
def store_with_customers(name: str, home: Path) -> Iterator[Endpoint]:
    """A running store that holds the customers and their referrals."""
    start, stop = STORES[name]
    settings = Settings(home=home, store_memory="1g")
    try:
        endpoint = start(settings)
        with Store(endpoint) as store:
            apply_schema(store)
            store.write_batches(NODES, _people())
            store.write_batches(EDGES, _referrals())
        yield endpoint
    finally:
        stop(settings)


def _people() -> Iterator[dict[str, str]]:
    return ({"id": f"c{n}", "full_name": f"Customer {n}", "city": "Köln"} for n in range(CUSTOMERS))


def _referrals() -> Iterator[dict[str, str]]:
    choose = random.Random(1)  # noqa: S311 - made-up data, no secret
    for n in range(CUSTOMERS):
        # others than oneself, and two customers who brought each other would make answers shorter
        for step in choose.sample(range(1, CUSTOMERS // 2), BROUGHT):
            yield {"a": f"c{n}", "b": f"c{(n + step) % CUSTOMERS}"}


@contextmanager
def serving(endpoint: Endpoint, home: str) -> Iterator[int]:
    """The application in a process of its own; yields its port."""
    port = _free_port()
    environment = {
        **os.environ,
        "CKG_HOME": home,
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USER": endpoint.user,
        "NEO4J_PASSWORD": endpoint.password.get_secret_value(),
        "NEO4J_DATABASE": endpoint.database,
    }
    command = [sys.executable, "-m", "uvicorn", "benchmarks.graphql_speed:app", "--factory"]
    options = ["--port", str(port), "--log-level", "warning", "--no-access-log"]
    server = subprocess.Popen([*command, *options], env=environment)  # noqa: S603 - our own program
    try:
        yield port
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def measure(port: int, connections: int, seconds: float) -> list[float]:
    """Latencies in milliseconds of all requests that the connections got answered in the time."""
    streams = [await _connected(port) for _ in range(connections)]
    until = time.perf_counter() + seconds
    found = await asyncio.gather(*(_ask_until(until, seed, *ends) for seed, ends in enumerate(streams)))
    return [latency for latencies in found for latency in latencies]


async def _ask_until(
    until: float, seed: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> list[float]:
    choose, latencies = random.Random(seed), list[float]()  # noqa: S311 - made-up data, no secret
    while (begin := time.perf_counter()) < until:
        variables = {"id": f"c{choose.randrange(CUSTOMERS)}"}
        body = json.dumps({"query": OPERATION, "variables": variables}).encode()
        head = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = await _answer(reader)
        if answer.count(b'"fullName"') != 1 + BROUGHT + BROUGHT**2:
            raise RuntimeError(f"An answer is wrong: {answer[:300]!r}")
        latencies.append((time.perf_counter() - begin) * 1000)
    writer.close()
    return latencies


async def _connected(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for _ in range(600):
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
    raise RuntimeError("The application did not start within a minute.")


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return await reader.readexactly(int(length.split(b":")[1]))


if __name__ == "__main__":
    main()
