"""What training looks at: the outcomes of candidate pairs and of random pairs, counted by Splink."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np

from graph.identity.model.blocking import BlockingRule
from graph.identity.model.comparisons.every import Comparison
from graph.identity.model.identity_model import numbered_settings
from graph.identity.model.scoring import PairScorer
from graph.identity.model.training import Ints, Patterns, RandomPairs

RANDOM_PAIRS = 400_000
"""Random pairs looked at for u; where there are no more in all, all are."""

CANDIDATE_PAIRS = 750_000
"""Candidate pairs looked at for m, at most; of more, an even sample."""

_ALL_PLACES = "SELECT l.place AS a, r.place AS b FROM numbered AS l JOIN numbered AS r ON l.place < r.place"

_DRAWN_PLACES = f"""
SELECT DISTINCT (hash(2 * i) % {{records}})::BIGINT AS a, (hash(2 * i + 1) % {{records}})::BIGINT AS b
FROM range({RANDOM_PAIRS}) AS t(i)
"""


class Observer:
    """Counts outcomes of comparisons over pairs of the connection's `features`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, comparisons: Sequence[Comparison]) -> None:
        self._connection = connection
        self._comparisons = comparisons
        self._scorer = PairScorer(connection, numbered_settings(comparisons))

    def random_pairs(self) -> RandomPairs:
        """Outcomes of random pairs, the same ones each time for records that say the same, under whatever
        keys."""
        [(records,)] = self._connection.execute("SELECT count(*) FROM features").fetchall()
        pairs_in_all = records * (records - 1) / 2
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE numbered AS SELECT record_no,"
            " row_number() OVER (ORDER BY hash(*COLUMNS(* EXCLUDE (record_no, record_id)))) - 1 AS place"
            " FROM features"
        )
        draws = _ALL_PLACES if pairs_in_all <= RANDOM_PAIRS else _DRAWN_PLACES.format(records=records)
        self._connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE random_pairs AS
            WITH draws AS ({draws})
            SELECT l.record_no AS join_key_l, r.record_no AS join_key_r, '0' AS match_key
            FROM draws JOIN numbered AS l ON l.place = a JOIN numbered AS r ON r.place = b WHERE a < b"""
        )
        scored = self._scorer.score("random_pairs")
        counts = [self._counts(comparison, scored) for comparison in self._comparisons]
        for table in (scored, "random_pairs", "numbered"):
            self._connection.execute(f"DROP TABLE {table}")
        return RandomPairs(counts, pairs_in_all)

    def patterns(self, pairs: str, share: float, rules: Sequence[BlockingRule]) -> Patterns:
        """Outcomes of the pairs in table `pairs` (join_key_l, join_key_r, match_key, rules), which are a
        `share` of all."""
        scored = self._scorer.score(pairs)
        places = [f"round(mw_{comparison.name})::INTEGER - 1" for comparison in self._comparisons]
        found = self._connection.execute(
            f"SELECT {', '.join(f'{place} AS level_{i}' for i, place in enumerate(places))}, rules,"
            f" count(*) AS pairs FROM {scored} JOIN {pairs} ON record_no_l = join_key_l"
            " AND record_no_r = join_key_r GROUP BY ALL ORDER BY ALL"
        ).fetchnumpy()
        self._connection.execute(f"DROP TABLE {scored}")
        levels = np.stack(
            [np.asarray(found[f"level_{i}"], dtype=np.int64) for i in range(len(places))], axis=1
        )
        teaches = self._teaches(np.asarray(found["rules"], dtype=np.int64), rules)
        return Patterns(levels, np.asarray(found["pairs"], dtype=np.float64) / share, teaches)

    def _counts(self, comparison: Comparison, scored: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        found = dict(
            self._connection.execute(
                f"SELECT round(mw_{comparison.name})::INTEGER, count(*) FROM {scored} GROUP BY 1"
            ).fetchall()
        )
        return np.array(
            [found.get(place + 1, 0) for place in range(len(comparison.levels))], dtype=np.float64
        )

    def _teaches(
        self, rule_bits: Ints, rules: Sequence[BlockingRule]
    ) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
        teaches = np.zeros((len(rule_bits), len(self._comparisons)), dtype=np.bool_)
        for column, comparison in enumerate(self._comparisons):
            for bit, rule in enumerate(rules):
                if not any(key.startswith(comparison.tied_to) for key in rule.columns):
                    teaches[:, column] |= (rule_bits >> bit) & 1 == 1
        return teaches
