"""The feature table: what two records are compared on, made from records and identifiers in SQL.

Every column is NULL where a record says nothing, so that Splink sees missing evidence as missing. Text is
folded to lower-case ASCII (ä → ae, ß → ss, other scripts transliterated). Names are taken apart, whichever
way a source gives them; words that are no part of a name (titles, particles) go.
"""

from __future__ import annotations

import duckdb
from duckdb import list_type
from duckdb.sqltypes import BOOLEAN, VARCHAR

from graph.identity.features.macros.every import MACROS
from graph.identity.features.macros.lists import MEANINGS
from graph.identity.features.name_mailboxes import is_of_name
from graph.identity.features.name_words import TYPES, facts_of
from graph.identity.features.steps_sql import FEATURE_STEPS, FEATURES
from graph.words.cut_names import whole_name
from graph.words.folding import transliterate
from graph.words.given_names import given_among, name_in_handle
from graph.words.other_scripts import organization_in_latin
from graph.words.trading_names import names_in


def build_features(
    connection: duckdb.DuckDBPyConnection, table: str = "features", where: str = "TRUE"
) -> None:
    """Create `table` with one feature row per row of `records` that fulfils the SQL condition `where`.

    Reads `records` and `identifiers`; `table` is replaced. A record's row depends on that record alone, so
    features made in any batches are equal to features made at once.
    """
    register_functions(connection)
    for name, sql in FEATURE_STEPS:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql.replace('{where}', where)}")
        if name == "name_parts":
            _learn_words(connection)
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS {FEATURES}")
    for name, _ in FEATURE_STEPS:
        connection.execute(f"DROP TABLE {name}")


def register_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions and macros that the feature queries call known to a connection."""
    try:  # the last that is made; the catalogue's list of functions takes longer to make than it to bind
        connection.execute("SELECT or_null([])")
        return
    except duckdb.CatalogException:
        pass
    connection.create_function("to_ascii", transliterate, [VARCHAR], VARCHAR)
    connection.create_function("organization_in_latin", organization_in_latin, [VARCHAR], VARCHAR)
    connection.create_function("whole_name", whole_name, [VARCHAR], VARCHAR)
    connection.create_function("name_in_handle", name_in_handle, [VARCHAR], VARCHAR)
    connection.create_function("given_among", given_among, [list_type(VARCHAR)], list_type(VARCHAR))
    connection.create_function("is_of_name", is_of_name, [VARCHAR, list_type(VARCHAR)], BOOLEAN)
    connection.create_function("names_in", names_in, [VARCHAR], list_type(VARCHAR))
    for name, meanings in MEANINGS.items():
        words = {"words": list(meanings), "meanings": list(meanings.values())}
        connection.execute(f"SET VARIABLE {name} = map($words, $meanings)", words)
    connection.execute(";\n".join(MACROS))


def _learn_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep the facts of each distinct name word in `name_words`; new words are added."""
    columns = ", ".join(f"{name} {sql}" for name, sql in TYPES.items())
    connection.execute(f"CREATE TABLE IF NOT EXISTS name_words (word VARCHAR PRIMARY KEY, {columns})")
    new = connection.execute(
        "SELECT DISTINCT word FROM"
        " (SELECT unnest([given, middle, family, given_full]) AS word FROM name_parts)"
        " WHERE word IS NOT NULL AND word NOT IN (SELECT word FROM name_words)"
    ).fetchall()
    if not new:
        return
    words = [word for (word,) in new]
    facts = [facts_of(word) for word in words]
    unnested = ", ".join(f"unnest(${name}::{sql}[])" for name, sql in TYPES.items())
    connection.execute(
        f"INSERT INTO name_words SELECT unnest($word), {unnested}",
        {"word": words} | {name: [fact[name] for fact in facts] for name in TYPES},
    )
