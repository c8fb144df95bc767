"""Results of identity runs for tests that do not run one."""

from collections.abc import Mapping
from datetime import datetime

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


def share(journal: Journal, run: str, values: Mapping[tuple[str, str], int | None]) -> None:
    """Stores how many people a run found to use values too widely; None for a value shared no longer."""
    rows = [
        {"run_id": run, "kind": kind, "value": value, "people": people, "shared": people is not None}
        for (kind, value), people in values.items()
    ]
    journal.append_table("shared_values", pa.Table.from_pylist(rows))
