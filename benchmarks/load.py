"""A first load of the embedded store: at once, over Bolt, and by a plain script of the same nodes and edges.

`make bench-load`: the same journal of a made company each time, into a store that has just been started.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import copytree

import pandas as pd

from benchmarks.processes import cpu_seconds
from cypher import Mode, Query
from graph.batches import batched
from graph.bulk.load import BoltLoader, EmbeddedLoader, StagedLoader, fill, staged_graph, traits_of
from graph.bulk.tables import EDGES, NODES, Table
from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.model.schema import apply_schema
from graph.progress import silent
from graph.projection import project
from graph.projection.checkpoint import Checkpoint
from graph.projection.passes import PendingSpans
from graph.projection.spans import at_withdrawals, pending_spans
from graph.projection.writing.writer import ROWS, TRANSACTION_ROWS, Row
from graph.settings import Settings
from graph.store import Store
from graph.stores.embedded import embedded_folder, stop_embedded
from graph.stores.server import ServerState
from ingest.pipeline.pipeline import IngestOptions, ingest
from ingest.sample import generate

_REPORT = Path(__file__).parent / "load.md"
GOLDEN = GoldenRecords(load_rules())


@dataclass(frozen=True)
class Cost:
    """Seconds that a way took: by the clock, of our processor time and of the store's."""

    wall: float
    ours: float
    stores: float

    @property
    def cpu(self) -> float:
        """All processor time."""
        return self.ours + self.stores


def main() -> None:
    """Loads by all ways and writes the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        rows = company(home, people)
        steps = _script(Settings(home=home))
        elements = sum(len(rows) for _, rows in steps)
        plain = _timed(home, lambda store, _: _run(steps, store))
        bolt = _timed(home, lambda store, settings: project(Journal.open(settings), store, GOLDEN))
        first = _timed(home, partial(_first_load, BoltLoader))
        bulk = _timed(home, partial(_first_load, EmbeddedLoader))
    _REPORT.write_text(_report(people, rows, elements, (plain, bolt, first, bulk)), encoding="utf-8")


def company(home: Path, people: int) -> int:
    """A journal of the sample company; its rows."""
    settings = Settings(home=home)
    sample = generate(people, 1, home / "sample")
    journal = Journal.open(settings)
    for mapping in sample.mappings:
        ingest(mapping, [], journal, IngestOptions.of(settings))
    return sum(span.rows for span in pending_spans(journal, Checkpoint(journal.id)))


def _first_load(loader: type[StagedLoader], store: Store, settings: Settings) -> None:
    project(Journal.open(settings), store, GOLDEN, loader=loader(settings))


def _script(settings: Settings) -> list[tuple[Query, list[Row]]]:
    """The statements that write all nodes and edges, with their rows, known beforehand."""
    journal, steps = Journal.open(settings), []
    with staged_graph(settings, traits_of(journal)) as graph:
        start = at_withdrawals(journal, Checkpoint(journal.id))
        fill(graph, PendingSpans(journal, GOLDEN, start, pending_spans(journal, start)), silent)
        texts = [(table, _node(label, table)) for label, table in NODES.items()]
        texts += [(table, _edge(ends, table)) for ends, table in EDGES.items()]
        for table, text in texts:
            found = graph.connection.sql(f"FROM {graph.settled(table)}").to_arrow_table().to_pylist()
            rows = [_row(row, table) for row in found]
            steps.append((Query("plain", Mode.WRITE, ("rows",), "Plain.", text), rows))
    return steps


def _row(row: Row, table: Table) -> Row:
    """Key and properties of a node or edge, with times as the driver sends them fastest."""
    values = {name: pd.Timestamp(v) if isinstance(v, datetime) else v for name, v in row.items()}
    names = [each.name for each in table.properties if each.name not in table.key]
    return {"key": {name: values[name] for name in table.key}, "rest": {name: values[name] for name in names}}


def _node(label: str, table: Table) -> str:
    return f"UNWIND $rows AS row MERGE (n:{label} {_map(table.key, '')}) SET n += row.rest"


def _edge(ends: tuple[str, str, str], table: Table) -> str:
    type_, start, end = ends
    own = [name for name in table.key if not name.startswith(("start_", "end_"))]
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {_map(NODES[start].key, 'start_')})"
        f" MATCH (b:{end} {_map(NODES[end].key, 'end_')})"
        f" MERGE (a)-[e:{type_}{' ' + _map(own, '') if own else ''}]->(b) SET e += row.rest"
    )


def _map(names: Iterable[str], prefix: str) -> str:
    return "{" + ", ".join(f"{name}: row.key.{prefix}{name}" for name in names) + "}"


def _run(steps: list[tuple[Query, list[Row]]], store: Store) -> None:
    """Writes them in transactions of as many rows as the projector's."""
    for query, rows in steps:
        for portion in batched(rows, TRANSACTION_ROWS):
            with store.transaction() as transaction:
                for part in batched(portion, ROWS):
                    transaction.run(query, rows=part)


def _timed(home: Path, work: Callable[[Store, Settings], object]) -> Cost:
    """What the work costs in a store of its own, which has just been started."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        copytree(home / "journal", settings.home / "journal")
        try:
            with Store.open(settings) as store:
                apply_schema(store)
                process = (embedded_folder(settings).last_state() or _none()).pid
                before = time.monotonic(), time.process_time(), cpu_seconds(process)
                work(store, settings)
                after = time.monotonic(), time.process_time(), cpu_seconds(process)
        finally:
            stop_embedded(settings)
    return Cost(*(now - then for then, now in zip(before, after, strict=True)))


def _none() -> ServerState:
    raise RuntimeError("The store does not run.")


def _report(people: int, rows: int, elements: int, costs: tuple[Cost, ...]) -> str:
    names = (
        "plain `UNWIND … MERGE` script",
        "the projector, over Bolt",
        "a first load over Bolt",
        "`ckg bulk-load`",
    )
    lines = [
        f"| {name} | {cost.wall:.1f} | {cost.ours:.1f} | {cost.stores:.1f} | {rows / cost.cpu:,.0f} |"
        f" {elements / cost.cpu:,.0f} | {costs[1].cpu / cost.cpu:.1f} |"
        for name, cost in zip(names, costs, strict=True)
    ]
    return "\n".join(
        (
            "# First load of the embedded store",
            "",
            f"Written by `make bench-load` for the sample company of {people:,} people: {rows:,} rows of the"
            f" journal, {elements:,} nodes and edges.",
            f"Each way has a store that was just started. The load average was {os.getloadavg()[0]:.1f} on"
            f" {os.cpu_count()} cores, so read processor seconds.",
            "The script knows its rows beforehand and does nothing but send them.",
            "",
            "| | wall s | our CPU s | store's CPU s | rows per CPU s | nodes, edges per CPU s | times Bolt |",
            "|---|---|---|---|---|---|---|",
            *lines,
            "",
        )
    )


if __name__ == "__main__":
    main()
