"""The SQL steps from usable identifiers to rule links, in order; `rule_links.py` runs them."""

from __future__ import annotations

from graph.identity.evidence import births
from graph.identity.evidence import contradictions as is_
from graph.identity.evidence.namesakes import HALF_NAMED, UNDATED_NAMESAKES
from graph.identity.evidence.persons import DESCRIBED

MANY_SPELLINGS = 40
"""A value under more distinct names than this is shared, without looking closer."""

ALL_PAIRS = 30
"""Records of one value that are all paired; more are linked to each person's first record only."""

EVERYBODY = "all"
"""In place of the entity type where nobody is told apart."""

DECIDING = (EVERYBODY, "organization", "person", "household")
"""Entity types by who decides whether a value is shared: the first of those that use it."""

_USABLE = """
SELECT i.record_id, i.kind, i.value, i.first_seen, i.last_seen, k.people AS allowed, k.weight, k.strong,
    k.exclusive, k.window_days
FROM identifiers AS i JOIN kind_rules AS k USING (kind)
QUALIFY count(*) OVER (PARTITION BY i.kind, i.value) > 1
"""

# What records of a value that very many use say beside it; it tells those apart that look alike.
_CROWDED_USES = f"""
SELECT record_id, list(DISTINCT i.kind || ':' || i.value ORDER BY i.kind || ':' || i.value) AS own
FROM identifiers AS i SEMI JOIN (
    FROM usable_identifiers QUALIFY count(*) OVER (PARTITION BY kind, value) > {ALL_PAIRS}
) USING (record_id) GROUP BY record_id
"""  # noqa: S608 - made of numbers of our own

# A record is `named` when its given name, or its organization, is known, or it is a household's; else a
# family name is not enough to tell members of a family apart.
_USERS = f"""
SELECT u.*, f.* EXCLUDE (record_id),
    f.given IS NOT NULL OR f.organization IS NOT NULL OR f.entity_type = 'household' AS named,
    {DESCRIBED} AS described, o.own
FROM usable_identifiers AS u JOIN persons AS f USING (record_id)
LEFT JOIN crowded_uses AS o USING (record_id)
"""  # noqa: S608 - made of conditions of our own

SPELLING = ("name_key", "given", "birth_date", "gender", "suffix", "entity_type", "organization")
"""In what two users of a value are written differently."""

SAID = ("family", "middle", "name_words", "family_words", "organization_words", "own")
"""What else tells users apart. The order of what they say decides who goes first: their keys decide nothing,
but between records that say the same."""

_SPELLING, _SAID = ", ".join(SPELLING), ", ".join(SAID)

# One row for each way in which a value's users are written, the most complete first.
_SPELLINGS = f"""
SELECT *, count(*) OVER (PARTITION BY kind, value) AS spellings,
    row_number() OVER (PARTITION BY kind, value
        ORDER BY named DESC, length(birth_date) DESC NULLS LAST, {_SPELLING}) AS place
FROM (
    SELECT * REPLACE (min(first_seen) OVER same AS first_seen, max(last_seen) OVER same AS last_seen)
    FROM users WHERE described
    WINDOW same AS (PARTITION BY kind, value, {_SPELLING})
    QUALIFY row_number() OVER (same ORDER BY {_SAID}, record_id) = 1
)
"""  # noqa: S608 - made of columns of our own

_OF_DOCUMENT_OR_FIRM = "exclusive OR entity_type = 'organization'"
"""A use of a value that calls for the long conditions: documents and organizations have some of their own."""

_APART = f"CASE WHEN l.exclusive THEN {is_.TWO_HOLDERS} ELSE {is_.TWO_PEOPLE} END"


# A person is a spelling that fits none before it.
def _people(apart: str) -> str:
    return f"""
SELECT * FROM spellings AS r WHERE spellings <= {MANY_SPELLINGS} AND NOT EXISTS (
    FROM spellings AS l WHERE l.kind = r.kind AND l.value = r.value AND l.place < r.place
    AND NOT {apart} AND (NOT {is_.FAMILY_DIFFERS} OR {births.BIRTH_EQUAL} OR l.given = r.given))
"""  # noqa: S608 - made of conditions of our own


