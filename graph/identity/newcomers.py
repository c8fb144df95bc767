"""Customers for records that are like nobody's, before the next run looks at them.

A run works out all that follows from what is new, which takes seconds. Of a record for which a look-up finds
nobody only one thing follows: it is a customer of its own. So it gets the id here that the next run keeps, as
it keeps every customer's. Whatever a look-up finds somebody for is left to the run, and so are records that
share an identifier with another one that no run has seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime

import duckdb
import pyarrow as pa

from graph.entries import Identifier, Origin, RecordVersion
from graph.errors import IdentityError, JournalError
from graph.identity.clusters.stable_ids import new_id
from graph.identity.inputs import LATEST, LastRun, last_run
from graph.identity.lookup.lookup import Lookups
from graph.journal import Journal
from graph.journal.schema import PERSON_COLUMNS
from graph.journal.times import moment_after
from graph.lease import sole_lease
from graph.settings import Settings

MOST = 50
"""New records that are looked up one by one; more are a matter for a run."""

_VIEWS = ("records", "identifiers", "stored_assignments", "stored_runs")
_ORIGIN = Origin("", 0)
# Whoever had a customer once may get that one back.
_UNKNOWN = f"""
SELECT record_id, source, source_id, struct_pack({", ".join(PERSON_COLUMNS)}) AS attributes, observed_at
FROM records ANTI JOIN stored_assignments USING (record_id) ORDER BY record_id
"""  # noqa: S608 - the model's names
_USES = "SELECT record_id, kind, value FROM identifiers ANTI JOIN stored_assignments USING (record_id)"

_Value = tuple[str, str]


class _UnderWayError(JournalError):
    """A run is under way, which may see the records."""


class Newcomers:
    """Gives customers of their own to records that come in between runs; for one thread."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal, self._lookups = journal, Lookups(settings)
        self._seen: Mapping[str, int] | None = None
        self._run_id = ""
        self._values: set[_Value] = set()

    def settle(self) -> tuple[int, bool]:
        """Look at the records named since the last call; returns how many got a customer, and whether those
        are all that were named. The first call looks at none."""
        since, self._seen = self._seen, self._journal.versions()
        if since is None:
            return 0, False
        named = self._journal.records_named(since, self._seen)
        try:
            # Whoever runs meanwhile might find somebody for a record, without seeing what it got here.
            with sole_lease(self._journal.folder / "identity.lock", _UnderWayError("A run is under way.")):
                return self._settle(named)
        except (_UnderWayError, IdentityError):
            return 0, False

    def _settle(self, named: list[str]) -> tuple[int, bool]:
        with closing(self._journal.connect(named, _VIEWS)) as connection:
            last = last_run(connection)
            unknown = _unknown(connection)
            if last is None or len(unknown) > MOST:
                return 0, False
            new = self._like_nobody(unknown, last)
            at = moment_after(connection, LATEST)
        if new:
            self._journal.append_table("assignments", _assignments(new, at))
        return len(new), len(new) == len(named)

    def _like_nobody(self, unknown: Mapping[str, RecordVersion], last: LastRun) -> list[str]:
        if last.run_id != self._run_id:
            self._run_id, self._values = last.run_id, set()
        uses = Counter(value for record in unknown.values() for value in _values(record))
        shared = self._values | {value for value, users in uses.items() if users > 1}
        self._values |= uses.keys()
        return [
            record_id
            for record_id, record in unknown.items()
            if shared.isdisjoint(_values(record)) and self._has_nobody(record)
        ]

    def _has_nobody(self, record: RecordVersion) -> bool:
        found = self._lookups.resolve(record)
        return found.customer_id is None and found.run_id == self._run_id


def _unknown(connection: duckdb.DuckDBPyConnection) -> dict[str, RecordVersion]:
    """The records, by id, that never had a customer."""
    uses: dict[str, list[Identifier]] = {}
    for record_id, kind, value in connection.execute(_USES).fetchall():
        uses.setdefault(record_id, []).append(Identifier(kind, value))
    return {
        record_id: RecordVersion(
            *(source, source_id),
            {name: value for name, value in attributes.items() if value is not None},
            tuple(uses.get(record_id, ())),
            observed_at,
            _ORIGIN,
        )
        for record_id, source, source_id, attributes, observed_at in connection.execute(_UNKNOWN).fetchall()
    }


def _values(record: RecordVersion) -> Iterable[_Value]:
    return {(each.kind, each.value) for each in record.identifiers}


def _assignments(records: list[str], at: datetime) -> pa.Table:
    """Rows of no run; an id follows from its record alone."""
    ids = [new_id("", record_id) for record_id in records]
    return pa.table({"record_id": records, "customer_id": ids, "valid_from": [at] * len(records)})
