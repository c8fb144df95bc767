"""What the scores of referral networks read from the journal, as tables of one DuckDB connection.

`referral_statements` (key, at, referrer, referred, channel, campaign, code): who is said to have brought
whom. `customer_starts` (customer_id, first_purchase, started_at): when customers began; a contract is a
purchase. `customer_facts`: what else counts. `customer_devices`, `customer_households`: who shares what.
"""

from __future__ import annotations

import duckdb

from graph.identity.outcome.golden import load_activity
from graph.identity.rules import Rules
from graph.journal.reading.stated import node_value, referrals_sql

WINDOW_DAYS = 30
"""A referral counts if it was stated within so many days before the sign-up or the first purchase."""
GRACE_DAYS = 1
"""And no longer than this after it: sources often state the day alone."""
ENGAGED = "review|rating|rezension|bewert|share|geteilt|post|comment|kommentar|mention|recommend|empfehl"
"""Names of events that speak of the company to others, as a regular expression."""

_STATEMENTS = f"""
CREATE OR REPLACE TEMP TABLE referral_statements AS
WITH stated AS ({referrals_sql()})
SELECT s.key, s.stated_at AS "at", a.customer_id AS referrer, b.customer_id AS referred,
    s.channel, s.campaign, s.code
FROM stated AS s JOIN members AS a ON a.record_id = s.bringer JOIN members AS b ON b.record_id = s.newcomer
"""  # noqa: S608 - SQL of this package

# A record's own statements, accounts opened and contracts signed; being referred is no sign-up.
_STARTS = """
CREATE OR REPLACE TEMP TABLE customer_starts AS
WITH signs AS (
    SELECT record_id, stated_at AS signed_up FROM record_versions WHERE observed_at IS NOT NULL
    UNION ALL SELECT record_id, TRY_CAST(identifier.properties->>'opened_at' AS TIMESTAMPTZ)
        FROM identifier_sightings WHERE identifier.kind = 'account'
    UNION ALL SELECT record_id, stated_at FROM contracts WHERE "at" IS NOT NULL
), signed AS (
    SELECT customer_id, min(signed_up) AS signed_up FROM signs JOIN members USING (record_id) GROUP BY ALL
), bought AS (
    SELECT customer_id, min("at") AS first_purchase FROM (
        SELECT record_id, "at" FROM orders WHERE is_purchase(total, status)
        UNION ALL SELECT record_id, stated_at FROM contracts WHERE "at" IS NOT NULL
    ) JOIN members USING (record_id) GROUP BY ALL
)
SELECT customer_id, first_purchase, least(signed_up, first_purchase) AS started_at
FROM signed FULL JOIN bought USING (customer_id)
"""

# What has no time was received at one, which says nothing of the customer: it ends no silence.
_DATED = '"at" IS NOT NULL AND placed_at IS NOT NULL'
_FACTS = f"""
CREATE OR REPLACE TEMP TABLE customer_facts AS
WITH answers AS (
    SELECT customer_id, arg_max(
        {node_value("SurveyResponse", "score")}, (stated_at, {node_value("SurveyResponse", "score")})
    ) AS nps
    FROM events JOIN members USING (record_id)
    WHERE kind = 'survey_answer' AND {node_value("SurveyResponse", "metric")} = 'nps' GROUP BY ALL
), voices AS (
    SELECT customer_id, count(*) AS engagement FROM events JOIN members USING (record_id)
    WHERE kind = 'event' AND regexp_matches(lower({node_value("Event", "name")}), $engaged) GROUP BY ALL
), complaints AS (
    SELECT customer_id, max(stated_at) AS complained_at FROM events JOIN members USING (record_id)
    WHERE kind = 'ticket' AND {node_value("Ticket", "sentiment")} = 'negative' AND {_DATED} GROUP BY ALL
), seen AS (
    SELECT customer_id, max(stated_at) AS last_seen FROM (
        SELECT record_id, stated_at FROM record_versions
        WHERE observed_at IS NOT NULL AND placed_at IS NOT NULL
        UNION ALL SELECT record_id, stated_at FROM events WHERE {_DATED}
    ) JOIN members USING (record_id) GROUP BY ALL
)
SELECT m.customer_id, coalesce(o.revenue, 0) AS revenue,
    coalesce(o.order_count, 0) + coalesce(k.contract_count, 0) AS purchases,
    s.last_seen, a.nps, coalesce(v.engagement, 0) AS engagement, c.complained_at
FROM (SELECT DISTINCT customer_id FROM members) AS m
LEFT JOIN customer_orders AS o USING (customer_id) LEFT JOIN customer_contracts AS k USING (customer_id)
LEFT JOIN seen AS s USING (customer_id)
LEFT JOIN answers AS a USING (customer_id) LEFT JOIN voices AS v USING (customer_id)
LEFT JOIN complaints AS c USING (customer_id)
"""  # noqa: S608 - as above

_DEVICES = """
CREATE OR REPLACE TEMP TABLE customer_devices AS
SELECT DISTINCT customer_id, kind, value FROM identifiers JOIN members USING (record_id)
WHERE kind IN ('device', 'cookie')
AND (kind, value) NOT IN (SELECT (kind, value) FROM shared_values WHERE shared)
"""
_HOUSEHOLDS = """
CREATE OR REPLACE TEMP TABLE customer_households AS SELECT customer_id, household_id FROM households
"""


def load_tables(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make the tables out of the journal's views; devices that too many use are left out."""
    load_activity(connection, rules)
    connection.execute("DELETE FROM members WHERE customer_id IS NULL")
    for sql in (_STATEMENTS, _STARTS, _DEVICES, _HOUSEHOLDS):
        connection.execute(sql)
    connection.execute(_FACTS, {"engaged": ENGAGED})
