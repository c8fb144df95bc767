"""Processes that ingest and project, to be killed or run beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.journal.appending import appending
from graph.projection import project, spans
from graph.projection.writing import writer
from graph.settings import Settings
from graph.store import Store
from tests.support.entries import company, day
from tests.support.forking import FORKING
from tests.support.identity import assign

PEOPLE = 6
PER_PERSON = 9


def ingesting(store: Store, home: Path, part: int = 0, parts: int = 1) -> ForkServerProcess:
    """A process that has begun to ingest."""
    here, there = FORKING.Pipe(duplex=False)
    endpoint = store.endpoint
    reached = {
        "neo4j_uri": endpoint.uri,
        "neo4j_user": endpoint.user,
        "neo4j_password": endpoint.password.get_secret_value(),
        "neo4j_database": endpoint.database,
    }
    process = FORKING.Process(target=_ingest, args=(reached | {"home": home}, part, parts, there))
    process.start()
    there.close()
    assert here.recv() == "working"
    here.close()
    return process


def _ingest(settings: Mapping[str, Any], part: int, parts: int, begun: Any) -> None:
    """Small commits, slices and transactions, so that there are many places to be killed at."""
    appending.CHUNK, spans.SLICE_ROWS, writer.TRANSACTION_ROWS = 12, 20, 15
    golden = GoldenRecords(load_rules())
    chosen = Settings(**settings)
    with Store.open(chosen) as store:
        begun.send("working")
        opened = Journal.open(chosen)
        entries = [entry for at, entry in enumerate(company(PEOPLE)) if at // PER_PERSON % parts == part]
        opened.append(entries, f"ingest{part}of{parts}")
        project(opened, store, golden)
        if opened.versions()["assignments"] == 0 and parts == 1:
            assign(
                opened,
                "run",
                day(90),
                {f"{s}:{i}": f"C{i % 5}" for i in range(PEOPLE) for s in ("crm", "shop")},
            )
        project(opened, store, golden)
