"""Who gets no offers: whose consent forbids it, and who waits for an answer."""

from __future__ import annotations

from datetime import datetime

import duckdb

from graph.behaviour.offer_rules import OfferConsent, OfferRules, PausedBy
from graph.journal.reading.stated import node_value
from graph.patterns import any_of

# As `current_consents` of GraphQL: the latest statement of each record speaks for it, and a denial wins.
_CONSENTS = f"""
WITH said AS (
    SELECT m.customer_id, e.record_id, {node_value("Consent", "purpose")} AS purpose,
        {node_value("Consent", "channel")} AS channel, edges->>'$[0][0]' = 'GRANTED' AS granted,
        e.stated_at, TRY_CAST(edges->>'$[0][3].valid_to' AS TIMESTAMPTZ) AS valid_to
    FROM events AS e JOIN members AS m USING (record_id) WHERE e.kind = 'consent'
), latest AS (
    SELECT * FROM said WHERE regexp_full_match(purpose, $purposes)
    QUALIFY row_number() OVER (
        PARTITION BY record_id, purpose, channel ORDER BY stated_at DESC, granted) = 1
), states AS (
    SELECT customer_id, channel, bool_and(granted) AS granted FROM latest
    WHERE valid_to IS NULL OR valid_to > $as_of::TIMESTAMPTZ GROUP BY customer_id, purpose, channel
)
SELECT customer_id, bool_or(NOT granted AND channel = 'any') OR NOT bool_or(granted) AS denied
FROM states GROUP BY customer_id
"""  # noqa: S608 - SQL of this package

_WAITING = f"""
SELECT DISTINCT m.customer_id FROM events AS e JOIN members AS m USING (record_id)
WHERE e.kind = 'ticket' AND {node_value("Ticket", "status")} IN ('open', 'pending')
AND NOT coalesce(TRY_CAST({node_value("Ticket", "closed_at")} AS TIMESTAMPTZ) <= $as_of::TIMESTAMPTZ, FALSE)
AND e."at" > $as_of::TIMESTAMPTZ - to_days($days::INT)
AND ($any OR {node_value("Ticket", "sentiment")} = 'negative')
"""  # noqa: S608 - as above


def forbidden(
    connection: duckdb.DuckDBPyConnection, rules: OfferRules, as_of: datetime | None, customers: list[str]
) -> set[str]:
    """Those of the customers whose consent forbids offers: who denied a purpose of the rules for any channel,
    or for every channel that they spoke of; by the rule `granted` who did not grant one, too."""
    given = {"purposes": any_of(rules.purposes), "as_of": as_of}
    denied = dict(connection.execute(_CONSENTS, given).fetchall())
    unsaid = rules.consent is OfferConsent.GRANTED
    return {id_ for id_ in customers if denied.get(id_, unsaid)}


def waiting(connection: duckdb.DuckDBPyConnection, rules: OfferRules, as_of: datetime | None) -> set[str]:
    """Customers with a ticket, or a complaint, as the rules say, that was opened lately and is open."""
    if rules.paused_by is PausedBy.NOTHING:
        return set()
    given = {"as_of": as_of, "days": rules.paused_days, "any": rules.paused_by is PausedBy.TICKET}
    return {row[0] for row in connection.execute(_WAITING, given).fetchall()}
