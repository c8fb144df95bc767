"""Figures of one cell, ours and plain Splink's, and whether ours are where they should be."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.grid.cells import Cell
from benchmarks.grid.data import DataSet
from benchmarks.grid.make import make
from benchmarks.grid.ours import ours
from benchmarks.grid.plain import plain
from graph.identity.evaluation.figures import evaluate

ALLOWED_STRANGERS = 1 / 2_000
PRECISION = 0.98


@dataclass(frozen=True)
class Figures:
    """How good one assignment is. `strangers` is the share of records in a cluster with another entity."""

    strangers: float
    precision: float
    recall: float
    f1: float
    b3_f1: float
    entities: int
    clusters: int
    largest: int
    seconds: float


@dataclass(frozen=True)
class Result:
    """One cell measured; `plain` is None where Splink refused to train, `why` says what it said."""

    cell: Cell
    ours: Figures
    plain: Figures | None
    verdict: str
    why: str = ""

    def as_json(self) -> dict[str, object]:
        """All of it as plain values."""
        return {"cell": self.cell.name, **asdict(self)}


def measure(cell: Cell, family: str, homes: Path | None = None) -> Result:
    """Make the cell's records, run both over them and judge."""
    data = make(cell, family)
    found = ours(data, homes and homes / f"{family}-{cell.name}")
    mine = figures(data, found.customers, found.seconds)
    peer, why = _peer(data)
    return Result(cell, mine, peer, verdict(cell, mine, peer), why)


def figures(data: DataSet, assignment: Mapping[str, str], seconds: float) -> Figures:
    """Hold an assignment of the data's records against the truth."""
    truth = data.truth
    found = evaluate(truth, assignment)
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for record, entity in truth.items():
        clusters[assignment.get(record, record)].append(entity)
    mixed = sum(len(entities) for entities in clusters.values() if len(set(entities)) > 1)
    largest = max(map(len, clusters.values()), default=0)
    rates = mixed / max(len(truth), 1), found.precision, found.recall, found.f1, found.b3_f1
    return Figures(*rates, len(set(truth.values())), len(clusters), largest, seconds)


def verdict(cell: Cell, ours: Figures, plain: Figures | None) -> str:
    """`ok`, or which goals are missed: strangers, precision, recall (beside plain Splink's)."""
    if cell.share == 0:
        return "ok" if ours.strangers <= ALLOWED_STRANGERS else "strangers"
    missed = []
    if cell.share <= 0.05 and ours.precision < PRECISION:
        missed.append("precision")
    if cell.share <= 0.05 and plain and ours.recall < plain.recall:
        missed.append("recall" if plain.precision >= PRECISION else "(recall)")
    if cell.share > 0.05 and plain and ours.f1 < plain.f1:
        missed.append("F1")
    return ", ".join(missed) or "ok"


def _peer(data: DataSet) -> tuple[Figures | None, str]:
    started = time.perf_counter()
    try:
        assignment = plain(data)
    except Exception as error:  # whatever Splink says, the peer has no figures
        return None, f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return figures(data, assignment, time.perf_counter() - started), ""
