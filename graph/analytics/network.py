"""The referral network: customers as numbers, statements as columns, and which of them count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from graph.analytics.arrays import Ints
from graph.analytics.forest import Forest
from graph.analytics.tables import GRACE_DAYS, WINDOW_DAYS


class StatementStanding(StrEnum):
    """What became of a statement that one customer brought another."""

    ACCEPTED = "accepted"
    SECOND = "second"
    CYCLE = "cycle"
    WINDOW = "window"
    HOUSEHOLD = "household"
    DEVICE = "device"
    SELF = "self"


STANDINGS = tuple(StatementStanding)
_OPEN, _SECOND, _CYCLE = (
    -1,
    STANDINGS.index(StatementStanding.SECOND),
    STANDINGS.index(StatementStanding.CYCLE),
)

_NODES = """
CREATE OR REPLACE TEMP TABLE network_nodes AS
SELECT customer_id, row_number() OVER (ORDER BY customer_id) - 1 AS node FROM (
    SELECT referrer AS customer_id FROM referral_statements
    UNION SELECT referred FROM referral_statements)
"""
_SHARED = """
SELECT DISTINCT s.referrer, s.referred FROM (
    SELECT DISTINCT referrer, referred FROM referral_statements WHERE referrer <> referred) AS s
JOIN {table} AS a ON a.customer_id = s.referrer
JOIN {table} AS b ON b.customer_id = s.referred AND {same}
"""
_SAME_DEVICE = _SHARED.format(table="customer_devices", same="a.kind = b.kind AND a.value = b.value")
_SAME_HOUSEHOLD = _SHARED.format(table="customer_households", same="a.household_id = b.household_id")
_WITHIN = '(s."at" BETWEEN {anchor} - to_days($window::INT) AND {anchor} + to_days($grace::INT))'
# In the order of time; of one time the key decides, which no merge changes.
_STATEMENTS = f"""
SELECT a.node AS referrer, b.node AS referred, s."at", s.channel, s.campaign, s.code, n.first_purchase,
    CASE WHEN s.referrer = s.referred THEN 'self'
        WHEN h.referrer IS NOT NULL THEN 'household'
        WHEN d.referrer IS NOT NULL THEN 'device'
        WHEN n.started_at IS NOT NULL AND NOT coalesce(
            {_WITHIN.format(anchor="n.started_at")} OR {_WITHIN.format(anchor="n.first_purchase")}, FALSE)
            THEN 'window' ELSE '' END AS fault
FROM referral_statements AS s JOIN network_nodes AS a ON a.customer_id = s.referrer
JOIN network_nodes AS b ON b.customer_id = s.referred
LEFT JOIN customer_starts AS n ON n.customer_id = s.referred
LEFT JOIN ({_SAME_HOUSEHOLD}) AS h ON h.referrer = s.referrer AND h.referred = s.referred
LEFT JOIN ({_SAME_DEVICE}) AS d ON d.referrer = s.referrer AND d.referred = s.referred
ORDER BY s."at", s.key, s.referrer, s.referred
"""  # noqa: S608 - SQL of this module


@dataclass(frozen=True)
class Network:
    """Customers by number, and statements in the order of time with the number of their standing."""

    ids: list[str]
    statements: pa.Table
    standing: Ints

    @cached_property
    def referrer(self) -> Ints:
        """Who is said to have brought somebody, by statement."""
        return _column(self.statements, "referrer")

    @cached_property
    def referred(self) -> Ints:
        """Who is said to have been brought, by statement."""
        return _column(self.statements, "referred")

    def having(self, standing: StatementStanding) -> Ints:
        """Numbers of the statements of a standing."""
        return np.flatnonzero(self.standing == STANDINGS.index(standing))

    @cached_property
    def forest(self) -> Forest:
        """Who brought whom by accepted statements."""
        parent = np.full(len(self.ids), -1, np.int64)
        accepted = self.having(StatementStanding.ACCEPTED)
        parent[self.referred[accepted]] = self.referrer[accepted]
        return Forest(parent)

    @cached_property
    def ties(self) -> tuple[Ints, Ints, Ints]:
        """Pairs of different customers, the smaller number first, and how many statements tie them."""
        low, high = np.minimum(self.referrer, self.referred), np.maximum(self.referrer, self.referred)
        pairs, counts = np.unique((low * len(self.ids) + high)[low != high], return_counts=True)
        return pairs // max(len(self.ids), 1), pairs % max(len(self.ids), 1), counts.astype(np.int64)

    def pairs(self) -> Ints:
        """For each pair of customers, one way, the statement that stands for it: the accepted one, else the
        earliest."""
        chosen = np.lexsort((np.arange(len(self.standing)), self.standing != 0, self.referred, self.referrer))
        key = self.referrer[chosen] * len(self.ids) + self.referred[chosen]
        return chosen[np.unique(key, return_index=True)[1]]


def read_network(connection: duckdb.DuckDBPyConnection) -> Network:
    """The network of the tables of `graph.analytics.tables`; makes `network_nodes` (customer_id, node)."""
    connection.execute(_NODES)
    ids = connection.sql("SELECT customer_id FROM network_nodes ORDER BY node").to_arrow_table()
    params: dict[str, Any] = {"window": WINDOW_DAYS, "grace": GRACE_DAYS}
    statements = connection.sql(_STATEMENTS, params=params).to_arrow_table()
    faults = statements.column("fault").to_pylist()
    known = {"": _OPEN} | {name: STANDINGS.index(name) for name in set(faults) if name}
    faulty = np.fromiter((known[name] for name in faults), np.int64, len(faults))
    network = Network(ids.column(0).to_pylist(), statements.drop_columns("fault"), faulty)
    standing = accept(network.referrer, network.referred, faulty, len(network.ids))
    return Network(network.ids, network.statements, standing)


def accept(referrer: Ints, referred: Ints, standing: Ints, nodes: int) -> Ints:
    """The standing of each statement, given in the order of time; those with a fault, 0 or above, keep it.

    The first that is left accepts the referrer of a customer; further ones are `second`. A statement that
    would make somebody bring the one they were brought by, directly or over others, is a `cycle`.
    """
    result = standing.copy()
    has_referrer, leader = [False] * nodes, list(range(nodes))

    def top(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    left = np.flatnonzero(standing == _OPEN)
    for place, by, brought in zip(
        left.tolist(), referrer[left].tolist(), referred[left].tolist(), strict=True
    ):
        if has_referrer[brought]:
            result[place] = _SECOND
        elif top(by) == brought:  # nobody brought them yet, so they are the top of their tree
            result[place] = _CYCLE
        else:
            has_referrer[brought] = True
            leader[brought] = by
            result[place] = 0
    return result


def _column(table: pa.Table, name: str) -> Ints:
    return np.asarray(table.column(name).to_numpy(), dtype=np.int64)
