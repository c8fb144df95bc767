"""Table `persons`: the features that conditions over two records read, and which given names are common."""

from __future__ import annotations

import duckdb

from graph.identity.evidence.colleagues import STAFF_MAILBOX
from graph.identity.evidence.namesakes import (
    GIVEN_IN_ADDRESS,
)
from graph.identity.features.placeholders import LISTED
from graph.words.given_names import given_names

_COMMON = 5
"""Records that a given name needs to count as a name of its own and not as a slip."""

_COMMON_SHARE = 5e-5
"""The share of records that it needs; among very many records slips become frequent too."""

_PLACEHOLDERS = [born.replace("-", "") for born in LISTED]
"""Birth dates that systems fill in where none is known."""

DESCRIBED = f"""(name_key IS NOT NULL OR organization IS NOT NULL
    OR coalesce(length(birth_date) = 8 AND NOT list_contains({_PLACEHOLDERS}, birth_date), FALSE))"""
"""Over features: the record says something of who it is, so the model's word on it counts."""

PERSON_COLUMNS = f"""f.record_id, f.source, f.entity_type, f.given, f.middle, f.given_formal,
    f.given_full, f.given_full_sound, f.given_counterparts, f.transliterated, f.given_initials,
    f.given_sound, f.given_metaphone, f.family,
    f.family_sound, f.family_words, f.further_words, f.name_words, f.name_key, f.suffix, f.gender, f.street,
    CASE WHEN NOT list_contains({_PLACEHOLDERS}, f.birth_date) THEN f.birth_date END AS birth_date,
    f.house_number, f.postal_code, f.city, f.organization, f.organization_words,
    f.organization_initials, f.organization_spelled, f.organization_unit, f.organization_kinds,
    f.organization_of_group, f.organization_given,
    f.organization_names, f.organization_further, f.organization_script, f.organization_cut,
    f.key_of_either, f.legal_forms, f.employer,
    {GIVEN_IN_ADDRESS} AS given_in_address, {STAFF_MAILBOX} AS staff_mailbox"""
"""Columns of `persons` over a feature table f; all but `given_common`."""


def learn_common_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `common_names` (value): given names that are names of their own, by `features` or by our lists."""
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE common_names AS
        SELECT given AS value FROM features WHERE given IS NOT NULL GROUP BY given
        HAVING count(*) >= greatest($common, $share * (SELECT count(given) FROM features))
        UNION SELECT unnest($listed)""",
        {"common": _COMMON, "share": _COMMON_SHARE, "listed": sorted(given_names())},
    )


def prepare_persons(connection: duckdb.DuckDBPyConnection, features: str = "features") -> None:
    """Make `persons` from a feature table and `common_names`."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE persons AS
        SELECT {PERSON_COLUMNS}, c.value IS NOT NULL AS given_common
        FROM {features} AS f LEFT JOIN common_names AS c ON c.value = f.given"""  # noqa: S608 - columns of our own
    )
