"""Results of identity runs for tests that do not run one."""

from collections.abc import Mapping
from datetime import UTC, datetime

import duckdb
import networkx as nx
import pyarrow as pa

from graph.journal import Journal


def assign(journal: Journal, run: str, at: datetime, customers: Mapping[str, str]) -> None:
    """Stores the customers that records belong to from now on."""
    found = [
        {"run_id": run, "record_id": record, "customer_id": customer, "valid_from": at}
        for record, customer in customers.items()
    ]
    journal.append_table("assignments", pa.Table.from_pylist(found))


def merge(journal: Journal, run: str, at: datetime, retired: str, surviving: str) -> None:
    """Stores that a customer id became an alias."""
    row = {"run_id": run, "retired_id": retired, "surviving_id": surviving, "at": at}
    journal.append_table("aliases", pa.Table.from_pylist([row]))


def rule(journal: Journal, verdict: str, *pairs: tuple[str, str]) -> None:
    """Stores one verdict of a steward on pairs of records."""
    told = {"verdict": verdict, "steward": "ana", "reason": "seen", "judged_at": datetime.now(UTC)}
    rows = [
        {"id": f"{left}-{right}", "record_l": left, "record_r": right, **told}
        for left, right in map(sorted, pairs)
    ]
    journal.append_table("judgements", pa.Table.from_pylist(rows))


def house(journal: Journal, run: str, at: datetime, households: Mapping[str, str | None]) -> None:
    """Stores the households that customers live in from now on; None for none."""
    rows = [
        {"run_id": run, "customer_id": customer, "household_id": household, "valid_from": at}
        for customer, household in households.items()
    ]
    journal.append_table("households", pa.Table.from_pylist(rows))


def linked_groups(connection: duckdb.DuckDBPyConnection, threshold: float) -> list[list[str]]:
    """Connected components of the table `links` from a weight on, each sorted, in order."""
    rows = connection.execute(
        "SELECT record_l, record_r FROM links WHERE weight >= ?", [threshold]
    ).fetchall()
    return sorted(sorted(group) for group in nx.connected_components(nx.Graph(rows)))


def share(journal: Journal, run: str, values: Mapping[tuple[str, str], int | None]) -> None:
    """Stores how many people a run found to use values too widely; None for a value shared no longer."""
    rows = [
        {"run_id": run, "kind": kind, "value": value, "people": people, "shared": people is not None}
        for (kind, value), people in values.items()
    ]
    journal.append_table("shared_values", pa.Table.from_pylist(rows))
