"""The journal's files without the rows of those who go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.erasure.plan import Plan
from graph.erasure.rows import ROWS, register
from graph.erasure.traces import Traces, rejections
from graph.files.lease import removing_lease, rewriting_lease
from graph.journal import Journal
from graph.journal.tables.arrow import compute as pc
from graph.journal.tables.rewriting import is_under_way, prepared, put_in_place
from graph.journal.tables.schema import TABLES as SCHEMAS
from graph.journal.tables.scratch import scratch
from graph.journal.withdrawing.ended import MARKED
from graph.progress import OnProgress

_REFUSED = ("source", "file", "line", "field", "value", "reason", "row", "about")
_LAST = ("records", MARKED)
"""Tables by which a person is hidden: as long as there is any row of theirs elsewhere, they say so."""
TABLES = (*(name for name in ROWS if name not in _LAST), "rejected", "confirmations", *_LAST)
"""Tables with rows that may go, in the order in which they are changed."""


def rewrite(journal: Journal, plan: Plan, on_progress: OnProgress) -> int:
    """Take the rows of a plan out of all files of the journal; returns how many files were written anew.

    Nobody appends meanwhile; readers wait at the end, while the files are exchanged. Killed at any time it
    goes on when it is called again.
    """
    reducing = _Reducing(plan)
    with rewriting_lease(journal.folder):
        _exchange(journal)  # what a killed call began
        files = 0
        for number, name in enumerate(TABLES):
            on_progress("purge: journal", number, len(TABLES))
            files += len(prepared(journal.folder / name, reducing.of(name)))
        _exchange(journal)
    on_progress("purge: journal", len(TABLES), len(TABLES))
    return files


def _exchange(journal: Journal) -> None:
    under_way = [name for name in TABLES if is_under_way(journal.folder / name)]
    if under_way:
        with removing_lease(journal.folder):
            for name in under_way:
                put_in_place(journal.folder / name)


class _Reducing:
    """What stays of a file, table by table."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._traces = plan, Traces(plan.subject)
        self._hashes = pa.array([bytes.fromhex(it) for it in plan.hashes], pa.binary())

    def of(self, table: str) -> Callable[[Path], pa.Table | None]:
        """The rows of a file of a table that stay, or null where all do."""
        special = {
            "messages": self._messages,
            "rejected": self._rejected,
            "confirmations": self._confirmations,
            MARKED: self._endings,
        }
        return special.get(table) or partial(self._kept, table)

    def _kept(self, table: str, path: Path) -> pa.Table | None:
        rows = pq.read_table(path)
        return _filtered(rows, self._others(table, rows))

    def _others(self, table: str, rows: pa.Table) -> Any:
        """Which rows are not theirs."""
        lacking = [field for field in SCHEMAS[table] if field.name not in rows.column_names]
        told = rows  # files of earlier versions lack columns
        for field in lacking:
            told = told.append_column(field, pa.nulls(rows.num_rows, field.type))
        with scratch() as connection:
            register(connection, self._plan.subject)
            connection.register("rows", told)
            query = f"SELECT NOT ({ROWS[table]}) AS stays FROM rows"  # noqa: S608 - conditions of our own
            return connection.sql(query).to_arrow_table().column("stays")

    def _messages(self, path: Path) -> pa.Table | None:
        """Of who is not known by name a message may say what tells them."""
        rows = pq.read_table(path)
        told = [not self._traces.in_text(text or "") for text in rows.column("body").to_pylist()]
        return _filtered(rows, pc.and_(self._others("messages", rows), pa.array(told, pa.bool_())))

    def _rejected(self, path: Path) -> pa.Table | None:
        rows = pq.read_table(path)
        lacking = [name for name in _REFUSED if name not in rows.column_names]  # of an earlier version
        told = rows.select([name for name in _REFUSED if name not in lacking]).to_pylist()
        each = rejections([dict.fromkeys(lacking) | row for row in told])
        return _filtered(rows, pa.array([not self._traces.in_rejection(it) for it in each], pa.bool_()))

    def _confirmations(self, path: Path) -> pa.Table | None:
        rows = pq.read_table(path)
        lists: Any = rows.column("hashes").combine_chunks()
        theirs = pc.is_in(lists.flatten().cast(pa.binary()), self._hashes)
        if not pc.any(theirs).as_py():
            return None
        gone = set(self._hashes.to_pylist())
        left = [
            None if it is None else [hash_ for hash_ in it if hash_ not in gone] for it in lists.to_pylist()
        ]
        at = rows.column_names.index("hashes")
        return rows.set_column(
            at, rows.schema.field("hashes"), pa.array(left, rows.schema.field("hashes").type)
        )

    def _endings(self, path: Path) -> pa.Table | None:
        """That a request ended anything: what it ended is gone."""
        rows = pq.read_table(path)
        requests = pa.array(self._plan.requests, pa.string())
        return _filtered(rows, pc.invert(pc.is_in(rows.column("ingest_id").cast(pa.string()), requests)))


def _filtered(rows: pa.Table, stays: Any) -> pa.Table | None:
    return None if pc.all(stays).as_py() is not False else rows.filter(stays)
