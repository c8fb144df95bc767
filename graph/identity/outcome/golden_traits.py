"""Which value of a trait survives into a customer's golden record, by the rules of survivorship."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from graph.identity.rules import OF_TRAITS, Rules, Survivorship

_MOST_RECENT = "observed_at DESC NULLS LAST, trust, source, record_id"

_STATED = """
CREATE OR REPLACE TEMP TABLE stated_traits AS
WITH named AS (
    SELECT m.customer_id, r.record_id, r.source, r.source_id, r.observed_at, r.traits,
        unnest(json_keys(r.traits)) AS name
    FROM members AS m JOIN records AS r USING (record_id) WHERE r.traits IS NOT NULL
)
SELECT n.* EXCLUDE (traits), json_extract(n.traits, n.name)::VARCHAR AS value,
    coalesce(t.trust, $least) AS trust, coalesce(s.rule, $usual) AS rule,
    count(*) OVER (PARTITION BY customer_id, name, value) AS frequency
FROM named AS n LEFT JOIN trusted_sources AS t USING (source) LEFT JOIN trait_rules AS s USING (name)
"""

_SURVIVING = f"""
CREATE OR REPLACE TEMP TABLE customer_traits AS
SELECT customer_id, json_group_object(name, {{
        'value': value::JSON, 'source': source, 'source_id': source_id,
        'at': strftime(observed_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')
    }})::VARCHAR AS traits
FROM (
    FROM stated_traits QUALIFY row_number() OVER (
        PARTITION BY customer_id, name
        ORDER BY CASE rule
                WHEN '{Survivorship.MOST_FREQUENT}' THEN -frequency
                WHEN '{Survivorship.LONGEST}' THEN -length(value)
                WHEN '{Survivorship.MOST_COMPLETE}'
                    THEN -length(regexp_replace(value, '[^\\p{{L}}\\p{{N}}]', '', 'g'))
                WHEN '{Survivorship.SOURCE_PRIORITY}' THEN trust
            END,
            CASE rule WHEN '{Survivorship.SOURCE_PRIORITY}' THEN source END, {_MOST_RECENT}) = 1
) GROUP BY customer_id
"""  # noqa: S608 - names of our own


def take_traits(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make `customer_traits` (customer_id, traits): of each customer in `members` JSON with the surviving
    value of each trait, its source, source_id and time. Reads `records` and `trusted_sources`."""
    given = {
        name.removeprefix(OF_TRAITS): str(rule)
        for name, rule in rules.survivorship.attributes.items()
        if name.startswith(OF_TRAITS)
    }
    columns = {"name": pa.array(given, pa.string()), "rule": pa.array(given.values(), pa.string())}
    connection.register("trait_rules", pa.table(columns))
    params = {"least": len(rules.sources), "usual": str(rules.survivorship.default)}
    connection.execute(_STATED, params)
    connection.execute(_SURVIVING)
