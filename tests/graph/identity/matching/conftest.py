"""Input tables for the matching engine, filled with made-up people."""

# ruff: noqa: S608 - the SQL is put together from column names alone

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.features.input_tables import create_input_tables
from graph.identity.model.engine import train_model
from graph.identity.model.identity_model import IdentityModel

Row = dict[str, Any]


@pytest.fixture
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_input_tables(connection)
    return connection


@pytest.fixture
def add(database: duckdb.DuckDBPyConnection) -> Callable[..., None]:
    """Add a record by its id and fields; `emails` and `phones` become identifiers."""

    def add_record(record_id: str, **fields: Any) -> None:
        contacts = [("email", value) for value in fields.pop("emails", [])]
        contacts += [("phone", value) for value in fields.pop("phones", [])]
        row = {"record_id": record_id, "source": "crm", "source_id": record_id, **fields}
        database.execute(
            f"INSERT INTO records ({', '.join(row)}) VALUES ({', '.join(f'${name}' for name in row)})",
            row,
        )
        for kind, value in contacts:
            database.execute(
                "INSERT INTO identifiers (record_id, kind, value) VALUES (?, ?, ?)", [record_id, kind, value]
            )

    return add_record


@pytest.fixture
def households(add: Callable[..., None]) -> dict[str, str]:
    """Two sources with families at one address, each person at most once in a source; record → person."""
    rng = random.Random(7)  # noqa: S311 - made-up people, no secrets
    given = (
        "anna",
        "bernd",
        "clara",
        "dieter",
        "eva",
        "fritz",
        "gisela",
        "hans",
        "ida",
        "jochen",
        "maria",
        "paul",
    )
    stems, endings = ("stein", "wald", "berg", "gold", "feld", "hof"), ("mann", "ner", "ke", "ert")
    family = [stem + ending for stem in stems for ending in endings]
    truth: dict[str, str] = {}
    for house in range(120):
        name, street = rng.choice(family), f"{rng.choice(family)}str {house}"
        for member in range(rng.choice((1, 2, 3))):
            first = rng.choice(given)
            born = f"{rng.randrange(1930, 2000)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
            for source in ("crm", "shop"):
                if rng.random() < 0.2:
                    continue
                record = f"{source}-{house}-{member}"
                typo = name[:2] + name[3:] if rng.random() < 0.1 else name
                add(
                    record,
                    source=source,
                    given_name=first,
                    family_name=typo,
                    birth_date=None if rng.random() < 0.1 else born,
                    street=street,
                    city="berlin",
                )
                truth[record] = f"{house}-{member}"
    return truth


@pytest.fixture
def model(database: duckdb.DuckDBPyConnection, households: dict[str, str]) -> IdentityModel:
    """Trained on the households; their features and links are in the database."""
    assert households
    build_features(database)
    return train_model(database)


@pytest.fixture
def data() -> Path:
    """The folder of the shared data sets; a test that needs it is skipped where it is not there."""
    folder = Path(os.environ.get("CKG_DATA", "../shared/data"))
    if not folder.is_dir():
        pytest.skip("needs the evaluation data: set CKG_DATA to its folder")
    return folder
