"""All scores of a company of 1,000,000 customers with three statements of referral each; writes network.md.

The journal is made first (`benchmarks.network_company`). Measured is all that follows: reading it, accepting
statements, and every score. Writing to a graph store is not in it: that takes the store's time, for those
whose scores changed.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

from benchmarks.network_company import STATEMENTS_EACH, made_journal
from graph.analytics.ground import ScoreGround, open_ground
from graph.analytics.scores import in_order
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.store import Store

REPORT = Path(__file__).with_name("network.md")


class NoStore:
    """Stands for a graph in which nothing is written yet; counts what would be."""

    def __init__(self) -> None:
        self.rows = 0

    def run(self, *_: Any, **__: Any) -> list[dict[str, Any]]:
        """Nothing is there."""
        return []

    def write_batches(self, _: Any, rows: Any, /) -> int:
        """Counts the rows, made as they would be sent."""
        count = sum(1 for _ in rows)
        self.rows += count
        return count


Step = tuple[str, float, float]
"""Its name, seconds of wall time, seconds of processor time."""


def measured(journal: Journal) -> list[Step]:
    """What each step takes."""
    with ExitStack() as stack:
        found = list[Step]()
        store = cast(Store, NoStore())
        ground: ScoreGround = _timed(
            found, "reading", lambda: stack.enter_context(open_ground(journal, store, load_rules()))
        )
        _timed(found, "accepting", lambda: ground.network)
        for score in in_order():
            _timed(found, score.name, lambda score=score: score.compute(ground))  # type: ignore[misc]
    return found


def _timed(found: list[Step], name: str, step: Callable[[], Any]) -> Any:
    wall, processor = time.perf_counter(), time.process_time()
    result = step()
    found.append((name, time.perf_counter() - wall, time.process_time() - processor))
    print(*found[-1], flush=True)
    return result


def main() -> None:
    """Measure and write the report."""
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        journal = made_journal(Path(folder), customers)
        load = os.getloadavg()[0]
        found = measured(journal)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    rows = [*found, ("all", sum(wall for _, wall, _ in found), sum(processor for _, _, processor in found))]
    lines = [
        "# Scores of a referral network",
        "",
        f"`make bench-network`: {customers:,} customers, {(customers - 1) * STATEMENTS_EACH:,} statements, "
        f"{customers * 3 // 2:,} orders;",
        f"at most {memory:.1f} GB, the making of the journal included; {os.cpu_count()} cores, load",
        f"{load:.1f}. Without writing to a store.",
        "",
        "| step | seconds | processor seconds |",
        "|---|---|---|",
        *(f"| {name} | {wall:.1f} | {processor:.1f} |" for name, wall, processor in rows),
    ]
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
