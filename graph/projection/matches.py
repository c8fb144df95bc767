"""The evidence that the graph shows: the links that hold a customer together, not every pair in it.

A customer of ten records has up to 45 links. The journal keeps them all; the graph gets each record's
strongest ones, those without which the customer would fall apart, and those that a veto or a cut undid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree

import cypher
from graph.projection.batch import Node
from graph.projection.slice import Slice
from graph.projection.writer import GraphWriter, Row

SHOWN_PER_RECORD = 2
"""Strongest links of a record that are shown besides those that hold its customer together."""

OF_FINISHED_RUNS = """
    SELECT * FROM pending
    WHERE run_id IS NULL OR run_id NOT IN (
        SELECT run_id FROM stored_runs GROUP BY run_id HAVING NOT bool_or(status = 'finished'))
    ORDER BY recorded_at, seq
"""
"""Pending rows that count: a killed run may have left rows, a living one stores all its rows under the
projector's lease."""
_FULL_RUNS = """
    SELECT run_id FROM stored_runs WHERE mode <> 'incremental' AND status = 'finished'
    AND run_id IN (SELECT run_id FROM pending) ORDER BY recorded_at, seq
"""
_FIELDS = ("weight", "probability", "tier", "evidence")


def add_links(slice_: Slice) -> None:
    """Adds MATCHES edges; they lead from the smaller record id to the greater.

    Takes away what a run stated anew: all of them for a full run, the vanished ones for an incremental one.
    """
    rows = list(slice_.select(OF_FINISHED_RUNS))
    full = [row["run_id"] for row in slice_.select(_FULL_RUNS)]
    if full:
        first = next(place for place, row in enumerate(rows) if row["run_id"] == full[-1])
        rows = rows[first:]
        slice_.batch.before_edges(_clear_all)
    vanished = [_gone(slice_, row) for row in rows if row["accepted"] is None]
    if vanished:
        slice_.batch.before_edges(
            lambda writer: writer.write(cypher.load("projection/clear_match"), vanished)
        )
    for row in _shown(rows):
        start, end = _ends(slice_, row)
        properties = {"run": row["run_id"]} | {name: row[name] for name in _FIELDS}
        slice_.batch.edge("MATCHES", start, end, properties)


def _shown(rows: Sequence[Row]) -> Iterator[Row]:
    accepted = [row for row in rows if row["accepted"]]
    chosen = _bridges(accepted) | _strongest(accepted)
    yield from (accepted[place] for place in sorted(chosen))
    yield from (row for row in rows if row["accepted"] is False and row["evidence"] is not None)


def _bridges(rows: Sequence[Row]) -> set[int]:
    """Places of the links of a maximum spanning forest by weight; parallel links count once."""
    numbers: dict[str, int] = {}
    best: dict[tuple[int, int], int] = {}
    for place, row in enumerate(rows):
        left, right = (numbers.setdefault(row[end], len(numbers)) for end in ("record_l", "record_r"))
        pair = (min(left, right), max(left, right))
        if pair not in best or _weight(row) > _weight(rows[best[pair]]):
            best[pair] = place
    if not best:
        return set()
    ends = np.array(list(best), dtype=np.int64)
    weights = np.array([_weight(rows[place]) for place in best.values()])
    # The tree is a minimal one, and a cost of zero would be no edge at all.
    cost = coo_array((weights.max() - weights + 1.0, (ends[:, 0], ends[:, 1])), shape=(len(numbers),) * 2)
    tree = minimum_spanning_tree(cost.tocsr()).tocoo()
    return {best[left, right] for left, right in zip(tree.row.tolist(), tree.col.tolist(), strict=True)}


def _strongest(rows: Sequence[Row]) -> set[int]:
    """Places of the links that are among the strongest of either end."""
    seen: Counter[str] = Counter()
    chosen = set()
    for place in sorted(range(len(rows)), key=lambda place: -_weight(rows[place])):
        ends = rows[place]["record_l"], rows[place]["record_r"]
        if any(seen[end] < SHOWN_PER_RECORD for end in ends):
            chosen.add(place)
        seen.update(ends)
    return chosen


def _weight(row: Row) -> float:
    """A judgement has no weight and outranks all that have."""
    return 1000.0 if row["weight"] is None else float(row["weight"])


def _ends(slice_: Slice, row: Row) -> tuple[Node, Node]:
    left, right = sorted((row["record_l"], row["record_r"]))
    return slice_.record(left), slice_.record(right)


def _gone(slice_: Slice, row: Row) -> Row:
    (_, start), (_, end) = _ends(slice_, row)
    names = ("start_source", "start_source_id", "end_source", "end_source_id", "tier")
    return dict(zip(names, (*start, *end, row["tier"]), strict=True))


def _clear_all(writer: GraphWriter) -> None:
    writer.run(cypher.load("projection/clear_matches"))
