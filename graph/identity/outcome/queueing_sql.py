"""The SQL behind a run's changes to the review queue and to shared values; `queueing.py` runs it."""

from __future__ import annotations

from graph.model.resolution import CaseKind

# A run over everything has looked at every value that is shared or was; another one says which it looked at.
TOUCHED_VALUES = """
CREATE TEMP TABLE IF NOT EXISTS touched_values AS
SELECT kind, value FROM shared_values UNION SELECT kind, value FROM known_shared_values
"""

CHANGED_VALUES = """
SELECT $run_id AS run_id, kind, value, n.people, n.people IS NOT NULL AS shared
FROM touched_values LEFT JOIN shared_values AS n USING (kind, value)
LEFT JOIN known_shared_values AS o USING (kind, value)
WHERE n.people IS DISTINCT FROM o.people ORDER BY kind, value
"""

# Pairs in doubt: links that were cut or that a veto forbids, and pairs that the model is not sure of, unless
# a rule decided them, or other evidence made them one although the model stayed below the threshold.
DOUBTS = f"""
CREATE OR REPLACE TEMP TABLE doubts AS
WITH placed AS (
    SELECT d.*, l.cluster IS DISTINCT FROM r.cluster AS apart,
        json_extract_string(d.evidence, '$.veto') IS NOT NULL AS vetoed
    FROM decided_links AS d
    LEFT JOIN cluster_members AS l ON l.record_id = d.record_l
    LEFT JOIN cluster_members AS r ON r.record_id = d.record_r
    WHERE tier <> 'judgement'
)
SELECT record_l, record_r, kind, 1 - 1 / (1 + pow(2, least(weight, 100))) AS probability FROM cut_links
UNION ALL
SELECT record_l, record_r, '{CaseKind.VETO}', probability FROM placed WHERE vetoed AND NOT accepted AND apart
UNION ALL
SELECT d.record_l, d.record_r, '{CaseKind.NEAR_THRESHOLD}', d.probability FROM placed AS d
ANTI JOIN (FROM decided_links WHERE accepted AND tier <> 'model') AS e
    ON e.record_l = d.record_l AND e.record_r = d.record_r
WHERE d.tier = 'model' AND d.weight BETWEEN $least AND $most AND NOT d.vetoed
AND (d.weight >= $threshold OR d.apart)
"""  # noqa: S608 - kinds of the model

# One case for two customers, or for what is doubtful inside one: a steward decides once. A pair that is
# queued goes first, then the likeliest between two customers, the least likely inside one. What a steward
# said of two customers, or of a record's place in its own, holds for all their pairs.
CASE_PAIRS = """
CREATE OR REPLACE TEMP TABLE case_pairs AS
WITH judged AS (
    SELECT v.*, least(l.customer_id, r.customer_id) AS one, greatest(l.customer_id, r.customer_id) AS other
    FROM verdicts AS v JOIN customers_after AS l ON l.record_id = record_l
    JOIN customers_after AS r ON r.record_id = record_r
), placed AS (
    SELECT record_l AS record_id FROM judged WHERE verdict = 'match'
    UNION SELECT record_r FROM judged WHERE verdict = 'match'
), doubtful AS (
    SELECT d.*, least(l.customer_id, r.customer_id) AS one, greatest(l.customer_id, r.customer_id) AS other
    FROM doubts AS d JOIN customers_after AS l ON l.record_id = record_l
    JOIN customers_after AS r ON r.record_id = record_r
)
SELECT d.record_l, d.record_r, d.kind, d.probability FROM doubtful AS d
ANTI JOIN judged AS j ON j.record_l = d.record_l AND j.record_r = d.record_r
ANTI JOIN (FROM judged WHERE one <> other) AS k ON k.one = d.one AND k.other = d.other
LEFT JOIN (FROM review_cases WHERE state <> 'closed') AS c
    ON c.record_l = d.record_l AND c.record_r = d.record_r
WHERE d.one <> d.other OR (d.record_l NOT IN (FROM placed) AND d.record_r NOT IN (FROM placed))
QUALIFY row_number() OVER (PARTITION BY d.one, d.other ORDER BY c.id IS NULL,
    CASE WHEN d.one = d.other THEN d.probability ELSE -d.probability END, d.kind DESC,
    d.record_l, d.record_r) = 1
"""

_CASE_ID = "'case-' || left(md5($salt || chr(31) || {first} || chr(31) || {second}), 16)"

# A value stands for its users: two records that use it, of the two customers with most records, show it.
CASE_VALUES = """
CREATE OR REPLACE TEMP TABLE case_values AS
WITH sizes AS (
    SELECT customer_id, count(*) AS size FROM customers_after GROUP BY customer_id
), placed AS (
    SELECT u.kind, u.value, u.record_id, size, row_number() OVER (
        PARTITION BY u.kind, u.value, customer_id ORDER BY u.record_id) AS nth
    FROM (SELECT DISTINCT kind, value, record_id FROM users SEMI JOIN shared_values USING (kind, value)) AS u
    JOIN customers_after USING (record_id) JOIN sizes USING (customer_id)
), chosen AS (
    SELECT kind, value, list(record_id ORDER BY nth, size DESC, record_id)[:2] AS examples
    FROM placed GROUP BY kind, value
)
SELECT least(examples[1], examples[2]) AS record_l, greatest(examples[1], examples[2]) AS record_r,
    kind, value, v.people, (1 + a.people / v.people) / 2 AS doubt
FROM chosen JOIN shared_values AS v USING (kind, value) JOIN kinds_allowed AS a USING (kind)
WHERE len(examples) = 2
"""

