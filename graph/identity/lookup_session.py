"""The tables and prepared statements of look-ups: one record, its neighbours, and what is to be said of each.

Everything that a run does to a record in bulk is done here to one: the same SQL, planned once.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from splink import DuckDBAPI
from splink.internals.realtime import compare_records  # Splink's documented entry for real time

from graph.entries import RecordVersion
from graph.identity.contradictions import DESCRIBED, PERSON_COLUMNS
from graph.identity.evidence import blocked_sql, kind_rules
from graph.identity.evidence_sql import EVIDENCE_STEPS
from graph.identity.features import feature_sql
from graph.identity.guards import ACCOUNT_NAMES, KNOWN_ACCOUNTS, KNOWN_DOCUMENTS, vetoes_sql
from graph.identity.index import CUSTOMER_KEY, IDENTIFIER_KEY, IndexFiles, IndexState, Keys, Places, key_sql
from graph.identity.input_tables import RECORD_TEXTS, create_input_tables
from graph.identity.matching import Matching, load_matching
from graph.identity.model import IdentityModel
from graph.identity.rules import Rules
from graph.journal.encode import record_id

_COLUMNS = ("entity_type", "other_names", *RECORD_TEXTS)


@dataclass(frozen=True)
class Asked:
    """The record in question, and the keys of its neighbours in the index."""

    record_id: str
    keys: Keys


@dataclass(frozen=True)
class PairVerdict:
    """What is to be said of the record in question and a stored one."""

    record_id: str
    customer_id: str
    weight: float | None
    rules: tuple[str, ...]
    veto: str | None


class LookupSession:
    """One DuckDB connection with everything prepared; not for two threads at once."""

    def __init__(self, folder: Path, state: IndexState, models: Path, rules: Rules) -> None:
        self.files = IndexFiles(folder)
        self._connection = duckdb.connect()
        # The tables are tiny: several threads, and plans made with care, cost more than they give.
        self._connection.execute("SET threads = 1")
        self._connection.execute("PRAGMA disable_optimizer")
        self.matching: Matching = load_matching(self._connection, models, state.model_version)
        self._frequencies = self._read_frequencies()
        self._common = {
            name for (name,) in self._connection.execute("SELECT value FROM common_names").fetchall()
        }
        self._shared = self._read_shared(folder / "shared.parquet")
        create_input_tables(self._connection)
        self._connection.register("given_kind_rules", kind_rules(rules))
        self._connection.execute("CREATE TEMP TABLE kind_rules AS FROM given_kind_rules")
        self._connection.register("found_rows", self.files.schema.empty_table())
        for table in ("asked", "pool"):
            self._connection.execute(f"CREATE TEMP TABLE {table} AS FROM found_rows")
        self._prepare(rules)

    def ask(self, record: RecordVersion) -> Asked:
        """Take a record in: its features, as a run would make them."""
        for table in ("asked", "records", "identifiers"):
            self._connection.execute(f"DELETE FROM {table}")
        name = record_id(record.source, record.source_id)
        self._insert(record, name)
        for statement in ("drop_blocked", "make_features"):
            self._connection.execute(f"EXECUTE {statement}")
        self._weigh_values()
        keys = self._connection.execute("EXECUTE find_keys").fetchnumpy()["key"]
        return Asked(name, np.unique(np.asarray(keys, dtype=np.uint64)))

    def customer_keys(self, customers: Collection[str]) -> Keys:
        """Keys under which the records of these customers are filed."""
        found = self._connection.execute(_CUSTOMER_KEYS, [sorted(customers)]).fetchnumpy()
        return np.asarray(found["key"], dtype=np.uint64)

    def judge(self, places: Places) -> list[PairVerdict]:
        """What is to be said of the record asked for and each stored one at `places`."""
        neighbours = self.files.rows(
            places
        )  # DuckDB finds it by its name: a view would void what is prepared
        self._connection.execute("DELETE FROM pool")
        self._connection.execute(
            "INSERT INTO pool SELECT * FROM neighbours WHERE record_id NOT IN (SELECT record_id FROM asked)"
        )
        del neighbours
        weights = dict(self._rows("score"))
        links = {other: tuple(kinds) for other, kinds in self._rows("find_links")}
        vetoes = dict(self._rows("find_vetoes"))
        customers = self._connection.execute("SELECT record_id, customer_id FROM pool").fetchall()
        return [
            PairVerdict(other, customer, weights.get(other), links.get(other, ()), vetoes.get(other))
            for other, customer in customers
        ]

    def _rows(self, statement: str) -> list[Any]:
        return self._connection.execute(f"EXECUTE {statement}").fetchall()

    def _insert(self, record: RecordVersion, name: str) -> None:
        seen = (record.observed_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
        row = {"record_id": name, "source": record.source, "source_id": record.source_id, "observed_at": seen}
        row |= {column: record.attributes.get(column) for column in _COLUMNS}
        places = ", ".join("?" for _ in row)
        self._connection.execute(
            f"INSERT INTO records ({', '.join(row)}) VALUES ({places})", list(row.values())
        )
        for kind, value in sorted({(item.kind, item.value) for item in record.identifiers} - self._shared):
            self._connection.execute(
                "INSERT INTO identifiers VALUES (?, ?, ?, ?, ?)", [name, kind, value, seen, seen]
            )

    def _weigh_values(self) -> None:
        """Set how common the values of the record are."""
        model = self.matching.model
        columns = list(model.frequency_priors)
        if not columns:
            return
        [values] = self._connection.execute(f"SELECT {', '.join(columns)} FROM asked").fetchall()
        held = dict(zip(columns, values, strict=True))
        found = [
            None if value is None else self._frequencies.get((column, value), self._frequencies[column, None])
            for column, value in held.items()
        ]
        common = held.get("given") in self._common
        changes = ", ".join(f"tf_{column} = ?" for column in columns)
        self._connection.execute(f"UPDATE asked SET {changes}, given_common = ?", [*found, common])

    def _prepare(self, rules: Rules) -> None:
        model = self.matching.model
        statements = {
            "drop_blocked": "DELETE FROM identifiers WHERE (kind, value) IN"
            f" (SELECT (kind, value) FROM ({blocked_sql(self._connection, rules)}))",
            "make_features": f"INSERT INTO asked BY NAME SELECT *, {_USED} AS used"
            f" FROM ({feature_sql(self._connection)})",
            "find_keys": f"SELECT key FROM ({key_sql(model.rules, 'asked')})"
            f" UNION ALL SELECT {IDENTIFIER_KEY} FROM identifiers",
            "score": _score_sql(model, self._connection),
            "find_links": _links_sql(),
            "find_vetoes": _vetoes_sql(rules, self.matching),
        }
        for name, sql in statements.items():
            self._connection.execute(f"PREPARE {name} AS {sql}")

    def _read_frequencies(self) -> dict[tuple[str, str | None], float]:
        rows = self._connection.execute("SELECT feature, value, frequency FROM frequencies").fetchall()
        return {(feature, value): frequency for feature, value, frequency in rows}

    def _read_shared(self, path: Path) -> set[tuple[str, str]]:
        return set(
            self._connection.execute(
                "SELECT kind, value FROM read_parquet($path)", {"path": str(path)}
            ).fetchall()
        )


_USED = (
    "(SELECT list({'kind': kind, 'value': value, 'first_seen': first_seen, 'last_seen': last_seen})"
    " FROM identifiers)"
)

_CUSTOMER_KEYS = f"SELECT {CUSTOMER_KEY} AS key FROM (SELECT unnest(?::VARCHAR[]) AS customer_id)"

_PERSONS = f"""everyone AS MATERIALIZED (FROM asked UNION ALL FROM pool),
persons AS (SELECT {PERSON_COLUMNS}, f.given_common FROM everyone AS f)"""

_USES = """(
    SELECT record_id, used.kind AS kind, used.value AS value, used.first_seen AS first_seen,
        used.last_seen AS last_seen
    FROM (SELECT record_id, unnest(used) AS used FROM everyone)
)"""


_ACCOUNT_PAIRS = """
SELECT l.record_id AS record_l, r.record_id AS record_r, 'account' AS kind
FROM account_uses AS l JOIN account_uses AS r ON r.value = l.value AND r.record_id > l.record_id
"""
"""Among the neighbours alone: a partner that is none of them is not heard."""


def _score_sql(model: IdentityModel, connection: duckdb.DuckDBPyConnection) -> str:
    """SQL for the model's weight of each stored record, as Splink makes it for this model."""
    nothing = connection.sql("FROM asked").to_arrow_table()
    compared = compare_records(nothing, nothing, model.settings(), DuckDBAPI(connection))
    splink = str(compared.sql_used_to_create)
    for side, table in (("left", "asked"), ("right", "pool")):
        splink = re.sub(rf"__splink__compare_records_{side}\w*", table, splink)
    return f"""SELECT p.record_id, match_weight + {model.household_weight} FROM ({splink}) AS s
        JOIN pool AS p ON p.record_no = s.record_no_r
        WHERE {DESCRIBED} AND EXISTS (FROM asked WHERE {DESCRIBED})"""


