"""A record as a look-up asks for it: its features and keys, as a run would make them."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from graph.duck import connect
from graph.entries import RecordVersion
from graph.identity.evidence.rule_links import blocked_sql
from graph.identity.features.input_tables import RECORD_TEXTS
from graph.identity.features.placeholders import LISTED
from graph.identity.lookup.features import record_features
from graph.identity.lookup.index import RECORD_NUMBER, IndexState
from graph.identity.lookup.index_files import Keys
from graph.identity.lookup.index_segments import IDENTIFIER_KEY, key_sql
from graph.identity.lookup.sharing import SharedValues, replaced, users_of
from graph.identity.lookup.sql_in_python import Row
from graph.identity.model.blocking.keys import columns_of
from graph.identity.model.matching import Matching, load_matching
from graph.identity.rules import Rules
from graph.journal.appending.encode import record_id

_COLUMNS = ("entity_type", "other_names", *RECORD_TEXTS)


@dataclass(frozen=True)
class LookupQuery:
    """The record in question as a row of the index, and the keys of its neighbours there; those of
    `identifiers` that tell something are among `keys`. `values` are the shared ones, counting this record."""

    record_id: str
    row: Row
    keys: Keys
    identifiers: Keys
    values: SharedValues

    def uses(self, kind: str) -> bool:
        """Whether it has an identifier of this kind."""
        return any(use["kind"] == kind for use in self.row["used"] or ())

    def same_as(self, stored: Row) -> bool:
        """Whether a stored record says the same: equal features and identifiers, whenever they were seen."""
        said = [column for column in stored if column not in _ASSIGNED]
        return _values(self.row) == _values(stored) and all(
            _unordered(self.row[column]) == _unordered(stored[column]) for column in said
        )


_ASSIGNED = ("customer_id", "customer_key", "used")
"""Columns of the index that a record does not bring along, and one compared in its own way."""


def _values(row: Row) -> set[tuple[str, str]]:
    return {(use["kind"], use["value"]) for use in row["used"] or ()}


def _unordered(value: object) -> object:
    return sorted(value) if isinstance(value, list) else value


class LookupSession:
    """Makes rows and keys of records, under one model; threads take turns where DuckDB is asked."""

    def __init__(self, schema: pa.Schema, state: IndexState, models: Path, rules: Rules) -> None:
        self._connection = connect()
        # The tables are tiny: several threads, and plans made with care, cost more than they give. DuckDB
        # also keeps the plan of a prepared statement only where no optimizer is on.
        self._connection.execute("SET threads = 1")
        self._connection.execute("PRAGMA disable_optimizer")
        self.matching: Matching = load_matching(self._connection, models, state.model_version)
        self._features = record_features()
        self._frequencies = self._read_frequencies()
        self._common = {
            name for (name,) in self._connection.execute("SELECT value FROM common_names").fetchall()
        }
        self._keyed = sorted(_ALWAYS.union(*(columns_of(rule.columns) for rule in self.matching.model.rules)))
        self._prepare(schema, rules)
        self._lock = threading.Lock()

    def ask(self, record: RecordVersion, values: SharedValues) -> LookupQuery:
        """Take a record in: its features, as a run would make them without the `values` that are shared."""
        name = record_id(record.source, record.source_id)
        stated = {column: record.attributes.get(column) for column in _COLUMNS}
        if stated["birth_date"] in LISTED:
            stated["birth_date"] = None
        named = {"record_id": name, "source": record.source, "source_id": record.source_id}
        with self._lock:
            used, identifying = self._usable(record, values.silent)
        telling = values.telling({"used": used})
        row = self._features.of(stated | named, telling)
        with self._lock:
            number, keys = self._keys(row)
        row |= self._frequencies_of(row)
        row |= {"record_no": number, "given_common": row["given"] in self._common, "used": used or None}
        telling_keys = [key for use, key in zip(used, identifying, strict=True) if use in telling]
        searched = np.unique(np.concatenate([keys, np.array(telling_keys, np.uint64)]))
        return LookupQuery(name, row, searched, np.unique(identifying), values)

    def corrected(self, rows: pa.Table, known: SharedValues, now: SharedValues) -> pa.Table:
        """Rows of an index that knows the shared values `known`, as they are with those of `now`."""
        places = users_of((now.shared - known.shared) | (now.silent - known.silent), rows)
        if not places:
            return rows
        new = [self._without(row, now) for row in rows.take(pa.array(places)).to_pylist()]
        return replaced(rows, places, new)

    def _without(self, row: Row, values: SharedValues) -> Row:
        said = {**row, **self._features.of_contacts(row, values.telling(row))}
        return said | self._frequencies_of(said) | {"used": values.heard(row) or None}

    def _usable(self, record: RecordVersion, silent: Collection[tuple[str, str]]) -> tuple[list[Row], Keys]:
        """The identifiers that are neither silent nor blocked, as the index has them, and their keys."""
        found = self._keyed_values({(item.kind, item.value) for item in record.identifiers} - {*silent})
        seen = (record.observed_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
        used: list[Row] = [
            {"kind": kind, "value": value, "first_seen": seen, "last_seen": seen} for kind, value, _ in found
        ]
        return used, np.array([key for *_, key in found], np.uint64)

    def _keyed_values(self, values: Collection[tuple[str, str]]) -> list[tuple[str, str, int]]:
        """Kinds and values of the identifiers that are not blocked, in order, with their keys."""
        if not values:
            return []
        self._connection.execute("DELETE FROM identifiers")
        places = ", ".join("(?, ?)" for _ in values)
        self._connection.execute(
            f"INSERT INTO identifiers VALUES {places}", [part for value in values for part in value]
        )
        return self._connection.execute("EXECUTE usable").fetchall()

    def keys_of(
        self, values: Collection[tuple[str, str]], silent: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], int]:
        """The keys of identifiers that are neither silent nor blocked."""
        with self._lock:
            found = self._keyed_values({*values}.difference(silent))
        return {(kind, value): key for kind, value, key in found}

    def _keys(self, row: Row) -> tuple[int, Keys]:
        """The number of a record, and the keys under which a run would look for its neighbours."""
        self._connection.execute("DELETE FROM asked")
        places = ", ".join("?" for _ in self._keyed)
        self._connection.execute(
            f"INSERT INTO asked ({', '.join(self._keyed)}) VALUES ({places})",
            [row[column] for column in self._keyed],
        )
        found = self._connection.execute("EXECUTE find_keys").fetchall()
        [number] = [key for numbers, key in found if numbers]
        return number, np.array([key for numbers, key in found if not numbers], np.uint64)

    def _frequencies_of(self, row: Row) -> dict[str, float | None]:
        columns = self.matching.model.frequency_priors
        return {f"tf_{column}": self._frequency(column, row[column]) for column in columns}

    def _frequency(self, column: str, value: str | None) -> float | None:
        if value is None:
            return None
        return self._frequencies.get((column, value), self._frequencies[column, None])

    def _prepare(self, schema: pa.Schema, rules: Rules) -> None:
        columns = ["record_no", *self._keyed]
        self._connection.register("no_rows", schema.empty_table().select(columns))
        self._connection.execute("CREATE TEMP TABLE asked AS FROM no_rows")
        self._connection.execute("CREATE TEMP TABLE identifiers (kind VARCHAR, value VARCHAR)")
        blocked = blocked_sql(self._connection, rules)
        statements = {
            "usable": f"SELECT kind, value, {IDENTIFIER_KEY} FROM identifiers"
            f" WHERE (kind, value) NOT IN (SELECT (kind, value) FROM ({blocked})) ORDER BY kind, value",
            "find_keys": f"SELECT TRUE AS numbers, {RECORD_NUMBER}::UBIGINT AS key FROM asked"
            f" UNION ALL SELECT FALSE, key FROM ({key_sql(self.matching.model.rules, 'asked')})",
        }
        for name, sql in statements.items():
            self._connection.execute(f"PREPARE {name} AS {sql}")

    def _read_frequencies(self) -> dict[tuple[str, str | None], float]:
        rows = self._connection.execute("SELECT feature, value, frequency FROM frequencies").fetchall()
        return {(feature, value): frequency for feature, value, frequency in rows}


_ALWAYS = {"record_id", "entity_type"}
