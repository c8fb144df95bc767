"""A generation that one of two namesakes states alone: John Smith and John Smith Jr. in one house.

They are father and son, or one person entered once with and once without it. Which of the two, a pair does
not tell unless birth dates or an e-mail address do; how often a source leaves the generation out, does.
"""

from __future__ import annotations

import duckdb

from graph.identity.evidence.chance import at_least
from graph.identity.evidence.contradictions import ADDRESS_EQUAL

LEFT_OUT = 0.25
"""For one record of a person who is in a source again with the same generation, so many may be there again
without it."""

# Father and son share a house and its telephone, so neither tells. Birth dates do, where both are known.
ONE_GENERATION = """coalesce(l.source = r.source AND (l.suffix IS NULL) <> (r.suffix IS NULL)
    AND l.given = r.given AND l.family = r.family AND (l.birth_date IS NULL OR r.birth_date IS NULL)
    AND NOT coalesce(list_has_any(m.emails, n.emails), FALSE), FALSE)"""
"""Rows `l` and `r` of `persons`, with their contacts `m` and `n`: one of two namesakes has a generation."""

_COUNTS = f"""
SELECT count(*) FILTER (l.suffix = r.suffix AND l.record_id < r.record_id), count(*) FILTER ({ONE_GENERATION})
FROM persons AS l JOIN persons AS r
    ON r.source = l.source AND r.given = l.given AND r.family = l.family AND r.record_id <> l.record_id
LEFT JOIN known_contacts AS m ON m.record_id = l.record_id
LEFT JOIN known_contacts AS n ON n.record_id = r.record_id
WHERE l.suffix IS NOT NULL AND ({ADDRESS_EQUAL} OR coalesce(list_has_any(m.phones, n.phones), FALSE))
"""  # noqa: S608 - made of conditions of our own


def chance_of_omissions(connection: duckdb.DuckDBPyConnection) -> float:
    """How likely so many namesakes of one house left their generation out."""
    [(again, without)] = connection.execute(_COUNTS).fetchall()
    return at_least(without, LEFT_OUT * (again + 1))
