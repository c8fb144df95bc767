"""Households: customers who live at one address and have more in common than that.

A family name or a contact of few ties people who live together. Groups larger than the rules allow are
counted and left alone. A run over changes groups anew whom it has to, and ends with the households that a run
over everything would.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from graph.identity.clusters.partition import Pairs, components
from graph.identity.clusters.stable_ids import assign_ids, customers_after_sql
from graph.identity.connection.temporary import finds, make_table, make_view
from graph.identity.households import homes_sql as sql
from graph.identity.rules import HouseholdRules


@dataclass(frozen=True)
class HouseholdCounts:
    """Households now, the customers in them, and groups that were too large for one."""

    households: int
    people: int
    too_large: int


def find_all_households(
    connection: duckdb.DuckDBPyConnection, rules: HouseholdRules, run_id: str
) -> HouseholdCounts:
    """Group all customers; see `find_changed_households` for what it makes."""
    make_view(connection, "assignments_now", customers_after_sql("current_ids"))
    make_view(connection, "known_groups", "SELECT '' AS customer_id, '' AS group_id LIMIT 0")
    _make_homes(connection, "homes_now", rules, "")
    make_table(
        connection,
        "household_scope",
        "SELECT customer_id FROM homes_now UNION SELECT customer_id FROM household_history",
    )
    return _find(connection, rules, run_id)


def find_changed_households(
    connection: duckdb.DuckDBPyConnection, rules: HouseholdRules, run_id: str
) -> HouseholdCounts:
    """Group the customers whose household may differ from what the last run found.

    Reads the state `known`, what `stage_scope` made, and `new_assignments`. Makes `household_groups`
    (customer_id, group_id) of those in `household_scope` (customer_id) who are tied to others, and
    `new_households` (customer_id, household_id) of those whose household changed, null for none.
    """
    make_view(connection, "assignments_now", sql.ASSIGNMENTS)
    make_view(connection, "known_groups", "FROM known.household_groups")
    make_table(connection, "touched_customers", sql.TOUCHED_CUSTOMERS, max_size=rules.max_size)
    _make_homes(connection, "new_homes", rules, "SEMI JOIN touched_customers USING (customer_id)")
    make_view(connection, "homes_now", sql.HOMES_NOW)
    make_table(connection, "changed_homes", sql.CHANGED_HOMES, crowd=rules.crowd)
    make_table(connection, "household_scope", sql.HOUSEHOLD_SCOPE)
    make_table(connection, "household_history", sql.HISTORY)
    return _find(connection, rules, run_id)


def _make_homes(
    connection: duckdb.DuckDBPyConnection, name: str, rules: HouseholdRules, of_customers: str
) -> None:
    query = sql.HOMES.format(of_customers=of_customers)
    contacts = [tie for tie in rules.ties if tie != "family_name"]
    by_name = "family_name" in rules.ties
    make_table(connection, name, query, contacts=contacts, by_name=by_name, max_size=rules.max_size)


def _find(connection: duckdb.DuckDBPyConnection, rules: HouseholdRules, run_id: str) -> HouseholdCounts:
    make_table(connection, "spots", sql.SPOTS, crowd=rules.crowd)
    _group(connection)
    make_table(connection, "household_members", sql.MEMBERS, max_size=rules.max_size)
    make_table(
        connection, "new_households", "FROM household_history SELECT customer_id, household_id LIMIT 0"
    )
    connection.register("kept_households", _with_ids(connection, run_id))
    connection.execute(sql.NEW_HOUSEHOLDS)
    connection.unregister("kept_households")
    return HouseholdCounts(*connection.execute(sql.COUNTS, {"max_size": rules.max_size}).fetchall()[0])


def _group(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `household_groups` of the connected components; a group is named after its first customer."""
    customers = _table(connection, "FROM household_scope ORDER BY customer_id").column(0)
    connection.register(
        "numbered_customers", pa.table({"customer_id": customers, "number": np.arange(len(customers))})
    )
    edges = _table(connection, f"{sql.SPOT_MEMBERS} UNION ALL ({sql.NEAR_SPOTS})")
    left, right = (edges.column(place).to_numpy() for place in range(2))
    count = max(len(customers), int(max(right, default=-1)) + 1)
    labels = components(count, Pairs(left, right))[: len(customers)]
    groups = customers.take(pa.array(labels, pa.int64()))
    connection.register(
        "found_groups", pa.Table.from_arrays([customers, groups], ["customer_id", "group_id"])
    )
    make_table(connection, "household_groups", sql.GROUPS)
    for name in ("numbered_customers", "found_groups"):
        connection.unregister(name)


def _with_ids(connection: duckdb.DuckDBPyConnection, run_id: str) -> pa.Table:
    """Customers whose household is another than before, with its id: kept by overlap, as customers' ids are.

    Another cursor has temporary tables of its own, so those of the customers stay.
    """
    if not finds(connection, "FROM household_members") and not finds(connection, "FROM household_history"):
        return _table(connection, "FROM new_households")  # it is empty, and ids take twenty statements
    members = _table(connection, sql.CLUSTER_MEMBERS)
    history = _table(connection, sql.ASSIGNMENT_HISTORY)
    with closing(connection.cursor()) as apart:
        apart.register("cluster_members", members)
        apart.register("assignment_history", history)
        assign_ids(apart, run_id, "h")
        return _table(
            apart, "SELECT record_id AS customer_id, customer_id AS household_id FROM new_assignments"
        )


def _table(connection: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    found: pa.Table = connection.sql(query).to_arrow_table()
    return found
