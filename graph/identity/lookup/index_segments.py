"""Segments of the look-up index: how one is written, and when several become one."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from graph.errors import IdentityError
from graph.identity.clusters.stable_ids import customers_after_sql
from graph.identity.lookup.index_files import NOWHERE, Places, Segment
from graph.identity.lookup.index_merge import BATCH, Filed, merge_segments, save_filed, write_rows
from graph.identity.model.blocking.keys import keys_sql
from graph.identity.model.blocking.plan import BlockingRule
from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel

YOUNG_SHARE = 0.1
"""Share of rows outside the oldest segment from which all are merged into one."""

MOST_SEGMENTS = 16
"""Segments beyond which all but the oldest are merged."""


IDENTIFIER_KEY = "hash('identifier', kind, value)"
CUSTOMER_KEY = "hash('customer', c.customer_id)"

_CUSTOMERS = f"""
CREATE OR REPLACE TEMP TABLE customers_now AS
SELECT record_id, customer_id
FROM {{table}} LEFT JOIN ({customers_after_sql("current_ids")}) USING (record_id)
"""

_USES = "FROM identifiers UNION ALL BY NAME FROM doubtful_uses"
"""What look-ups know of identifiers: a doubtful document links nobody, but speaks against vetoes."""

_ROWS = f"""
SELECT f.*, p.given_common, c.customer_id, {{customer_key}} AS customer_key, u.used
FROM ({{features}}) AS f JOIN persons AS p USING (record_id) JOIN customers_now AS c USING (record_id)
LEFT JOIN (
    SELECT record_id, list({{{{'kind': kind, 'value': value, 'first_seen': first_seen::TIMESTAMP,
        'last_seen': last_seen::TIMESTAMP}}}} ORDER BY kind, value) AS used
    FROM ({_USES}) SEMI JOIN {{table}} USING (record_id) GROUP BY record_id
) AS u USING (record_id)
"""


class StaleIndexError(IdentityError):
    """There is no index that what a run changed could be added to."""

    def __init__(self) -> None:
        super().__init__("The index of customers is not the one of the run before.", "Write a full one.")


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


def write_segment(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, table: str, target: Path
) -> None:
    """All files of a segment with the records of the feature table `table`, but `replaced.npy`."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    connection.execute(_CUSTOMERS.format(table=table))
    numbers: list[Places] = []
    features = with_frequencies_sql(model.frequency_priors, table)
    reader = connection.sql(
        _ROWS.format(features=features, table=table, customer_key=CUSTOMER_KEY)
    ).to_arrow_reader(BATCH)
    write_rows(_noting(reader, numbers), reader.schema, target)
    of_row = np.concatenate([NOWHERE, *numbers])
    order = np.argsort(of_row)
    filed = of_row[order], order.astype(np.int32)
    save_filed(filed, target, ("numbers", "number_places"))
    _write_keys(connection, _key_queries(model.rules, table), filed, target)


def _noting(batches: Iterable[pa.RecordBatch], numbers: list[Places]) -> Iterator[pa.RecordBatch]:
    """The batches as they come; the numbers of their records are added to `numbers`."""
    for batch in batches:
        numbers.append(batch.column("record_no").to_numpy())
        yield batch


def _key_queries(rules: Sequence[BlockingRule], table: str) -> list[str]:
    return [
        *(key_sql([rule], table) for rule in rules),
        f"SELECT record_no, {IDENTIFIER_KEY} AS key FROM ({_USES}) JOIN {table} USING (record_id)",
        f"SELECT record_no, {CUSTOMER_KEY} AS key FROM customers_now AS c JOIN {table} USING (record_id)",
    ]


def _write_keys(
    connection: duckdb.DuckDBPyConnection, queries: Sequence[str], filed: Filed, target: Path
) -> None:
    numbers, row_of = filed
    keys, places = [], []
    for query in queries:
        found = connection.execute(query).fetchnumpy()
        keys.append(np.asarray(found["key"], dtype=np.uint64))
        places.append(row_of[np.searchsorted(numbers, np.asarray(found["record_no"], dtype=np.int64))])
    all_keys = np.concatenate(keys)
    by_key = np.argsort(all_keys, kind="stable")
    save_filed((all_keys[by_key], np.concatenate(places)[by_key]), target, ("keys", "places"))


def merged_segments(names: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """The segments to have in force in place of these: fewer, where there are many or they have grown.

    Raises StaleIndexError where the newest does not fit the others.
    """
    segments = [Segment(folder / name) for name in names]
    newest = segments[-1]
    if newest.schema != segments[0].schema:
        raise StaleIndexError
    young = sum(map(len, segments[1:]))
    gone = len(newest) < len(newest.replaced)
    if gone or young > YOUNG_SHARE * (young + len(segments[0])):
        kept: tuple[str, ...] = ()
    elif len(names) > MOST_SEGMENTS:
        kept = names[:1]
    else:
        return names
    target = f"{names[-1]}-merged"
    shutil.rmtree(folder / target, ignore_errors=True)
    (folder / target).mkdir()
    merge_segments([folder / name for name in names[len(kept) :]], folder / target)
    return *kept, target
