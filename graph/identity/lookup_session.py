"""A record as a look-up asks for it: its features and keys, made by the same SQL as in a run."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from graph.entries import RecordVersion
from graph.identity.evidence import blocked_sql
from graph.identity.features import feature_sql
from graph.identity.index import IDENTIFIER_KEY, IndexState, key_sql
from graph.identity.index_files import Keys
from graph.identity.input_tables import RECORD_TEXTS, create_input_tables
from graph.identity.matching import Matching, load_matching
from graph.identity.rules import Rules
from graph.identity.sql_in_python import Row
from graph.journal.encode import record_id

_COLUMNS = ("entity_type", "other_names", *RECORD_TEXTS)


@dataclass(frozen=True)
class Asked:
    """The record in question as a row of the index, and the keys of its neighbours there; those of
    `identifiers` are among `keys`."""

    record_id: str
    row: Row
    keys: Keys
    identifiers: Keys

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
    """One DuckDB connection with everything prepared; not for two threads at once."""

    def __init__(self, schema: pa.Schema, state: IndexState, models: Path, rules: Rules) -> None:
        self._connection = duckdb.connect()
        # The tables are tiny: several threads, and plans made with care, cost more than they give. DuckDB
        # also keeps the plan of a prepared statement only where no optimizer is on.
        self._connection.execute("SET threads = 1")
        self._connection.execute("PRAGMA disable_optimizer")
        self.matching: Matching = load_matching(self._connection, models, state.model_version)
        self._frequencies = self._read_frequencies()
        self._common = {
            name for (name,) in self._connection.execute("SELECT value FROM common_names").fetchall()
        }
        create_input_tables(self._connection)
        self._connection.register("found_rows", schema.empty_table())
        self._connection.execute("CREATE TEMP TABLE asked AS FROM found_rows")
        self._prepare(rules)

    def ask(self, record: RecordVersion, shared: Collection[tuple[str, str]]) -> Asked:
        """Take a record in: its features, as a run would make them without the `shared` values."""
        for table in ("asked", "records", "identifiers"):
            self._connection.execute(f"DELETE FROM {table}")
        name = record_id(record.source, record.source_id)
        self._insert(record, name, shared)
        for statement in ("drop_blocked", "make_features"):
            self._connection.execute(f"EXECUTE {statement}")
        found = self._connection.execute("EXECUTE find_keys").fetchnumpy()
        keys, identifying = np.asarray(found["key"], dtype=np.uint64), found["identifying"].astype(np.bool_)
        return Asked(name, self._row(), np.unique(keys), np.unique(keys[identifying]))

    def _insert(self, record: RecordVersion, name: str, shared: Collection[tuple[str, str]]) -> None:
        seen = (record.observed_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
        row = {"record_id": name, "source": record.source, "source_id": record.source_id, "observed_at": seen}
        row |= {column: record.attributes[column] for column in _COLUMNS if record.attributes.get(column)}
        places = ", ".join("?" for _ in row)
        self._connection.execute(
            f"INSERT INTO records ({', '.join(row)}) VALUES ({places})", list(row.values())
        )
        used = sorted({(item.kind, item.value) for item in record.identifiers}.difference(shared))
        if used:
            values = [value for kind, of_kind in used for value in (name, kind, of_kind, seen, seen)]
            rows = ", ".join("(?, ?, ?, ?, ?)" for _ in used)
            self._connection.execute(f"INSERT INTO identifiers VALUES {rows}", values)

    def _row(self) -> Row:
        """The record as the index would have it, but for its customer."""
        found = self._connection.execute("FROM asked")
        names = [column[0] for column in found.description or ()]
        [values] = found.fetchall()
        row = dict(zip(names, values, strict=True))
        for column in self.matching.model.frequency_priors:
            row[f"tf_{column}"] = self._frequency(column, row[column])
        return row | {"given_common": row["given"] in self._common}

    def _frequency(self, column: str, value: str | None) -> float | None:
        if value is None:
            return None
        return self._frequencies.get((column, value), self._frequencies[column, None])

    def _prepare(self, rules: Rules) -> None:
        statements = {
            "drop_blocked": "DELETE FROM identifiers WHERE (kind, value) IN"
            f" (SELECT (kind, value) FROM ({blocked_sql(self._connection, rules)}))",
            "make_features": f"INSERT INTO asked BY NAME SELECT *, {_USED} AS used"
            f" FROM ({feature_sql(self._connection)})",
            "find_keys": "SELECT key, FALSE AS identifying"
            f" FROM ({key_sql(self.matching.model.rules, 'asked')})"
            f" UNION ALL SELECT {IDENTIFIER_KEY}, TRUE FROM identifiers",
        }
        for name, sql in statements.items():
            self._connection.execute(f"PREPARE {name} AS {sql}")

    def _read_frequencies(self) -> dict[tuple[str, str | None], float]:
        rows = self._connection.execute("SELECT feature, value, frequency FROM frequencies").fetchall()
        return {(feature, value): frequency for feature, value, frequency in rows}


_USED = (
    "(SELECT list({'kind': kind, 'value': value, 'first_seen': first_seen, 'last_seen': last_seen})"
    " FROM identifiers)"
)
