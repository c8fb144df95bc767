"""The SQL behind homes: where each customer lives now, and what could tie them to others there.

It reads `assignments_now` (record_id, customer_id), `features_now`, `records_now`, `uses_now` and
`shared_now`, all as the run leaves them. Names and contacts are hashed: two that share a hash by chance would
have to share postal code and house number as well.
"""

from __future__ import annotations

ASSIGNMENTS = """
SELECT record_id, customer_id FROM known.assignments ANTI JOIN new_assignments USING (record_id)
UNION ALL BY NAME SELECT record_id, customer_id FROM new_assignments
"""

# The sound of a family name is a code of digits, which no word of a name is; a short one says little.
# One row for each person with a whole address: the newest that a record states.
HOMES = """
WITH members AS (
    SELECT record_id, customer_id FROM assignments_now {of_customers}
), told AS (
    SELECT m.customer_id, m.record_id, r.observed_at, f.entity_type, f.name_key, f.street, f.house_number,
        f.postal_code, f.city,
        list_concat(f.family_words, CASE WHEN length(f.family_sound) > 2 THEN [f.family_sound] END) AS words,
        f.street IS NOT NULL AND f.house_number IS NOT NULL
            AND coalesce(f.postal_code, f.city) IS NOT NULL AS whole
    FROM members AS m JOIN features_now AS f USING (record_id) JOIN records_now AS r USING (record_id)
), people AS (
    SELECT customer_id, max({{
            'at': coalesce(observed_at, TIMESTAMPTZ '0001-01-01 00:00:00+00'),
            'street': street, 'number': house_number, 'postal': postal_code, 'city': city
        }}) FILTER (whole) AS home,
        coalesce(flatten(list(words) FILTER (words IS NOT NULL)), []) AS words
    FROM told GROUP BY customer_id
    HAVING bool_or(whole) AND bool_or(name_key IS NOT NULL) AND bool_and(entity_type <> 'organization')
), contacts AS (
    SELECT m.customer_id, list(DISTINCT hash(i.kind, i.value)) AS contacts
    FROM members AS m JOIN uses_now AS i USING (record_id)
    SEMI JOIN people ON people.customer_id = m.customer_id
    ANTI JOIN (FROM shared_now WHERE people > $max_size) AS s ON s.kind = i.kind AND s.value = i.value
    WHERE list_contains($contacts::VARCHAR[], i.kind) GROUP BY m.customer_id
)
SELECT customer_id, home.street AS street, home.number AS number, home.postal AS postal, home.city AS city,
    CASE WHEN $by_name THEN list_sort(list_distinct(list_transform(words, lambda w: hash(w)))) ELSE [] END
        AS names,
    coalesce(list_sort(c.contacts), []) AS contacts
FROM people LEFT JOIN contacts AS c USING (customer_id)
"""

# Customers whose home, names or contacts a run over changes has to look at.
TOUCHED_CUSTOMERS = """
WITH overused_before AS (
    SELECT kind, value FROM known.shared_values SEMI JOIN touched_values USING (kind, value)
    WHERE people > $max_size
), overused AS (
    SELECT kind, value FROM shared_now SEMI JOIN touched_values USING (kind, value) WHERE people > $max_size
), flipped AS (
    (FROM overused_before EXCEPT FROM overused) UNION ALL (FROM overused EXCEPT FROM overused_before)
), records_looked_at AS (
    FROM touched UNION SELECT record_id FROM new_assignments
    UNION SELECT record_id FROM uses_now SEMI JOIN flipped USING (kind, value)
)
SELECT customer_id FROM assignments_now SEMI JOIN records_looked_at USING (record_id)
UNION SELECT customer_id FROM known.assignments SEMI JOIN records_looked_at USING (record_id)
"""

HOMES_NOW = """
SELECT * FROM known.homes ANTI JOIN touched_customers USING (customer_id)
UNION ALL BY NAME FROM new_homes
"""

_DIFFERING = """
    (FROM new_homes EXCEPT SELECT * FROM known.homes SEMI JOIN touched_customers USING (customer_id))
    UNION ALL
    (SELECT * FROM known.homes SEMI JOIN touched_customers USING (customer_id) EXCEPT FROM new_homes)
"""

# Whose ties may be others than before: who moved, came or goes by another name, and all neighbours of a house
# that has come to be crowded, or no longer is.
CHANGED_HOMES = f"""
WITH differing AS ({_DIFFERING}), places AS (
    SELECT DISTINCT street, number, coalesce(postal, city) AS place FROM differing
), inhabited AS (
    SELECT street, number, place, sum(now) AS now, sum(before) AS before FROM (
        SELECT street, number, coalesce(postal, city) AS place, 1 AS now, 0 AS before FROM homes_now
        UNION ALL SELECT street, number, coalesce(postal, city), 0, 1 FROM known.homes
    ) SEMI JOIN places USING (street, number, place) GROUP BY ALL
), flipped AS (FROM inhabited WHERE (now > $crowd) <> (before > $crowd))
SELECT customer_id FROM differing
UNION SELECT h.customer_id FROM homes_now AS h JOIN flipped AS f
    ON f.street = h.street AND f.number = h.number AND f.place = coalesce(h.postal, h.city)
"""  # noqa: S608 - SQL of this module

