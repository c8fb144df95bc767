"""Requests a second of GraphQL beside the peer, in short rounds by turns on one Neo4j.

    python -m benchmarks.api --customers 100000 --seconds 3 --rounds 3 --workers 1

Starts a Neo4j in a temporary folder, fills it with made customers, serves it by `ckg serve` and by the peer,
compares answers, and writes benchmarks/api.md. Shared machines make rates rough: read the ratios.
"""

import argparse
import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from benchmarks.api.data import fill, fill_search
from benchmarks.api.load import Asked, Speed, answer, measure
from benchmarks.api.operations import Operation, operations
from benchmarks.api.peer import install, peer
from benchmarks.installation import COMMAND
from graph.settings import Settings
from graph.store import Store
from graph.stores.endpoint import Endpoint
from graph.stores.neo4j_local import start_neo4j, stop_neo4j

CONNECTIONS = (1, 8, 32)
COMPARED = 20
RESULT = Path(__file__).parents[1] / "api.md"
_HEAD = """\
# GraphQL beside @neo4j/graphql

Written by `make bench-api` (benchmarks/api, which says what is asked). {customers:,} made customers with 3
referrals each and a hub on one Neo4j 5.26; `ckg serve` with {workers} process(es), the peer with one.
Medians of {rounds} rounds of {seconds:g} s, by turns. The load average was {load:.1f} when it began, on
{cores} cores, which the store, the servers and the client share: read the ratios. {compared} answers of
each operation were compared. CPU is what the server alone took of a processor for a request.

| operation | connections | requests/s | of the peer | ratio | median ms | of the peer | CPU ms | of its |
|---|---|---|---|---|---|---|---|---|
"""

_TAIL = """
A count and a sum are the store's work alone, on both sides. The search is here by an index that forgives
typing errors, in the server's own process, there the store's full text for the exact words. A
path, a neighbourhood and a network have no peer. The hub is next to half of the customers: a search that has
to follow it takes them all in, and a network shows the earliest 500.

Lists, counts and sums ask for one of five stages by chance: at 8 and 32 connections some that come together
are equal, and equal ones are one statement. So are small operations that begin at one node, up to eight.

The client and the store, which take as much for either server, share the two cores with it. At 32
connections the server takes a core for itself: what it takes of a processor decides. A point read takes it
some 290 µs (one connection, other programs beside it): HTTP 55, what stands before the application (ids,
hosts, headers, body, who asks) 65, GraphQL 110 (the budget 10, graphql-core's executor 25), the statement
55, of which 22 are the socket. That is some 900 calls of Python, none of which takes a twentieth.

What brought a twentieth or more of some operation (µs of the server, each by itself in one process): reads
without the driver's sessions 310 to 55 a statement, nested objects column by column 385 to 285 of two
levels of referrals, nodes of identifiers without graphql-core 440 to 270 of a customer with these and
orders, arguments of which the shape is kept 19 to 2 of a filter. A search: words as they are asked for are
looked up first, and typing errors only where they could be among the best (185 to 32 of the index, for a name
that is spelled right), no e-mail address or phone number is looked for in letters alone (35), and what it
found is read as the operation's one compiled statement where two were resolved (830 to 480 of all). Equal
operations as one statement: a count at 32 connections took the store .16 ms where it took .89. Before: sizes
of operations are kept, requests go past FastAPI's routing and, once known, past Strawberry's view, and no
telemetry or hint of the planner is asked for.

Tried, and no gain: one session of the driver kept (270 for 285), the driver in threads, `replan=skip` and
`runtime=slotted` (.10 ms of the store for a point read and .18 for two levels, with and without; Neo4j's
community edition has no pipelined runtime), two levels without the ways for hubs or with these in a union,
a start without aliases, the search without a thread of its own. Two levels of referrals take the server half
of what they take the peer; with one connection the store and the client, the same for both, keep the
throughput below twice: with .5 ms of these, the server's part would have to be .1. Under a twentieth: orjson
for answers (22 to 6 µs for 100 customers), no spans where nobody takes them (7). Answers to equal operations
could be made once: not done, since each has errors and a budget of its own.
"""


@dataclass(frozen=True)
class Options:
    """How large, how long, how often."""

    customers: int
    seconds: float
    rounds: int
    workers: int


