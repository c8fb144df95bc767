"""What is declared of the tables of runs is what they execute; what makes a state tells states apart."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from graph.identity.fingerprint import HERE, fingerprint
from graph.identity.flow import ROOMS, TABLES
from graph.identity.state.kept import KEPT
from graph.journal.reading.views import VIEWS
from tests.graph.identity.batches import QUICK, in_batches

_MADE = re.compile(
    r"\s*(?:CREATE (?:OR REPLACE )?(?:TEMP |TEMPORARY )?(?:TABLE|VIEW) (?:IF NOT EXISTS )?|INSERT INTO )"
    r'"?([\w.]+)',
    re.I,
)
_QUERY = re.compile(r"(\(?\s*\b(?:FROM|SELECT|WITH)\b.*)", re.I | re.S)
_PARSER = duckdb.connect()
_BEFORE = {"verdicts", "overruled_values", "known_shared_values"}
"""Made with the connection, before it can be watched."""


def _tables_of(statement: str) -> frozenset[str]:
    """What DuckDB's own parser finds that the query of a statement reads."""
    query = _QUERY.search(statement)
    if query is None:  # columns alone
        return frozenset()
    [(parsed,)] = _PARSER.execute("SELECT json_serialize_sql($query)", {"query": query[1]}).fetchall()
    found = json.loads(parsed)
    assert not found["error"], (statement, found)
    named, within = set[str](), set[str]()
    for node in _nodes(found):
        if node.get("type") == "BASE_TABLE":
            named.add(".".join(filter(None, (node["schema_name"], node["table_name"]))))
        if "cte_map" in node:
            within |= {common["key"] for common in node["cte_map"]["map"]}
    return frozenset(name for name in named - within if "splink" not in name)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in parsed JSON."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(part)


@pytest.fixture(scope="module")
def reads() -> dict[str, set[str]]:
    """By table that runs make, what it is made from."""
    found: dict[str, set[str]] = {}
    for statement in in_batches(*QUICK).statements:
        made = _MADE.match(statement)
        of_journal = statement.startswith("CREATE VIEW ") and made is not None and made[1] in VIEWS
        if made and "splink" not in made[1] and not of_journal:
            found.setdefault(made[1], set()).update(_tables_of(statement) - {made[1]})
    return found


def test_every_table_that_runs_make_is_declared(reads: dict[str, set[str]]) -> None:
    kept = {f"known.{table.name}" for table in KEPT} | {"known.mark"}

    assert set(reads) - TABLES.keys() - kept == set()


def test_tables_are_made_from_what_is_declared(reads: dict[str, set[str]]) -> None:
    differing = {
        name: (sorted(made_from - declared), sorted(declared - made_from))
        for name, made_from in reads.items()
        if name in TABLES.keys() - _BEFORE
        for declared in [set(TABLES[name].reads.split())]
        if made_from != declared
    }

    assert differing == {}, "executed but not declared, declared but not executed"


def test_tables_have_the_columns_that_are_declared() -> None:
    differing = {
        name: columns
        for name, columns in in_batches(*QUICK).columns.items()
        if name in TABLES and TABLES[name].columns and set(TABLES[name].columns.split()) != set(columns)
    }

    assert differing == {}


def test_what_is_read_is_declared_before_it_is_kept_or_of_the_journal() -> None:
    declared = TABLES.keys() | {f"known.{table.name}" for table in KEPT}
    journals = re.compile(r"(main|stored)[._]\w+|review_cases|judgements|orders")
    unknown = {
        (table.name, name)
        for table in TABLES.values()
        for name in table.reads.split()
        if name not in declared and not journals.fullmatch(name)
    }

    assert unknown == set()


def test_each_table_is_declared_once_and_names_a_module_that_is_there() -> None:
    tables = [table for room in ROOMS.values() for table in room]

    assert len(tables) == len(TABLES)
    assert {table.by for table in tables if not (HERE / table.by).is_file()} == set()
    assert {
        table.name
        for table in tables
        if table.columns and not set(table.key.split()) <= set(table.columns.split())
    } == set()


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ("features/steps_sql.py", "given"),
        ("features/macros/folding.py", "fold_text"),
        ("state/kept.py", "scope"),
    ],
)
def test_a_state_made_by_other_sql_or_declarations_is_another(
    tmp_path: Path, changed: str, word: str
) -> None:
    rooms = ("features", "state")
    for room in rooms:
        shutil.copytree(HERE / room, tmp_path / room)
    same = fingerprint(*rooms, within=tmp_path)
    (tmp_path / changed).write_text((HERE / changed).read_text().replace(word, "other", 1))

    assert same == fingerprint(*rooms)
    assert fingerprint(*rooms, within=tmp_path) != same
