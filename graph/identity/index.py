"""The look-up index: what a run knew of every record, laid out to find one record's neighbours.

A folder of files that are mapped into memory and never changed: `rows.arrow` holds a row per record,
`keys.npy` sorted 64-bit hashes of blocking keys, identifier values and customer ids, and `places.npy` the row
for each. A small file beside the folders names the one in force.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.identity.blocking import BlockingRule, keys_sql
from graph.identity.frequencies import with_frequencies_sql
from graph.identity.model import IdentityModel

Places = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

FORMAT = 1
"""Version of the files; it changes whenever older ones would be read wrongly."""

_BATCH = 131_072
"""Rows per batch of `rows.arrow`."""


@dataclass(frozen=True)
class IndexState:
    """Which run an index is of, and what made it; hashes differ between versions of DuckDB."""

    run_id: str
    model_version: str
    rules: str
    records: int
    duckdb: str = duckdb.__version__
    format: int = FORMAT


def write_index(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, state: IndexState, folder: Path
) -> None:
    """Write the index of a computed run under `folder` and put it in force; older ones go.

    Reads `features`, `identifiers`, `persons`, `frequencies`, `shared_values`, `current_ids` and
    `new_assignments`.
    """
    target = folder / state.run_id
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    connection.execute(_CUSTOMERS)
    numbers = _write_rows(connection, model, target / "rows.arrow")
    _write_keys(connection, model.rules, numbers, target)
    connection.execute(f"COPY shared_values TO '{_quoted(target / 'shared.parquet')}' (FORMAT parquet)")
    marker = folder / f".{state.run_id}.json"
    marker.write_text(json.dumps(asdict(state)), encoding="utf-8")
    marker.replace(folder / "current.json")
    for old in folder.iterdir():
        if old.is_dir() and old != target:
            shutil.rmtree(old, ignore_errors=True)


def current_index(folder: Path) -> IndexState | None:
    """The index in force; None where there is none that can be read."""
    try:
        stated = json.loads((folder / "current.json").read_text(encoding="utf-8"))
        state = IndexState(**stated)
    except (OSError, ValueError, TypeError):
        return None
    usable = (state.format, state.duckdb) == (FORMAT, duckdb.__version__)
    return state if usable and (folder / state.run_id).is_dir() else None


class IndexFiles:
    """The files of one index, mapped into memory; any number of threads may read."""

    def __init__(self, folder: Path) -> None:
        self._keys: Keys = np.load(folder / "keys.npy", mmap_mode="r")
        self._places: npt.NDArray[np.int32] = np.load(folder / "places.npy", mmap_mode="r")
        self._file = pa.ipc.open_file(pa.memory_map(str(folder / "rows.arrow")))
        sizes = [self._file.get_batch(i).num_rows for i in range(self._file.num_record_batches)]
        self._starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])

    @property
    def schema(self) -> pa.Schema:
        """Columns of a row."""
        return self._file.schema

    def places(self, keys: Keys, limit: int) -> Places:
        """Rows filed under any of `keys`, each once, sorted; a key with more than `limit` rows is left
        out."""
        first = np.searchsorted(self._keys, keys, "left")
        last = np.searchsorted(self._keys, keys, "right")
        runs = [
            self._places[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True) if b - a <= limit
        ]
        return np.unique(np.concatenate(runs)).astype(np.int64) if runs else np.empty(0, np.int64)

    def rows(self, places: Places) -> pa.Table:
        """The rows at sorted `places`."""
        batch = np.searchsorted(self._starts, places, "right") - 1
        taken = [
            self._file.get_batch(int(number)).take(pa.array(places[batch == number] - self._starts[number]))
            for number in np.unique(batch)
        ]
        return pa.Table.from_batches(taken, self.schema)


def key_sql(rules: Sequence[BlockingRule], table: str = "features") -> str:
    """SQL for the keys (record_no, key) under which the rows of a feature table are filed by `rules`."""
    selects = []
    for rule in rules:
        values = ", ".join(f"key_{place}" for place in range(len(rule.columns)))
        name = ",".join(rule.columns)
        selects.append(
            f"SELECT record_no, hash('{name}', entity_type, {values}) AS key"
            f" FROM ({keys_sql(rule.columns, table)})"
        )
    return " UNION ALL ".join(selects)


IDENTIFIER_KEY = "hash('identifier', kind, value)"
CUSTOMER_KEY = "hash('customer', customer_id)"

_CUSTOMERS = """
CREATE OR REPLACE TEMP TABLE customers_now AS
SELECT record_id, coalesce(n.customer_id, o.customer_id) AS customer_id
FROM features LEFT JOIN current_ids AS o USING (record_id) LEFT JOIN new_assignments AS n USING (record_id)
"""

_ROWS = """
SELECT f.*, p.given_common, c.customer_id, u.used
FROM ({features}) AS f JOIN persons AS p USING (record_id) JOIN customers_now AS c USING (record_id)
LEFT JOIN (
    SELECT record_id, list({{'kind': kind, 'value': value, 'first_seen': first_seen::TIMESTAMP,
        'last_seen': last_seen::TIMESTAMP}} ORDER BY kind, value) AS used
    FROM identifiers GROUP BY record_id
) AS u USING (record_id)
"""


def _write_rows(connection: duckdb.DuckDBPyConnection, model: IdentityModel, path: Path) -> Places:
    """Write `rows.arrow`; the record numbers in the order of its rows."""
    features = with_frequencies_sql(model.frequency_priors)
    reader = connection.sql(_ROWS.format(features=features)).to_arrow_reader(_BATCH)
    numbers: list[Any] = []
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
            numbers.append(batch.column("record_no").to_numpy())
    return np.concatenate(numbers) if numbers else np.empty(0, np.int64)


def _write_keys(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[BlockingRule], numbers: Places, folder: Path
) -> None:
    order = np.argsort(numbers)
    ordered = numbers[order]
    queries = [key_sql([rule]) for rule in rules]
    queries.append(
        f"SELECT record_no, {IDENTIFIER_KEY} AS key FROM identifiers JOIN features USING (record_id)"
    )
    queries.append(
        f"SELECT record_no, {CUSTOMER_KEY} AS key FROM customers_now JOIN features USING (record_id)"
    )
    keys, places = [], []
    for query in queries:
        found = connection.execute(query).fetchnumpy()
        keys.append(np.asarray(found["key"], dtype=np.uint64))
        rows = order[np.searchsorted(ordered, np.asarray(found["record_no"], dtype=np.int64))]
        places.append(rows.astype(np.int32))
    all_keys = np.concatenate(keys)
    by_key = np.argsort(all_keys, kind="stable")
    np.save(folder / "keys.npy", all_keys[by_key])
    np.save(folder / "places.npy", np.concatenate(places)[by_key])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
