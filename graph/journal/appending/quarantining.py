"""What goes into quarantine, leaves it and comes back: what is there already is not stored again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import pyarrow as pa

from graph.batches import batched
from graph.entries import Rejection
from graph.journal.appending.encode import rejection_columns, rejection_id
from graph.journal.quality.quarantine import ID, SETTLED
from graph.journal.suppressing.suppression import Suppression
from graph.journal.tables.key_index import KeyIndex, Run, last_values, numbers_of
from graph.journal.tables.order import ARRIVAL
from graph.journal.tables.table import JournalTable

_BATCH = 20_000
"""Rejected rows that are stored in one commit."""

_KEYS = f"""
    SELECT hash(source, {ID}) AS key, (released IS NULL OR released IN {SETTLED})::UBIGINT AS known
    FROM rows ORDER BY coalesce("commit", 0), {ARRIVAL}"""  # noqa: S608 - columns of our own
"""A number for each rejection, and 1 where the same is no news, else 0."""
_READ = ("source", "field", "value", "reason", "row", "id", "released", "commit", "recorded_at", "seq")


class Quarantine:
    """Writes the table `rejected`, by `store`. It knows what is in quarantine, or was settled by a person; of
    what other processes store, what they had stored when it was first asked."""

    def __init__(
        self, table: JournalTable, suppression: Suppression, store: Callable[[pa.Table], object]
    ) -> None:
        self._suppression, self._store = suppression, store
        self._index = KeyIndex(table, "refused", _READ, _KEYS, numbers_of)
        self._runs: list[Run] | None = None
        self._said: dict[tuple[str, str], bool] = {}

    def reject(self, rejections: Iterable[Rejection], ingest_id: str) -> int:
        """Stores what an ingest refused and returns how many were new: neither there already, of the same
        source for the same reason, nor about people who were erased."""
        count = 0
        for batch in batched(rejections, _BATCH):
            with self._suppression.standing() as suppressed:
                count += self._stored(suppressed.rejections_without(batch), ingest_id)
        return count

    def _stored(self, rejections: Sequence[Rejection], ingest_id: str) -> int:
        columns = rejection_columns(rejections)
        columns["ingest_id"] = pa.array([ingest_id] * len(rejections), pa.string())
        new = self._new([(it.source, rejection_id(it)) for it in rejections])
        self._store(pa.table(columns).take(pa.array(new, pa.int64())))
        return len(new)

    def _new(self, rejections: Sequence[tuple[str, str]]) -> list[int]:
        """Places of those rejections, by source and id, that are not there yet; they are known after."""
        places = []
        stored = self._known(rejections)
        for place, (rejection, known) in enumerate(zip(rejections, stored, strict=True)):
            if not self._said.get(rejection, known):
                places.append(place)
                self._said[rejection] = True
        return places

    def release(self, source: str, ids: Sequence[str], why: str, ingest_id: str | None) -> int:
        """Says of rejections that they are none any more; returns how many these are. Refused again, they are
        new, unless a person has settled them."""
        count = len(ids)
        columns = {"source": [source] * count, "id": list(ids), "released": [why] * count}
        columns["ingest_id"] = [ingest_id or ""] * count
        self._store(pa.table(columns))
        if why not in SETTLED:
            self._note(source, ids, in_force=False)
        return count

    def put_back(self, source: str, rows: pa.Table) -> int:
        """Stores rejections of a source that are in force again, and returns how many these are: the same is
        no news."""
        if rows.num_rows:
            self._store(rows)
            self._note(source, [str(it) for it in rows.column("id").to_pylist()], in_force=True)
        return rows.num_rows

    def _note(self, source: str, ids: Collection[str], *, in_force: bool) -> None:
        self._said.update(dict.fromkeys(((source, id_) for id_ in ids), in_force))

    def _known(self, rejections: Sequence[tuple[str, str]]) -> list[bool]:
        """Which of these were stored, and are no news."""
        if self._runs is None:
            self._runs, _ = self._index.runs()
        sources, ids = zip(*rejections, strict=True) if rejections else ((), ())
        rows = pa.table({"source": pa.array(sources, pa.string()), "id": pa.array(ids, pa.string())})
        [keys] = numbers_of(rows, "SELECT hash(source, id) AS key FROM rows")
        return [bool(known) for known in last_values(self._runs, keys, lines=1)[:, 0]]
