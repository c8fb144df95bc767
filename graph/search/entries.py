"""What the index has of each customer, out of the journal: names that any record gave, and identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from graph.journal import Journal
from graph.search.index_files import IndexEntry
from graph.search.words import keys_of, spelled

_VIEWS = ("records", "identifiers", "assignments")
_NAMES = """full_name, organization_name, concat_ws(' ', given_name, family_name),
    CASE WHEN birth_name IS NOT NULL THEN concat_ws(' ', given_name, birth_name) END"""
_PORTION = 20_000

_MEMBERS = """
CREATE TEMP TABLE members AS
SELECT record_id, customer_id FROM assignments WHERE customer_id IS NOT NULL
"""

_SAID = f"""
SELECT customer_id,
    list_distinct(flatten(list([{_NAMES}] || coalesce(other_names, [])))) AS names,
    list_distinct(list(city)) AS places,
    list_distinct(list(country)) AS countries
FROM records JOIN members USING (record_id) GROUP BY customer_id
"""  # noqa: S608 - columns of the model

_USED = """
SELECT customer_id, list(DISTINCT kind || ' ' || value) AS identifiers
FROM identifiers JOIN members USING (record_id) WHERE kind <> 'address' GROUP BY customer_id
"""

_ALL = f"""
SELECT customer_id, names, places, countries, identifiers
FROM ({_SAID}) FULL JOIN ({_USED}) USING (customer_id)
"""  # noqa: S608 - SQL of this module

# What a run wrote counts once it has finished, and may have been written long before.
_CONCERNED = """
CREATE TEMP TABLE concerned AS
SELECT DISTINCT customer_id FROM stored_assignments WHERE customer_id IS NOT NULL AND record_id IN (
    FROM named UNION ALL FROM assigned UNION ALL
    SELECT record_id FROM stored_assignments WHERE run_id IN (FROM finished))
"""
_EVER = "SELECT DISTINCT record_id FROM stored_assignments WHERE customer_id IN (FROM concerned)"


def entries(journal: Journal, records: Sequence[str] | None = None) -> Iterator[IndexEntry]:
    """What the index is to have of all customers, or of those whose records are among the given ones."""
    connection = journal.connect(records, _VIEWS)
    try:
        connection.execute(_MEMBERS)
        found = connection.execute(_ALL)
        while rows := found.fetchmany(_PORTION):
            for row in rows:
                yield _entry(*row)
    finally:
        connection.close()


def touched(
    journal: Journal, since: Mapping[str, int], until: Mapping[str, int]
) -> tuple[list[str], list[str]]:
    """What may have changed between two states of the journal: customers, and all records they ever had."""
    records = pa.table({"record_id": pa.array(journal.records_named(since, until), pa.string())})
    finished = journal.changes("runs", since["runs"], until["runs"]).select(["run_id"])
    assigned = journal.changes("assignments", since["assignments"], until["assignments"])
    connection = journal.connect(views=("stored_assignments",))
    try:
        connection.register("named", records)
        connection.register("finished", finished)
        connection.register("assigned", assigned.select(["record_id"]))
        connection.execute(_CONCERNED)
        customers, members = (connection.execute(query).fetchall() for query in ("FROM concerned", _EVER))
    finally:
        connection.close()
    return [row[0] for row in customers], [row[0] for row in members]


def _entry(
    customer: str,
    names: list[str | None] | None,
    places: list[str | None] | None,
    countries: list[str | None] | None,
    identifiers: list[str] | None,
) -> IndexEntry:
    said = [name for name in names or () if name]
    pairs = (each.partition(" ") for each in identifiers or ())
    keys = {key for kind, _, value in pairs for key in keys_of(kind, value) if key}
    return IndexEntry(
        customer,
        said,
        _words(said),
        sorted(keys),
        _words([place for place in places or () if place]),
        sorted({country for country in countries or () if country}),
    )


def _words(texts: Sequence[str]) -> list[str]:
    return sorted({word for text in texts for word in spelled(text)})
