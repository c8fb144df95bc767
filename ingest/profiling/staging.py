"""The values of a file in a database of its own on the disk, which goes when it is closed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

from graph.duck import connect
from ingest.cleaning.base import InvalidValue, as_text
from ingest.mapping.cells import BadCell
from ingest.readers.base import GoodRow, Reader

_BATCH = 20_000
_MEMORY = "1GB"
_DEEPEST = 20
_LONGEST = 1_000
"""Characters that are kept of a value."""


class StagedColumns:
    """The different values of each column, by its place."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.columns: list[str] = []
        self.rows = 0
        self.bad_rows = 0
        self.whole = True
        """Whether the file was read to its end."""

    def read(self, reader: Reader, most: int) -> None:
        """Takes in the first rows of a file; raises IngestError where it breaks off."""
        self.columns = list(reader.columns) if reader.columns_complete else []
        places = {name: place for place, name in enumerate(self.columns)}
        self.connection.execute("CREATE TABLE cells (place INTEGER, value VARCHAR)")
        rows = iter(reader.rows())
        while batch := list(islice(rows, min(_BATCH, most - self.rows - self.bad_rows))):
            self._store(batch, places)
        self.columns = list(places)
        self.whole = next(rows, None) is None
        self.connection.execute(
            "CREATE TABLE found AS SELECT place, value, count(*) AS n FROM cells GROUP BY ALL ORDER BY place"
        )
        self.connection.execute("DROP TABLE cells")

    def ask(self, query: str, place: int, **values: Any) -> list[tuple[Any, ...]]:
        """What a query finds of a column in `found`: its different values, each `n` times."""
        return self.connection.execute(query, {"place": place, **values}).fetchall()

    def _store(self, batch: Iterable[Any], places: dict[str, int]) -> None:
        of_cells: list[int] = []
        texts: list[str] = []
        for row in batch:
            if not isinstance(row, GoodRow):
                self.bad_rows += 1
                continue
            self.rows += 1
            for name, value in _flat(row.values, "", 0):
                if (text := _shown(value)) is not None:
                    of_cells.append(places.setdefault(name, len(places)))
                    texts.append(text)
        table = pa.table({"place": pa.array(of_cells, pa.int32()), "value": pa.array(texts, pa.string())})
        self.connection.register("batch", table)
        self.connection.execute("INSERT INTO cells SELECT * FROM batch")
        self.connection.unregister("batch")


def _flat(value: Mapping[str, Any], within: str, depth: int) -> Iterator[tuple[str, Any]]:
    """The values of a row by the paths of their columns; those of lists of objects stand behind `[]`."""
    for key, one in value.items():
        name = f"{within}{key}"
        if isinstance(one, Mapping) and depth < _DEEPEST:
            yield from _flat(one, f"{name}.", depth + 1)
        elif isinstance(one, list) and depth < _DEEPEST:
            for item in one:
                if isinstance(item, Mapping):
                    yield from _flat(item, f"{name}[].", depth + 1)
                else:
                    yield name, item
        else:
            yield name, one


def _shown(value: Any) -> str | None:
    """A value as text; None for nothing."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        text = str(value) if isinstance(value, str | BadCell) else as_text(value)
    except InvalidValue:
        text = json.dumps(value, default=str)
    return text[:_LONGEST].encode("utf-8", "replace").decode()


@contextmanager
def staged() -> Iterator[StagedColumns]:
    """A database for one file."""
    with TemporaryDirectory(prefix="ckg-profile-") as folder:
        connection = connect(Path(folder) / "cells.duckdb")
        with connection:
            connection.execute("SET memory_limit = $amount", {"amount": _MEMORY})
            connection.execute("SET temp_directory = $folder", {"folder": folder})
            connection.execute("SET preserve_insertion_order = false")
            yield StagedColumns(connection)
