"""A small world of records as the journal's views show it, for the modules of graph.identity to look at."""

# ruff: noqa: S608 - the SQL is put together from column names alone

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime
from itertools import count
from typing import Any

import duckdb
import pyarrow as pa

from graph.identity.connection.temporary import finds
from graph.identity.evidence.persons import learn_common_names, prepare_persons
from graph.identity.evidence.rule_links import EvidenceCounts, drop_blocked, find_rule_links
from graph.identity.evidence.vetoes import find_vetoes, learn_account_names, prepare_documents
from graph.identity.features.build import build_features
from graph.identity.lookup.features import record_features
from graph.identity.rules import Rules, Veto, load_rules
from graph.journal.reading.orders import order_lines_sql, orders_sql, refunds_sql
from graph.journal.tables.haste import plan_in_haste
from graph.model.attributes import PERSON_PROPERTIES
from graph.model.types import PropertyType

NOW = datetime(2026, 3, 1, tzinfo=UTC)
_TYPES: dict[PropertyType, pa.DataType] = {
    PropertyType.TEXT: pa.string(),
    PropertyType.TEXTS: pa.list_(pa.string()),
}
_TIME = pa.timestamp("us", "UTC")
_COLUMNS: dict[str, pa.Schema] = {
    "records": pa.schema(
        {
            **dict.fromkeys(("record_id", "source", "source_id"), pa.string()),
            **{p.name: _TYPES[p.type] for p in PERSON_PROPERTIES},
            "traits": pa.string(),
            "observed_at": _TIME,
        }
    ),
    "identifiers": pa.schema(
        {
            **dict.fromkeys(("record_id", "kind", "value"), pa.string()),
            **dict.fromkeys(("first_seen", "last_seen"), _TIME),
        }
    ),
}
_NUMBERS = count()
_NO_ACCOUNT_NAMES = "CREATE OR REPLACE TEMP TABLE account_names (record_id VARCHAR, names VARCHAR[])"
_USUAL = load_rules().vetoes - {Veto.LISTED_TWICE, Veto.COLLEAGUES}


