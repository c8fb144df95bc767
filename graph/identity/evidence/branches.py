"""Branches of one organization: rows of one source with a value in common, in another house, with another
telephone number or mailbox.

One mailbox, switchboard, tax number or account stands for all branches of a brand: it says which brand, and
not which branch. Within one source such rows are branches, or one firm that moved and was entered again. A
row does not tell which of the two; how many there are of them does. Between two sources they are branches
too, or one firm with an address in each: how many branches the sources have within tells how many there are
between them.
"""

from __future__ import annotations

import math

import duckdb

from graph.identity.connection.temporary import finds
from graph.identity.evidence.chance import at_least
from graph.identity.evidence.contradictions import ORGANIZATION_DIFFERS, OTHER_HOUSE

MOVED = 0.2
"""For one record of a firm that is in a source again in the same house, so many may be there with another
house and another contact."""

MOVED_ALONE = 0.3
"""The same whatever is known of their contacts."""

THRICE = 0.25
"""For one firm that is in a source again, so many may be there a third time."""

SAMPLE = 30
"""Records of one source that use a value, of which pairs are looked at; more tell no more."""

_FIRMS = "l.entity_type = 'organization' AND r.entity_type = 'organization'"
_ONE_SOURCE = f"{_FIRMS} AND l.source = r.source"
_HOUSED = "entity_type = 'organization' AND street IS NOT NULL AND house_number IS NOT NULL"
_OTHER_CONTACT = "(NOT list_has_any(m.phones, n.phones) OR NOT list_has_any(m.emails, n.emails))"
# Bergstraße and Waldstraße end alike: a slip changes no more than every third letter.
_OTHER_STREET = "3 * damerau_levenshtein(l.street, r.street) > greatest(length(l.street), length(r.street))"
_OTHER_PLACE = (
    "(damerau_levenshtein(l.postal_code, r.postal_code)"
    " > CASE WHEN coalesce(l.city <> r.city, FALSE) THEN 0 ELSE 1 END)"
)
_ELSEWHERE = (
    "(coalesce(l.house_number <> r.house_number, FALSE)::INT"
    f" + coalesce({_OTHER_STREET}, FALSE)::INT"
    f" + coalesce({_OTHER_PLACE}, FALSE)::INT > 1)"
)
"""Two of number, street and place are others, which no slip of the pen explains."""

_HOUSE_UNKNOWN = " OR ".join(f"({side}.street IS NULL AND {side}.house_number IS NULL)" for side in "lr")
TWO_BRANCHES = (
    f"coalesce({_ONE_SOURCE} AND ({OTHER_HOUSE} OR {_OTHER_STREET} OR {_HOUSE_UNKNOWN})"
    f" AND {_OTHER_CONTACT}, FALSE)"
)
"""Rows `l` and `r` of `persons`, with their contacts `m` and `n`: another house and another contact. Where a
house is not known, the other contact has to do."""

TWO_HOUSES = f"coalesce({_ONE_SOURCE} AND {_ELSEWHERE}, FALSE)"
"""The same without a look at their contacts: surely another house."""

TWO_OFFICES = f"coalesce({_FIRMS} AND l.source <> r.source AND {_ELSEWHERE}, FALSE)"
"""The same of two sources."""

# Of a value that very many rows of a source use, the order of what they say picks some.
_COUNTS = f"""
WITH in_common AS (
    SELECT record_id, kind, value FROM identifiers
    UNION ALL SELECT record_id, 'name', organization || ', ' || city FROM persons
), uses AS (
    SELECT i.kind, i.value, p.* FROM in_common AS i JOIN persons AS p USING (record_id)
    WHERE i.value IS NOT NULL AND {_HOUSED}
    QUALIFY row_number() OVER (
        PARTITION BY i.kind, i.value, p.source
        ORDER BY p.street, p.house_number, p.organization, record_id) <= {SAMPLE}
), peers AS (
    SELECT l.record_id, l.source = r.source AND NOT {OTHER_HOUSE} AS here,
        {TWO_BRANCHES} AS branches, {TWO_HOUSES} AS houses, {TWO_OFFICES} AS offices,
        r.source || ' ' || r.street || ' ' || r.house_number AS house
    FROM uses AS l JOIN uses AS r ON r.kind = l.kind AND r.value = l.value AND r.record_id <> l.record_id
    LEFT JOIN known_contacts AS m ON m.record_id = l.record_id
    LEFT JOIN known_contacts AS n ON n.record_id = r.record_id
    WHERE NOT {ORGANIZATION_DIFFERS}
), counted AS (
    SELECT record_id, bool_or(here) AS again,
        count(DISTINCT house) FILTER (branches) AS branches,
        count(DISTINCT house) FILTER (houses) AS houses, count(DISTINCT house) FILTER (offices) AS offices
    FROM peers GROUP BY record_id
), sources AS (
    SELECT count(*) AS firms FROM persons WHERE {_HOUSED} GROUP BY source
)
SELECT count(*) FILTER (again) / 2,
    count(*) FILTER (branches > 0) // 2, count(*) FILTER (branches > 1) // 3,
    count(*) FILTER (houses > 0) // 2, count(*) FILTER (houses > 1) // 3,
    coalesce(sum(houses), 0) / 2, coalesce(sum(offices), 0) / 2,
    (SELECT coalesce(sum(firms ** 2) / sum(firms) ** 2, 1) FROM sources)
FROM counted
"""  # noqa: S608 - made of conditions of our own


_ANY_FIRM = f"FROM persons WHERE {_HOUSED}"
_NO_FIRMS = (0, 0, 0, 0, 0, 0, 0, 1)
"""What the query finds where there is none."""


def noise_of_branches(connection: duckdb.DuckDBPyConnection) -> tuple[float, float, float]:
    """How likely as many firms moved as are TWO_BRANCHES, and as are TWO_HOUSES; which share of the
    TWO_OFFICES may be one firm.

    Firms that are in a source again in the same house tell how many may be there again in another one.
    """
    # The query takes longer to plan than to answer.
    counted = connection.execute(_COUNTS).fetchall() if finds(connection, _ANY_FIRM) else [_NO_FIRMS]
    [(again, *counts, within, between, unmixed)] = counted
    houses = _chance(MOVED_ALONE, again, *counts[2:])
    offices = share_beyond(within, between, unmixed) if within else float(between > 0)
    return _chance(MOVED, again, *counts[:2]), houses, max(houses, offices)


def _chance(moved: float, again: float, pairs: int, triples: int) -> float:
    """A firm at three addresses has moved twice and was entered three times."""
    mean = moved * (again + 1)
    return min(at_least(pairs, mean), at_least(triples, moved * mean * THRICE))


def share_beyond(within: float, between: float, unmixed: float) -> float:
    """Which share of the pairs found between sources is beyond those expected, give or take their spread.

    Where branches are in each source as often as other firms are, the sources' shares p of all firms give
    2·Σ p·q of them between for each Σ p² (`unmixed`) within.
    """
    expected = within * (1 - unmixed) / unmixed
    spread = math.sqrt(expected + between)
    return max(0.0, between - expected - spread) / between if between else 0.0
