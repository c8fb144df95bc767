"""Where candidate pairs are made and scored, the step that grows faster than records: here, or on Spark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import duckdb

from graph.identity.model.blocking.plan import BlockingRule, pairs_sql
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.contents import drawn_sql
from graph.identity.model.pairs.scoring import ModelScorer


class Engine(Protocol):
    """What makes and scores the candidate pairs of a connection's table `features`."""

    def sample(self, rules: Sequence[BlockingRule], most: int) -> float:
        """Make table `observed` (join_key_l, join_key_r, rules) of about `most` candidate pairs
        at most, evenly drawn by table `contents`; returns the share that they are of all."""
        ...

    def score(self, model: IdentityModel) -> None:
        """Make table `links` of all candidate pairs of at least the weight FLOOR.

        It has record_l < record_r, weight (log2), probability and tier 'model'.
        """
        ...


class DuckEngine:
    """Candidate pairs in the connection itself; those of one set of rules are made once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._made: tuple[tuple[str, ...], ...] | None = None

    def sample(self, rules: Sequence[BlockingRule], most: int) -> float:
        """See Engine."""
        self._make_pairs(rules)
        [(total,)] = self._connection.execute("SELECT count(*) FROM candidate_pairs").fetchall()
        share = min(1.0, most / max(int(total), 1))
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE observed AS {drawn_sql(share)}")
        return share

    def score(self, model: IdentityModel) -> None:
        """See Engine."""
        self._make_pairs(model.rules)
        ModelScorer(self._connection, model).link("candidate_pairs")

    def close(self) -> None:
        """Drop the pairs."""
        self._connection.execute("DROP TABLE IF EXISTS candidate_pairs")
        self._made = None

    def _make_pairs(self, rules: Sequence[BlockingRule]) -> None:
        columns = tuple(rule.columns for rule in rules)
        if self._made != columns:
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE candidate_pairs AS {pairs_sql(rules)}")
            self._made = columns
