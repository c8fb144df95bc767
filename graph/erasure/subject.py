"""Whom an erasure is about: all records of a customer, what is theirs alone, and who else it touches.

Looked for in all rows that were ever stored, whatever counts no more: what was taken back is on the disk too.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own names alone

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from graph.erasure.rows import ROWS, counts_sql
from graph.errors import ConflictError, NotFoundError
from graph.identity.clusters.stable_ids import resolve_id
from graph.journal import Journal
from graph.journal.reading.stated import edges_sql, id_of, label_of, record_of
from graph.journal.suppressing.names import NO_NAME, in_text, of_identifier, of_record, of_thing
from graph.journal.withdrawing.ended import ERASED

Value = tuple[str, str]
"""An identifier, kind and value; or a thing, label and key."""

_FETCH = 10_000
_READ = (*ROWS, "runs")

_FINISHED = """
CREATE TEMP TABLE assigned AS
    SELECT record_id, customer_id, valid_from FROM whole_assignments
    WHERE run_id IS NULL OR run_id IN (SELECT run_id FROM whole_runs WHERE status = 'finished');
CREATE TEMP TABLE owners AS
    SELECT record_id, arg_max(customer_id, valid_from) AS customer_id FROM assigned GROUP BY record_id;
CREATE TEMP VIEW assignment_history AS FROM assigned;
CREATE TEMP VIEW aliases AS FROM whole_aliases
"""
_KNOWN = """
SELECT $record IN (SELECT record_id FROM whole_records UNION ALL SELECT record_id FROM whole_events),
    (SELECT customer_id FROM owners WHERE record_id = $record)
"""
# Ids that the customer had before, and those that no record has any more, as all of them went over to it.
_IDS = """
WITH RECURSIVE named(id) AS (
    SELECT unnest($ids::VARCHAR[])
    UNION SELECT retired_id FROM whole_aliases JOIN named ON surviving_id = named.id
) SELECT id FROM named WHERE id NOT IN (
    SELECT customer_id FROM owners WHERE record_id NOT IN (FROM leaving) AND customer_id IS NOT NULL)
"""
# Who was erased before is nobody else any more.
_LEAVING = f"""
CREATE TEMP TABLE leaving AS FROM given UNION SELECT record_id FROM whole_records WHERE ended = '{ERASED}'
"""
_JOINED = """
SELECT count(*) FROM owners ANTI JOIN leaving USING (record_id)
WHERE customer_id IN (SELECT customer_id FROM owners SEMI JOIN given USING (record_id))
"""
_USES = """
CREATE TEMP TABLE uses AS
    SELECT DISTINCT record_id, used.kind AS kind, used.value AS value FROM (
        SELECT record_id, unnest(identifiers) AS used FROM whole_records
        UNION ALL SELECT record_id, unnest(identifiers) FROM whole_events WHERE record_id IS NOT NULL)
"""
_VALUES = """
CREATE OR REPLACE TEMP TABLE theirs AS
    SELECT DISTINCT kind, value FROM uses SEMI JOIN gone_records USING (record_id);
CREATE OR REPLACE TEMP TABLE others AS
    SELECT DISTINCT kind, value FROM uses SEMI JOIN theirs USING (kind, value)
    ANTI JOIN leaving USING (record_id);
CREATE OR REPLACE TEMP TABLE gone_values AS FROM theirs ANTI JOIN others USING (kind, value)
"""
_THINGS = f"""
CREATE OR REPLACE TEMP TABLE gone_things AS
    SELECT DISTINCT {label_of("node")} AS label, {id_of("node")} AS id FROM (
        SELECT key, unnest(from_json(nodes, '["JSON"]')) AS node FROM whole_events SEMI JOIN gone_records
            USING (record_id) WHERE nodes IS NOT NULL
    ) WHERE {id_of("node")} = key
