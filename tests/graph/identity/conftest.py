"""A small world of records as the journal's views show it, and made people in the input tables of a model."""

# ruff: noqa: S608 - the SQL is put together from column names alone

import json
import os
import random
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from graph.identity.evidence.contradictions import learn_common_names, prepare_persons
from graph.identity.evidence.rule_links import EvidenceCounts, drop_blocked, find_rule_links
from graph.identity.evidence.vetoes import find_vetoes, learn_account_names, prepare_documents
from graph.identity.features.build import build_features, register_functions
from graph.identity.features.input_tables import create_input_tables
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.models import train_model
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
_WITHOUT_LISTS = load_rules().vetoes - {Veto.LISTED_TWICE}


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
        build_features(self.connection)
        learn_common_names(self.connection)
        prepare_persons(self.connection)
        prepare_documents(self.connection, rules.exclusive_documents)
        counts = find_rule_links(self.connection, rules)
        learn_account_names(self.connection)
        return counts

    def links(self, rules: Rules | None = None) -> set[tuple[str, str]]:
        """Pairs that rules link."""
        self.blocked = drop_blocked(self.connection, rules or load_rules())
        self.counts = self.prepare(rules)
        return set(self.connection.execute("SELECT record_l, record_r FROM rule_links").fetchall())

    def vetoes(self, in_force: Collection[Veto] = _WITHOUT_LISTS) -> dict[tuple[str, str], str]:
        """Reason by vetoed pair, over all pairs of records; sources are no lists of different people."""
        self.prepare()
        self.connection.execute(
            """CREATE TABLE pairs AS SELECT l.record_id AS record_l, r.record_id AS record_r
            FROM records AS l JOIN records AS r ON l.record_id < r.record_id"""
        )
        find_vetoes(self.connection, "pairs", in_force, "vetoes")
        rows = self.connection.execute("SELECT record_l, record_r, reason FROM vetoes").fetchall()
        return {(left, right): reason for left, right, reason in rows}

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        columns, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
        query = f"INSERT INTO {table} ({columns}) VALUES ({places})"
        self.connection.execute(query, list(row.values()))


def empty_world() -> duckdb.DuckDBPyConnection:
    """A database with the journal's views as far as the modules of graph.identity read them, over nothing."""
    connection = duckdb.connect()
    plan_in_haste(connection)
    register_functions(connection)
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
    return connection


@pytest.fixture(scope="session")
def _empty_world() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(empty_world()) as connection:
        yield connection


@pytest.fixture
def world(_empty_world: duckdb.DuckDBPyConnection) -> Iterator[World]:
    """An empty world; what a test makes in it is taken back."""
    _empty_world.execute("BEGIN")
    yield World(_empty_world)
    _empty_world.execute("ROLLBACK")


def input_tables() -> duckdb.DuckDBPyConnection:
    """A database with the input tables of a model, empty; it plans as runs over few records do."""
    connection = duckdb.connect()
    plan_in_haste(connection)
    create_input_tables(connection)
    return connection


def adding(database: duckdb.DuckDBPyConnection) -> Callable[..., None]:
    """Adds a record by its id and fields; `emails` and `phones` become identifiers."""

    def add_record(record_id: str, **fields: Any) -> None:
        contacts = [("email", value) for value in fields.pop("emails", [])]
        contacts += [("phone", value) for value in fields.pop("phones", [])]
        row = {"record_id": record_id, "source": "crm", "source_id": record_id, **fields}
        database.execute(
            f"INSERT INTO records ({', '.join(row)}) VALUES ({', '.join(f'${name}' for name in row)})",
            row,
        )
        for kind, value in contacts:
            database.execute(
                "INSERT INTO identifiers (record_id, kind, value) VALUES (?, ?, ?)", [record_id, kind, value]
            )

    return add_record


@pytest.fixture
def database() -> duckdb.DuckDBPyConnection:
    return input_tables()


@pytest.fixture
def add(database: duckdb.DuckDBPyConnection) -> Callable[..., None]:
    """See `adding`."""
    return adding(database)


@pytest.fixture
def households(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Two sources with families at one address, each person at most once in a source; record → person."""
    return _add_households(database)


def _add_households(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rng = random.Random(7)  # noqa: S311 - made-up people, no secrets
    given = (
        "anna",
        "bernd",
        "clara",
        "dieter",
        "eva",
        "fritz",
        "gisela",
        "hans",
        "ida",
        "jochen",
        "maria",
        "paul",
    )
    stems, endings = ("stein", "wald", "berg", "gold", "feld", "hof"), ("mann", "ner", "ke", "ert")
    family = [stem + ending for stem in stems for ending in endings]
    truth: dict[str, str] = {}
    rows: list[dict[str, str | None]] = []
    for house in range(120):
        name, street = rng.choice(family), f"{rng.choice(family)}str {house}"
        for member in range(rng.choice((1, 2, 3))):
            first = rng.choice(given)
            born = f"{rng.randrange(1930, 2000)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
            for source in ("crm", "shop"):
                if rng.random() < 0.2:
                    continue
                record = f"{source}-{house}-{member}"
                typo = name[:2] + name[3:] if rng.random() < 0.1 else name
                birth_date = None if rng.random() < 0.1 else born
                told = {"given_name": first, "family_name": typo, "birth_date": birth_date}
                told |= {"street": street, "city": "berlin"}
                rows.append({"record_id": record, "source": source, "source_id": record, **told})
                truth[record] = f"{house}-{member}"
    database.register("made", pa.Table.from_pylist(rows))  # one by one they take longer than what is tested
    database.execute("INSERT INTO records BY NAME FROM made")
    database.unregister("made")
    return truth


@dataclass(frozen=True)
class Learned:
    """A model, the database with what it learned from, features and links, and the person of each record."""

    database: duckdb.DuckDBPyConnection
    model: IdentityModel
    households: dict[str, str]


@pytest.fixture(scope="session")
def _learned_once() -> Iterator[Learned]:
    with closing(input_tables()) as database:
        households = _add_households(database)
        build_features(database)
        yield Learned(database, train_model(database), households)


@pytest.fixture
def learned(_learned_once: Learned) -> Iterator[Learned]:
    """A model of the households; what a test changes in the database is taken back."""
    _learned_once.database.execute("BEGIN")
    yield _learned_once
    _learned_once.database.execute("ROLLBACK")


@pytest.fixture
def data() -> Path:
    """The folder of the shared data sets; a test that needs it is skipped where it is not there."""
    folder = Path(os.environ.get("CKG_DATA", "../shared/data"))
    if not folder.is_dir():
        pytest.skip("needs the evaluation data: set CKG_DATA to its folder")
    return folder
