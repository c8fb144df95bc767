"""How telling the name of an organization is: by how many have it, by its words, and by what else agrees.

That two records have one name says little where it is made of words that many names have (a trade, a town, a
common family name), and much where these are rare. How much of either is learned: of the pairs of equal names
some are one firm, the more likely the rarer the name, and where their houses are known these tell how many (a
mixture whose shares depend on the name). Names of which nothing else is known weigh what that makes of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from graph.identity.connection.temporary import finds
from graph.identity.features.content import content_sql
from graph.identity.model.comparisons.addresses import NEARLY_SAME_HOUSE, SAME_HOUSE
from graph.identity.model.comparisons.comparison import share
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.rates import Floats
from graph.identity.model.teaching.lessons import LN2, sigmoid

MOST_HOLDERS = 30
"""Records of one name of which pairs are looked at: more are a chain, or no name."""

SAMPLE = 20_000
"""Pairs that are looked at; more tell no more."""

FEWEST = 20
"""Pairs of which something else is known that it takes to learn."""

BY_BRANCHES = 1 / 16
"""Further holders of a name that its words do not explain: branches have it because of each other."""

BELIEVED = np.array([0.0, -0.5])
"""Before any pair is seen: bits of names beyond their number, and bits for each that words explain."""

SPREADS = np.array([2.0, 0.5])
"""How far off that may well be."""

SLOPES = (-1.0, 0.0)
"""A name is as much more frequent as its words make it at most, and no rarer for it."""

ROUNDS = 500

_HOUSE_LEVELS = (0, 1)
"""The levels of the comparison of addresses by which the house is one."""

_PHONE_LEVELS = (0,)
"""The same of telephones: a number is one."""

_PLACE_LEVELS = (0, 1, 3)
"""The same of places: postal code or city is one."""

_READ = ("street", "house_number", "house", "postal_code", "city", "address_words", "phones")

_ONE_PLACE = "coalesce(postal_code_l = postal_code_r, city_l = city_r)"

# How many others would have all words of a name if words came together by chance. Its own holders are left
# out, or each name would explain itself.
_NAMES = f"""
CREATE OR REPLACE TEMP TABLE organization_names AS
WITH named AS (
    SELECT organization, list_distinct(organization_words) AS words FROM features
    WHERE organization IS NOT NULL AND entity_type = 'organization'
), held AS (
    SELECT organization, min(words) AS words, count(*) AS records FROM named GROUP BY organization
), held_words AS (
    SELECT word, count(*) AS records FROM (SELECT unnest(words) AS word FROM named) GROUP BY word
), every AS (
    SELECT count(*) + 1 AS records FROM named
), rare AS (
    SELECT frequency FROM frequencies WHERE feature = 'organization' AND value IS NULL
), explained AS (
    SELECT organization, h.records, every.records * exp(sum(
        ln((greatest(w.records - h.records, 0) + 0.5) / every.records) ORDER BY w.records
    )) AS holders
    FROM (SELECT organization, records, unnest(words) AS word FROM held) AS h
    JOIN held_words AS w USING (word) CROSS JOIN every GROUP BY organization, h.records, every.records
)
SELECT organization, records, log2({BY_BRANCHES} + holders) AS explained,
    coalesce(f.frequency, rare.frequency) AS frequency
