"""The input contract of the matching engine: two tables in a DuckDB connection."""

from __future__ import annotations

import duckdb

RECORD_TEXTS = (
    *("full_name", "title", "given_name", "middle_name", "family_name", "name_suffix", "birth_name"),
    *("gender", "birth_date", "birth_place", "nationality", "occupation", "employer", "organization_name"),
    *("language", "street", "house_number", "postal_code", "city", "region", "country", "address_text"),
)
"""Text columns of `records`; each may be NULL for a record or for all."""


def create_input_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables `records` and `identifiers`, replacing any that are there.

    `records`: record_id (key), source, source_id, entity_type (person, organization, household or NULL),
    other_names (list), observed_at, and RECORD_TEXTS; birth_date is ISO text, perhaps partial (1971, 1971-06)
    or invalid.
    `identifiers`: record_id, kind (email, phone, document, account, handle, device, cookie, address), value
    (normalised; a document's is kind:country:number), first_seen, last_seen.
    """
    texts = ", ".join(f"{column} VARCHAR" for column in RECORD_TEXTS)
    connection.execute(
        "CREATE OR REPLACE TABLE records (record_id VARCHAR PRIMARY KEY, source VARCHAR, source_id VARCHAR,"
        f" entity_type VARCHAR, other_names VARCHAR[], observed_at TIMESTAMP, {texts})"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE identifiers (record_id VARCHAR, kind VARCHAR, value VARCHAR,"
        " first_seen TIMESTAMP, last_seen TIMESTAMP)"
    )
