"""A first load of a local Neo4j: by its own import, and over Bolt by the projector and put together first.

`make bench-load-neo4j`: the same journal of a made company each time, into a server that was just started.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree

from benchmarks.load import GOLDEN, Cost, company
from benchmarks.processes import cpu_seconds
from graph.bulk.load import BoltLoader, write_import
from graph.bulk.neo4j_files import ARGUMENTS
from graph.journal import Journal
from graph.progress import silent
from graph.projection import ProjectionResult, prepare, project
from graph.settings import Settings
from graph.store import Store
from graph.stores.neo4j_import import import_files
from graph.stores.neo4j_local import neo4j_folder, start_neo4j, stop_neo4j

_REPORT = Path(__file__).parent / "load_neo4j.md"
Way = Callable[[Settings], tuple[Cost, ProjectionResult]]


def main() -> None:
    """Loads by all ways and writes the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=3_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        rows = company(home, people)
        ways: dict[str, Way] = {
            "the projector, over Bolt": partial(_over_bolt, loader=None),
            "a first load over Bolt": partial(_over_bolt, loader=BoltLoader),
            "`ckg bulk-load`: files, and `neo4j-admin database import full`": _imported,
        }
        found = {name: _loaded(home, way) for name, way in ways.items()}
    _REPORT.write_text(_report(people, rows, found), encoding="utf-8")


def _loaded(home: Path, way: Way) -> tuple[Cost, ProjectionResult]:
    """What a way costs on a server of its own, which has just been started."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        copytree(home / "journal", settings.home / "journal")
        try:
            return way(settings)
        finally:
            stop_neo4j(settings)


def _over_bolt(settings: Settings, loader: type[BoltLoader] | None) -> tuple[Cost, ProjectionResult]:
    with Store(start_neo4j(settings)) as store:
        prepare(store)
        state = neo4j_folder(settings).last_state()
        assert state  # noqa: S101 - it was just started
        before = time.monotonic(), time.process_time(), cpu_seconds(state.pid)
        way = loader(settings) if loader else None
        result = project(Journal.open(settings), store, GOLDEN, loader=way)
        after = time.monotonic(), time.process_time(), cpu_seconds(state.pid)
    return Cost(*(now - then for then, now in zip(before, after, strict=True))), result


def _imported(settings: Settings) -> tuple[Cost, ProjectionResult]:
    """The new database is there at the end; the server takes it up with its next start."""
    start_neo4j(settings)
    files = settings.home / "import"
    before = time.monotonic(), time.process_time(), _of_children()
    result = write_import(settings, Journal.open(settings), GOLDEN, files, silent)
    import_files(settings, files, ARGUMENTS)
    after = time.monotonic(), time.process_time(), _of_children()
    return Cost(*(now - then for then, now in zip(before, after, strict=True))), result


def _of_children() -> float:
    """Processor seconds of those processes of this one that have ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _report(people: int, rows: int, found: dict[str, tuple[Cost, ProjectionResult]]) -> str:
    bolt = next(iter(found.values()))[0]
    lines = "\n".join(
        f"| {name} | {cost.wall:.1f} | {cost.ours:.1f} | {cost.stores:.1f} |"
        f" {(result.nodes + result.edges) / cost.cpu:,.0f} | {bolt.cpu / cost.cpu:.1f} |"
        f" {bolt.wall / cost.wall:.1f} |"
        for name, (cost, result) in found.items()
    )
    held = next(reversed(found.values()))[1]
    return f"""# First load of a local Neo4j

Written by `make bench-load-neo4j N={people}` for the sample company of {people:,} people: {rows:,} rows of
the journal, {held.nodes:,} nodes and {held.edges:,} edges. Each way has a server that was just started.
The load average was {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: where that is more, read processor
seconds. Neo4j's are those of the server, or of the import, whose start alone takes some three.

| | wall s | our CPU s | Neo4j's CPU s | nodes, edges per CPU s | times Bolt, CPU | times Bolt, wall |
|---|---|---|---|---|---|---|
{lines}
"""


if __name__ == "__main__":
    main()
