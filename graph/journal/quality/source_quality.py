"""How good the data of each source is: now, as runs measured it, and ingest by ingest.

All shares are from 0 to 1. Of the current records of a source:

- completeness: values that are there, of all that there would be if each record had every attribute that any
  record of the source has;
- validity: values that are there, of these and what is in quarantine of the source; null where its records
  say nothing of people, as those of a survey may;
- freshness: the mean of what a record counts: 1 when it was stated as late as the latest of all sources, half
  of that for each `HALF_LIFE_DAYS` earlier;
- consistency: of the attributes of customers that another source states, too, those of which one states the
  same value; null where there are none;
- score: the mean of those that are known.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from graph.journal.tables.schema import PERSON_COLUMNS, TEXT
from graph.journal.tables.times import in_utc

if TYPE_CHECKING:
    from graph.journal.journal import Journal

HALF_LIFE_DAYS = 365
_DERIVED = frozenset({"entity_type", "full_name", "address_text"})
"""Attributes that an ingest makes of others, or others of them."""
_ATTRIBUTES = tuple(n for n, type_ in PERSON_COLUMNS.items() if type_ == TEXT and n not in _DERIVED)
_LISTED = ", ".join(_ATTRIBUTES)
_VIEWS = ("records", "record_versions", "customers", "rejected", "ingests", "stored_rejected")


def cells_sql(records: str, names: str) -> str:
    """SQL of each text that `records` state of people: the columns `names`, attribute, value without case.

    Attributes that are made of others are left out.
    """
    return f"""
        SELECT {names}, attribute, lower(value) AS value
        FROM (UNPIVOT (SELECT {names}, {_LISTED} FROM {records})
            ON {_LISTED} INTO NAME attribute VALUE value)
    """  # noqa: S608 - names of the model


def compared_sql(cells: str) -> str:
    """SQL of what several sources state: customer_id and source of each value, and whether another agrees.

    `cells` is SQL that selects customer_id, source, attribute and value.
    """
    return f"""
        WITH stated AS (
            SELECT customer_id, attribute, value, list_distinct(list(source)) AS sources
            FROM ({cells}) GROUP BY customer_id, attribute, value
        ), told AS (
            SELECT customer_id, attribute, len(list_distinct(flatten(list(sources)))) AS sources FROM stated
            GROUP BY customer_id, attribute
        )
        SELECT customer_id, unnest(s.sources) AS source, len(s.sources) > 1 AS agrees
        FROM stated AS s JOIN told AS t USING (customer_id, attribute) WHERE t.sources > 1
    """  # noqa: S608 - SQL of this program


_CELLS = "CREATE TEMP TABLE cells AS " + cells_sql("records", "record_id, source")
_COMPARED = "CREATE TEMP TABLE compared AS " + compared_sql(  # noqa: S608 - as above
    "SELECT * FROM cells JOIN customers USING (record_id) WHERE customer_id IS NOT NULL"
)
_NOW = f"""
WITH filled AS (
    SELECT source, count(*) AS cells, count(DISTINCT attribute) AS attributes FROM cells GROUP BY source
), stated AS (
    SELECT record_id, max(stated_at) AS stated_at FROM record_versions GROUP BY record_id
), aged AS (
    SELECT r.source, count(*) AS records,
        avg(0.5 ** (epoch((SELECT max(stated_at) FROM stated) - s.stated_at) / 86400 / {HALF_LIFE_DAYS}))
            AS freshness
    FROM records AS r JOIN stated AS s USING (record_id) GROUP BY r.source
), agreed AS (
    SELECT source, avg(agrees::INT) AS consistency FROM compared GROUP BY source
), wrong AS (
    SELECT source, count(*) AS rejections FROM rejected GROUP BY source
)
SELECT source, records, coalesce(cells, 0) / nullif(records * attributes, 0) AS completeness,
    cells / (cells + coalesce(rejections, 0)) AS validity,
    freshness, consistency, coalesce(rejections, 0) AS rejections
