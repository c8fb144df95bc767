"""Who uses an identifier that a review case is about."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from graph.identity.judgements import RECORD_VIEWS
from graph.identity.stewards.cases import SharedIdentifier
from graph.journal import Journal
from graph.journal.views import customers_sql


@dataclass(frozen=True, slots=True)
class IdentifierUser:
    """A record that uses an identifier, with what is known of whose it is."""

    record: str
    name: str | None
    birth_date: str | None
    customer: str | None


def identifier_users(journal: Journal, identifier: SharedIdentifier, first: int = 12) -> list[IdentifierUser]:
    """Records that use an identifier, one of each customer before further ones, in the order of their ids."""
    about = {"kind": identifier.kind, "value": identifier.value}
    with closing(journal.connect(views=("stored_assignments", *RECORD_VIEWS))) as connection:
        shown = connection.execute(_USERS, about | {"first": first}).fetchall()
    customers = dict(shown)
    with closing(journal.connect(list(customers), ("records",))) as connection:
        rows = connection.execute(_NAMES).fetchall()
    known = {record: (name, birth_date) for record, name, birth_date in rows}
    return [IdentifierUser(record, *known[record], customer) for record, customer in shown]


_USERS = f"""
WITH used AS (
    SELECT record_id, identifiers FROM stored_records
    UNION ALL SELECT record_id, identifiers FROM stored_events WHERE record_id IS NOT NULL
), users AS (
    SELECT DISTINCT record_id FROM used
    WHERE len(list_filter(identifiers, lambda i: i.kind = $kind AND i.value = $value)) > 0
), placed AS ({customers_sql("(FROM stored_assignments SEMI JOIN users USING (record_id))")})
SELECT record_id, customer_id FROM users LEFT JOIN placed USING (record_id)
ORDER BY row_number() OVER (PARTITION BY customer_id ORDER BY record_id), record_id LIMIT $first
"""  # noqa: S608 - a query of our own

_NAMES = """
SELECT record_id, coalesce(organization_name, full_name, concat_ws(' ', given_name, family_name)), birth_date
FROM records
"""