"""
# What names them and is about somebody else, as a referral is, or about no record, as the line of an order.
_NAMING = f"""
CREATE OR REPLACE TEMP TABLE ends AS
    SELECT DISTINCT kind, key, node FROM (
        SELECT kind, key, unnest([start_node, end_node]) AS node
        FROM ({edges_sql("(FROM whole_events ANTI JOIN gone_records USING (record_id))")})
        UNION ALL SELECT kind, key, unnest(from_json(nodes, '["JSON"]')) FROM whole_events
        WHERE record_id IS NULL AND nodes IS NOT NULL);
CREATE OR REPLACE TEMP TABLE gone_events AS
    SELECT DISTINCT kind, key FROM ends WHERE {label_of("node")} = 'SourceRecord'
        AND {record_of("node")} IN (FROM gone_records)
    UNION SELECT kind, key FROM ends SEMI JOIN gone_things
        ON {label_of("node")} = gone_things.label AND {id_of("node")} = gone_things.id
    WHERE (kind, key) IN (SELECT (kind, key) FROM whole_events WHERE record_id IS NULL)
"""
_PEOPLE = """
    WITH told AS (
        SELECT DISTINCT lower(given_name) AS given, lower(family_name) AS family,
            coalesce(birth_date, '') AS born, record_id IN (FROM gone_records) AS theirs,
            record_id IN (FROM leaving) AS leaves
        FROM whole_records WHERE given_name IS NOT NULL AND family_name IS NOT NULL)
    SELECT given, family, born FROM told GROUP BY ALL HAVING bool_or(theirs) AND bool_and(leaves)
    ORDER BY ALL"""
_TOUCHED = {
    "referrals": """
        SELECT count(DISTINCT record_id) FROM whole_events SEMI JOIN gone_events USING (kind, key)
        WHERE kind = 'referral' AND record_id IS NOT NULL""",
    "households": """
        SELECT count(DISTINCT customer_id) FROM whole_households
        WHERE household_id IN (
            SELECT household_id FROM whole_households WHERE customer_id IN (FROM gone_customers))
        AND customer_id NOT IN (FROM gone_customers)""",
    "shared_identifiers": "SELECT count(*) FROM others WHERE kind <> 'address'",
}


@dataclass(frozen=True)
class Subject:
    """Records and customers that go, identifiers and things that are theirs alone, other events that name
    them, given and family names with dates of birth (empty where not known) that nobody else has; how many
    rows each table has of them, and how many others are `touched`."""

    records: tuple[str, ...]
    customers: tuple[str, ...]
    values: tuple[Value, ...]
    things: tuple[Value, ...]
    events: tuple[Value, ...]
    people: tuple[tuple[str, str, str], ...]
    rows: Mapping[str, int]
    touched: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of_json(cls, content: Mapping[str, Any]) -> Subject:
        """What was written as JSON."""
        stated = dict(content)
        for name in ("records", "customers"):
            stated[name] = tuple(stated[name])
        for name in ("values", "things", "events", "people"):
            stated[name] = tuple(tuple(row) for row in stated[name])
        return cls(**stated)

    @property
    def names(self) -> list[str]:
        """All names by which they are known to the list of who stays out."""
        raw = [record.partition(":")[2] for record in self.records] + [value for _, value in self.values]
        return sorted(
            {
                *map(of_record, self.records),
                *(of_identifier(*value) for value in self.values),
                *(of_thing(*thing) for thing in self.things),
                *(name for value in raw for name in in_text(value)),
            }
        )


def subjects_of(journal: Journal, named: Sequence[str]) -> list[Subject]:
    """Whom customers' ids, be they retired, or records (`source:id`) mean, each once; raises NotFoundError.

    What several of them share, and nobody else, is theirs alone: all of them go.
    """
    with closing(journal.connect_whole(_READ)) as connection:
        connection.execute(_FINISHED)
        meant = {tuple(records): customers for records, customers in (_meant(connection, it) for it in named)}
        leaving = sorted({record for records in meant for record in records})
        _prepare(connection, leaving)
        return [_subject(connection, records, customers) for records, customers in meant.items()]


def subject_of_records(journal: Journal, records: Sequence[str], customers: Sequence[str]) -> Subject:
    """The same of records that are known to go, as one."""
    with closing(journal.connect_whole(_READ)) as connection:
        connection.execute(_FINISHED)
        _prepare(connection, records)
        return _subject(connection, records, customers)


def as_they_are(journal: Journal, subjects: Sequence[Subject]) -> list[Subject]:
    """The same people by what is known of their records by now; raises ConflictError where other records
    have become theirs, which nobody was told would go."""
    with closing(journal.connect_whole(_READ)) as connection:
        connection.execute(_FINISHED)
        _prepare(connection, sorted({record for it in subjects for record in it.records}))
        [(joined,)] = connection.execute(_JOINED).fetchall()
        if joined:
            raise ConflictError(
                f"Nobody was erased: {joined:,} more records have become theirs since they were looked for.",
                "Look at what would go, and erase again.",
            )
        return [_subject(connection, it.records, it.customers) for it in subjects]


def values_of_all(journal: Journal) -> Iterator[str]:
    """Every key of a record and every identifier that the journal holds."""
    query = """
        SELECT source_id FROM whole_records WHERE source_id IS NOT NULL
        UNION SELECT source_id FROM whole_events WHERE source_id IS NOT NULL
        UNION SELECT used.value FROM (SELECT unnest(identifiers) AS used FROM whole_records)
        UNION SELECT used.value FROM (SELECT unnest(identifiers) AS used FROM whole_events)"""
    with closing(journal.connect_whole(("records", "events"))) as connection:
        found = connection.execute(query)
        while rows := found.fetchmany(_FETCH):
            yield from (value for (value,) in rows)


def _meant(connection: duckdb.DuckDBPyConnection, named: str) -> tuple[list[str], list[str]]:
    if ":" in named:
        [(known, customer)] = connection.execute(_KNOWN, {"record": named}).fetchall()
        if not known:
            raise NotFoundError(
                "The journal has no record of this key.", "A record is named as source:id, such as crm:42."
            )
        ids = [customer] if customer else []
    else:
        customer = resolve_id(connection, named)
        ids = [customer] if customer else []
        if not ids:
            raise NotFoundError(
                "There is no customer of this id.",
                "`ckg search` finds customers; a record is named source:id.",
            )
    query = "SELECT record_id FROM owners WHERE customer_id IN (SELECT unnest($ids::VARCHAR[]))"
    found = {row[0] for row in connection.execute(query, {"ids": ids}).fetchall()}
    return sorted(found | ({named} if ":" in named else set())), ids


def _prepare(connection: duckdb.DuckDBPyConnection, leaving: Sequence[str]) -> None:
    connection.register("given", pa.table({"record_id": pa.array(leaving, pa.string())}))
    for step in (_LEAVING, _USES):
        connection.execute(step)


def _subject(
    connection: duckdb.DuckDBPyConnection, records: Sequence[str], customers: Sequence[str]
) -> Subject:
    run = connection.execute
    connection.register("given", pa.table({"record_id": pa.array(records, pa.string())}))
    run("CREATE OR REPLACE TEMP TABLE gone_records AS FROM given")
    run(f"CREATE OR REPLACE TEMP TABLE gone_customers AS {_IDS}", {"ids": list(customers)})
    for step in (_VALUES, _THINGS, _NAMING):
        run(step)
    ids, values, things, events, people = (tuple(_fetched(connection, query)) for query in _LISTS)
    return Subject(
        *(tuple(records), ids, values, things, events, people),
        rows={name: run(counts_sql(name)).fetchall()[0][0] for name in ROWS},
        touched={name: run(query).fetchall()[0][0] for name, query in _TOUCHED.items()},
    )


_LISTS = (
    "SELECT id FROM gone_customers ORDER BY ALL",
    f"SELECT kind, value FROM gone_values WHERE kind <> '{NO_NAME}' ORDER BY ALL",
    "SELECT label, id FROM gone_things ORDER BY ALL",
    "SELECT kind, key FROM gone_events ORDER BY ALL",
    _PEOPLE,
)


def _fetched(connection: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    rows = connection.execute(query).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]
