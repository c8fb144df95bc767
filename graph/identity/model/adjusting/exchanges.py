"""How much it says that given and family name are exchanged: as much as it happens to one person more than to
two namesakes.

Lists of names with the family name in front, sometimes, have exchanged names of strangers as often as of one
person; where only a second record of somebody has them, they tell. Training sees next to no random pairs of
exchanged names, so this is counted: among pairs of which birth dates or contacts say whether they are one.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from graph.identity.evidence.births import BIRTH_EQUAL, DATES_FAR
from graph.identity.model.adjusting.name_rarity import FEWEST, MOST_HOLDERS
from graph.identity.model.comparisons.names import EXCHANGED, NAME_PAIR
from graph.identity.model.identity_model import IdentityModel

PRIOR = 50
"""Weight of the prior share of exchanged names, in pairs of each sort."""

_COUNTS = f"""
WITH named AS (
    SELECT record_no, given, birth_date, emails, phones, documents,
        least(given, family) || ' ' || greatest(given, family) AS both_names
    FROM features WHERE given <> family AND least(length(given), length(family)) > 1
), held AS (
    FROM named QUALIFY count(*) OVER (PARTITION BY both_names) BETWEEN 2 AND {MOST_HOLDERS}
), pairs AS (
    SELECT l.given <> r.given AS exchanged, {BIRTH_EQUAL} OR coalesce(list_has_any(l.emails, r.emails), FALSE)
            OR coalesce(list_has_any(l.phones, r.phones), FALSE)
            OR coalesce(list_has_any(l.documents, r.documents), FALSE) AS one, {DATES_FAR} AS apart
    FROM held AS l JOIN held AS r ON r.both_names = l.both_names AND l.record_no < r.record_no
)
SELECT count(*) FILTER (one AND NOT apart), count(*) FILTER (one AND NOT apart AND exchanged),
    count(*) FILTER (apart AND NOT one), count(*) FILTER (apart AND NOT one AND exchanged)
FROM pairs
"""  # noqa: S608 - made of conditions of our own


def with_exchanges(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> IdentityModel:
    """The model in which exchanged names count as the `features` bear out: by their share among pairs of
    one person, over that among namesakes; as before where these are few."""
    [(ones, of_one, others, of_others)] = connection.execute(_COUNTS).fetchall()
    if min(ones, others) < FEWEST:
        return model
    [level] = NAME_PAIR.with_levels({EXCHANGED}).levels
    of_one_share = (of_one + PRIOR * level.m) / (ones + PRIOR)
    of_others_share = (of_others + PRIOR * level.u) / (others + PRIOR)
    m = round(level.u * of_one_share / of_others_share, 9)
    told = {**model.rates[NAME_PAIR.name], EXCHANGED: (m, level.u)}
    return replace(model, rates={**model.rates, NAME_PAIR.name: told})
