"""A small world of records, and made people in the input tables of a model."""

# ruff: noqa: S608 - the SQL is put together from column names alone

import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from graph.identity.features.build import build_features
from graph.identity.features.input_tables import create_input_tables
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.training import train_model
from graph.journal.tables.haste import plan_in_haste
from tests.graph.identity.world import World, empty_world


@pytest.fixture(scope="session")
def _empty_world() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(empty_world()) as connection:
        yield connection


@pytest.fixture
def world(_empty_world: duckdb.DuckDBPyConnection) -> Iterator[World]:
    """An empty world; what a test makes in it is taken back."""
    _empty_world.execute("BEGIN")
    yield World(_empty_world)
    _empty_world.execute("ROLLBACK")


def input_tables() -> duckdb.DuckDBPyConnection:
    """A database with the input tables of a model, empty; it plans as runs over few records do."""
    connection = duckdb.connect()
    plan_in_haste(connection)
    create_input_tables(connection)
    return connection


def adding(database: duckdb.DuckDBPyConnection) -> Callable[..., None]:
    """Adds a record by its id and fields; `emails` and `phones` become identifiers."""

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
def database() -> duckdb.DuckDBPyConnection:
    return input_tables()


@pytest.fixture
def add(database: duckdb.DuckDBPyConnection) -> Callable[..., None]:
    """See `adding`."""
    return adding(database)


@pytest.fixture
def households(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Two sources with families at one address, each person at most once in a source; record → person."""
    return _add_households(database)


def _add_households(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
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
    rows: list[dict[str, str | None]] = []
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
                birth_date = None if rng.random() < 0.1 else born
                told = {"given_name": first, "family_name": typo, "birth_date": birth_date}
                told |= {"street": street, "city": "berlin"}
                rows.append({"record_id": record, "source": source, "source_id": record, **told})
                truth[record] = f"{house}-{member}"
    database.register("made", pa.Table.from_pylist(rows))  # one by one they take longer than what is tested
    database.execute("INSERT INTO records BY NAME FROM made")
    database.unregister("made")
    return truth


@dataclass(frozen=True)
class Learned:
    """A model, the database with what it learned from, features and links, and the person of each record."""

    database: duckdb.DuckDBPyConnection
    model: IdentityModel
    households: dict[str, str]


@pytest.fixture(scope="session")
def _learned_once() -> Iterator[Learned]:
    with closing(input_tables()) as database:
        households = _add_households(database)
        build_features(database)
        yield Learned(database, train_model(database), households)


@pytest.fixture
def learned(_learned_once: Learned) -> Iterator[Learned]:
    """A model of the households; what a test changes in the database is taken back."""
    _learned_once.database.execute("BEGIN")
    yield _learned_once
    _learned_once.database.execute("ROLLBACK")


@pytest.fixture
def data() -> Path:
    """The folder of the shared data sets; a test that needs it is skipped where it is not there."""
    folder = Path(os.environ.get("CKG_DATA", "../shared/data"))
    if not folder.is_dir():
        pytest.skip("needs the evaluation data: set CKG_DATA to its folder")
    return folder
