"""How many of those who live together and have one family name have one given name too: fathers and sons.

Relatives agree on family name and home as one person does, and on the given name as strangers do, as far as
the model knows. Where children are called after their parents they do so far more often, and of two Hans
Kerns of one house, of whom one states no birth date, neither name nor home says whether they are one. Those
of whom both state it tell how often they are not.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from graph.identity.evidence.births import DATES_FAR, GENERATION
from graph.identity.model.adjusting.name_rarity import FEWEST, MOST_HOLDERS
from graph.identity.model.identity_model import IdentityModel

SURE = 2.0
"""Standard deviations of a count below which it hardly lies."""

_GENERATION = f"({DATES_FAR} AND {GENERATION})"
"""Two whose births are as far apart as those of parents and children: no slip of one person's."""

_COUNTS = f"""
WITH known AS (
    SELECT record_no, given, family, birth_date, street, house_number, coalesce(postal_code, city) AS place
    FROM features WHERE length(birth_date) = 8 AND length(given) > 1 AND family IS NOT NULL
    AND street IS NOT NULL AND house_number IS NOT NULL
), held AS (
    FROM known QUALIFY count(*) OVER (PARTITION BY family, street, house_number, place)
        BETWEEN 2 AND {MOST_HOLDERS}
)
SELECT count(*) FILTER ({_GENERATION}), count(*) FILTER ({_GENERATION} AND l.given = r.given),
    count(*) FILTER (NOT {_GENERATION} AND l.given = r.given)
FROM held AS l JOIN held AS r ON r.family = l.family AND r.street = l.street
    AND r.house_number = l.house_number AND r.place = l.place AND l.record_no < r.record_no
WHERE {DATES_FAR}
"""  # noqa: S608 - made of conditions of our own


def with_relatives_of_one_name(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> IdentityModel:
    """The model that knows which share of relatives a generation apart have one given name, by the
    `features`; as before where such relatives are few.

    Faulty dates of one person are a generation apart no more often than they are far apart otherwise. What is
    beyond these counts as far as it is no chance: four may be there by that.
    """
    [(relatives, namesakes, faulty)] = connection.execute(_COUNTS).fetchall()
    if relatives < FEWEST:
        return model
    found = max(0, namesakes - faulty)
    return replace(model, namesake_share=round(max(0.0, found - SURE * found**0.5) / relatives, 6))