# The value of a case grows with what the two customers hold, and with the doubt about them.
CASES = f"""
CREATE OR REPLACE TEMP TABLE cases AS
WITH asked AS (
    SELECT {_CASE_ID.format(first="record_l", second="record_r")} AS id, record_l, record_r, kind,
        probability, 1 - abs(2 * probability - 1) / 2 AS doubt FROM case_pairs
    UNION ALL BY NAME
    SELECT {_CASE_ID.format(first="kind", second="value")} AS id, record_l, record_r,
        '{CaseKind.GENERIC_IDENTIFIER}' AS kind, kind AS identifier_kind, value AS identifier_value,
        people, doubt
    FROM case_values
), wanted AS (
    SELECT record_id, customer_id FROM customers_after WHERE customer_id IN (
        SELECT customer_id FROM customers_after
        WHERE record_id IN (SELECT record_l FROM asked UNION SELECT record_r FROM asked))
), theirs AS (
    SELECT * FROM orders WHERE record_id IN (SELECT record_id FROM wanted)
    AND came_to_something(total, status)
), revenue AS (
    SELECT record_id, sum(total * rate)::DECIMAL(38, 4)::DOUBLE AS revenue FROM theirs
    JOIN currency_rates AS r ON r.currency = coalesce(theirs.currency, '') GROUP BY record_id
), worth AS (
    SELECT customer_id, count(*) AS records, coalesce(sum(revenue), 0) AS revenue
    FROM wanted LEFT JOIN revenue USING (record_id) GROUP BY customer_id
)
SELECT a.* EXCLUDE (doubt), round(doubt
    * (ln(1 + lw.records) + ln(1 + rw.records) + ln(1 + greatest(lw.revenue + rw.revenue, 0))), 3) AS value
FROM asked AS a
JOIN wanted AS l ON l.record_id = a.record_l JOIN wanted AS r ON r.record_id = a.record_r
JOIN worth AS lw ON lw.customer_id = l.customer_id JOIN worth AS rw ON rw.customer_id = r.customer_id
"""  # noqa: S608 - made of our own queries

NO_CASES = """
CREATE OR REPLACE TEMP TABLE cases (
    id VARCHAR, record_l VARCHAR, record_r VARCHAR, kind VARCHAR, probability DOUBLE,
    identifier_kind VARCHAR, identifier_value VARCHAR, people BIGINT, value DOUBLE)
"""

_OF = """coalesce({of}.identifier_kind || chr(31) || {of}.identifier_value,
    {of}.record_l || chr(31) || {of}.record_r)"""
# A case keeps its id.
KNOWN = f"""
CREATE OR REPLACE TEMP TABLE cases AS
SELECT c.* REPLACE (coalesce(o.id, c.id) AS id) FROM cases AS c
LEFT JOIN known_cases AS o ON {_OF.format(of="o")} = {_OF.format(of="c")}
"""  # noqa: S608 - made of our own queries

# A case that a run closed, and one about a value that is shared once more, opens again; what a steward closed
# stays closed. An open case is brought up to date, a claimed one left alone.
OPENED = """
SELECT n.* REPLACE (
        coalesce(o.record_l, n.record_l) AS record_l, coalesce(o.record_r, n.record_r) AS record_r),
    $run_id AS run_id, 'open' AS state,
    CASE o.state WHEN 'open' THEN o.opened_at ELSE $at END AS opened_at
FROM (FROM cases ORDER BY value DESC, id LIMIT 10000) AS n LEFT JOIN known_cases AS o USING (id)
WHERE o.id IS NULL OR (o.state = 'closed' AND o.resolution IN ('merged', 'settled'))
OR (o.state = 'open' AND (o.kind, o.people, round(o.probability, 2), round(o.value))
    IS DISTINCT FROM (n.kind, n.people, round(n.probability, 2), round(n.value)))
ORDER BY n.value DESC, n.id
"""

# Of what the run looked at, cases that nothing is doubtful about any more.
CLOSED = """
SELECT o.* EXCLUDE ("commit", recorded_at, seq)
    REPLACE ($run_id AS run_id, 'closed' AS state, $at AS closed_at,
    CASE WHEN v.verdict IS NOT NULL THEN 'judged' WHEN l.cluster = r.cluster THEN 'merged' ELSE 'settled' END
        AS resolution)
FROM known_cases AS o ANTI JOIN cases AS n ON n.id = o.id
LEFT JOIN verdicts AS v ON v.record_l = o.record_l AND v.record_r = o.record_r AND o.identifier_kind IS NULL
LEFT JOIN cluster_members AS l ON l.record_id = o.record_l AND o.identifier_kind IS NULL
LEFT JOIN cluster_members AS r ON r.record_id = o.record_r AND o.identifier_kind IS NULL
WHERE o.state <> 'closed' AND CASE WHEN o.identifier_kind IS NULL
    THEN o.record_l IN (FROM scope) OR o.record_r IN (FROM scope)
    ELSE (o.identifier_kind, o.identifier_value) IN (SELECT (kind, value) FROM touched_values) END
ORDER BY o.id
"""
