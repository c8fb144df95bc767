"""The SQL behind a run's outcome; `publish.py` runs it."""

from __future__ import annotations

from graph.identity.clusters.stable_ids import customers_after_sql

# Who is whose after the run: what the run found, and what it left alone.
CUSTOMERS_AFTER = f"CREATE OR REPLACE TEMP TABLE customers_after AS {customers_after_sql('customers_before')}"

# The views of the whole: see `state/stage.py`.
COUNTS = """
SELECT (SELECT count(*) FROM customers_after),
    (SELECT count(*) FROM scored_links) + (SELECT pairs FROM elsewhere),
    (SELECT count(*) FROM final_links WHERE accepted) + (SELECT links FROM elsewhere),
    (SELECT count(DISTINCT customer_id) FROM customers_before),
    (SELECT count(DISTINCT customer_id) FROM customers_after),
    (SELECT count(*) FROM blocked_now),
    (SELECT count(*) FROM shared_now),
    (SELECT count(*) FROM rule_links_now)
"""

CLUSTER_SIZES = """
SELECT size, count(*) FROM (SELECT count(*) AS size FROM customers_after GROUP BY customer_id)
GROUP BY size ORDER BY size
"""

# A link holds when it was accepted and both ends are one customer; else its evidence says what cut it.
FINAL_LINKS = """
CREATE OR REPLACE TEMP TABLE final_links AS
SELECT d.record_l, d.record_r, d.tier, d.weight, d.probability,
    d.accepted AND coalesce(l.cluster = r.cluster, FALSE) AS accepted,
    CASE WHEN d.accepted AND l.cluster IS DISTINCT FROM r.cluster
        THEN json_merge_patch(coalesce(d.evidence, '{}'), json_object('cut', coalesce(c.kind, 'weak_bridge')))
        ELSE d.evidence END::VARCHAR AS evidence
FROM decided_links AS d
LEFT JOIN cluster_members AS l ON l.record_id = d.record_l
LEFT JOIN cluster_members AS r ON r.record_id = d.record_r
LEFT JOIN cut_links AS c ON c.record_l = d.record_l AND c.record_r = d.record_r
WHERE d.acceptable OR d.tier = 'judgement' OR d.weight >= $doubted_from
"""

ALL_LINKS = "SELECT $run_id AS run_id, * FROM final_links ORDER BY record_l, record_r, tier"

# Links that are new or different, and those that are no more, with a null `accepted`.
CHANGED_LINKS = """
WITH before AS (
    SELECT k.* FROM known_links AS k
    WHERE record_l IN (FROM scope) OR record_r IN (FROM scope)
)
SELECT $run_id AS run_id, n.* FROM final_links AS n LEFT JOIN before AS b
    ON b.record_l = n.record_l AND b.record_r = n.record_r AND b.tier = n.tier
WHERE b.accepted IS DISTINCT FROM n.accepted OR b.evidence IS DISTINCT FROM n.evidence
OR round(b.weight, 6) IS DISTINCT FROM round(n.weight, 6)
UNION ALL BY NAME
SELECT $run_id AS run_id, b.record_l, b.record_r, b.tier FROM before AS b
ANTI JOIN final_links AS n ON b.record_l = n.record_l AND b.record_r = n.record_r AND b.tier = n.tier
ORDER BY record_l, record_r, tier
"""

# Rows of a run that was killed do not count.
GIVEN_MEANWHILE = """
CREATE OR REPLACE TEMP TABLE given_meanwhile AS
SELECT record_id, arg_max(customer_id, valid_from) AS customer_id, max(valid_from) AS valid_from
FROM assignments_since WHERE run_id IS NULL GROUP BY record_id
"""

# Who joined a customer that the run let go on as another one belongs to that one, from the next moment on.
ASSIGNMENTS = """
SELECT $run_id AS run_id, record_id, customer_id, $at AS valid_from FROM new_assignments
UNION ALL
SELECT $run_id, record_id, surviving_id, valid_from + INTERVAL 1 MICROSECOND
FROM given_meanwhile JOIN new_aliases ON retired_id = customer_id
ORDER BY record_id
"""

ALIASES = """
SELECT $run_id AS run_id, retired_id, surviving_id, $at AS "at" FROM new_aliases ORDER BY retired_id
"""

HOUSEHOLDS = """
SELECT $run_id AS run_id, customer_id, household_id, $at AS valid_from FROM new_households
ORDER BY customer_id
"""

RUN = """
SELECT $run_id AS run_id, $started_at AS started_at, $finished_at AS finished_at, $mode AS mode,
    $engine AS engine, $model_version AS model_version, $report AS report, 'finished' AS status,
    $threshold AS threshold, $seconds AS duration_seconds, $records AS records, $pairs AS pairs,
    $links AS links, $customers AS customers, $created AS created, $merged AS merged, $split AS split
"""
