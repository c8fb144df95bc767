"""The models of a run: trained on its records, or the usual and the safe one where these teach no better."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import duckdb

from graph.errors import IdentityError
from graph.identity.model.adjusting.domains import with_domains
from graph.identity.model.adjusting.exchanges import with_exchanges
from graph.identity.model.adjusting.moves import with_moves
from graph.identity.model.adjusting.name_rarity import learn_name_rarity
from graph.identity.model.adjusting.relatives_of_one_name import with_relatives_of_one_name
from graph.identity.model.blocking.plan import BlockingPlan, PairBudget, plan_blocking
from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.model.comparisons.frequencies import count_frequencies, count_name_pairs
from graph.identity.model.comparisons.name_cultures import NameRatios, name_ratios
from graph.identity.model.comparisons.names import NAME_PAIR
from graph.identity.model.ground import Ground, ground_of
from graph.identity.model.identity_model import SAFE, USUAL, IdentityModel, Threshold
from graph.identity.model.observing import CANDIDATE_PAIRS, Observer
from graph.identity.model.pairs.contents import contents_known
from graph.identity.model.pairs.engines import DuckEngine, Engine
from graph.identity.model.rates import (
    RandomPairs,
    Rates,
    estimate_rates,
    prior_rates,
    safe_rates,
    usual_rates,
)
from graph.identity.model.share_of_matches import certain_matches, share_of_matches
from graph.identity.model.threshold import caution, find_threshold

FILLED = 0.002
"""Share of records that must fill a column for pairs to be sought by it."""

SAFE_WEIGHT = math.log2(20)
"""The threshold of the safe model: twenty to one against chance."""

_COMPARISONS = list(COMPARISONS.values())


def train_model(connection: duckdb.DuckDBPyConnection, engine: Engine | None = None) -> IdentityModel:
    """Train on table `features`, without labels; fills the tables `frequencies` and `links`.

    Candidate pairs are made and scored by `engine`, in the connection itself without one. Raises
    IdentityError where no record has anything to compare.
    """
    if engine is not None:
        return _train(connection, engine)
    with closing(DuckEngine(connection)) as own:
        return _train(connection, own)


def safe_model(connection: duckdb.DuckDBPyConnection, engine: Engine) -> IdentityModel:
    """The model that links nothing which chance explains, for data that teach no better; fills the same
    tables as `train_model`."""
    model = _untrained(connection, safe_rates)
    engine.score(model)
    return model.with_threshold(Threshold(SAFE_WEIGHT, SAFE, {}))


def usual_model(connection: duckdb.DuckDBPyConnection, engine: Engine) -> IdentityModel:
    """The model by which one person's records differ as they do everywhere, for data whose own pairs lead
    training astray: how many are one it learns from weights alone; fills the same tables as `train_model`.

    Its threshold is as cautious as that of a model which expects no other matches than those it is sure of.
    """
    model = _untrained(connection, usual_rates)
    engine.score(model)
    model = replace(model, match_share=share_of_matches(connection, model))
    engine.score(model)
    certain = certain_matches(connection)
    return model.with_threshold(Threshold(caution(certain), USUAL, {"certain_matches": round(certain, 1)}))


def _train(connection: duckdb.DuckDBPyConnection, engine: Engine) -> IdentityModel:
    plan, ratios = _plan(connection), name_ratios(connection)
    prior = prior_rates(_COMPARISONS, _records(connection)).with_names_together(ratios.together)
    model = _model(_learn(connection, engine, plan, prior), plan, ground_of(connection))
    model = with_domains(connection, with_exchanges(connection, with_moves(connection, model)))
    model = with_relatives_of_one_name(connection, model)
    _count(connection, model, ratios)
    learn_name_rarity(connection, model)
    engine.score(model)
    return model.with_threshold(find_threshold(connection, model))


def _untrained(
    connection: duckdb.DuckDBPyConnection, rates_of: Callable[[RandomPairs, Rates], Rates]
) -> IdentityModel:
    plan, ratios = _plan(connection), name_ratios(connection)
    prior = prior_rates(_COMPARISONS, _records(connection)).with_names_together(ratios.together)
    observer = Observer(connection, _COMPARISONS)
    with contents_known(connection):
        rates = rates_of(observer.random_pairs(), prior)
    model = with_exchanges(connection, _model(rates, plan, ground_of(connection)))
    model = with_relatives_of_one_name(connection, model)
    _count(connection, model, ratios)
    return model


def _plan(connection: duckdb.DuckDBPyConnection) -> BlockingPlan:
    filled = _filled_columns(connection)
    telling = (comparison.filled_by for comparison in _COMPARISONS if not comparison.of_the_data)
    if not any(map(filled.intersection, telling)):
        if not _records(connection):
            raise IdentityError("There are no records yet.", "Ingest a source first: ckg ingest MAPPING.")
        raise IdentityError("No record has a value to compare.", "Map at least a name or an identifier.")
    return plan_blocking(connection, filled, PairBudget.for_records(_records(connection)))


def _count(connection: duckdb.DuckDBPyConnection, model: IdentityModel, names: NameRatios) -> None:
    peers = max(model.records_per_person, 2.0)  # the two that are compared say nothing of all others
    count_frequencies(connection, model.frequency_priors, peers)
    if NAME_PAIR.name in model.rates:
        count_name_pairs(connection, names, peers)


def _records(connection: duckdb.DuckDBPyConnection) -> int:
    [(records,)] = connection.execute("SELECT count(*) FROM features").fetchall()
    return int(records)


def _filled_columns(connection: duckdb.DuckDBPyConnection) -> set[str]:
    names = [name for (name, *_) in connection.execute("DESCRIBE features").fetchall()]
    counts = ", ".join(f"count({name})" for name in names)
    [row] = connection.execute(f"SELECT count(*), {counts} FROM features").fetchall()
    least = max(1, int(row[0] * FILLED))
    return {name for name, count in zip(names, row[1:], strict=True) if count >= least}


def _learn(connection: duckdb.DuckDBPyConnection, engine: Engine, plan: BlockingPlan, prior: Rates) -> Rates:
    if not plan.rules:
        return prior
    observer = Observer(connection, _COMPARISONS)
    with contents_known(connection):
        share = engine.sample(plan.rules, CANDIDATE_PAIRS)
        patterns = observer.patterns("observed", share, plan.rules)
        connection.execute("DROP TABLE observed")
        return estimate_rates(patterns, observer.random_pairs(), prior)


def _model(rates: Rates, plan: BlockingPlan, ground: Ground) -> IdentityModel:
    return IdentityModel(
        rates={
            comparison.name: {
                level.label: (float(level_m), float(level_u))
                for level, level_m, level_u in zip(comparison.levels, m, u, strict=True)
            }
            for comparison, m, u in zip(_COMPARISONS, rates.m, rates.u, strict=True)
        },
        match_share=rates.match_share,
        household_share=rates.household_share,
        rules=plan.rules,
        refused=plan.refused,
        threshold=Threshold(0.0, "even odds", {}),
        records=sum(source.records for source in ground.values()),
        ground=ground,
    )
