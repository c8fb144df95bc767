"""The SQL behind stitching; `stitching.py` runs it."""

from __future__ import annotations

from graph.identity.clusters.groups import MUST
from graph.identity.evidence.persons import DESCRIBED
from graph.identity.features.content import content_sql

# One row for each pair and tier. What the model says of a record without name and birth date does not count.
CANDIDATES = f"""
CREATE OR REPLACE TEMP TABLE candidate_links AS
WITH described AS (SELECT record_id FROM persons WHERE {DESCRIBED})
SELECT record_l, record_r, 'model' AS tier, weight, probability, NULL::VARCHAR AS evidence,
    weight >= $threshold AS acceptable
FROM scored_links WHERE record_l IN (FROM described) AND record_r IN (FROM described)
UNION ALL
SELECT record_l, record_r, 'rule', weight, 1 - 1 / (1 + pow(2, weight)), evidence, TRUE FROM rule_links
UNION ALL
SELECT record_l, record_r, 'judgement', NULL,
    CASE verdict WHEN 'match' THEN 1.0 WHEN 'unlinked' THEN 0.5 ELSE 0.0 END,
    to_json({{'verdict': verdict}}), verdict = 'match'
FROM verdicts WHERE verdict <> 'unsure' AND (record_l IN (FROM scope) OR record_r IN (FROM scope))
"""  # noqa: S608 - made of a condition of our own

ACCEPTABLE_PAIRS = """
CREATE OR REPLACE TEMP TABLE acceptable_pairs AS
SELECT DISTINCT record_l, record_r FROM candidate_links WHERE acceptable AND tier <> 'judgement'
"""

# Of two records that are as an earlier run saw them, it said whether they may be one.
UNTESTED_PAIRS = """
CREATE OR REPLACE TEMP TABLE untested_pairs AS
FROM acceptable_pairs WHERE record_l IN (FROM stirred) OR record_r IN (FROM stirred)
"""

KNOWN_VETOES = """
INSERT INTO pair_vetoes
SELECT DISTINCT record_l, record_r, json_extract_string(evidence, '$.veto') AS reason FROM known_links
WHERE tier <> 'judgement' AND json_extract_string(evidence, '$.veto') IS NOT NULL
AND record_l NOT IN (FROM stirred) AND record_r NOT IN (FROM stirred)
"""

DECIDED = """
CREATE OR REPLACE TEMP TABLE decided_links AS
SELECT c.record_l, c.record_r, c.tier, c.weight, c.probability, c.acceptable,
    CASE WHEN v.reason IS NOT NULL AND c.tier <> 'judgement'
        THEN json_merge_patch(json_object('evidence', c.evidence::JSON), json_object('veto', v.reason))
        ELSE c.evidence END AS evidence,
    c.acceptable AND coalesce(j.verdict = 'match', v.reason IS NULL)
        AND coalesce(j.verdict NOT IN ('no_match', 'unlinked'), TRUE) AS accepted
FROM candidate_links AS c
LEFT JOIN pair_vetoes AS v ON v.record_l = c.record_l AND v.record_r = c.record_r
LEFT JOIN (FROM verdicts WHERE verdict <> 'unsure') AS j
    ON j.record_l = c.record_l AND j.record_r = c.record_r
"""

