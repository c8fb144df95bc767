"""The SQL that finds what new entries change; `changes.py` runs it. `known` is the state of the last run."""

from __future__ import annotations

from graph.identity.evidence.vetoes import doubtful_sql
from graph.identity.inputs import FINISHED_BEGUN

USES_NOW = """
SELECT * FROM known.identifiers ANTI JOIN touched USING (record_id)
UNION ALL BY NAME FROM new_identifiers
"""

RECORDS_NOW = """
SELECT * FROM known.records ANTI JOIN touched USING (record_id)
UNION ALL BY NAME FROM new_records
"""

FEATURES_NOW = """
SELECT * FROM known.features ANTI JOIN fresh_features USING (record_no)
UNION ALL BY NAME FROM fresh_features
"""

# Values whose users changed, or that a steward ruled on since; what any other value links is as it was.
TOUCHED_VALUES = """
SELECT DISTINCT kind, value FROM (
    SELECT kind, value FROM new_identifiers
    UNION ALL SELECT kind, value FROM known.identifiers SEMI JOIN touched USING (record_id)
    UNION ALL (FROM overruled_values EXCEPT FROM known.overruled_values)
    UNION ALL (FROM known.overruled_values EXCEPT FROM overruled_values)
) SEMI JOIN kind_rules USING (kind)
"""

USES_OF_VALUES = "SELECT * FROM uses_now SEMI JOIN touched_values USING (kind, value)"

# Whatever a run finds changed is among these: each look at all features takes its time.
FEATURES_BEFORE = """
SELECT * FROM known.features WHERE record_id IN (FROM touched UNION SELECT record_id FROM identifiers)
"""

USERS = """
WITH users AS (SELECT DISTINCT record_id FROM identifiers)
SELECT * FROM features_before SEMI JOIN users USING (record_id) ANTI JOIN touched USING (record_id)
UNION ALL BY NAME SELECT * FROM touched_features SEMI JOIN users USING (record_id)
"""

TOUCHED_PAIRS = """
SELECT record_l, record_r FROM known.value_links SEMI JOIN touched_values USING (kind, value)
UNION SELECT record_l, record_r FROM new_value_links
"""

LINKS_OF_PAIRS = """
SELECT record_l, record_r, kind, value, weight FROM known.value_links
SEMI JOIN touched_pairs USING (record_l, record_r) ANTI JOIN touched_values USING (kind, value)
UNION ALL BY NAME FROM new_value_links
"""

SHARED_NOW = """
SELECT kind, value, people FROM known.shared_values ANTI JOIN touched_values USING (kind, value)
UNION ALL BY NAME SELECT kind, value, people FROM new_shared_values
"""

# Records that use a value which has come to be shared, or is no more, or which is doubtful no more.
FLIPPED = f"""
WITH shared_before AS (FROM known.shared_values SEMI JOIN touched_values USING (kind, value)),
before AS (
    SELECT kind, value, (kind, value) IN ({doubtful_sql("shared_before")}) AS doubtful FROM shared_before
), after AS (
    SELECT kind, value, (kind, value) IN ({doubtful_sql("new_shared_values")}) AS doubtful
    FROM new_shared_values
), flipped AS ((FROM before EXCEPT FROM after) UNION ALL (FROM after EXCEPT FROM before))
SELECT DISTINCT record_id FROM uses_now SEMI JOIN flipped USING (kind, value)
"""  # noqa: S608 - made of a condition of our own

UNSHARED = "SELECT * FROM {uses} SEMI JOIN {records} USING (record_id) ANTI JOIN {shared} USING (kind, value)"

NEW_FEATURES = """
SELECT * FROM touched_features ANTI JOIN flipped USING (record_id)
UNION ALL BY NAME FROM flipped_features
"""

CHANGED = """
SELECT record_id FROM (SELECT record_id, hash(f) AS print FROM fresh_features AS f) AS n
LEFT JOIN (
    SELECT record_id, hash(f) AS print
    FROM (FROM features_before SEMI JOIN fresh_features USING (record_id)) AS f
) AS o USING (record_id)
WHERE n.print IS DISTINCT FROM o.print ORDER BY record_id
"""

OLD_SCORES = """
SELECT record_l, record_r, weight, probability FROM known.scored_links
WHERE record_l IN (FROM changed) OR record_r IN (FROM changed)
"""

SCORES_NOW = """
SELECT record_l, record_r, weight, probability FROM known.scored_links
WHERE record_l NOT IN (FROM changed) AND record_r NOT IN (FROM changed)
UNION ALL BY NAME FROM new_scores
"""