FROM aged LEFT JOIN filled USING (source) LEFT JOIN agreed USING (source) LEFT JOIN wrong USING (source)
ORDER BY source
"""  # noqa: S608 - a number of our own

_TREND = """
WITH read AS (
    SELECT ingest_id, max(finished_at) AS ended_at, max(("commit", seq)) AS place,
        sum(accepted + unchanged)::BIGINT AS entries
    FROM ingests WHERE source = $source GROUP BY ingest_id
), refused AS (
    SELECT ingest_id, count(*) AS rejections FROM stored_rejected
    WHERE source = $source AND released IS NULL GROUP BY ingest_id
)
SELECT ingest_id, ended_at, entries, coalesce(rejections, 0) AS rejections
FROM read LEFT JOIN refused USING (ingest_id) ORDER BY place DESC LIMIT $first
"""

_RUNS = """
SELECT run_id, finished_at, json_extract(report, $place) AS told FROM stored_runs
WHERE status = 'finished' AND told IS NOT NULL ORDER BY started_at DESC LIMIT $first
"""


@dataclass(frozen=True)
class SourceQuality:
    """The quality of a source now; what is not known is null."""

    source: str
    records: int
    completeness: float | None
    validity: float | None
    freshness: float | None
    consistency: float | None
    rejections: int

    @property
    def score(self) -> float | None:
        """The mean of what is known."""
        parts: Sequence[float | None] = (self.completeness, self.validity, self.freshness, self.consistency)
        known = [part for part in parts if part is not None]
        return sum(known) / len(known) if known else None


_TOLD = tuple(it.name for it in fields(SourceQuality))


@dataclass(frozen=True)
class IngestQuality:
    """What one ingest brought: entries that went in or were there, and rejections that were new."""

    ingest_id: str
    at: datetime
    entries: int
    rejections: int

    @property
    def validity(self) -> float | None:
        """The share that went in; null of an ingest of nothing."""
        total = self.entries + self.rejections
        return self.entries / total if total else None


def source_quality(journal: Journal, customers: pa.Table | None = None) -> list[SourceQuality]:
    """The quality of every source with records, by name; by the customers of a run that is not stored yet
    (record_id, customer_id), where it is one that asks."""
    views = _VIEWS if customers is None else set(_VIEWS) - {"customers"}
    with closing(journal.connect(views=views)) as connection:
        if customers is not None:
            connection.register("customers", customers)
        return _measured(connection)


def _measured(connection: duckdb.DuckDBPyConnection) -> list[SourceQuality]:
    connection.execute(_CELLS)
    connection.execute(_COMPARED)
    return [SourceQuality(*row) for row in connection.execute(_NOW).fetchall()]


@dataclass(frozen=True)
class MeasuredQuality:
    """The quality of a source when a run had found out who is who."""

    run_id: str
    at: datetime
    quality: SourceQuality


MEASURED = "quality"
"""What a run's report calls the quality of each source by name, for those that measured it."""


def told_in_report(found: Sequence[SourceQuality]) -> dict[str, dict[str, Any]]:
    """What a run's report says of the quality of sources."""
    return {it.source: asdict(it) | {"score": it.score} for it in found}


def quality_history(journal: Journal, source: str, first: int) -> list[MeasuredQuality]:
    """The quality of a source as runs measured it, the latest first."""
    place = f"/{MEASURED}/{source.replace('~', '~0').replace('/', '~1')}"
    with closing(journal.connect(views=("stored_runs",))) as connection:
        rows = connection.execute(_RUNS, {"place": place, "first": first}).fetchall()
    measured = ((run_id, in_utc(at), json.loads(told)) for run_id, at, told in rows)
    return [
        MeasuredQuality(run_id, at, SourceQuality(**{name: told[name] for name in _TOLD}))
        for run_id, at, told in measured
    ]


def quality_trend(journal: Journal, source: str, first: int) -> list[IngestQuality]:
    """What the ingests of a source brought, the latest first."""
    with closing(journal.connect(views=("ingests", "stored_rejected"))) as connection:
        rows = connection.execute(_TREND, {"source": source, "first": first}).fetchall()
    return [IngestQuality(id_, in_utc(at), *counts) for id_, at, *counts in rows]
