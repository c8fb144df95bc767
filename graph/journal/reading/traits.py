"""Which traits the sources of a journal declare."""

from __future__ import annotations

import duckdb
import orjson

from graph.journal.tables.order import LATEST
from graph.model.traits import KIND, Trait, merged

_DECLARED = f"""
SELECT source, details FROM (
    FROM stored_events WHERE kind = '{KIND}'
    QUALIFY row_number() OVER (PARTITION BY kind, key ORDER BY {LATEST}) = 1
) WHERE details IS NOT NULL ORDER BY "commit", recorded_at, seq
"""  # noqa: S608 - names of our own


def declarations(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, Trait]]:
    """What each source declares now, with its name, the latest declaration last; of `stored_events`."""
    rows = connection.execute(_DECLARED).fetchall()
    return [(source, Trait.of(orjson.loads(details))) for source, details in rows]


def declared_traits(connection: duckdb.DuckDBPyConnection) -> dict[str, Trait]:
    """The traits of the company, by name."""
    return merged(trait for _, trait in declarations(connection))