def _links_sql() -> str:
    """SQL for the identifier kinds by which rules link a stored record to the one asked for."""
    mine = f"SELECT * FROM {_USES} WHERE (kind, value) IN (SELECT (kind, value) FROM identifiers)"
    inputs = f"{_PERSONS}, uses AS ({mine})"
    steps = ", ".join(
        f"{name} AS ({sql.replace('FROM identifiers', 'FROM uses')})" for name, sql in EVIDENCE_STEPS
    )
    return f"""WITH {inputs}, {steps}
        SELECT CASE WHEN record_l = a.record_id THEN record_r ELSE record_l END,
            from_json(evidence->'$[*].kind', '["VARCHAR"]')
        FROM rule_links, asked AS a WHERE a.record_id IN (record_l, record_r)"""


def _vetoes_sql(rules: Rules, matching: Matching) -> str:
    """SQL for why a stored record must not be the one asked for."""
    types = "[" + ", ".join(f"'{kind}'" for kind in rules.exclusive_documents) + "]"
    documents = KNOWN_DOCUMENTS.replace("$types", types).replace("FROM identifiers", f"FROM {_USES}")
    uses = f"SELECT record_id, value FROM {_USES} WHERE kind = 'account'"
    names = ACCOUNT_NAMES.format(pairs="account_pairs")
    accounts = KNOWN_ACCOUNTS.replace("FROM identifiers", f"FROM {_USES}")
    pairs = """SELECT least(a.record_id, p.record_id) AS record_l,
            greatest(a.record_id, p.record_id) AS record_r
        FROM asked AS a, pool AS p"""
    return f"""WITH {_PERSONS}, known_documents AS ({documents}),
        known_accounts AS ({accounts}), account_uses AS ({uses}),
        account_pairs AS ({_ACCOUNT_PAIRS}), account_names AS ({names}), pairs AS ({pairs})
        SELECT CASE WHEN record_l = a.record_id THEN record_r ELSE record_l END, reason
        FROM ({vetoes_sql("pairs", matching.vetoes)}), asked AS a"""
