"""All scores of a referral network of 1,000,000 customers with three statements each; writes network.md.

The tables that scores read are made here: customers join over three years, half of those who are brought
follow the referrer of an earlier referral, which gives a few very strong advocates. Measured is all that
follows: reading, accepting, and every score. Writing to a graph store is not in it: that takes the store's
time, for those whose scores changed.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import duckdb
import numpy as np
import pyarrow as pa

from graph.analytics.ground import Ground
from graph.analytics.scores import in_order
from graph.identity.rules import load_rules
from graph.store import Store

REPORT = Path(__file__).with_name("network.md")
STATEMENTS_EACH = 3
_DAY = 86_400_000_000


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


def made(customers: int, seed: int = 1) -> duckdb.DuckDBPyConnection:
    """The tables of a made company."""
    rng = np.random.default_rng(seed)
    begin = int(datetime(2023, 1, 1, tzinfo=UTC).timestamp() * 1e6)
    joined = begin + np.sort(rng.integers(0, 1095, customers)) * _DAY
    ids = np.array([f"c{number:08d}" for number in range(customers)])
    referred = np.repeat(np.arange(1, customers), STATEMENTS_EACH)[: customers * STATEMENTS_EACH]
    followed = (rng.random(len(referred)) * referred).astype(np.int64)
    # Copying the referrer of an earlier customer gives the number of people brought a power-law tail.
    copied = rng.random(len(referred)) < 0.5
    referrer = np.where(copied, followed[np.minimum(followed * STATEMENTS_EACH, len(followed) - 1)], followed)
    at = joined[referred] - rng.integers(0, 40, len(referred)) * _DAY
    channels = np.array(["link", "app", "mail", "shop"])[rng.integers(0, 4, len(referred))]
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    time_type = pa.timestamp("us", tz="UTC")
    ordered = np.where(rng.random(customers) < 0.6, joined + rng.integers(0, 200, customers) * _DAY, 0)
    first_order = pa.array(ordered, mask=ordered == 0).cast(time_type)
    tables = {
        "referral_statements": {
            "key": np.array([f"k{number:08d}" for number in range(len(referred))]),
            "at": pa.array(at).cast(time_type),
            "referrer": ids[referrer],
            "referred": ids[referred],
            "channel": channels,
            "campaign": np.full(len(referred), "friends"),
            "code": ids[referrer],
        },
        "customer_starts": {
            "customer_id": ids,
            "first_order": first_order,
            "started_at": pa.array(joined).cast(time_type),
        },
        "customer_facts": {
            "customer_id": ids,
            "revenue": np.round(rng.lognormal(4, 1, customers), 2),
            "order_count": rng.integers(0, 9, customers),
            "last_seen": pa.array(joined + rng.integers(0, 300, customers) * _DAY).cast(time_type),
            "nps": pa.array(rng.integers(0, 11, customers), mask=rng.random(customers) < 0.8),
            "engagement": rng.poisson(0.1, customers),
            "complained_at": pa.nulls(customers, time_type),
        },
        "customer_devices": {
            "customer_id": ids,
            "kind": np.full(customers, "device"),
            "value": rng.integers(0, customers, customers).astype(str),
        },
        "customer_households": {
            "customer_id": ids,
            "household_id": rng.integers(0, customers, customers).astype(str),
        },
    }
    for name, columns in tables.items():
        connection.register("given", pa.table(columns))
        connection.execute(f"CREATE TABLE {name} AS FROM given")
        connection.unregister("given")
    return connection


def measured(customers: int) -> list[tuple[str, float, float]]:
    """Step by step its name, seconds of wall time, seconds of processor time."""
    connection, store = made(customers), NoStore()
    kept = Path(tempfile.mkdtemp()) / "communities.parquet"
    as_of = datetime(2026, 6, 1, tzinfo=UTC)
    ground = Ground(connection, cast(Store, store), load_rules(), kept, as_of)
    steps = [("reading and accepting", lambda: ground.network)]
    steps += [(score.name, lambda score=score: score.compute(ground)) for score in in_order()]  # type: ignore[misc]
    found = []
    for name, step in steps:
        wall, processor = time.perf_counter(), time.process_time()
        step()
        found.append((name, time.perf_counter() - wall, time.process_time() - processor))
        print(*found[-1], flush=True)
    print(ground.report["standings"])
    print(ground.report["seeds"]["accepted"]["beside"], ground.report["communities"]["stability"])
    return found


def main() -> None:
    """Measure and write the report."""
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    found = measured(customers)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    rows = [(*row,) for row in found]
    rows.append(("all", sum(wall for _, wall, _ in found), sum(processor for _, _, processor in found)))
    lines = [
        "# Scores of a referral network",
        "",
        f"`make bench-network`: {customers:,} customers, {(customers - 1) * STATEMENTS_EACH:,} statements;",
        f"at most {memory:.1f} GB, the made data included. Without writing to a store.",
        "",
        "| step | seconds | processor seconds |",
        "|---|---|---|",
        *(f"| {name} | {wall:.1f} | {processor:.1f} |" for name, wall, processor in rows),
    ]
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
