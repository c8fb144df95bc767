"""Deterministic links: records that use the same telling identifier, unless something speaks against it.

Blocked values never link. A value used by more distinct people than its limit is shared and links nobody.
Records without a name add no people; they follow a value only while it is clear whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from graph.identity.connection.temporary import count, finds, make_table
from graph.identity.evidence import contradictions as is_
from graph.identity.evidence.rule_links_sql import LINKING_STEPS, SHARING_STEPS, SHORTCUTS
from graph.identity.rules import Rules
from graph.model import MODEL

_FIELDS: dict[str, pa.DataType] = {
    "kind": pa.string(),
    "people": pa.int64(),
    "weight": pa.float64(),
    "strong": pa.bool_(),
    "exclusive": pa.bool_(),
    "window_days": pa.int64(),
}


@dataclass(frozen=True)
class EvidenceCounts:
    """Identifier values found shared, and links made."""

    shared: int
    links: int


def drop_blocked(connection: duckdb.DuckDBPyConnection, rules: Rules) -> int:
    """Delete blocked values from table `identifiers`; how many values there were.

    They are kept in `blocked_identifiers` (kind, value), who uses them in `blocked_uses` (record_id, kind,
    value).
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE blocked_identifiers AS {blocked_sql(connection, rules)}"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE blocked_uses AS"
        " SELECT record_id, kind, value FROM identifiers SEMI JOIN blocked_identifiers USING (kind, value)"
    )
    connection.execute("DELETE FROM identifiers WHERE (kind, value) IN (FROM blocked_identifiers)")
    return int(connection.execute("SELECT count(*) FROM blocked_identifiers").fetchall()[0][0])


def find_rule_links(connection: duckdb.DuckDBPyConnection, rules: Rules) -> EvidenceCounts:
    """Make `rule_links` (record_l, record_r, weight, evidence), `value_links` (record_l, record_r, kind,
    value, weight: what each value links) and `shared_values` (kind, value, people).

    Reads `identifiers`, from which blocked values are gone, `persons`, and, if there are any,
    `overruled_values` (kind, value) that are never shared and `family_kinds`, see `relatives`. `weight` is in
    bits; `evidence` is JSON: a list of rule, kind and values. The result is a function of the whole input,
    whatever order it came in.
    """
    connection.register("kind_rules", kind_rules(rules))
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS overruled_values (kind VARCHAR, value VARCHAR)")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS family_kinds (kind VARCHAR, names VARCHAR)")
    _make(connection, SHARING_STEPS)
    make_value_links(connection)
    shared, links = connection.execute(
        "SELECT (SELECT count(*) FROM shared_values), (SELECT count(*) FROM rule_links)"
    ).fetchall()[0]
    return EvidenceCounts(shared, links)


def make_value_links(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `rule_links` and `value_links` of `linking_users`, `hubs`, `people` and `family_kinds`."""
    _make(connection, LINKING_STEPS)


def _make(connection: duckdb.DuckDBPyConnection, steps: Iterable[tuple[str, str]]) -> None:
    for name, sql in steps:
        shorter = (same for found, same in SHORTCUTS.get(name, ()) if not finds(connection, found))
        make_table(connection, name, next(shorter, sql))


def find_rule_conflicts(connection: duckdb.DuckDBPyConnection, pairs: str, target: str) -> None:
    """Make `target` (record_l, record_r, reason) of the `pairs` that are two people by their names.

    For pairs that only shared identifiers bring together: there, what a name says counts for more.
    """
    found = f"SELECT record_l, record_r, 'two_people' AS reason FROM {pairs}"  # noqa: S608 - a table of our own
    if count(connection, pairs):
        found = f"""SELECT p.* FROM ({found}) AS p
            JOIN persons AS l ON l.record_id = p.record_l JOIN persons AS r ON r.record_id = p.record_r
            WHERE {is_.NAMED_APART}"""  # noqa: S608 - as above
    make_table(connection, target, found)


_BLOCKED = """
SELECT i.kind, i.value FROM (
    SELECT DISTINCT kind, value, lower(value) AS whole, lower(regexp_extract(value, '[^:]*$')) AS bare
    FROM identifiers
) AS i WHERE {matching}
OR EXISTS (FROM blocked_values AS b WHERE b.kind = i.kind AND b.value IN (i.whole, i.bare))
"""


def blocked_sql(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """SQL for the values (kind, value) of table `identifiers` that are blocked; registers the listed ones."""
    connection.register("blocked_values", _blocked_values(rules))
    return _BLOCKED.format(matching=_matching_sql(rules))


def kind_rules(rules: Rules) -> pa.Table:
    """The rules of each identifier kind as a row."""
    rows = [
        {"kind": kind, **rule.model_dump(), "exclusive": MODEL.identifier[kind].exclusive}
        for kind, rule in rules.identifiers.items()
    ]
    return pa.Table.from_pylist(rows, pa.schema(_FIELDS))


def _matching_sql(rules: Rules) -> str:
    """SQL that is true for `whole` or `bare` that a pattern of its `kind` blocks.

    Patterns are constants in it: DuckDB compiles a constant once, but a column for every row.
    """
    general = rules.blocked["any"].patterns if "any" in rules.blocked else ()
    cases = []
    for kind in rules.identifiers:
        pattern = _quoted(_alternatives((*general, *_own_patterns(rules, kind))))
        matches = f"regexp_full_match(whole, {pattern}) OR regexp_full_match(bare, {pattern})"
        cases.append(f"WHEN {_quoted(kind)} THEN {matches}")
    return f"CASE kind {' '.join(cases)} ELSE FALSE END" if cases else "FALSE"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _own_patterns(rules: Rules, kind: str) -> tuple[str, ...]:
    return rules.blocked[kind].patterns if kind in rules.blocked else ()


def _alternatives(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or "[^\\s\\S]"


def _blocked_values(rules: Rules) -> pa.Table:
    rows = {
        (kind, value.strip().lower())
        for kind in rules.identifiers
        for section in ("any", kind)
        if section in rules.blocked
        for value in (*rules.blocked[section].exact, *_listed(rules, section))
    }
    kinds, values = zip(*sorted(rows), strict=True) if rows else ((), ())
    return pa.table({"kind": pa.array(kinds, pa.string()), "value": pa.array(values, pa.string())})


def _listed(rules: Rules, section: str) -> list[str]:
    files = [path.read_text(encoding="utf-8") for path in rules.blocked[section].lists]
    return [line for text in files for line in text.splitlines() if line.strip()]