class Served(NamedTuple):
    """A server: its port and its process."""

    port: int
    process: int


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description="Requests a second of GraphQL beside @neo4j/graphql.")
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    options = Options(**vars(parser.parse_args()))
    head = _HEAD.format(**vars(options), load=os.getloadavg()[0], cores=os.cpu_count(), compared=COMPARED)
    with (
        tempfile.TemporaryDirectory() as folder,
        filled(Path(folder), options.customers) as endpoint,
        both(Path(folder), endpoint, options.workers) as servers,
    ):
        rows = [row for each in operations(options.customers) for row in measured(each, servers, options)]
    RESULT.write_text(head + "".join(rows) + _TAIL, encoding="utf-8")


@contextmanager
def filled(home: Path, customers: int) -> Iterator[Endpoint]:
    """A running Neo4j with the customers."""
    settings = Settings(home=home / "home", store_memory="2g")
    try:
        endpoint = start_neo4j(settings)
        with Store(endpoint) as store:
            fill(store, customers)
        fill_search(settings.home, customers)
        yield endpoint
    finally:
        stop_neo4j(settings)


@contextmanager
def both(folder: Path, endpoint: Endpoint, workers: int) -> Iterator[tuple[Served, Served]]:
    """Both servers."""
    ours, theirs = _free_port(), _free_port()
    environment = {
        **os.environ,
        "CKG_HOME": str(folder / "home"),
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USER": endpoint.user,
        "NEO4J_PASSWORD": endpoint.password.get_secret_value(),
        "NEO4J_DATABASE": endpoint.database,
        "CKG_GRAPHQL_RATE": str(10**9),  # the usual one is for callers, and less than the server can answer
    }
    command = [*COMMAND, "serve", "--port", str(ours)]
    (folder / "peer").mkdir()
    install(folder / "peer")
    server = subprocess.Popen([*command, "--workers", str(workers)], env=environment)  # noqa: S603 - our own
    try:
        with peer(folder / "peer", endpoint, theirs) as process:
            yield Served(ours, server.pid), Served(theirs, process)
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def measured(operation: Operation, servers: tuple[Served, Served], options: Options) -> Iterator[str]:
    """The lines of an operation, one for each number of connections."""
    ours, theirs = (
        Asked(at.port, query, operation.variables, at.process) if query else None
        for at, query in zip(servers, (operation.ours, operation.theirs), strict=True)
    )
    assert ours  # noqa: S101 - of every operation
    compare(operation, ours, theirs)
    for connections in CONNECTIONS:
        found: dict[Asked, list[Speed]] = {asked: [] for asked in (ours, theirs) if asked}
        for asked in found:
            measure(asked, connections, options.seconds / 2)  # warms up
        for _ in range(options.rounds):
            for asked, speeds in found.items():
                speeds.append(measure(asked, connections, options.seconds))
        row = line(operation.name, connections, *(_middle(speeds) for speeds in found.values()))
        print(row, end="", flush=True)
        yield row


def compare(operation: Operation, ours: Asked, theirs: Asked | None) -> None:
    """Raise RuntimeError where the two answers differ."""
    choose = Random(3)  # noqa: S311 - made-up data, no secret
    for _ in range(COMPARED if theirs else 0):
        variables = operation.variables(choose)
        left = operation.of_ours(answer(ours, variables))
        right = operation.of_theirs(answer(theirs, variables)) if theirs else left
        if left != right:
            raise RuntimeError(f"{operation.name} {variables}: {left} is not {right}")


def _middle(speeds: list[Speed]) -> Speed:
    return Speed(*(median(getattr(speed, each.name) for speed in speeds) for each in fields(Speed)))


def line(name: str, connections: int, ours: Speed, theirs: Speed | None = None) -> str:
    """A line of the table."""
    if theirs is None:
        rate, middle, cpu = f"{ours.rate:,.0f}", f"{ours.median:.1f}", f"{ours.cpu:.2f}"
        return f"| {name} | {connections} | {rate} | – | – | {middle} | – | {cpu} | – |\n"
    return (
        f"| {name} | {connections} | {ours.rate:,.0f} | {theirs.rate:,.0f} | {ours.rate / theirs.rate:.2f}"
        f" | {ours.median:.1f} | {theirs.median:.1f} | {ours.cpu:.2f} | {theirs.cpu:.2f} |\n"
    )


if __name__ == "__main__":
    main()
