"""What data a model was trained on, source by source, and whether those at hand are still like them."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from graph.identity.model.comparisons.every import COMPARISONS

NEW_SOURCE = 50
"""Records from which a source that the model has not seen counts, where they are NEW_SHARE of all."""

NEW_SHARE = 0.01

MOVED_SHARE = 0.25
"""How far a source's share of all records may move, as a difference of shares."""

MOVED_FILLED = 0.4
"""How far the share of a source's records that fill a column may move."""

ENOUGH_RECORDS = 200
"""Records of a source that it takes to see how they fill their columns."""

_COLUMNS = sorted({column for comparison in COMPARISONS.values() for column in comparison.filled_by})


@dataclass(frozen=True)
class SourceGround:
    """How many records of a source there are, and which share of them fills each feature column."""

    records: int
    filled: Mapping[str, float]


Ground = Mapping[str, SourceGround]
"""By source."""


def ground_of(connection: duckdb.DuckDBPyConnection, features: str = "features") -> Ground:
    """What the records of a feature table are like."""
    shares = ", ".join(f"count({column}) / count(*)" for column in _COLUMNS)
    rows = connection.execute(
        f"SELECT source, count(*), {shares} FROM {features} GROUP BY source ORDER BY source"
    ).fetchall()
    return {
        source: SourceGround(records, dict(zip(_COLUMNS, (round(s, 4) for s in filled), strict=True)))
        for source, records, *filled in rows
    }


def has_new_source(trained: Ground, records: Mapping[str, int], of_all: int) -> bool:
    """Whether a source that the model has not seen has enough of these records, by source, to teach it."""
    least = max(NEW_SOURCE, NEW_SHARE * of_all)
    return any(count >= least for source, count in records.items() if source not in trained)


def differences(trained: Ground, now: Ground) -> Iterator[str]:
    """In what all the data at hand are no longer like those that a model was trained on."""
    of_all = sum(source.records for source in now.values())
    of_trained = sum(source.records for source in trained.values())
    if has_new_source(trained, {name: source.records for name, source in now.items()}, of_all):
        yield "a source that it has not seen"
    for name in sorted(trained.keys() & now.keys()):
        if abs(now[name].records / of_all - trained[name].records / of_trained) > MOVED_SHARE:
            yield f"the share of {name}"
    yield from other_columns(trained, now)


def other_columns(trained: Ground, now: Ground) -> Iterator[str]:
    """Columns that enough records of a source fill to another share than when the model was trained."""
    for name in sorted(trained.keys() & now.keys()):
        known, found = trained[name], now[name]
        if min(known.records, found.records) >= ENOUGH_RECORDS:
            yield from (
                f"the {column} of {name}"
                for column, share in found.filled.items()
                if abs(share - known.filled.get(column, 0.0)) > MOVED_FILLED
            )
