"""Namesakes at one employer, told apart by the mailboxes that it gives them.

A firm has one pattern for its people's addresses, so two of one pattern are two people's: anna.huber@ and
anna.huber3@, john.oneill@ and joan.oneill@. At providers where anybody signs up, one person may have both.
Where nearly all of one name at one employer have two such mailboxes, name and employer say little of whom no
mailbox is known.
"""

from __future__ import annotations

import duckdb

from graph.identity.connection.temporary import finds
from graph.identity.evidence.births import BIRTH_EQUAL
from graph.identity.evidence.namesakes import ADDRESSED_APART

FEWEST = 20
"""Pairs of one name with mailboxes at one domain that it takes to tell."""

_DOMAIN = r"regexp_replace(regexp_replace(split_part(e, '@', 2), '[.][^.]*$', ''), '[^a-z0-9]', '', 'g')"

STAFF_MAILBOX = f"""CASE WHEN f.desk_domains IS NULL AND length(f.employer) > 2 THEN list_filter(f.emails,
    lambda e: position(f.employer IN {_DOMAIN}) > 0
        OR (length({_DOMAIN}) > 2 AND position({_DOMAIN} IN f.employer) > 0))[1] END"""
"""Over features `f`: the e-mail address at a domain that is called as the employer is, if it is no desk's."""

_ONE_FIRM = """(l.staff_mailbox <> r.staff_mailbox
    AND split_part(l.staff_mailbox, '@', 2) = split_part(r.staff_mailbox, '@', 2))"""
_NUMBERED = """(regexp_replace(l.staff_mailbox, '[0-9]+', '', 'g')
    = regexp_replace(r.staff_mailbox, '[0-9]+', '', 'g'))"""


def _shared(kind: str) -> str:
    """SQL over known contacts `m` and `n`: they have a value in common."""
    return f"coalesce(list_has_any(m.{kind}, n.{kind}), FALSE)"


TWO_MAILBOXES = f"""(coalesce({_ONE_FIRM} AND ({_NUMBERED} OR {ADDRESSED_APART}), FALSE)
    AND NOT {BIRTH_EQUAL} AND NOT {_shared("emails")})"""
"""Rows `l` and `r` of `persons`, with their contacts: mailboxes of one firm's pattern for two people."""

_NAMESAKES = "l.given = r.given AND length(l.given) > 1 AND l.family = r.family"

TWO_COLLEAGUES = f"""(coalesce({_NAMESAKES} AND l.employer = r.employer, FALSE) AND NOT {BIRTH_EQUAL}
    AND NOT ({" OR ".join(map(_shared, ("emails", "phones", "accounts")))})
    AND NOT coalesce(l.street = r.street AND l.house_number = r.house_number, FALSE))"""
"""The same: one name and employer, and neither birth, home nor contact in common."""

_COUNTS = f"""
SELECT count(*), count(*) FILTER (NOT ({_ONE_FIRM} AND {_NUMBERED}))
FROM persons AS l JOIN persons AS r ON {_NAMESAKES} AND l.record_id < r.record_id
    AND split_part(l.staff_mailbox, '@', 2) = split_part(r.staff_mailbox, '@', 2)
"""  # noqa: S608 - made of conditions of our own


def noise_of_colleagues(connection: duckdb.DuckDBPyConnection) -> float:
    """The share of those of one name with mailboxes of one employer that do not tell them apart, by
    `persons`; 1 where these are too few to tell."""
    if not finds(connection, "FROM persons WHERE staff_mailbox IS NOT NULL"):
        return 1.0  # the query takes longer to plan than to answer
    [(pairs, one)] = connection.execute(_COUNTS).fetchall()
    return one / pairs if pairs >= FEWEST else 1.0
