"""Rows of one source that holds a person once: a list on which every line is somebody else.

On such a list E. Nolan and Ellie Nolan of one house are two, though each of them may be the E. Nolan of
another source, who then tied them together. How often the model holds rows of one source for one person,
against rows of two, tells whether sources are such lists.
"""

from __future__ import annotations

import duckdb

from graph.identity.evidence.births import BIRTH_EQUAL

FEWEST_ACROSS = 50
"""Links across sources that it takes to tell."""

TWO_LINES = f"""coalesce(l.source = r.source AND (l.given <> r.given OR l.family <> r.family)
    AND NOT {BIRTH_EQUAL} AND NOT coalesce(list_has_any(m.emails, n.emails), FALSE)
    AND NOT coalesce(list_has_any(m.accounts, n.accounts), FALSE), FALSE)"""
"""Rows `l` and `r` of `persons`, with their contacts `m` and `n`: two names in one source, and nothing that
is one person's alone."""


def share_inside(connection: duckdb.DuckDBPyConnection, pairs: str) -> float | None:
    """Of `pairs` that the model holds for one person, those inside one source for each across two; at most 1.

    None where too few are across.
    """
    [(inside, across)] = connection.execute(
        f"""SELECT count(*) FILTER (l.source = r.source), count(*) FILTER (l.source <> r.source)
        FROM {pairs} AS p JOIN persons AS l ON l.record_id = p.record_l
        JOIN persons AS r ON r.record_id = p.record_r"""  # noqa: S608 - table names of our own
    ).fetchall()
    return min(1.0, inside / across) if across >= FEWEST_ACROSS else None
