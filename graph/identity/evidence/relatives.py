"""Relatives of similar names behind one contact: Peter and Petra, Anna and Annette, Katrin and Katharina.

Given names that are alike may be two of one person's or those of two relatives, who share a telephone number
or a mailbox anyway. Which of the two, a pair does not tell; how many relatives of clearly different names
share contacts does, since of so many some have names alike by chance. Where these may be more than few of
those found alike, identifiers of that kind link equal given names and rare ones; the model decides on others.

So may equal names: children are called after their parents. Of pairs of one name and contact of whom both
births are known, some may be a generation apart: where these are more than those of one birth, identifiers
link no equal names of which one birth is unknown.
"""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from graph.identity.evidence import contradictions as is_
from graph.identity.evidence.births import DATES_FAR, FULL_DATES, GENERATION
from graph.identity.evidence.given_names import GIVEN_UNLIKE
from graph.identity.evidence.rule_links import make_value_links
from graph.identity.evidence.rule_links_sql import ALL_PAIRS

_CHANCE_SHARE = 0.05
"""Most of the names found alike that chance may have brought about."""

_TWICE = 2
"""Pairs a generation apart, beyond those that other faults of dates explain, that are no single slip."""

_NAMES = 200
"""The most frequent given names, on which it is seen how often two are alike by chance."""

_RELATIVES = f"""
SELECT kind, count(*) FILTER ({GIVEN_UNLIKE}) AS apart, count(*) FILTER (NOT {is_.TWO_PEOPLE}) AS alike
FROM linking_users AS l JOIN linking_users AS r USING (kind, value)
WHERE l.record_id < r.record_id AND l.users <= {ALL_PAIRS} AND NOT l.strong AND {is_.TWO_SPELLINGS}
    AND NOT {is_.FAMILY_DIFFERS}
GROUP BY kind
"""  # noqa: S608 - made of conditions of our own

_PAIR = "DISTINCT (l.record_id, r.record_id)"
_NAMESAKES = f"""
SELECT list(DISTINCT kind), count({_PAIR}) FILTER ({FULL_DATES} AND NOT {DATES_FAR}),
    count({_PAIR}) FILTER ({DATES_FAR} AND {GENERATION}),
    count({_PAIR}) FILTER ({DATES_FAR} AND NOT {GENERATION})
FROM linking_users AS l JOIN linking_users AS r USING (kind, value)
WHERE l.record_id < r.record_id AND l.users <= {ALL_PAIRS} AND NOT l.strong
    AND l.given = r.given AND length(l.given) > 1 AND l.family = r.family
"""  # noqa: S608 - as above

# The other query takes longer to plan than to answer.
_NAMES_DIFFER = "FROM linking_users SELECT kind GROUP BY kind, value HAVING count(DISTINCT given) > 1 LIMIT 1"

_CHANCE = f"""
WITH names AS (
    SELECT given, given_full, given_full_sound, given_counterparts, transliterated, given_formal,
        given_initials, given_sound, given_metaphone, [given] AS name_words, NULL::VARCHAR AS middle,
        NULL::VARCHAR AS family, TRUE AS given_common, count(*) AS records
    FROM persons WHERE given_common GROUP BY ALL ORDER BY records DESC, given LIMIT {_NAMES}
)
SELECT coalesce(sum(l.records * r.records) FILTER (NOT {GIVEN_UNLIKE}) / sum(l.records * r.records), 0)
FROM names AS l JOIN names AS r ON l.given < r.given
"""  # noqa: S608 - as above


class FamilyKinds(NamedTuple):
    """Kinds of identifiers that relatives share: such of `alike` link no given names that are merely alike,
    such of `equal` no equal names of which one birth is unknown."""

    alike: frozenset[str] = frozenset()
    equal: frozenset[str] = frozenset()


NO_KINDS = FamilyKinds()


def learn_family_kinds(connection: duckdb.DuckDBPyConnection) -> FamilyKinds:
    """Make `family_kinds` (kind, names), and return them.

    Reads `persons` and what `find_rule_links` makes; where the kinds are others than before, links are made
    anew.
    """
    before = connection.execute("FROM family_kinds ORDER BY ALL").fetchall()
    kinds = FamilyKinds(_of_names_alike(connection), _of_namesakes(connection))
    set_family_kinds(connection, kinds)
    if before != connection.execute("FROM family_kinds ORDER BY ALL").fetchall():
        make_value_links(connection)
    return kinds


def set_family_kinds(connection: duckdb.DuckDBPyConnection, kinds: FamilyKinds) -> None:
    """Make `family_kinds` of what was learned."""
    rows = [(kind, names) for names, those in kinds._asdict().items() for kind in sorted(those)]
    connection.execute("CREATE OR REPLACE TEMP TABLE family_kinds (kind VARCHAR, names VARCHAR)")
    if rows:
        connection.executemany("INSERT INTO family_kinds VALUES (?, ?)", rows)


def _of_names_alike(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    differing = connection.execute(_NAMES_DIFFER).fetchall()
    found = connection.execute(_RELATIVES).fetchall() if differing else []
    doubtful = [(kind, apart, alike) for kind, apart, alike in found if apart and alike]
    chance = _chance_alike(connection) if doubtful else 0.0
    return frozenset(
        kind for kind, apart, alike in doubtful if apart * chance > _CHANCE_SHARE * alike * (1 - chance)
    )


def _of_namesakes(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The kinds of which links of undated namesakes are rather of two people than of one."""
    [(kinds, same, generation, faulty)] = connection.execute(_NAMESAKES).fetchall()
    apart = generation - faulty
    return frozenset(kinds or ()) if apart >= _TWICE and apart > same else frozenset()


def _chance_alike(connection: duckdb.DuckDBPyConnection) -> float:
    """How often two of the file's given names are alike, as far as they are not equal."""
    [(share,)] = connection.execute(_CHANCE).fetchall()
    return float(share)
