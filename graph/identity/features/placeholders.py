"""Birth dates that stand where none is known: they are no evidence of who somebody is."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from graph.placeholders.improbable import improbable
from graph.placeholders.listed import placeholders

LISTED = sorted(placeholders("birth_date").words | placeholders("likely_birth_date").words)
"""Birth dates that are filled in anywhere; a person born on one is known by all else."""

_FEWEST_YEARS = 4
"""Firsts of January that are found to be filled in, from which on the years of a source are true."""

_NAME = "lower(coalesce(full_name, concat_ws(' ', given_name, family_name)))"

# Every version counts: a date that was filled in once is no better for having been put right elsewhere.
_PEOPLE = f"""
SELECT source, '' AS nation, birth_date, count(DISTINCT {_NAME}) AS people
FROM stored_records WHERE length(birth_date) = 10 AND NOT list_contains($listed, birth_date) GROUP BY ALL
"""  # noqa: S608 - made of SQL of our own

# What a register fills in for people of one nation is lost among the dates of all others. So few have it
# that spellings of one person's name must not count as people: initials hardly ever differ, in either order.
_INITIALS = f"list_sort([left({_NAME}, 1), left(regexp_extract({_NAME}, '[^ ]*$'), 1)])"
_COUNTRYMEN = f"""
SELECT source, lower(nationality) AS nation, birth_date, count(DISTINCT {_INITIALS}) AS people
FROM stored_records
WHERE length(birth_date) = 10 AND NOT list_contains($listed, birth_date) AND nationality <> '' GROUP BY ALL
"""  # noqa: S608 - as above

# Who fills in a whole date has one or two for it. On the first of January of many years are "born" those of
# whom the year is known.
_YEAR_ALONE = f"""(birth_date LIKE '%-01-01' AND source IN (
    SELECT source FROM placeholder_dates WHERE birth_date LIKE '%-01-01'
    GROUP BY source HAVING count(*) >= {_FEWEST_YEARS}))"""  # noqa: S608 - a number of our own

_COLUMNS: dict[str, pa.DataType] = {"source": pa.string(), "birth_date": pa.string(), "people": pa.int64()}

Found = list[dict[str, object]]
"""Source, birth date and how many people have it, one a row, sorted."""


def find_placeholders(connection: duckdb.DuckDBPyConnection) -> Found:
    """Make `placeholder_dates` (source, birth_date, people): dates that more people of a source, or of one
    nation in it, have than chance gives, beside the listed ones. Reads `stored_records`; returns the rows."""
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for query in (_PEOPLE, _COUNTRYMEN):
        for source, nation, born, people in connection.execute(query, {"listed": LISTED}).fetchall():
            counted.setdefault((source, nation), {})[born] = people
    dates = {(source, born) for (source, _), people in counted.items() for born in improbable(people)}
    found: Found = [
        {"source": source, "birth_date": born, "people": counted[source, ""][born]}
        for source, born in sorted(dates)
    ]
    connection.register("found_placeholders", pa.Table.from_pylist(found, pa.schema(_COLUMNS)))
    connection.execute("CREATE OR REPLACE TEMP TABLE placeholder_dates AS FROM found_placeholders")
    connection.unregister("found_placeholders")
    return found


def drop_placeholders(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Empty the birth dates of `table`, rows of `records`, that are listed or in `placeholder_dates`; of
    sources that fill in the first of January where the year alone is known, leave the year."""
    listed = "list_contains($listed, birth_date)"
    connection.execute(
        f"""UPDATE {table}
            SET birth_date = CASE WHEN NOT {listed} AND {_YEAR_ALONE} THEN left(birth_date, 4) END
            WHERE {listed} OR {_YEAR_ALONE}
            OR (source, birth_date) IN (SELECT source, birth_date FROM placeholder_dates)""",  # noqa: S608 - made of conditions of our own
        {"listed": LISTED},
    )
