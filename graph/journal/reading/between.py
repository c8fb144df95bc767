"""What was stored between two states of the journal, each told by the versions of its tables."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from graph.journal.tables.table import JournalTable
from graph.journal.withdrawing.ended import MARKED
from graph.journal.withdrawing.withdrawals import OF_RECORDS, taken_back

Tables = Mapping[str, JournalTable]
Versions = Mapping[str, int]


def records_named(tables: Tables, since: Versions, until: Versions) -> list[str]:
    """Ids of the records that entries are about, sorted."""
    found: set[str | None] = set()
    for name in OF_RECORDS:
        values = tables[name].values("record_id", since[name], until[name])
        found.update(values.to_pylist())
    return sorted(record for record in found if record is not None)


def any_ends(tables: Tables, since: Versions, until: Versions) -> bool:
    """Whether entries end anything."""
    if tables[MARKED].is_empty():
        return False
    found = (
        tables[name].values("ended", since.get(name, 0), until[name])
        for name in OF_RECORDS
        if until[name] > since.get(name, 0)
    )
    return any(values.null_count < len(values) for values in found)


def any_ends_of(tables: Tables, since: Versions, until: Versions) -> bool:
    """Whether entries end anything that was told before."""
    taken = taken_back(tables) if any_ends(tables, since, until) else None
    ends = [] if taken is None else taken.ends.to_pylist()
    # Of two processes that stored at once each may have given its commit the number of the first.
    return any(it["before"] <= since.get(it["of_table"], 0) <= it["commit"] for it in ends)


def records_returning(tables: Tables, since: Versions, until: Versions) -> list[str]:
    """Ids of the records that were taken back or ended, and that entries state again; sorted."""
    before = {name: since.get(name, 0) for name in OF_RECORDS}
    taken = taken_back(tables) if any(before.values()) else None
    named = [] if taken is None else records_named(tables, before, until)
    if taken is None or not named:
        return []
    once = taken.once.filter(pc.is_in(taken.once.column("record_id"), pa.array(named, pa.string())))
    # Of two processes that stored at once each may have given its commit the number of the first.
    return sorted(
        row["record_id"]
        for row in once.to_pylist()
        if any(row[name] is not None for name in OF_RECORDS)
        and all(row[name] is None or row[name] >= max(before[name], 1) for name in OF_RECORDS)
    )
