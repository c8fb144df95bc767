"""How much another house speaks against one firm where two sources give one name.

Branches have the name of their brand, and the comparison of houses counts that against each pair. If they
are in each source as often as other firms, those found within sources tell how many lie between them. What
is found between sources beyond that are firms known under two addresses.
"""

from __future__ import annotations

import math
from dataclasses import replace

import duckdb

from graph.identity.connection.temporary import finds
from graph.identity.evidence.branches import share_beyond
from graph.identity.model.adjusting.name_rarity import FEWEST, MOST_HOLDERS
from graph.identity.model.comparisons.addresses import BOTH_TELL_TOWN
from graph.identity.model.comparisons.organizations import (
    ANOTHER_HOUSE,
    BETWEEN_SOURCES,
    BRANCHES_BETWEEN,
    HOUSE,
    LEGAL_FORM,
    ONE_FORM,
    ORGANIZATION,
)
from graph.identity.model.identity_model import IdentityModel, weight_of

_READ = (
    "organization",
    "organization_words",
    "organization_initials",
    "organization_spelled",
    "organization_unit",
    "organization_of_group",
    "organization_kinds",
    "organization_names",
    "organization_further",
    "organization_script",
    "organization_cut",
    "organization_given",
    "legal_forms",
    "street",
    "house_number",
    "house",
    "postal_code",
    "city",
    "address_words",
    "phones",
    "emails",
    "source",
    "entity_type",
)

# Kern KG and Kern GmbH are two firms in whatever houses.
_COUNTS = f"""
WITH housed AS (
    SELECT record_no, {", ".join(_READ)} FROM features
    WHERE entity_type = 'organization' AND organization IS NOT NULL
    AND street IS NOT NULL AND house_number IS NOT NULL
), held AS (
    FROM housed QUALIFY count(*) OVER (PARTITION BY organization) BETWEEN 2 AND {MOST_HOLDERS}
), pairs AS (
    SELECT {", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in _READ)}
    FROM held AS l JOIN held AS r ON r.organization = l.organization AND l.record_no < r.record_no
), shares AS (
    SELECT count(*) / sum(count(*)) OVER () AS share FROM housed GROUP BY source
)
SELECT {BOTH_TELL_TOWN} AS told,
    count(*) FILTER (source_l = source_r), count(*) FILTER (source_l <> source_r),
    (SELECT coalesce(sum(share * share), 1) FROM shares)
FROM pairs WHERE {ANOTHER_HOUSE} AND {ONE_FORM} GROUP BY told
"""  # noqa: S608 - made of conditions of our own


def with_moves(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> IdentityModel:
    """The model in which another house between two sources counts as the `features` bear out.

    Pairs of one name come to the odds of one firm to two among them: never in favour of them, nor more
    against them than before. Where such pairs are few all stays as it was.
    """
    if not finds(connection, "FROM features WHERE entity_type = 'organization'"):
        return model  # the query takes longer to plan than to answer
    rates, known = dict(model.rates[HOUSE.name]), _of_one_name(model)
    for told, within, between, unmixed in connection.execute(_COUNTS).fetchall():
        if between >= FEWEST:
            level = BRANCHES_BETWEEN if told else BETWEEN_SOURCES
            rates[level] = _relieved(rates[level], share_beyond(within, between, unmixed), known)
    return replace(model, rates={**model.rates, HOUSE.name: rates})


def _of_one_name(model: IdentityModel) -> float:
    """The bits of two records of which no more is known than that they have one name."""
    first = (next(iter(model.rates[each.name].values())) for each in (ORGANIZATION, LEGAL_FORM))
    return math.log2(model.match_share) + sum(math.log2(m / u) for m, u in first)


def _relieved(rates: tuple[float, float], moved: float, known: float) -> tuple[float, float]:
    m, u = rates
    bits = min(0.0, weight_of(moved) - known) if 0 < moved < 1 else math.log2(m / u)
    return max(m, round(u * 2**bits, 6)), u
