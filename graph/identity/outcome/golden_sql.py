"""The SQL behind golden records; `golden.py` runs it."""

from __future__ import annotations

from graph.identity.outcome.spelling import SPELT_PARTS
from graph.journal.quality.source_quality import cells_sql, compared_sql
from graph.journal.reading.contracts import KNOWN_UNTIL, contracts_sql
from graph.journal.reading.stated import referrals_sql
from graph.journal.tables.order import current_events_sql, events_about_sql
from graph.model.attributes import ADDRESS_PARTS, PERSON_PARTS

MEMBERS = """
CREATE OR REPLACE TEMP TABLE members AS
SELECT record_id, customer_id FROM assignments WHERE {condition}
"""


def origin_sql(at: str) -> str:
    """SQL for where a value came from, as JSON: of columns `source` and `source_id`, and the SQL of a time.

    It is made once for all values of a record.
    """
    time = f"strftime({at} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    return f"to_json({{'source': source, 'source_id': source_id, 'at': {time}}})"


# Of the contact values that a customer uses: the one that most of their records have, then the latest seen.
CONTACT_PICKS = f"""
CREATE OR REPLACE TEMP TABLE contacts_picked AS
WITH used AS (
    SELECT m.customer_id, i.kind, i.value, i.record_id, i.last_seen,
        count(*) OVER (PARTITION BY m.customer_id, i.kind, i.value) AS records,
        max(i.last_seen) OVER (PARTITION BY m.customer_id, i.kind, i.value) AS latest
    FROM identifiers AS i JOIN members AS m USING (record_id) WHERE i.kind IN ('email', 'phone')
), best AS (
    SELECT * FROM used QUALIFY row_number() OVER (
        PARTITION BY customer_id, kind
        ORDER BY records DESC, latest DESC NULLS LAST, value, last_seen DESC NULLS LAST, record_id) = 1
), told AS (
    SELECT customer_id, kind, {{'value': value, 'origin': {origin_sql("last_seen")}}} AS contact
    FROM best JOIN records USING (record_id)
)
SELECT customer_id, any_value(contact) FILTER (kind = 'email') AS email,
    any_value(contact) FILTER (kind = 'phone') AS phone
FROM told GROUP BY customer_id
"""  # noqa: S608 - SQL of this module

_TRACES = """
SELECT customer_id, min(first_at) AS since, max(last_at) AS last_seen FROM (
    SELECT record_id, stated_at AS first_at, stated_at AS last_at FROM record_versions
    WHERE observed_at IS NOT NULL
    UNION ALL SELECT record_id, first_seen, last_seen FROM identifiers
    UNION ALL SELECT record_id, stated_at, stated_at FROM events
    WHERE record_id IS NOT NULL AND "at" IS NOT NULL
) JOIN members USING (record_id) GROUP BY customer_id
"""

# In decimals; `currency_rates` (currency, rate) says what counts; an order without a currency is in the
# company's. Credits are taken off, and are no orders.
_ORDERS = """
WITH counted AS (
    SELECT m.customer_id, o.*, r.rate FROM orders AS o JOIN members AS m USING (record_id)
    LEFT JOIN currency_rates AS r ON r.currency = coalesce(o.currency, '')
    WHERE came_to_something(o.total, o.status)
), foreign_sums AS (
    SELECT customer_id, currency, sum(total)::VARCHAR AS amount FROM counted
    WHERE rate IS NULL AND total IS NOT NULL GROUP BY ALL
), left_out AS (
    SELECT customer_id,
        to_json(map_from_entries(list((currency, amount) ORDER BY currency)))::VARCHAR AS left_out
    FROM foreign_sums GROUP BY customer_id
)
SELECT customer_id, count(*) FILTER (is_purchase(total, status)) AS order_count,
    sum(total * rate)::DECIMAL(38, 4)::DOUBLE AS revenue,
    max("at") FILTER (is_purchase(total, status)) AS last_order_at, any_value(left_out) AS left_out
FROM counted LEFT JOIN left_out USING (customer_id) GROUP BY customer_id
"""

# A contract is a purchase that goes on until it ends. The events of a customer's own records need not tell
# what they state.
_CONTRACTS = f"""
SELECT customer_id, count(*) AS contract_count, max(coalesce({KNOWN_UNTIL}, 'infinity')) AS runs_until
FROM ({contracts_sql(events_about_sql("SELECT record_id FROM members", "kind = 'contract'"))})
JOIN members USING (record_id) GROUP BY customer_id
"""  # noqa: S608 - SQL of this package

# Of all that there are: the events of a customer's own records need not tell of those that they brought.
_TOLD_REFERRALS = f"""({current_events_sql("(FROM stored_events WHERE kind = 'referral')")})"""
# That nobody brings himself is no condition of the join: by it alone members would be paired with everybody
# where few assignments are expected.
_REFERRALS = f"""
SELECT m.customer_id,
    count(DISTINCT brought.customer_id) FILTER (brought.customer_id <> m.customer_id) AS referral_count
FROM ({referrals_sql(_TOLD_REFERRALS)}) JOIN members AS m ON m.record_id = bringer
JOIN assignments AS brought ON brought.record_id = newcomer
GROUP BY m.customer_id
"""  # noqa: S608 - SQL of this package

_IDENTIFIED = """
SELECT DISTINCT customer_id FROM identifiers JOIN members USING (record_id)
WHERE kind NOT IN ('cookie', 'device')
"""

_NAMED = ("given_name", "family_name")
_EXPECTED = {
    "person": (*_NAMED, "birth_date"),
    "organization": ("organization_name",),
    "household": ("family_name",),
}
"""Attributes that a golden record would have, by type; with those of everybody."""
_REACHED = ("email", "phone", "address")

