"""The features of the records that tests ask about."""

# ruff: noqa: S608 - the SQL is put together from column names alone
from __future__ import annotations

from typing import Any

import pytest

from graph.identity.features.build import build_features
from tests.graph.identity.conftest import adding, input_tables
from tests.graph.identity.features.records import RECORDS, Features


@pytest.fixture(scope="session")
def features() -> Features:
    """Columns of a record's features."""
    database = input_tables()
    add = adding(database)
    for number, fields in enumerate(RECORDS, 1):
        add(f"r{number}", **fields)
    build_features(database)

    def features_of(record: str, *columns: str) -> tuple[Any, ...]:
        query = f"SELECT {', '.join(columns)} FROM features WHERE record_id = $record"
        [row] = database.execute(query, {"record": record}).fetchall()
        return tuple(row)

    return features_of
