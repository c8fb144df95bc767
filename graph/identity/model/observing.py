"""What training looks at: the outcomes of candidate pairs and of random pairs, counted."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import duckdb
import numpy as np

from graph.identity.model.blocking.keys import are_telling
from graph.identity.model.blocking.plan import BlockingRule
from graph.identity.model.comparisons.every import Comparison
from graph.identity.model.pairs.prediction import levels_sql, telling
from graph.identity.model.rates import Ints, Patterns, RandomPairs

RANDOM_PAIRS = 400_000
"""Random pairs looked at for u; where there are no more in all, all are."""

CANDIDATE_PAIRS = 750_000
"""Candidate pairs looked at for m, at most; of more, an even sample."""

_ALL_PLACES = "SELECT l.place AS a, r.place AS b FROM numbered AS l JOIN numbered AS r ON l.place < r.place"

_DRAWN_PLACES = """
SELECT DISTINCT (hash(2 * i) % {records})::BIGINT AS a, (hash(2 * i + 1) % {records})::BIGINT AS b
FROM range({most}) AS t(i)
"""

_RANDOM_PAIRS = """
CREATE OR REPLACE TEMP TABLE random_pairs AS
WITH numbered AS MATERIALIZED (
    SELECT record_no, row_number() OVER (ORDER BY content, of_source) - 1 AS place FROM contents
), draws AS ({draws})
SELECT l.record_no AS join_key_l, r.record_no AS join_key_r
FROM draws JOIN numbered AS l ON l.place = a JOIN numbered AS r ON r.place = b WHERE a < b
"""


class Observer:
    """Counts outcomes of comparisons over pairs of the connection's `features`; reads their `contents`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, comparisons: Sequence[Comparison]) -> None:
        self._connection = connection
        self._comparisons = comparisons

    @cached_property
    def _telling(self) -> list[Comparison]:
        return telling(self._connection, self._comparisons, "features")

    def random_pairs(self) -> RandomPairs:
        """Outcomes of random pairs, the same ones each time for records that say the same, under whatever
        keys and names of sources."""
        [(records,)] = self._connection.execute("SELECT count(*) FROM features").fetchall()
        pairs_in_all = records * (records - 1) / 2
        drawn = _DRAWN_PLACES.format(records=records, most=RANDOM_PAIRS)
        draws = _ALL_PLACES if pairs_in_all <= RANDOM_PAIRS else drawn
        self._connection.execute(_RANDOM_PAIRS.format(draws=draws))
        # Counted here: to plan twenty groupings takes DuckDB as long as to compare.
        found = self._connection.execute(levels_sql(self._telling, "random_pairs")).fetchnumpy()
        self._connection.execute("DROP TABLE random_pairs")
        counts = [
            np.bincount(outcomes[outcomes >= 0], minlength=len(comparison.levels)).astype(np.float64)
            for comparison, outcomes in zip(self._comparisons, self._outcomes(found), strict=True)
        ]
        return RandomPairs(counts, pairs_in_all)

    def patterns(self, pairs: str, share: float, rules: Sequence[BlockingRule]) -> Patterns:
        """Outcomes of the pairs in table `pairs` (join_key_l, join_key_r, rules), which are a `share` of
        all, but for those that no telling rule finds."""
        bits = sum(1 << bit for bit, rule in enumerate(rules) if are_telling(rule.columns))
        told = f"(SELECT * FROM {pairs} WHERE rules & {bits} <> 0)"
        found = self._connection.execute(
            f"SELECT *, count(*) AS pairs FROM ({levels_sql(self._telling, told, ['rules'])})"
            f" GROUP BY ALL ORDER BY {', '.join((*map(_level, self._telling), 'rules'))}"
        ).fetchnumpy()
        levels = np.stack(self._outcomes(found), axis=1)
        teaches = self._teaches(np.asarray(found["rules"], dtype=np.int64), rules)
        return Patterns(levels, np.asarray(found["pairs"], dtype=np.float64) / share, teaches)

    def _outcomes(self, found: Mapping[str, Any]) -> list[Ints]:
        """The level of each comparison, pair by pair: where none was asked for, all are missing."""
        missing = np.full(len(next(iter(found.values()))), -1)
        return [np.asarray(found.get(_level(c), missing), dtype=np.int64) for c in self._comparisons]

    def _teaches(
        self, rule_bits: Ints, rules: Sequence[BlockingRule]
    ) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
        teaches = np.zeros((len(rule_bits), len(self._comparisons)), dtype=np.bool_)
        for column, comparison in enumerate(self._comparisons):
            for bit, rule in enumerate(rules):
                if not any(key.startswith(comparison.tied_to) for key in rule.columns):
                    teaches[:, column] |= (rule_bits >> bit) & 1 == 1
        return teaches


def _level(comparison: Comparison) -> str:
    """The column of a comparison's levels."""
    return f"level_{comparison.name}"