# Firms and persons apart, since all who work for a firm may give its number. With a window, the most that
# used the value within it; without, all. Of very many spellings nobody is told apart.
_PEOPLE_COUNTS = f"""
SELECT kind, value, entity_type, max(people) AS people, any_value(allowed) AS allowed FROM (
    SELECT p.kind, p.value, p.entity_type, p.record_id, any_value(p.allowed) AS allowed, count(*) AS people
    FROM people AS p JOIN people AS o ON o.kind = p.kind AND o.value = p.value
    AND o.entity_type = p.entity_type AND (p.window_days IS NULL OR (
        coalesce(o.first_seen <= p.first_seen + to_days(p.window_days::INT), TRUE)
        AND coalesce(o.last_seen >= p.first_seen, TRUE)))
    GROUP BY ALL
    UNION ALL
    SELECT kind, value, '{EVERYBODY}', min(record_id), any_value(allowed), max(spellings)
    FROM spellings WHERE spellings > {MANY_SPELLINGS} GROUP BY ALL
) GROUP BY kind, value, entity_type
"""  # noqa: S608 - made of numbers of our own

_DECIDING = f"list_position({list(DECIDING)}, entity_type)"

# A value that a firm uses is the firm's, however many persons beside it do; households decide where nobody
# else does. A steward may rule that one is nobody else's, however many seem to use it.
_SHARED_VALUES = f"""
SELECT kind, value, arg_min(people, {_DECIDING}) AS people
FROM people_counts ANTI JOIN overruled_values USING (kind, value)
GROUP BY kind, value HAVING arg_min(people > allowed, {_DECIDING})
"""  # noqa: S608 - made of conditions of our own

# Beyond the limit persons are linked by no firm's value either.
_LINKING_USERS = """
WITH crowds AS (
    SELECT kind, value, entity_type FROM people_counts ANTI JOIN overruled_values USING (kind, value)
    WHERE people > allowed
)
SELECT u.*, coalesce(c.people, 0) AS people, count(*) OVER (PARTITION BY u.kind, u.value) AS users
FROM users AS u LEFT JOIN (SELECT kind, value, count(*) AS people FROM people GROUP BY ALL) AS c
    ON c.kind = u.kind AND c.value = u.value
ANTI JOIN shared_values AS s ON s.kind = u.kind AND s.value = u.value
ANTI JOIN crowds AS w ON w.kind = u.kind AND w.value = u.value AND w.entity_type = u.entity_type
"""

# Where many use a value, everybody is paired with the first record of each person, or of all.
_HUBS = f"""
SELECT u.* FROM linking_users AS u
WHERE users <= {ALL_PAIRS}
OR EXISTS (FROM people AS p WHERE p.kind = u.kind AND p.value = u.value AND p.record_id = u.record_id)
OR (people = 0 AND record_id = (
    SELECT arg_min(record_id, {{'own': own, 'id': record_id}})
    FROM linking_users AS m WHERE m.kind = u.kind AND m.value = u.value))
"""  # noqa: S608 - made of numbers of our own

# An e-mail address made of given and family name is the one's who has that name, before and after a marriage.
# The given name alone may be a family's, written the other way round, and nothing of it counts twice:
# kathleen@ is no Lee's. Of whom no given name is known, one with more than the family name is their own.
OWN_ADDRESS = f"""coalesce({{kind}} = 'email' AND ((l.given = r.given AND length(l.given) > 2
    AND position(l.given IN split_part({{value}}, '@', 1)) > 0
    AND ((length(l.family) > 2
            AND position(l.family IN replace(split_part({{value}}, '@', 1), l.given, '')) > 0)
        OR (length(r.family) > 2
            AND position(r.family IN replace(split_part({{value}}, '@', 1), r.given, '')) > 0)))
    OR ({HALF_NAMED} AND regexp_replace(replace(split_part({{value}}, '@', 1), l.family, ''),
        'fam(ilie|ily|ille|ilia|iglia)?|[^a-z]', '', 'g') <> '')), FALSE)"""


def _value_pairs(apart: str) -> str:
    return f"""
SELECT DISTINCT least(l.record_id, r.record_id) AS record_l, greatest(l.record_id, r.record_id) AS record_r,
    l.kind, l.value, l.weight
FROM linking_users AS l JOIN hubs AS r ON r.kind = l.kind AND r.value = l.value AND r.record_id <> l.record_id
WHERE (l.record_id < r.record_id OR l.users > {ALL_PAIRS})
AND NOT {apart}
AND (l.strong OR NOT {is_.DOUBTFUL} OR {births.BIRTH_EQUAL}
    OR {OWN_ADDRESS.format(kind="l.kind", value="l.value")})
AND ((l.named AND r.named) OR l.people <= 1 OR {births.BIRTH_EQUAL})
AND (l.strong OR NOT {is_.TWO_SPELLINGS}
    OR l.kind NOT IN (SELECT kind FROM family_kinds WHERE names = 'alike'))
AND (l.strong OR NOT {UNDATED_NAMESAKES}
    OR l.kind NOT IN (SELECT kind FROM family_kinds WHERE names = 'equal'))
"""  # noqa: S608 - made of conditions of our own