CONSISTENCY = f"""
SELECT customer_id, avg(agrees::INT) AS consistency
FROM ({compared_sql(cells_sql("ranked", "customer_id, source"))}) GROUP BY customer_id
"""  # noqa: S608 - SQL of this program


def _completeness(type_: str) -> str:
    there = (f"({name} IS NOT NULL)::INT" for name in (*_EXPECTED[type_], *_REACHED))
    return f"list_avg([{', '.join(there)}])"


_COMPLETENESS = f"""CASE entity_type.value WHEN 'organization' THEN {_completeness("organization")}
    WHEN 'household' THEN {_completeness("household")} ELSE {_completeness("person")} END"""

ACTIVITY_STEPS = (
    ("traces", _TRACES),
    ("customer_orders", _ORDERS),
    ("customer_contracts", _CONTRACTS),
    ("customer_referrals", _REFERRALS),
    ("identified", _IDENTIFIED),
)
"""Name of the intermediate table and the query that fills it."""

TOLD_BY = {
    "customer_orders": (
        "order",
        "customer_id VARCHAR, order_count BIGINT, revenue DOUBLE, last_order_at TIMESTAMPTZ,"
        " left_out VARCHAR",
    ),
    "customer_contracts": (
        "contract",
        "customer_id VARCHAR, contract_count BIGINT, runs_until TIMESTAMPTZ",
    ),
    "customer_referrals": ("referral", "customer_id VARCHAR, referral_count BIGINT"),
}
"""Tables without a row where there is no event of a kind: by name that kind, and their columns."""

_PICKED = (*PERSON_PARTS, "email", "phone")
_VALUES = ", ".join(f"{name}.value AS {name}" for name in _PICKED)


def _part(name: str, member: str, else_: str) -> str:
    """SQL for what is known of a part of the address, that of its best spelling where it has several."""
    return f"coalesce({name}_spelt.{member}, {else_})" if name in SPELT_PARTS else else_


_ADDRESS = ", ".join(f"{_part(name, 'value', f'address.{name}')} AS {name}" for name in ADDRESS_PARTS)

_ORIGINS = ", ".join(
    (
        *(f"'{name}': {name}.origin" for name in _PICKED),
        *(
            f"'{part}': CASE WHEN address.{part} IS NOT NULL"
            f" THEN {_part(part, 'origin', 'address.origin')} END"
            for part in ADDRESS_PARTS
        ),
    )
)

_QUALITY = "consistency, coalesce((completeness + consistency) / 2, completeness) AS quality"

_SAID = f"""{_VALUES}, {_ADDRESS},
    json_merge_patch('{{}}', to_json({{{_ORIGINS}}})) AS provenance, traits"""
"""What is said of who a customer is."""

# The company's time: an event dated after it was stored is planned, or of a wrong clock. All versions of an
# event are looked at: what a superseded one tells of was over, too, when it was stored.
LAPSED_BEFORE = """
SELECT max("at") - to_hours(24 * $lapsed_days::INT) FROM stored_events WHERE "at" <= recorded_at
"""

CUSTOMER_COLUMNS = f"""
WITH joined AS (
    SELECT p.*, c.email, c.phone, t.since, t.last_seen, coalesce(o.order_count, 0) AS order_count,
        coalesce(o.revenue, 0) AS revenue, o.left_out AS revenue_left_out, o.last_order_at,
        coalesce(o.order_count, 0) + coalesce(a.contract_count, 0) AS bought,
        greatest(o.last_order_at, a.runs_until) AS bought_until,
        coalesce(r.referral_count, 0) AS referral_count,
        NOT p.named AND i.customer_id IS NULL AS anonymous, s.traits, q.consistency,
        {_COMPLETENESS} AS completeness
    FROM picked AS p LEFT JOIN contacts_picked AS c USING (customer_id)
    LEFT JOIN traces AS t USING (customer_id)
    LEFT JOIN customer_orders AS o USING (customer_id)
    LEFT JOIN customer_contracts AS a USING (customer_id)
    LEFT JOIN customer_referrals AS r USING (customer_id)
    LEFT JOIN identified AS i ON i.customer_id = p.customer_id
    LEFT JOIN customer_traits AS s ON s.customer_id = p.customer_id
    LEFT JOIN customer_consistency AS q ON q.customer_id = p.customer_id
)
SELECT customer_id AS id, anonymous, record_count, 'active' AS status, since, last_seen,
    CASE
        WHEN referral_count >= $advocate_referrals THEN 'advocate'
        WHEN bought_until < $lapsed_before::TIMESTAMPTZ THEN 'lapsed'
        WHEN bought >= $loyal_orders THEN 'loyal'
        WHEN bought > 0 THEN 'customer'
        WHEN named THEN 'lead'
        ELSE 'subscriber'
    END AS lifecycle_stage,
    revenue, $currency AS revenue_currency, revenue_left_out, order_count, last_order_at, referral_count,
    completeness, {_QUALITY}, observed_at,
    {_SAID}
FROM joined ORDER BY customer_id
"""  # noqa: S608 - made of names of the model

VALUE_COLUMNS = f"""
SELECT customer_id AS id, record_count, observed_at, {_COMPLETENESS} AS completeness,
    {_QUALITY}, {_SAID}
FROM picked LEFT JOIN contacts_picked USING (customer_id) LEFT JOIN customer_traits USING (customer_id)
LEFT JOIN customer_consistency USING (customer_id)
"""  # noqa: S608 - as above
