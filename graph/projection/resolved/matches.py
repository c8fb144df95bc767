"""The evidence that the graph shows: the links that hold a customer together, not every pair in it.

A customer of ten records has up to 45 links. The journal keeps them all; the graph gets each record's
strongest ones, those without which the customer would fall apart, and those that a veto or a cut undid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

import cypher
from graph.journal.reading.views_sql import known_links_sql
from graph.journal.tables.order import ARRIVAL
from graph.projection.writing.slice import TableSlice
from graph.projection.writing.writer import Row, Writer

SHOWN_PER_RECORD = 2
"""Strongest links of a record that are shown besides those that hold its customer together."""

OF_FINISHED_RUNS = f"""
    SELECT * FROM pending
    WHERE run_id IS NULL OR run_id NOT IN (
        SELECT run_id FROM stored_runs GROUP BY run_id HAVING NOT bool_or(status = 'finished'))
    ORDER BY {ARRIVAL}
"""  # noqa: S608 - columns of our own
"""Pending rows that count: a killed run may have left rows, a living one stores all its rows under the
projector's lease."""
# Rows of a run that was over everything state all links anew.
_OVER_EVERYTHING = """
    SELECT run_id FROM stored_runs WHERE mode <> 'incremental' AND status = 'finished'
    AND run_id IN (SELECT run_id FROM pending) LIMIT 1
"""

# Where edges that are in the graph can begin. All edges of a kind at once would be one huge transaction.
_STARTS = "SELECT DISTINCT least(record_l, record_r) AS record_id FROM stored_links ORDER BY record_id"

# Accepted links lie within customers, so what is shown of a record depends on the records of its customer.
_FELLOWS = f"""
    WITH ends AS (
        SELECT record_l AS record_id FROM ({OF_FINISHED_RUNS})
        UNION SELECT record_r FROM ({OF_FINISHED_RUNS})
    )
    FROM ends UNION SELECT record_id FROM assignments
    WHERE customer_id IN (SELECT customer_id FROM assignments SEMI JOIN ends USING (record_id))
"""  # noqa: S608 - SQL of this module

# The strongest first; a judgement has no weight and outranks all that have.
_LINKS = """
    SELECT record_l, record_r, run_id, tier, weight, probability, evidence, accepted FROM ({links})
    ORDER BY weight DESC NULLS FIRST, record_l, record_r, tier
"""
_ALL = known_links_sql("stored_links")
# Chosen before they are ranked: all rows of a pair have its two records.
_OF_FELLOWS = known_links_sql(
    "(FROM stored_links WHERE record_l IN (FROM fellows) OR record_r IN (FROM fellows))"
)
_FIELDS = ("weight", "probability", "tier", "evidence")


def add_links(slice_: TableSlice) -> None:
    """Adds MATCHES edges; they lead from the smaller record id to the greater.

    Those of every customer that a pending row is about are written anew from what holds now, so that they do
    not depend on how the rows were sliced.
    """
    if list(slice_.select(_OVER_EVERYTHING)):
        slice_.batch.before_edges(partial(_clear_from, _keys(slice_, _STARTS)))
        links = slice_.select(_LINKS.format(links=_ALL))
    else:
        slice_.make("fellows", _FELLOWS)
        records = _keys(slice_, "FROM fellows ORDER BY record_id")
        slice_.batch.before_edges(partial(_clear_from, records))
        slice_.batch.before_edges(partial(_clear_to, records))
        links = slice_.select(_LINKS.format(links=_OF_FELLOWS))
    for row in _shown(list(links)):
        start, end = (slice_.record(record) for record in sorted((row["record_l"], row["record_r"])))
        properties = {"run": row["run_id"]} | {name: row[name] for name in _FIELDS}
        slice_.batch.edge("MATCHES", start, end, properties)


def _shown(rows: Sequence[Row]) -> Iterator[Row]:
    """Of the links, the strongest first, those to show."""
    accepted = [row for row in rows if row["accepted"]]
    chosen = _bridges(accepted) | _strongest(accepted)
    yield from (accepted[place] for place in sorted(chosen))
    yield from (row for row in rows if not row["accepted"] and row["evidence"] is not None)


def _bridges(rows: Sequence[Row]) -> set[int]:
    """Places of the links of a maximum spanning forest (Kruskal): each joins what no stronger one has joined.

    Of equal weights the earlier place counts as stronger, so the forest of a component is the same whatever
    other components there are.
    """
    above: dict[str, str] = {}

    def top(record: str) -> str:
        while (next_ := above.setdefault(record, record)) != record:
            above[record] = above[next_]  # halves the way for the next one
            record = next_
        return record

    chosen = set()
    for place, row in enumerate(rows):
        left, right = top(row["record_l"]), top(row["record_r"])
        if left != right:
            above[left] = right
            chosen.add(place)
    return chosen


def _strongest(rows: Sequence[Row]) -> set[int]:
    """Places of the links that are among the strongest of either end."""
    seen: Counter[str] = Counter()
    chosen = set()
    for place, row in enumerate(rows):
        ends = row["record_l"], row["record_r"]
        if any(seen[end] < SHOWN_PER_RECORD for end in ends):
            chosen.add(place)
        seen.update(ends)
    return chosen


def _keys(slice_: TableSlice, records: str) -> list[Row]:
    found = (slice_.record(row["record_id"]) for row in slice_.select(records))
    return [{"source": source, "source_id": source_id} for _, (source, source_id) in found]


def _clear_from(records: list[Row], writer: Writer) -> None:
    writer.write(cypher.load("projection/clear_matches_from"), records)


def _clear_to(records: list[Row], writer: Writer) -> None:
    writer.write(cypher.load("projection/clear_matches_to"), records)
