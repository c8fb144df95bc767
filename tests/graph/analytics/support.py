"""Small random networks, a ground that keeps what scores write, and shops."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import duckdb
import networkx as nx
import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from graph.analytics.forest import Forest
from graph.analytics.ground import ScoreGround, Values
from graph.identity.outcome.revenue import take_revenue
from graph.identity.rules import load_rules
from graph.journal.reading.contracts import contracts_sql

MOST = 12


@st.composite
def forests(draw: st.DrawFn, most: int = MOST) -> Forest:
    """Forests whose nodes are in no order."""
    count = draw(st.integers(1, most))
    above = [draw(st.integers(-1, node - 1)) for node in range(count)]
    names = draw(st.permutations(range(count)))
    parent = np.full(count, -1, np.int64)
    for node, by in enumerate(above):
        if by >= 0:
            parent[names[node]] = names[by]
    return Forest(parent)


@st.composite
def graphs(draw: st.DrawFn, most: int = MOST) -> "nx.DiGraph[int]":
    """Directed graphs without loops."""
    count = draw(st.integers(2, most))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node), max_size=3 * count))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    return graph


def as_networkx(forest: Forest) -> "nx.DiGraph[int]":
    """The forest with edges from parents to children."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(forest.parent)))
    graph.add_edges_from((by, node) for node, by in enumerate(forest.parent.tolist()) if by >= 0)
    return graph


_SIGNED = """(
    SELECT *, rowid AS key, rowid AS content_hash, "at" AS recorded_at, 1 AS "commit", rowid AS seq
    FROM events WHERE kind = 'contract')"""
"""Each contract told once, on the day from which it counts."""


class Told(ScoreGround):
    """Keeps what would be written."""

    written: Mapping[str, Values]

    def write(self, names: tuple[str, ...], values: Mapping[str, Values]) -> int:
        self.written = {customer: {name: row[name] for name in names} for customer, row in values.items()}
        return len(values)


AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
Order = tuple[str, float, str | None, str | None, str | None]
"""Customer, days before now, total, currency, status."""


def shop(orders: Iterable[Order], folder: Path = Path("unused")) -> Told:
    """The ground of a company with these orders, its time zone the machine's."""
    connection, rules = duckdb.connect(), load_rules()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("CREATE TABLE members (record_id VARCHAR, customer_id VARCHAR)")
    connection.execute(
        'CREATE TABLE orders (record_id VARCHAR, "at" TIMESTAMPTZ, total DECIMAL(18, 4), currency VARCHAR,'
        " status VARCHAR)"
    )
    connection.execute(
        'CREATE TABLE events (record_id VARCHAR, kind VARCHAR, "at" TIMESTAMPTZ, nodes VARCHAR,'
        ' edges VARCHAR, stated_at TIMESTAMPTZ AS ("at"))'
    )
    connection.execute(f"CREATE VIEW contracts AS {contracts_sql(_SIGNED)}")
    take_revenue(connection, rules.revenue.model_copy(update={"rates": {"USD": Decimal("0.5")}}))
    rows = [(who, AS_OF - timedelta(days=ago), *rest) for who, ago, *rest in orders]
    names = ("record_id", "at", "total", "currency", "status")
    types = (pa.string(), pa.timestamp("us", "UTC"), *[pa.string()] * 3)
    columns = [pa.array([row[place] for row in rows], type_) for place, type_ in enumerate(types)]
    connection.register("told", pa.table(dict(zip(names, columns, strict=True))))
    connection.execute("INSERT INTO orders FROM told")
    connection.execute("INSERT INTO members SELECT DISTINCT record_id, record_id FROM orders")
    return Told(connection, cast("Any", None), rules, folder, AS_OF)