NUMBERED_LINKS = f"""
SELECT l.number AS l, r.number AS r,
    max(CASE tier WHEN 'judgement' THEN '{MUST}'::DOUBLE ELSE weight END) AS weight,
    bool_or(tier <> 'model') AS ruled
FROM decided_links AS d JOIN numbered AS l ON l.record_id = d.record_l
JOIN numbered AS r ON r.record_id = d.record_r
WHERE accepted GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - made of a number of our own

# Of records that say the same in several sources, the sources decide which of them still fit into a cluster.
CONTENTS = f"""
SELECT hash({content_sql("f")}, f.source) AS content
FROM features AS f JOIN numbered AS n ON n.record_id = f.record_id ORDER BY n.number
"""  # noqa: S608 - made of words of our own

ACCOUNT_LINKS = """
SELECT l.number AS l, r.number AS r FROM value_links
JOIN numbered AS l ON l.record_id = record_l JOIN numbered AS r ON r.record_id = record_r
WHERE kind = 'account'
"""

# Named after the first member, by a number: to read and compare texts takes several times as long. Two that
# share a number are looked at together, nothing else.
COMPONENTS = """
CREATE OR REPLACE TEMP TABLE components AS
SELECT n.record_id, hash(first.record_id) AS component
FROM numbered AS n JOIN component_labels USING (number) JOIN numbered AS first ON first.number = label
"""

# A block of two is settled as quickly as it is looked up.
BLOCKS = """
CREATE OR REPLACE TEMP TABLE blocks AS
SELECT record_id, label, md5(string_agg(record_id, chr(31) ORDER BY record_id) OVER (
    PARTITION BY label ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS block
FROM (
    SELECT record_id, label, count(*) OVER (PARTITION BY label) AS size
    FROM numbered JOIN all_labels USING (number)
) WHERE size > 2
"""

KEPT_LABELS = """
CREATE OR REPLACE TEMP TABLE kept_labels AS
SELECT number, label, record_id FROM blocks JOIN numbered USING (record_id)
WHERE block IN (SELECT block FROM known_blocks)
AND label NOT IN (SELECT label FROM blocks SEMI JOIN stirred USING (record_id))
"""

BLOCK_LABELS = """
CREATE OR REPLACE TEMP TABLE block_labels AS
SELECT number, label FROM all_labels WHERE label NOT IN (SELECT label FROM kept_labels)
"""

# Within a block, customers are clusters.
KEPT_CLUSTERS = """
SELECT number, min(number) OVER (PARTITION BY customer_id) AS cluster
FROM kept_labels JOIN customers_before USING (record_id)
"""

KEPT_CUTS = """
SELECT c.kind, l.number, r.number, c.weight FROM known_cuts AS c
JOIN kept_labels AS l ON l.record_id = c.record_l
JOIN kept_labels AS r ON r.record_id = c.record_r AND r.label = l.label
WHERE c.kind <> 'size'
"""

BLOCK_PAIRS = """
CREATE OR REPLACE TEMP TABLE block_pairs AS
WITH placed AS (
    SELECT record_id, label FROM numbered JOIN block_labels USING (number)
    QUALIFY count(*) OVER (PARTITION BY label) > 1
)
SELECT l.record_id AS record_l, r.record_id AS record_r
FROM placed AS l JOIN placed AS r ON r.label = l.label AND l.record_id < r.record_id
"""

# Most pairs of a block were judged when their link was decided: whether two may be one, nothing else tells.
UNJUDGED_PAIRS = """
CREATE OR REPLACE TEMP TABLE unjudged_pairs AS
FROM block_pairs ANTI JOIN untested_pairs USING (record_l, record_r)
"""

JUDGED_VETOES = """
INSERT INTO block_vetoes
FROM pair_vetoes SEMI JOIN untested_pairs USING (record_l, record_r)
SEMI JOIN block_pairs USING (record_l, record_r)
"""

OPEN_PAIRS = f"""
CREATE OR REPLACE TEMP TABLE open_pairs AS
WITH placed AS (
    SELECT record_id, number, label FROM numbered JOIN block_labels USING (number)
    JOIN open_blocks USING (label)
    JOIN (SELECT record_id FROM persons WHERE {DESCRIBED})
        USING (record_id)
)
SELECT l.record_id AS record_l, r.record_id AS record_r, l.number AS l, r.number AS r
FROM placed AS l JOIN placed AS r ON r.label = l.label AND l.number < r.number
"""  # noqa: S608 - made of a condition of our own

MISSING_PAIRS = """
CREATE OR REPLACE TEMP TABLE missing_pairs AS
SELECT record_l, record_r FROM open_pairs ANTI JOIN scored_links USING (record_l, record_r)
"""

COMPLETE_SCORES = """
SELECT l, r, weight FROM open_pairs JOIN (
    SELECT record_l, record_r, weight FROM scored_links
    UNION ALL SELECT record_l, record_r, weight FROM missing_weights
) USING (record_l, record_r) ORDER BY l, r
"""

RULED_LINKS = """
SELECT l.number AS l, r.number AS r FROM decided_links AS d
JOIN numbered AS l ON l.record_id = d.record_l JOIN numbered AS r ON r.record_id = d.record_r
WHERE accepted AND tier = 'rule'
"""

# Two described records that rules alone bring into one group, with no accepted link between them.
RULE_PAIRS = f"""
CREATE OR REPLACE TEMP TABLE rule_pairs AS
WITH placed AS (
    SELECT record_id, b.label AS block, r.label AS glued FROM numbered JOIN block_labels AS b USING (number)
    JOIN rule_labels AS r USING (number)
    JOIN (SELECT record_id FROM persons WHERE {DESCRIBED})
        USING (record_id)
)
SELECT l.record_id AS record_l, r.record_id AS record_r
FROM placed AS l JOIN placed AS r ON r.block = l.block AND r.glued = l.glued AND l.record_id < r.record_id
ANTI JOIN (FROM decided_links WHERE accepted) AS d
    ON d.record_l = l.record_id AND d.record_r = r.record_id
"""  # noqa: S608 - made of a condition of our own

JUDGED_LINKS = """
SELECT l.number AS l, r.number AS r FROM verdicts
JOIN numbered AS l ON l.record_id = record_l JOIN numbered AS r ON r.record_id = record_r
WHERE verdict = 'match'
"""

# Records that stewards put together stand in for one another: they are forbidden only what all of them are.
FORBIDDEN = """
WITH judged AS (
    SELECT record_id, number, label, count(*) OVER (PARTITION BY label) AS size
    FROM numbered JOIN judged_labels USING (number)
), against AS (
    SELECT l.number AS l, r.number AS r, count(*) OVER (
        PARTITION BY least(l.label, r.label), greatest(l.label, r.label)) = l.size * r.size AS wholly
    FROM (SELECT record_l, record_r FROM block_vetoes UNION SELECT record_l, record_r FROM rule_conflicts)
    JOIN judged AS l ON l.record_id = record_l JOIN judged AS r ON r.record_id = record_r
    WHERE l.label <> r.label
)
SELECT l, r, bool_or(banned) AS banned FROM (
    SELECT l, r, FALSE AS banned FROM against WHERE wholly
    UNION ALL
    SELECT l.number, r.number, TRUE FROM verdicts JOIN numbered AS l ON l.record_id = record_l
    JOIN numbered AS r ON r.record_id = record_r WHERE verdict = 'no_match'
) GROUP BY ALL ORDER BY ALL
"""
