"""What a run changes in the review queue, and which identifier values it found shared.

A run speaks only of what it looked at: pairs with a record in its scope, and the values it touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from secrets import token_hex

import duckdb
import pyarrow as pa

from graph.identity.beginning import RunStart
from graph.identity.connection.temporary import finds
from graph.identity.evidence.rule_links import kind_rules
from graph.identity.inputs import open_orders
from graph.identity.outcome import queueing_sql as sql
from graph.identity.outcome.revenue import take_revenue
from graph.identity.rules import Rules
from graph.journal import Journal


@dataclass(frozen=True)
class Band:
    """The weights between which the model is not sure of a pair, and the threshold between them."""

    least: float
    threshold: float
    most: float


def changed_values(connection: duckdb.DuckDBPyConnection, start: RunStart) -> pa.Table:
    """Rows for the journal's `shared_values`: values found shared, or by more or fewer people than the
    journal says, and those that are shared no longer.

    Reads `shared_values` and `known_shared_values` (kind, value, people). A run that did not look at all
    values says in `touched_values` (kind, value) which it looked at.
    """
    connection.execute(sql.TOUCHED_VALUES)
    rows: pa.Table = connection.sql(sql.CHANGED_VALUES, params={"run_id": start.run_id}).to_arrow_table()
    return rows


def find_cases(connection: duckdb.DuckDBPyConnection, band: Band, rules: Rules) -> None:
    """Make `cases`: everything in what the run looked at that a person should, with its priority.

    Reads `decided_links`, `cut_links`, `cluster_members`, `verdicts`, `users`, `shared_values` and
    `customers_after` and the orders of the journal.
    """
    connection.execute(sql.DOUBTS, asdict(band))
    if not finds(connection, "FROM doubts") and not finds(connection, "FROM shared_values"):
        connection.execute(sql.NO_CASES)  # to plan for orders takes longer than most steps of a small run
        return
    connection.execute(sql.CASE_PAIRS)
    connection.register("kinds_allowed", kind_rules(rules))
    connection.execute(sql.CASE_VALUES)
    open_orders(connection)
    take_revenue(connection, rules.revenue)
    # Kept nowhere: who knew it could find out by trying which address or number a case is about.
    connection.execute(sql.CASES, {"salt": token_hex(16)})


def changed_cases(
    journal: Journal, connection: duckdb.DuckDBPyConnection, start: RunStart
) -> Iterator[pa.Table]:
    """Rows for the journal's `review_cases`: cases opened or brought up to date, and cases closed.

    Reads `cases`, and the queue as it is by now: the caller holds the lease of stewards, so that no claim or
    verdict is overwritten.
    """
    with closing(journal.connect(views=("review_cases",))) as now:
        connection.register("known_cases", now.sql("FROM review_cases").to_arrow_table())
    connection.execute(sql.KNOWN)
    for query in (sql.OPENED, sql.CLOSED):
        yield connection.sql(query, params={"run_id": start.run_id, "at": start.at}).to_arrow_table()