class World:
    """Records with identifiers, seen by the modules of graph.identity."""

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        self._connection = connection or empty_world()
        self._told: dict[str, list[dict[str, Any]]] = {name: [] for name in _COLUMNS}

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database, with all that was told so far: at once, since row by row takes long."""
        for name, rows in self._told.items():
            if rows:
                self._connection.register("told", pa.Table.from_pylist(rows, _COLUMNS[name]))
                self._connection.execute(f"INSERT INTO {name} BY NAME FROM told")
                self._connection.unregister("told")
                rows.clear()
        return self._connection

    def record(self, record_id: str, seen: datetime = NOW, **values: Any) -> None:
        """Add a record; identifier kinds among `values` take a value or a list of them."""
        kinds = {"document", "account", "email", "phone", "handle", "cookie", "device", "address"}
        source, source_id = record_id.split(":")
        row = {"record_id": record_id, "source": source, "source_id": source_id, "observed_at": seen}
        row |= {name: value for name, value in values.items() if name not in kinds}
        assert row.keys() <= {*_COLUMNS["records"].names}, "Arrow would leave it out"
        self._told["records"].append(row)
        for kind in kinds & set(values):
            for value in [values[kind]] if isinstance(values[kind], str) else values[kind]:
                self.uses(record_id, kind, value, seen)

    def uses(
        self, record_id: str, kind: str, value: str, first: datetime = NOW, last: datetime | None = None
    ) -> None:
        """Let a record use an identifier from `first` to `last`."""
        seen = {"first_seen": first, "last_seen": last or first}
        self._told["identifiers"].append({"record_id": record_id, "kind": kind, "value": value, **seen})

    def order(
        self,
        record_id: str,
        at: datetime,
        total: float,
        currency: str | None = None,
        status: str | None = None,
    ) -> None:
        """Let a record place an order."""
        properties = {"total": total, "currency": currency, "status": status}
        nodes = json.dumps([["Order", [f"{record_id} {next(_NUMBERS)}"], properties]])
        self._insert("stored_events", {"kind": "order", "record_id": record_id, "at": at, "nodes": nodes})

    def referral(self, bringer: str, newcomer: str) -> None:
        """Let one record bring another."""
        ends = [str(["SourceRecord", end.split(":")]).replace("'", '"') for end in (bringer, newcomer)]
        edges = f'[["REFERRED", {ends[0]}, {ends[1]}, {{}}]]'
        self._insert("stored_events", {"kind": "referral", "record_id": bringer, "at": NOW, "edges": edges})

    def prepare(self, rules: Rules | None = None) -> EvidenceCounts:
        """Make features and what follows from them."""
        rules = rules or load_rules()
        self._describe(rules)
        counts = find_rule_links(self.connection, rules)
        learn_account_names(self.connection)
        return counts

    def links(self, rules: Rules | None = None) -> set[tuple[str, str]]:
        """Pairs that rules link."""
        self.blocked = drop_blocked(self.connection, rules or load_rules())
        self.counts = self.prepare(rules)
        return set(self.connection.execute("SELECT record_l, record_r FROM rule_links").fetchall())

    def vetoes(self, in_force: Collection[Veto] = _USUAL) -> dict[tuple[str, str], str]:
        """Reason by vetoed pair, over all pairs of records; sources are no lists of different people,
        and nothing tells that colleagues of one name are two."""
        if finds(self.connection, "FROM identifiers WHERE kind = 'account'"):
            self.prepare()
        else:  # what values link speaks against vetoes by accounts alone
            self._describe(load_rules())
            self.connection.execute(_NO_ACCOUNT_NAMES)
        self.connection.execute(
            """CREATE TABLE pairs AS SELECT l.record_id AS record_l, r.record_id AS record_r
            FROM records AS l JOIN records AS r ON l.record_id < r.record_id"""
        )
        find_vetoes(self.connection, "pairs", in_force, "vetoes")
        rows = self.connection.execute("SELECT record_l, record_r, reason FROM vetoes").fetchall()
        return {(left, right): reason for left, right, reason in rows}

    def _describe(self, rules: Rules) -> None:
        self._make_features()
        learn_common_names(self.connection)
        prepare_persons(self.connection)
        prepare_documents(self.connection, rules.exclusive_documents)

    def _make_features(self) -> None:
        """Make `features` as a look-up does, which over few records takes a tenth of the time of the SQL.
        `test_sql_in_python` holds one against the other."""
        connection, used = self.connection, defaultdict[str, list[dict[str, Any]]](list)
        uses = connection.sql("SELECT record_id, kind, value FROM identifiers").to_arrow_table()
        for use in uses.to_pylist():
            used[use["record_id"]].append(use)
        records = connection.sql("FROM records").to_arrow_table().to_pylist()
        rows = [record_features().of(record, used[record["record_id"]]) for record in records]
        schema = connection.sql("SELECT * EXCLUDE (record_no) FROM features LIMIT 0").to_arrow_table().schema
        connection.register("made", pa.Table.from_pylist(rows, schema))
        number = "(hash(record_id) >> 1)::BIGINT AS record_no"
        connection.execute(f"CREATE OR REPLACE TABLE features AS SELECT {number}, * FROM made")
        connection.unregister("made")

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        columns, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
        query = f"INSERT INTO {table} ({columns}) VALUES ({places})"
        self.connection.execute(query, list(row.values()))


def empty_world() -> duckdb.DuckDBPyConnection:
    """A database with the journal's views as far as the modules of graph.identity read them, over nothing."""
    connection = duckdb.connect()
    plan_in_haste(connection)
    for name, schema in _COLUMNS.items():
        connection.register("nothing", schema.empty_table())
        connection.execute(f"CREATE TABLE {name} AS FROM nothing")
    connection.unregister("nothing")
    connection.execute(
        f"""CREATE VIEW record_versions AS SELECT *, observed_at AS stated_at FROM records;
        CREATE SEQUENCE numbers;
        CREATE TABLE stored_events
            (kind VARCHAR, key VARCHAR DEFAULT nextval('numbers')::VARCHAR, record_id VARCHAR,
            "at" TIMESTAMPTZ, nodes VARCHAR, edges VARCHAR, content_hash VARCHAR,
            "commit" BIGINT DEFAULT 1, recorded_at TIMESTAMPTZ DEFAULT now(), seq BIGINT DEFAULT 1);
        CREATE VIEW events AS SELECT *, "at" AS stated_at FROM stored_events;
        CREATE VIEW order_lines AS {order_lines_sql()};
        CREATE VIEW refunds AS {refunds_sql()};
        CREATE VIEW orders AS {orders_sql()};
        CREATE TABLE assignments (record_id VARCHAR, customer_id VARCHAR)"""
    )
    build_features(connection)
    return connection