# They, whoever may be tied to them now, and all who were grouped with one of these. Of everybody else ties
# and group are as before.
HOUSEHOLD_SCOPE = """
WITH moved AS (FROM homes_now SEMI JOIN changed_homes USING (customer_id)), near AS (
    FROM changed_homes
    UNION SELECT h.customer_id FROM homes_now AS h SEMI JOIN moved AS m
        ON m.postal = h.postal AND m.number = h.number
        AND (list_has_any(m.names, h.names) OR list_has_any(m.contacts, h.contacts))
    UNION SELECT h.customer_id FROM homes_now AS h SEMI JOIN moved AS m
        ON m.city = h.city AND m.number = h.number AND m.street = h.street
        AND (list_has_any(m.names, h.names) OR list_has_any(m.contacts, h.contacts))
), grouped AS (
    SELECT DISTINCT group_id FROM known.household_groups SEMI JOIN near USING (customer_id)
)
FROM near UNION SELECT customer_id FROM known.household_groups SEMI JOIN grouped USING (group_id)
"""

# A spot is a home with one thing that ties there: a family name, a contact. Crowds are counted over all
# homes, so that a house is crowded or not whatever the scope is.
SPOTS = """
WITH scoped AS (FROM homes_now SEMI JOIN household_scope USING (customer_id)), crowded AS (
    SELECT street, number, coalesce(postal, city) AS place FROM homes_now
    WHERE number IN (SELECT number FROM scoped) GROUP BY ALL HAVING count(*) > $crowd
), told AS (
    SELECT customer_id, street, number, postal, city, unnest(names) AS token FROM (
        FROM scoped AS h WHERE NOT EXISTS (
            FROM crowded AS c
            WHERE c.street = h.street AND c.number = h.number AND c.place = coalesce(h.postal, h.city)))
    UNION ALL
    SELECT customer_id, street, number, postal, city, unnest(contacts) FROM scoped
), together AS (
    SELECT *, min(customer_id) OVER same <> max(customer_id) OVER same AS shared
    FROM told WINDOW same AS (PARTITION BY number, token)
)
SELECT customer_id, street, number, postal, city, token,
    dense_rank() OVER (ORDER BY number, token, street, postal, city)
        + (SELECT count(*) FROM household_scope) - 1 AS spot
FROM together WHERE shared
"""

# Streets count as one where they are spelled nearly alike, under one postal code and number.
NEAR_SPOTS = """
WITH places AS (SELECT DISTINCT spot, street, number, postal, city, token FROM spots)
SELECT l.spot AS l, r.spot AS r FROM places AS l JOIN places AS r
    ON r.number = l.number AND r.token = l.token AND r.postal = l.postal AND r.spot > l.spot
WHERE jaro_winkler_similarity(l.street, r.street) >= 0.88
OR (damerau_levenshtein(l.street, r.street) = 1 AND length(l.street) > 4)
UNION
SELECT l.spot, r.spot FROM places AS l JOIN places AS r
    ON r.number = l.number AND r.token = l.token AND r.city = l.city AND r.street = l.street
    AND r.spot <> l.spot
WHERE l.postal IS NULL
"""

SPOT_MEMBERS = "SELECT n.number AS l, spot AS r FROM spots JOIN numbered_customers AS n USING (customer_id)"

GROUPS = """
SELECT customer_id, group_id FROM found_groups
QUALIFY count(*) OVER (PARTITION BY group_id) > 1
"""

MEMBERS = """
SELECT customer_id, group_id FROM household_groups
QUALIFY count(*) OVER (PARTITION BY group_id) <= $max_size
"""

# Every household that one of these customers was ever in, and all who were ever in one of those.
HISTORY = """
WITH former AS (
    SELECT DISTINCT household_id FROM known.household_history SEMI JOIN household_scope USING (customer_id)
), fellows AS (
    SELECT DISTINCT customer_id FROM known.household_history SEMI JOIN former USING (household_id)
    UNION FROM household_scope
)
SELECT customer_id, household_id, valid_from
FROM known.household_history SEMI JOIN fellows USING (customer_id)
"""

CLUSTER_MEMBERS = "SELECT customer_id AS record_id, group_id AS cluster FROM household_members"

ASSIGNMENT_HISTORY = """
SELECT customer_id AS record_id, household_id AS customer_id, valid_from FROM household_history
"""

NEW_HOUSEHOLDS = """
INSERT INTO new_households FROM kept_households
UNION ALL
SELECT customer_id, NULL FROM household_history SEMI JOIN household_scope USING (customer_id)
ANTI JOIN household_members USING (customer_id)
GROUP BY customer_id HAVING arg_max_null(household_id, valid_from) IS NOT NULL
"""

COUNTS = """
WITH groups AS (
    SELECT customer_id, group_id FROM known_groups ANTI JOIN household_scope USING (customer_id)
    UNION ALL FROM household_groups
), sizes AS (SELECT count(*) AS size FROM groups GROUP BY group_id)
SELECT count(*) FILTER (size <= $max_size), coalesce(sum(size) FILTER (size <= $max_size), 0)::BIGINT,
    count(*) FILTER (size > $max_size)
FROM sizes
"""