# A value that passed from one person to another (a recycled number): who has no name belongs to the one who
# had it at the time.
_OWNED_PAIRS = """
SELECT least(u.record_id, min(p.record_id)) AS record_l, greatest(u.record_id, min(p.record_id)) AS record_r,
    u.kind, u.value, any_value(u.weight) AS weight
FROM linking_users AS u JOIN people AS p ON p.kind = u.kind AND p.value = u.value
WHERE NOT u.described AND u.people > 1
AND p.first_seen <= u.last_seen AND p.last_seen >= u.first_seen
AND NOT EXISTS (
    FROM people AS l JOIN people AS r ON r.kind = l.kind AND r.value = l.value AND r.place > l.place
    WHERE l.kind = u.kind AND l.value = u.value
    AND coalesce(l.first_seen <= r.last_seen AND r.first_seen <= l.last_seen, TRUE))
GROUP BY u.record_id, u.kind, u.value HAVING count(*) = 1
"""

# An e-mail address that a family uses belongs to the one whose given name it holds.
_NAMED_PAIRS = """
SELECT least(u.record_id, min(p.record_id)) AS record_l, greatest(u.record_id, min(p.record_id)) AS record_r,
    u.kind, u.value, any_value(u.weight) AS weight
FROM linking_users AS u JOIN people AS p ON p.kind = u.kind AND p.value = u.value
WHERE u.kind = 'email' AND NOT u.described AND u.people > 1
AND length(p.given) > 2 AND contains(split_part(u.value, '@', 1), p.given)
GROUP BY u.record_id, u.kind, u.value HAVING count(*) = 1
"""

_VALUE_LINKS = """
SELECT record_l, record_r, kind, value, weight FROM value_pairs
UNION ALL BY NAME FROM owned_pairs UNION ALL BY NAME FROM named_pairs
"""

# Kinds add up; further values of one kind do not.
RULE_LINKS = """
SELECT record_l, record_r, sum(weight) AS weight, to_json(list({
    'rule': 'same_' || kind, 'kind': kind, 'values': linked, 'weight': weight
} ORDER BY kind)) AS evidence
FROM (
    SELECT record_l, record_r, kind, max(weight) AS weight, list(DISTINCT value ORDER BY value) AS linked
    FROM value_links GROUP BY ALL
) GROUP BY record_l, record_r
"""

SHARING_STEPS = (
    ("usable_identifiers", _USABLE),
    ("crowded_uses", _CROWDED_USES),
    ("users", _USERS),
    ("spellings", _SPELLINGS),
    ("people", _people(_APART)),
    ("people_counts", _PEOPLE_COUNTS),
    ("shared_values", _SHARED_VALUES),
    ("linking_users", _LINKING_USERS),
    ("hubs", _HUBS),
)
"""Name of the intermediate table and the query that fills it: who uses a value, who of them are people."""

LINKING_STEPS = (
    ("value_pairs", _value_pairs(_APART)),
    ("owned_pairs", _OWNED_PAIRS),
    ("named_pairs", _NAMED_PAIRS),
    ("value_links", _VALUE_LINKS),
    ("rule_links", RULE_LINKS),
)
"""The same: whom a value links."""

_NO_PAIRS = (
    "SELECT record_id AS record_l, record_id AS record_r, kind, value, weight FROM linking_users LIMIT 0"
)

_NAMELESS_USE = "FROM linking_users WHERE NOT described AND people > 1"
"""A use of a value of several people by a record that does not say whose it is."""

SHORTCUTS = {
    "people": (
        ("FROM spellings WHERE place > 1", "FROM spellings"),
        (f"FROM spellings WHERE {_OF_DOCUMENT_OR_FIRM}", _people(is_.TWO_PERSONS)),
    ),
    "value_pairs": (
        ("FROM hubs", _NO_PAIRS),
        (f"FROM linking_users WHERE {_OF_DOCUMENT_OR_FIRM}", _value_pairs(is_.TWO_PERSONS)),
    ),
    "owned_pairs": ((_NAMELESS_USE, _NO_PAIRS),),
    "named_pairs": ((f"{_NAMELESS_USE} AND kind = 'email'", _NO_PAIRS),),
}
"""Of tables with long conditions: where the first query of a pair finds nothing, the second fills the table
with the same rows. To plan the conditions takes longer than all else that a run over a few records does
here."""
