"""Whom a record may be where look-ups are of another version of the program: by what the journal knows.

What other versions left is not read. A record that shares no identifier with anybody whom the last run knew
is taken for somebody new until the next run, which makes one customer of what is one person; others wait.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from contextlib import closing

import pyarrow as pa

from graph.entries import RecordVersion
from graph.identity.lookup.decision import Resolution
from graph.identity.newcomers.named import NamedRecord, values_of
from graph.identity.newcomers.since_run import PLACED
from graph.journal import Journal
from graph.journal.appending.encode import record_id

_TIED = f"""
    SELECT DISTINCT asked.record_id FROM asked JOIN identifiers AS told USING (kind, value)
    WHERE told.record_id NOT IN (SELECT record_id FROM asked UNION {PLACED})
"""  # noqa: S608 - SQL of this package


class JournalLookups:
    """Answers as `Lookups` does of the records that it is made for; for a moment, as others come in."""

    def __init__(self, journal: Journal, run_id: str, asked: Collection[NamedRecord]) -> None:
        self._run_id, self._tied = run_id, _tied(journal, asked)

    def strangers(self, visitors: Sequence[RecordVersion], _run_id: str) -> set[str]:
        """The ids of those of records who share nothing with anybody."""
        return {record_id(it.source, it.source_id) for it in visitors} - self._tied

    def resolve(self, record: RecordVersion) -> Resolution:
        """Nobody, as of the last run; of no run for who shares something: what that says is not known."""
        tied = record_id(record.source, record.source_id) in self._tied
        return Resolution(None, None, (), "" if tied else self._run_id)


def _tied(journal: Journal, asked: Collection[NamedRecord]) -> Set[str]:
    """Those who share an identifier with somebody whom the last run knew, or may have."""
    values = [(each.id, kind, value) for each in asked for kind, value in values_of(each.record)]
    columns = zip(*values, strict=True) if values else ((), (), ())
    names = ("record_id", "kind", "value")
    with closing(journal.connect(views=("identifiers", "stored_assignments", "stored_runs"))) as connection:
        rows = {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
        connection.register("asked", pa.table(rows))
        return {name for (name,) in connection.execute(_TIED).fetchall()}
