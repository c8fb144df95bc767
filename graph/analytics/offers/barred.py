"""Who gets no offers: whose consent forbids it, and who waits for an answer."""

from __future__ import annotations

from datetime import datetime

import duckdb

from graph.journal.reading.stated import node_time, node_value
from graph.journal.tables.order import beginning
from graph.patterns import any_of
from graph.rules.offers import OfferConsent, OfferRules, PausedBy

# As `current_consents` of GraphQL: the latest statement of each record speaks for it, and a denial wins.
# A denial that has run out leaves what was said before it; a grant that has takes earlier grants with it, and
# one that is dated where programs begin to count is older than any denial.
_CONSENTS = f"""
WITH said AS (
    SELECT m.customer_id, e.record_id,
        lower(trim(coalesce({node_value("Consent", "purpose")}, ''))) AS purpose,
        {node_value("Consent", "channel")} AS channel, edges->>'$[0][0]' = 'GRANTED' AS granted,
        CASE WHEN granted AND ({beginning('e."at"')}) THEN e."at" ELSE e.stated_at END AS stated_at,
        TRY_CAST(edges->>'$[0][3].valid_to' AS TIMESTAMPTZ) AS valid_to
    FROM events AS e JOIN members AS m USING (record_id)
    WHERE e.kind = 'consent' AND NOT coalesce(e."at" > $as_of::TIMESTAMPTZ, FALSE)
), dated AS (
    SELECT * EXCLUDE (valid_to), CASE WHEN granted THEN min(valid_to) FILTER (granted) OVER (
        PARTITION BY record_id, purpose, channel ORDER BY stated_at DESC, granted
    ) ELSE valid_to END AS valid_to FROM said
), latest AS (
    SELECT * FROM dated WHERE valid_to IS NULL OR valid_to > $as_of::TIMESTAMPTZ
    QUALIFY row_number() OVER (
        PARTITION BY record_id, purpose, channel ORDER BY stated_at DESC, granted) = 1
), states AS (
    SELECT customer_id, purpose, channel, bool_and(granted) AS granted FROM latest
    GROUP BY customer_id, purpose, channel
), by_purpose AS (
    SELECT customer_id, purpose, bool_or(NOT granted AND channel = 'any') OR NOT bool_or(granted) AS denied
    FROM states GROUP BY customer_id, purpose
)
SELECT customer_id, bool_or(denied AND NOT regexp_full_match(purpose, $unrelated)) AS denied,
    bool_or(NOT denied AND regexp_full_match(purpose, $purposes)) AS granted
FROM by_purpose GROUP BY customer_id
"""  # noqa: S608 - SQL of this package

_WAITING = f"""
SELECT DISTINCT m.customer_id FROM events AS e JOIN members AS m USING (record_id)
WHERE e.kind = 'ticket' AND {node_value("Ticket", "status")} IN ('open', 'pending')
AND NOT coalesce({node_time("Ticket", "closed_at")} <= $as_of::TIMESTAMPTZ, FALSE)
AND e."at" > $as_of::TIMESTAMPTZ - to_days($days::INT)
AND ($any OR {node_value("Ticket", "sentiment")} = 'negative')
"""  # noqa: S608 - as above


def forbidden(
    connection: duckdb.DuckDBPyConnection, rules: OfferRules, as_of: datetime | None, customers: list[str]
) -> set[str]:
    """Those of the customers whose consent forbids offers: who denied a purpose, but one that the rules call
    unrelated, for no channel in particular, or for every channel that they spoke of for it; by the rule
    `granted` who did not grant a purpose of the rules, too."""
    patterns = {"purposes": any_of(rules.purposes), "unrelated": any_of(rules.unrelated_purposes)}
    found = connection.execute(_CONSENTS, patterns | {"as_of": as_of}).fetchall()
    denied = {id_ for id_, denies, _ in found if denies}
    if rules.consent is OfferConsent.UNLESS_DENIED:
        return denied.intersection(customers)
    granted = {id_ for id_, _, grants in found if grants}
    return set(customers) - (granted - denied)


def waiting(connection: duckdb.DuckDBPyConnection, rules: OfferRules, as_of: datetime | None) -> set[str]:
    """Customers with a ticket, or a complaint, as the rules say, that was opened lately and is open."""
    if rules.paused_by is PausedBy.NOTHING:
        return set()
    given = {"as_of": as_of, "days": rules.paused_days, "any": rules.paused_by is PausedBy.TICKET}
    return {row[0] for row in connection.execute(_WAITING, given).fetchall()}
