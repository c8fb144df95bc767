"""What a computed run would move, were it stored: customers, and what hangs on them; households."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from graph.identity.outcome.revenue import take_revenue
from graph.identity.report import IdChange, find_changes
from graph.identity.rules import Rules
from graph.journal.reading.stated import referrals_sql

SHOWN = 10
"""Merges, splits and households that are named, of each; all are counted."""
_MOVING = ("merged", "split")


@dataclass(frozen=True)
class HouseholdChange:
    """A household with the customers who would come to it and leave it; `kind` is formed, dissolved or
    changed."""

    kind: str
    household_id: str
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class HouseholdRadius:
    """What a run would change about households. `changed` counts all that differ; of those that stay, one
    that gains members and loses others is both `gaining` and `losing`. `changes` are the `SHOWN` with most
    comings and goings."""

    households_before: int
    households_after: int
    members_before: int
    members_after: int
    changed: int
    formed: int
    dissolved: int
    gaining: int
    losing: int
    changes: Sequence[HouseholdChange]


@dataclass(frozen=True)
class BlastRadius:
    """What a run would change. Revenue is that of the orders that came to something, of records that change
    customer, referrals those with such a record at an end. `changed` counts the ids that take records in or
    give some away; `changes` are the first `SHOWN` of each kind."""

    customers_before: int
    customers_after: int
    merged: int
    split: int
    created: int
    records_moved: int
    revenue_moved: float
    referrals_moved: int
    changed: int
    changes: Sequence[IdChange]
    households: HouseholdRadius
    report: Mapping[str, Any]


def blast_radius(
    connection: duckdb.DuckDBPyConnection, report: Mapping[str, Any], rules: Rules
) -> BlastRadius:
    """What the computed run would change, from its tables and its report."""
    take_revenue(connection, rules.revenue)
    moved, revenue, referrals = connection.execute(_MOVED).fetchall()[0]
    ids = report["ids"]
    found = find_changes(connection)
    kinds = [[change for change in found if change.kind == kind] for kind in _MOVING]
    return BlastRadius(
        customers_before=report["customers_before"],
        customers_after=report["customers"],
        merged=ids["merged"],
        split=ids["split"],
        created=ids["created"],
        records_moved=moved,
        revenue_moved=revenue,
        referrals_moved=referrals,
        changed=sum(map(len, kinds)),
        changes=[change for changes in kinds for change in changes[:SHOWN]],
        households=_household_radius(connection, report),
        report=report,
    )


def _household_radius(connection: duckdb.DuckDBPyConnection, report: Mapping[str, Any]) -> HouseholdRadius:
    connection.execute(_HOUSEHOLD_CHANGES)
    changed, formed, dissolved, gaining, losing, grown = connection.execute(_HOUSEHOLD_COUNTS).fetchall()[0]
    shown = connection.execute(_SHOWN_HOUSEHOLDS, {"shown": SHOWN}).fetchall()
    return HouseholdRadius(
        households_before=report["households"] - formed + dissolved,
        households_after=report["households"],
        members_before=report["household_members"] - grown,
        members_after=report["household_members"],
        changed=changed,
        formed=formed,
        dissolved=dissolved,
        gaining=gaining,
        losing=losing,
        changes=[HouseholdChange(kind, id_, tuple(joined), tuple(left)) for kind, id_, joined, left in shown],
    )


_MOVED = f"""
WITH moved AS (SELECT record_id FROM new_assignments JOIN current_ids USING (record_id))
SELECT (SELECT count(*) FROM moved),
    (SELECT coalesce(sum(total * rate)::DECIMAL(38, 4)::DOUBLE, 0) FROM orders
        JOIN currency_rates AS r ON r.currency = coalesce(orders.currency, '')
        WHERE record_id IN (FROM moved) AND came_to_something(total, status)),
    (SELECT count(*) FROM ({referrals_sql()}) WHERE bringer IN (FROM moved) OR newcomer IN (FROM moved))
"""  # noqa: S608 - SQL of this package

# Whoever was ever in a household that one of `new_households` is or was in has rows in the history.
_HOUSEHOLD_CHANGES = """
CREATE OR REPLACE TEMP TABLE household_changes AS
WITH before AS (
    SELECT customer_id, arg_max_null(household_id, valid_from) AS household_id FROM household_history
    GROUP BY customer_id HAVING arg_max_null(household_id, valid_from) IS NOT NULL
), after AS (
    SELECT customer_id, household_id FROM before ANTI JOIN new_households USING (customer_id)
    UNION ALL SELECT customer_id, household_id FROM new_households WHERE household_id IS NOT NULL
), matched AS (
    SELECT household_id, customer_id, b.customer_id IS NOT NULL AS was, a.customer_id IS NOT NULL AS stays
    FROM before AS b FULL JOIN after AS a USING (household_id, customer_id)
)
SELECT household_id,
    CASE WHEN NOT bool_or(was) THEN 'formed' WHEN NOT bool_or(stays) THEN 'dissolved' ELSE 'changed' END
        AS kind,
    coalesce(list(customer_id ORDER BY customer_id) FILTER (NOT was), []) AS joined,
    coalesce(list(customer_id ORDER BY customer_id) FILTER (NOT stays), []) AS left_it
FROM matched GROUP BY household_id HAVING NOT bool_and(was AND stays)
"""

_HOUSEHOLD_COUNTS = """
SELECT count(*), count(*) FILTER (kind = 'formed'), count(*) FILTER (kind = 'dissolved'),
    count(*) FILTER (kind = 'changed' AND len(joined) > 0),
    count(*) FILTER (kind = 'changed' AND len(left_it) > 0),
    coalesce(sum(len(joined) - len(left_it)), 0)::BIGINT
FROM household_changes
"""

_SHOWN_HOUSEHOLDS = """
SELECT kind, household_id, joined, left_it FROM household_changes
ORDER BY len(joined) + len(left_it) DESC, household_id LIMIT $shown
"""
