"""All that the journal holds about a person (GDPR, Art. 15): what counts and what no longer does.

Other people are in it only as such: who referred whom, who lives in one household, who shares an identifier.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own names alone

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from cypher import load
from graph.dossier.others import without_others
from graph.erasure.rows import ROWS, register
from graph.erasure.subject import Subject, subjects_of
from graph.erasure.traces import Traces, rejections
from graph.journal import Journal
from graph.journal.tables.order import ARRIVAL
from graph.journal.tables.schema import PERSON_COLUMNS
from graph.journal.tables.times import in_utc
from graph.model.scores import SCORE_PROPERTIES
from graph.store import Store

Row = dict[str, Any]

_TABLES = (*ROWS, "rejected", "runs")
_OWN = "coalesce(record_id IN (FROM gone_records), FALSE)"
_STATEMENTS = f"""
    SELECT source, source_id, observed_at, recorded_at, file, ended, {", ".join(PERSON_COLUMNS)}, traits,
        identifiers
    FROM whole_records WHERE {_OWN} ORDER BY {ARRIVAL}"""
_EVENTS = f"""
    SELECT kind, key, source, source_id, "at", recorded_at, file, ended, identifiers, nodes, edges, counted,
        details
    FROM whole_events WHERE {ROWS["events"]} ORDER BY "at" NULLS LAST, {ARRIVAL}"""
_MESSAGES = f"""
    SELECT source, type, "at", received_at, body FROM whole_messages WHERE {ROWS["messages"]}
    ORDER BY "position", {ARRIVAL}"""
_REFUSED = f"""
    SELECT source, file, line, field, value, reason, "row", about, recorded_at FROM whole_rejected
    WHERE released IS NULL ORDER BY {ARRIVAL}"""
_LINKS = """
    SELECT record_l, record_r, tier, probability, evidence, recorded_at FROM known_links
    WHERE accepted AND record_l IN (FROM gone_records) AND record_r IN (FROM gone_records)
    ORDER BY record_l, record_r, tier"""
_JUDGEMENTS = f"""
    SELECT record_l, record_r, verdict, judged_at, revoked_at FROM whole_judgements
    WHERE record_l IN (FROM gone_records) AND record_r IN (FROM gone_records) ORDER BY {ARRIVAL}"""
_HISTORY = f"""
    SELECT record_id, customer_id, valid_from, valid_to FROM whole_assignments WHERE {_OWN}
    ORDER BY record_id, {ARRIVAL}"""


class Golden(Protocol):
    """What makes golden records and interests."""

    def __call__(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], /) -> pa.Table:
        """The golden records of customers, a row each."""

    def interests(self, connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], /) -> pa.Table:
        """What customers are interested in."""


@dataclass(frozen=True)
class Dossier:
    """What is held about a person, part by part; all of it can be written as JSON."""

    made_at: datetime
    records: tuple[str, ...]
    customers: tuple[str, ...]
    golden: Sequence[Row]
    interests: Sequence[Row]
    consents: Sequence[Row]
    statements: Sequence[Row]
    events: Sequence[Row]
    links: Sequence[Row]
    judgements: Sequence[Row]
    history: Sequence[Row]
    messages: Sequence[Row]
    quarantine: Sequence[Row]
    others: Mapping[str, int]
    scores: Sequence[Row] = ()


def with_scores(dossier: Dossier, store: Store) -> Dossier:
    """The same with what the graph has worked out of the person beside others."""
    query = load("read/customer_scores")
    rows = [row for id_ in dossier.customers for row in store.run(query, id=id_)]
    found = [{name: row["properties"].get(name) for name in _SCORES} for row in rows]
    query = load("read/customer_offers")
    found += [{"kind": "offer"} | row for id_ in dossier.customers for row in store.run(query, id=id_)]
    told = [{name: value for name, value in row.items() if value is not None} for row in found]
    return replace(dossier, scores=[row for row in told if row])


_SCORES = tuple(it.name for it in SCORE_PROPERTIES)


def dossier_of(journal: Journal, golden: Golden, named: str) -> Dossier:
    """What is held about a customer, by its id or one of its records; raises NotFoundError."""
    [subject] = subjects_of(journal, [named])
    with closing(journal.connect_whole(_TABLES)) as whole:
        register(whole, subject)
        statements, events, messages, judgements, history, refused = (
            _rows(whole, query)
            for query in (_STATEMENTS, _EVENTS, _MESSAGES, _JUDGEMENTS, _HISTORY, _REFUSED)
        )
    own = frozenset(subject.records)
    events = [without_others(event, own) for event in events]
    with closing(journal.connect(views=_VIEWS)) as connection:
        register(connection, subject)
        links = _rows(connection, _LINKS)
        ids = list(subject.customers)
        records, interests = _made(golden(connection, ids)), _made(golden.interests(connection, ids))
    return Dossier(
        made_at=datetime.now(UTC),
        records=subject.records,
        customers=subject.customers,
        golden=records,
        interests=interests,
        consents=[event for event in events if event["kind"] == "consent"],
        statements=statements,
        events=[event for event in events if event["kind"] != "consent"],
        links=links,
        judgements=judgements,
        history=history,
        messages=messages,
        quarantine=_theirs(subject, refused),
        others=subject.touched,
    )


_VIEWS = (
    "known_links",
    "records",
    "identifiers",
    "orders",
    "events",
    "assignments",
    "households",
)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    return _made(connection.sql(query).to_arrow_table())


def _made(rows: pa.Table) -> list[Row]:
    """Rows without what is null, and with what is JSON taken apart."""
    return [
        {name: _plain(name, value) for name, value in row.items() if value not in (None, [], "")}
        for row in rows.to_pylist()
    ]


_JSON = frozenset({"nodes", "edges", "details", "traits", "evidence", "signals", "provenance", "body"})


def _plain(name: str, value: Any) -> Any:
    if name in _JSON and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return in_utc(value)


def _theirs(subject: Subject, rows: Sequence[Row]) -> list[Row]:
    traces = Traces(subject)
    names = ("source", "file", "line", "field", "value", "reason", "row", "about")
    each = rejections([{name: row.get(name) for name in names} for row in rows])
    return [row for row, refused in zip(rows, each, strict=True) if traces.in_rejection(refused)]