FROM explained CROSS JOIN rare
LEFT JOIN frequencies AS f ON f.feature = 'organization' AND f.value = organization
"""  # noqa: S608 - made of numbers of our own

# Each record counts once: of a name that many have, pairs say one thing again and again. Where houses are
# known, telephones tell nothing: branches, which have one name, have one of these too. Nor does a place tell
# anything that stands in the name.
_PAIRS = f"""
WITH sides AS (
    SELECT f.*, n.records, n.explained, n.frequency, {content_sql("f")} AS content
    FROM features AS f JOIN organization_names AS n USING (organization)
    WHERE entity_type = 'organization' AND n.records BETWEEN 2 AND {MOST_HOLDERS}
), pairs AS (
    SELECT {", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in _READ)},
        organization, l.records, l.explained, l.frequency
    FROM sides AS l JOIN sides AS r USING (organization) WHERE l.record_no < r.record_no
    ORDER BY hash(organization), least(l.content, r.content), greatest(l.content, r.content) LIMIT {SAMPLE}
)
SELECT -log2(frequency) AS rarity, explained, 2 / records AS counts,
    house_l IS NOT NULL AND house_r IS NOT NULL AS housed,
    coalesce({SAME_HOUSE} OR {NEARLY_SAME_HOUSE}, FALSE) AS one_house,
    phones_l IS NOT NULL AND phones_r IS NOT NULL AS reached,
    coalesce({share("phones")}, FALSE) AS one_phone,
    {_ONE_PLACE} IS NOT NULL AND coalesce(position(city_l IN organization) = 0, TRUE) AS placed,
    coalesce({_ONE_PLACE}, FALSE) AS one_place
FROM pairs
"""  # noqa: S608 - made of conditions of our own

_MEANS = """
SELECT coalesce(sum(explained * (records - 1)) / nullif(sum(records - 1), 0), avg(explained), 0) AS mean,
    coalesce(avg(explained) FILTER (records = 1), mean) AS typical
FROM organization_names
"""

_CORRECTED = "least(frequency * pow(2, -($level + $slope * ({explained} - $mean))), 1)"

# Of a name that nobody had yet words are not known; it is as frequent as one that a single record has.
_CORRECT_UNKNOWN = f"""
UPDATE frequencies SET frequency = {_CORRECTED.format(explained="$typical")}
WHERE feature = 'organization' AND value IS NULL
"""  # noqa: S608 - as above

_DROP_KNOWN = "DELETE FROM frequencies WHERE feature = 'organization' AND value IS NOT NULL"

_CORRECT_KNOWN = f"""
INSERT INTO frequencies SELECT 'organization', organization, {_CORRECTED.format(explained="explained")}
FROM organization_names
"""  # noqa: S608 - as above


@dataclass(frozen=True)
class Namesakes:
    """Pairs of equal names: bits for one firm by the name and by what else is known, for how many pairs each
    counts, and how far its words explain the name."""

    name: Floats
    rest: Floats
    counts: Floats
    explained: Floats


def learn_name_rarity(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> None:
    """Correct `frequencies` of organizations' names by their words and by what pairs of equal names are."""
    if not finds(connection, "FROM features WHERE organization IS NOT NULL"):
        return
    connection.execute(_NAMES)
    level, slope = learn(_namesakes(connection, model))
    [(mean, typical)] = connection.execute(_MEANS).fetchall()
    learned = {"level": level, "slope": slope, "mean": mean}
    connection.execute(_CORRECT_UNKNOWN, learned | {"typical": typical})
    connection.execute(_DROP_KNOWN)
    connection.execute(_CORRECT_KNOWN, learned)
    connection.execute("DROP TABLE organization_names")


def learn(pairs: Namesakes) -> tuple[float, float]:
    """The bits that an equal name says beyond its number, and those for each bit that its words explain."""
    if len(pairs.name) < FEWEST:
        return float(BELIEVED[0]), float(BELIEVED[1])
    centred = pairs.explained - np.average(pairs.explained, weights=pairs.counts)
    columns = np.stack([np.ones(len(centred)), centred], axis=1)
    precision = 1 / SPREADS**2
    # Shares curve a likelihood by a quarter at most, so no step leads too far (Böhning and Lindsay 1988).
    curvature = (columns * (pairs.counts * LN2**2 / 4)[:, None]).T @ columns + np.diag(precision)
    at = BELIEVED
    for _ in range(ROUNDS):
        by_name = pairs.name + columns @ at
        surer = sigmoid(by_name + pairs.rest) - sigmoid(by_name)
        gradient = LN2 * columns.T @ (pairs.counts * surer) - precision * (at - BELIEVED)
        step = np.linalg.solve(curvature, gradient)
        before, at = at, np.array([at[0] + step[0], np.clip(at[1] + step[1], *SLOPES)])
        if np.abs(at - before).max() < 1e-4:
            break
    return round(float(at[0]), 6), round(float(at[1]), 6)


def _namesakes(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> Namesakes:
    """Those of which a house is known on both sides or, where these are too few, a telephone number or else a
    place."""
    found: dict[str, Any] = connection.execute(_PAIRS).fetchnumpy()
    told = (
        ("housed", "one_house", _rates_of(model, "address", _HOUSE_LEVELS)),
        ("reached", "one_phone", _rates_of(model, "phone", _PHONE_LEVELS)),
        ("placed", "one_place", _rates_of(model, "place", _PLACE_LEVELS)),
    )
    enough = (it for it in told if np.count_nonzero(found[it[0]]) >= FEWEST)
    known, agree, (m, u) = next(enough, told[-1])
    known, agree = found[known], found[agree]
    rarity, counts, explained = np.stack([found[c][known] for c in ("rarity", "counts", "explained")])
    same, _ = next(iter(model.rates["organization"].values()))
    odds = float(np.log2(same * model.match_share / (1 - model.match_share)))
    agreed = agree[known].astype(np.float64)
    rest = agreed * np.log2(m / u) + (1 - agreed) * np.log2((1 - m) / (1 - u))
    return Namesakes(odds + rarity, rest, counts, explained)


def _rates_of(model: IdentityModel, comparison: str, levels: tuple[int, ...]) -> tuple[float, float]:
    """How often two records of one firm, and of two, agree as these levels of a comparison say."""
    rates = list(model.rates[comparison].values())
    return sum(rates[level][0] for level in levels), sum(rates[level][1] for level in levels)
