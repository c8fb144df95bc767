"""How far caution goes where likely pairs that nothing forbids speak for a model.

What a model is sure of where hardly anybody is in the data twice are relatives and namesakes: nearly all of
them have given names or birth dates that forbid them to be one. So the sure pairs that nothing forbids tell
whether there are matches, the more so the fewer pairs are in doubt beside them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import duckdb

from graph.identity.evidence.vetoes import OF_ONE_SOURCE, vetoes_sql
from graph.identity.model.comparisons.frequencies import PRIOR_RECORDS
from graph.identity.model.identity_model import CAUTIOUS, IdentityModel
from graph.identity.model.threshold import CAUTION, SURE
from graph.identity.rules import Veto

ENOUGH_SURE = 60.0
"""Sure pairs, times how many there are of them for one in doubt, that halve the caution."""

LEAST_DOUBT = 0.05
"""Pairs in doubt for a sure one, at the least."""

BELIEVED = 5.0
"""Pairs in doubt before any is seen: two sure pairs and no other say little."""

_UNLIKELY = -3
"""Bits below which no pair is looked at."""


def encouraged(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, vetoes: Collection[Veto]
) -> IdentityModel:
    """The model with a lower threshold where sure pairs in `scored_links` that no veto forbids are many
    beside those in doubt.

    It stays as it is where the threshold was found otherwise, and where records are fewer than the beliefs
    about frequencies count for: how rare a chance agreement is they do not tell.
    """
    found = model.threshold
    if found.method != CAUTIOUS or model.records < PRIOR_RECORDS:
        return model
    [(sure, doubtful)] = connection.execute(_allowed_sql(set(vetoes) - OF_ONE_SOURCE)).fetchall()
    evidence = sure**2 / (doubtful + LEAST_DOUBT * sure + BELIEVED)
    weight = CAUTION / (CAUTION / found.weight + evidence / ENOUGH_SURE)
    figures = found.figures | {"sure_matches": round(sure, 1), "doubtful_matches": round(doubtful, 1)}
    return model.with_threshold(replace(found, weight=round(weight, 6), figures=figures))


def _allowed_sql(vetoes: Collection[Veto]) -> str:
    """SQL of how many pairs that nothing forbids are one person: of those that the model is sure of, and of
    those in doubt."""
    return f"""
        WITH hopeful AS MATERIALIZED (
            SELECT record_l, record_r, probability FROM scored_links WHERE weight >= {_UNLIKELY}
        )
        SELECT coalesce(sum(probability) FILTER (probability >= {SURE}), 0),
            coalesce(sum(probability) FILTER (probability < {SURE}), 0)
        FROM hopeful ANTI JOIN ({vetoes_sql("hopeful", vetoes)}) USING (record_l, record_r)"""  # noqa: S608 - made of conditions of our own
