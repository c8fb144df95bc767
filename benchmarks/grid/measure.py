"""One cell measured, ours and plain Splink, and whether ours is where it should be."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from benchmarks.grid.cells import Cell
from benchmarks.grid.figures import Figures, figures
from benchmarks.grid.make import make
from benchmarks.grid.ours import ours
from benchmarks.grid.peers import Peers

ALLOWED_STRANGERS = 1 / 2_000
PRECISION = 0.98
FEW = 0.05
"""Share of duplicates up to which precision comes first."""

LOSS = 0.005
"""F1 that a cell of many duplicates may lose against `before.csv`, measured when the grid was new."""


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
        return asdict(self) | {"cell": self.cell.name}


def measure(cell: Cell, family: str, peers: Peers, homes: Path | None = None) -> Result:
    """Make the cell's records, run both over them and judge."""
    data = make(cell, family)
    found = ours(data, homes and homes / f"{family}-{cell.name}")
    mine = figures(data, found.customers, found.seconds)
    peer, why = peers.measure(cell, data)
    return Result(cell, mine, peer, verdict(cell, family, mine, peer), why)


def verdict(cell: Cell, family: str, ours: Figures, plain: Figures | None) -> str:
    """`ok`, or which goals are missed: strangers, precision, recall, F1 (below what it was).

    Recall is in brackets where plain Splink has more of it and misses the precision.
    """
    if cell.share == 0:
        return "ok" if ours.strangers <= ALLOWED_STRANGERS else "strangers"
    if cell.share > FEW:
        before = _before().get((family, cell.name))
        return "F1" if before is not None and ours.f1 < before - LOSS else "ok"
    missed = ["precision"] if ours.precision < PRECISION else []
    if plain and ours.recall < plain.recall:
        missed.append("recall" if plain.precision >= PRECISION else "(recall)")
    return ", ".join(missed) or "ok"


@cache
def _before() -> dict[tuple[str, str], float]:
    path = Path(__file__).with_name("before.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["seeds"], row["cell"]): float(row["f1"]) for row in csv.DictReader(file)}
