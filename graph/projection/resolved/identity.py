"""Results of identity runs and of stewards into the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

import cypher
from graph.journal.quality.source_quality import MEASURED
from graph.journal.tables.order import ARRIVAL, LATEST
from graph.model import MODEL
from graph.projection.resolved.households import add_households
from graph.projection.resolved.matches import OF_FINISHED_RUNS, add_links
from graph.projection.resolved.shared import add_shared_values
from graph.projection.writing.slice import TableSlice, from_json
from graph.projection.writing.writer import Row

_PENDING = f"SELECT * FROM pending ORDER BY {ARRIVAL}"  # noqa: S608 - columns of our own
_HISTORY = f"""
    SELECT * FROM stored_assignments WHERE record_id IN (SELECT record_id FROM pending)
    ORDER BY record_id, {ARRIVAL}
"""  # noqa: S608 - as above


_TOUCHED = """
    SELECT customer_id FROM stored_assignments WHERE record_id IN (SELECT record_id FROM pending)
"""
# Customers whose records came back after a merge was undone.
_RESTORED = f"""
    SELECT DISTINCT customer_id FROM assignments WHERE customer_id IN (SELECT retired_id FROM stored_aliases)
    AND customer_id IN ({_TOUCHED})
"""  # noqa: S608 - as above
_ALIASES = f"""
    SELECT * FROM stored_aliases WHERE retired_id IN ({{named}})
    AND retired_id NOT IN (SELECT customer_id FROM assignments WHERE customer_id IS NOT NULL)
    QUALIFY row_number() OVER (PARTITION BY retired_id ORDER BY {LATEST}) = 1
"""  # noqa: S608 - as above


def add_assignments(slice_: TableSlice) -> None:
    """Adds RESOLVES_TO edges of every touched record, each valid until the next one begins.

    A customer that has records again is no alias any more, and becomes one again when they leave.
    """
    _clear_aliases(slice_, [row["customer_id"] for row in slice_.select(_RESTORED)])
    for record_id, rows in groupby(slice_.select(_HISTORY), itemgetter("record_id")):
        record = slice_.record(record_id)
        for interval in _intervals(list(rows)):
            customer = ("Customer", (interval.pop("customer_id"),))
            slice_.batch.node(*customer)
            slice_.batch.edge("RESOLVES_TO", record, customer, interval)
    _add_merges(slice_, _TOUCHED)


def add_aliases(slice_: TableSlice) -> None:
    """Adds MERGED_INTO edges and marks the retired customers; of one retired again the latest counts."""
    _clear_aliases(slice_, [row["retired_id"] for row in slice_.select(_PENDING)])
    _add_merges(slice_, "SELECT retired_id FROM pending")


def add_runs(slice_: TableSlice) -> None:
    """Adds the nodes of identity runs, and how good they found the data of each source."""
    for row in slice_.select("SELECT * FROM pending WHERE status IS DISTINCT FROM 'running'"):
        slice_.batch.node("IdentityRun", (row["run_id"],), _properties("IdentityRun", row))
        if row["status"] == "finished":
            _add_measures(slice_, row)


def _add_measures(slice_: TableSlice, run: Row) -> None:
    for source, told in (from_json(run["report"]) or {}).get(MEASURED, {}).items():
        measure = ("QualityMeasure", (source, run["run_id"]))
        slice_.batch.node(*measure, _properties("QualityMeasure", told) | {"measured_at": run["finished_at"]})
        slice_.batch.node("Source", (source,))
        slice_.batch.edge("MEASURED", ("Source", (source,)), measure, {"at": run["finished_at"]})


def add_judgements(slice_: TableSlice) -> None:
    """Adds judgements with the records that they are about."""
    _add_cases(slice_, "Judgement", _PENDING)


def add_review_cases(slice_: TableSlice) -> None:
    """Adds review cases with the records that they are about."""
    _add_cases(slice_, "ReviewCase", OF_FINISHED_RUNS)


ADDERS: dict[str, Callable[[TableSlice], None]] = {
    "assignments": add_assignments,
    "aliases": add_aliases,
    "households": add_households,
    "links": add_links,
    "judgements": add_judgements,
    "review_cases": add_review_cases,
    "shared_values": add_shared_values,
}
"""What adds the rows of each table of what runs and stewards said."""


def _clear_aliases(slice_: TableSlice, ids: list[str]) -> None:
    if ids:
        query = cypher.load("projection/clear_aliases")
        slice_.batch.before_edges(lambda writer: writer.run(query, ids=ids))


def _add_merges(slice_: TableSlice, named: str) -> None:
    """Adds those of the customers `named`, by SQL, who are aliases."""
    for row in slice_.select(_ALIASES.format(named=named)):
        retired, surviving = ("Customer", (row["retired_id"],)), ("Customer", (row["surviving_id"],))
        slice_.batch.node(*retired, {"status": "merged"})
        slice_.batch.node(*surviving)
        slice_.batch.edge("MERGED_INTO", retired, surviving, {"at": row["at"], "run": row["run_id"]})


def _add_cases(slice_: TableSlice, label: str, query: str) -> None:
    for row in slice_.select(query):
        slice_.batch.node(label, (row["id"],), _properties(label, row))
        for record_id in (row["record_l"], row["record_r"]):
            if record_id:
                slice_.batch.edge("JUDGES", (label, (row["id"],)), slice_.record(record_id), {})


def _properties(label: str, row: Row) -> Row:
    """All columns that are properties; null ones too, since a later row may take a value back."""
    kind = MODEL.node[label]
    return {name: row[name] for name in kind.property_names - set(kind.key) if name in row}


def _intervals(rows: list[Row]) -> Iterator[Row]:
    """One row for each time that the record stayed with one customer."""
    changes = [
        row for i, row in enumerate(rows) if i == 0 or row["customer_id"] != rows[i - 1]["customer_id"]
    ]
    for row, following in zip(changes, [*changes[1:], None], strict=True):
        if row["customer_id"] is not None:
            until = following["valid_from"] if following else row["valid_to"]
            names = {"customer_id": row["customer_id"], "valid_from": row["valid_from"]}
            yield {**names, "valid_to": until, "run": row["run_id"]}
