"""Who uses an identifier that a review case is about."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

from graph.identity.judgements import RECORD_VIEWS
from graph.identity.stewards.cases import SharedIdentifier
from graph.journal import Journal
from graph.journal.reading.views_sql import customers_sql


@dataclass(frozen=True, slots=True)
class IdentifierUser:
    """A record that uses an identifier, with what is known of whose it is."""

    record: str
    name: str | None
    birth_date: str | None
    customer: str | None


class IdentifierUse(NamedTuple):
    """A record that uses an identifier, and which it is of those of its customer; uses go by both."""

    turn: int
    record: str
    customer: str | None


def identifier_users(journal: Journal, identifier: SharedIdentifier, first: int = 12) -> list[IdentifierUser]:
    """Records that use an identifier, one of each customer before further ones, in the order of their ids."""
    return named(journal, uses(journal, identifier)[:first])


def uses(journal: Journal, identifier: SharedIdentifier) -> list[IdentifierUse]:
    """All uses of an identifier, in that order."""
    about = {"kind": identifier.kind, "value": identifier.value}
    with closing(journal.connect(views=("stored_assignments", *RECORD_VIEWS))) as connection:
        return [IdentifierUse(*row) for row in connection.execute(_USES, about).fetchall()]


def named(journal: Journal, found: Sequence[IdentifierUse]) -> list[IdentifierUser]:
    """Uses with what is known of whose they are."""
    with closing(journal.connect([use.record for use in found], ("records",))) as connection:
        rows = connection.execute(_NAMES).fetchall()
    known = {record: (name, birth_date) for record, name, birth_date in rows}
    return [IdentifierUser(use.record, *known[use.record], use.customer) for use in found]


_USES = f"""
WITH used AS (
    SELECT record_id, identifiers FROM stored_records
    UNION ALL SELECT record_id, identifiers FROM stored_events WHERE record_id IS NOT NULL
), users AS (
    SELECT DISTINCT record_id FROM used
    WHERE len(list_filter(identifiers, lambda i: i.kind = $kind AND i.value = $value)) > 0
), placed AS ({customers_sql("(FROM stored_assignments SEMI JOIN users USING (record_id))")})
SELECT row_number() OVER (PARTITION BY customer_id ORDER BY record_id) AS turn, record_id, customer_id
FROM users LEFT JOIN placed USING (record_id) ORDER BY turn, record_id
"""  # noqa: S608 - a query of our own

_NAMES = """
SELECT record_id, coalesce(organization_name, full_name, concat_ws(' ', given_name, family_name)), birth_date
FROM records
"""