RULE_LINKS_NOW = """
SELECT * FROM known.rule_links ANTI JOIN touched_pairs USING (record_l, record_r)
UNION ALL BY NAME FROM new_rule_links
"""

# What records got between runs, or while the last one was under way, counts until the next one begins; one
# that moved has several rows.
GIVEN_SINCE = f"""
SELECT record_id, customer_id, valid_from FROM stored_assignments WHERE valid_from > ({FINISHED_BEGUN})
"""  # noqa: S608 - SQL of the journal
NEWCOMERS = (
    "DELETE FROM known.assignments WHERE record_id IN (SELECT record_id FROM given_since)",
    """INSERT INTO known.assignments BY NAME
    SELECT record_id, arg_max(customer_id, valid_from) AS customer_id FROM given_since GROUP BY record_id""",
    """INSERT INTO known.assignment_history BY NAME
    FROM given_since ANTI JOIN known.assignment_history USING (record_id, valid_from)""",
)

# Where clustering has to begin: everything of which it knows something else than the last run did.
SEEDS = """
WITH uses AS (
    SELECT record_id, kind, value FROM known.identifiers SEMI JOIN touched USING (record_id)
), other_uses AS (
    (SELECT record_id, kind, value FROM new_identifiers EXCEPT FROM uses)
    UNION ALL (FROM uses EXCEPT SELECT record_id, kind, value FROM new_identifiers)
), scores AS (
    SELECT record_l, record_r, round(weight, 6) AS weight FROM new_scores WHERE weight >= $threshold
), old_scores_counting AS (
    SELECT record_l, record_r, round(weight, 6) AS weight FROM old_scores WHERE weight >= $threshold
), old_rule_links AS (
    SELECT record_l, record_r, round(weight, 6) AS weight, evidence
    FROM known.rule_links SEMI JOIN touched_pairs USING (record_l, record_r)
), rule_links AS (
    SELECT record_l, record_r, round(weight, 6) AS weight, evidence FROM new_rule_links
), differing AS (
    SELECT record_l, record_r FROM (FROM scores EXCEPT FROM old_scores_counting)
    UNION ALL SELECT record_l, record_r FROM (FROM old_scores_counting EXCEPT FROM scores)
    UNION ALL SELECT record_l, record_r FROM (FROM rule_links EXCEPT FROM old_rule_links)
    UNION ALL SELECT record_l, record_r FROM (FROM old_rule_links EXCEPT FROM rule_links)
    UNION ALL SELECT record_l, record_r FROM (FROM verdicts EXCEPT FROM known.verdicts)
    UNION ALL SELECT record_l, record_r FROM (FROM known.verdicts EXCEPT FROM verdicts)
)
SELECT record_id FROM changed
UNION SELECT record_id FROM flipped
UNION SELECT record_id FROM other_uses
UNION SELECT record_id FROM touched ANTI JOIN known.assignments USING (record_id)
UNION SELECT record_id FROM given_since
UNION SELECT record_l FROM differing
UNION SELECT record_r FROM differing
"""

# Whose links may be accepted or forbidden otherwise than before: a name under which an account is used counts
# for whom the account links to it.
STIRRED = """
WITH account_links AS (
    SELECT record_l, record_r FROM known.value_links WHERE kind = 'account'
    UNION ALL SELECT record_l, record_r FROM new_value_links WHERE kind = 'account'
)
FROM seeds
UNION SELECT record_l FROM account_links WHERE record_r IN (FROM seeds)
UNION SELECT record_r FROM account_links WHERE record_l IN (FROM seeds)
"""

# Links of a stirred record may have come to be accepted. All others are as the last run left them, and its
# components hold what they join. That some of these hold no more only makes the scope larger. A record that
# no run has seen is a touched one; verdicts may name records that are none.
SCOPE = """
WITH links AS (
    SELECT record_l, record_r FROM known.final_links WHERE weight >= $threshold OR tier <> 'model'
    UNION ALL SELECT record_l, record_r FROM new_scores WHERE weight >= $threshold
    UNION ALL SELECT record_l, record_r FROM new_rule_links
), links_stirred AS (
    FROM links WHERE record_l IN (FROM stirred) OR record_r IN (FROM stirred)
), near AS (
    FROM stirred UNION SELECT record_l FROM links_stirred UNION SELECT record_r FROM links_stirred
), components_near AS (
    SELECT DISTINCT component FROM known.components SEMI JOIN near USING (record_id)
)
SELECT record_id FROM near SEMI JOIN touched USING (record_id)
UNION SELECT record_id FROM known.components SEMI JOIN components_near USING (component)
"""
