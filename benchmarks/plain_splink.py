"""Splink with the comparisons, blocking rules and training of its own documentation, for comparison."""

# ruff: noqa: S608 - the SQL is put together from this module's own names

from __future__ import annotations

import logging
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.exceptions import EMTrainingException


@dataclass(frozen=True)
class Recipe:
    """What the documentation's example of a data set does; `threshold` is a probability.

    `frequencies` tells whether term frequencies count in expectation maximisation."""

    comparisons: list[Any]
    blocking: list[Any]
    certain: list[Any]
    recall: float
    training: list[Any]
    threshold: float
    random_pairs: float = 1e6
    frequencies: bool = True


def recipes() -> dict[str, Recipe]:
    """The recipe of each data set that Splink's documentation has an example of."""
    return {"historical_50k": _historical(), "fake_1000": _fake(), "FEBRL": _febrl()}


def _historical() -> Recipe:
    return Recipe(
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        blocking=[
            block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake, 1, 3)", "dob"),
            block_on("substr(postcode_fake, 1, 3)", "first_name"),
            block_on("substr(postcode_fake, 1, 3)", "surname"),
            block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
        ],
        certain=[
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name, 1, 2)", "surname", "substr(postcode_fake, 1, 2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
        training=[block_on("first_name", "surname"), block_on("dob")],
        threshold=0.95,
        random_pairs=1e7,
        frequencies=False,
    )


def _fake() -> Recipe:
    return Recipe(
        comparisons=[
            cl.NameComparison("first_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        blocking=[block_on("first_name", "city"), block_on("surname"), block_on("dob"), block_on("email")],
        certain=[block_on("first_name", "dob"), "l.email = r.email"],
        recall=0.7,
        training=[block_on("first_name", "surname"), block_on("dob")],
        threshold=0.5,
    )


def _febrl() -> Recipe:
    return Recipe(
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        blocking=[
            block_on("soc_sec_id"),
            block_on("given_name"),
            block_on("surname"),
            block_on("date_of_birth"),
            block_on("postcode"),
        ],
        certain=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
            "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
        ],
        recall=0.9,
        training=[block_on("date_of_birth"), block_on("postcode")],
        threshold=0.9,
    )


def assign(connection: duckdb.DuckDBPyConnection, recipe: Recipe) -> dict[str, str]:
    """Clusters of table `raw` (key `unique_id`) by the recipe: record → cluster."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=recipe.comparisons,
        blocking_rules_to_generate_predictions=recipe.blocking,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = _linker(connection, settings, recipe)
        linker.training.estimate_u_using_random_sampling(max_pairs=recipe.random_pairs, seed=1)
        for rule in recipe.training:
            _train(linker, rule, frequencies=recipe.frequencies)
        predictions = linker.inference.predict(threshold_match_probability=0.01)
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predictions, threshold_match_probability=recipe.threshold
        )
    rows = connection.execute(f"SELECT unique_id, cluster_id FROM {clusters.physical_name}").fetchall()
    return {str(record): str(cluster) for record, cluster in rows}


def _linker(connection: duckdb.DuckDBPyConnection, settings: SettingsCreator, recipe: Recipe) -> Linker:
    """A linker that knows how many pairs match; where no pair is certain, Splink's default holds, since it
    cannot do with none."""
    rows = DuckDBAPI(connection).register("raw")
    linker = Linker(rows, settings, log_level=logging.ERROR)
    if recipe.certain:
        linker.training.estimate_probability_two_random_records_match(recipe.certain, recall=recipe.recall)
        if not linker.misc.save_model_to_json()["probability_two_random_records_match"]:
            return Linker(rows, settings, log_level=logging.ERROR)
    return linker


def _train(linker: Linker, rule: Any, *, frequencies: bool) -> None:
    """One pass of expectation maximisation; left out where Splink finds no pairs to learn from."""
    with suppress(ValueError, EMTrainingException):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=not frequencies
        )
