"""What training draws samples by: what records and sources say, so that no names change what it learns."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from graph.identity.features.content import content_sql

# Two of these can be added. Sources, too, are told apart by what they say.
_CONTENTS = f"""
CREATE OR REPLACE TEMP TABLE contents AS
SELECT record_no, content, sum(content) OVER (PARTITION BY source) AS of_source
FROM (SELECT record_no, source, ({content_sql("f")} >> 2)::BIGINT AS content FROM features AS f)
"""


@contextmanager
def contents_known(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Meanwhile there is a table `contents` (record_no, content, of_source) of what `features` say."""
    connection.execute(_CONTENTS)
    yield
    connection.execute("DROP TABLE contents")


def drawn_sql(share: float) -> str:
    """SQL of about a share of all `candidate_pairs`, the same ones on every engine."""
    # Numbers of contents are hashes, so their sum is as good as a hash of both.
    return f"""SELECT p.* FROM candidate_pairs AS p
        JOIN contents AS l ON l.record_no = p.join_key_l JOIN contents AS r ON r.record_no = p.join_key_r
        WHERE (l.content + r.content) % 1000000 < {share * 1_000_000}"""
