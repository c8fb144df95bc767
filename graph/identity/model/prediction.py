"""Splink's prediction as the text of one query.

To set up a linker of Splink's takes longer than to score a few hundred pairs, and what a linker does with
pairs that it is given depends on its settings alone. So Splink is asked once for its SQL under some settings;
of settings that differ in their probabilities alone, it reads the conditions once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

from splink.internals.comparison_vector_values import compute_comparison_vector_values_from_id_pairs_sqls
from splink.internals.pipeline import CTEPipeline
from splink.internals.predict import predict_from_comparison_vectors_sqls_using_settings
from splink.internals.settings import Settings
from splink.internals.settings_creator import SettingsCreator

_PAIRS = "__splink__blocked_id_pairs"
"""What Splink calls the table of pairs."""

_KEPT = 64

_PRIOR = "probability_two_random_records_match"
_RATES = ("m_probability", "u_probability")
_ANY = 0.5
"""Stands for a probability that is not yet known."""


def prediction_sql(settings: dict[str, Any], features: str, pairs: str, floor: float | None) -> str:
    """The query with which a linker under `settings` (deduplication, in DuckDB) predicts.

    It is over the feature table `features`, value frequencies included, and the table or view `pairs`
    (join_key_l, join_key_r, match_key). Its columns are those of `Linker.inference.predict`; pairs that weigh
    less than `floor` are left out.
    """
    return _prediction_sql(json.dumps(settings), features, floor).replace(_PAIRS, pairs)


@lru_cache(maxsize=_KEPT)
def _prediction_sql(settings: str, features: str, floor: float | None) -> str:
    pipeline = CTEPipeline()
    given = json.loads(settings)
    without = json.dumps(_without_probabilities(given))
    pipeline.enqueue_list_of_sqls(_comparing_sqls(without, features))
    made = _with_probabilities(deepcopy(_read(without)), given)
    pipeline.enqueue_list_of_sqls(predict_from_comparison_vectors_sqls_using_settings(made, None, floor))
    return pipeline.generate_cte_pipeline_sql()


@lru_cache(maxsize=_KEPT)
def _comparing_sqls(settings: str, features: str) -> list[dict[str, str]]:
    """What makes the comparison levels of each pair."""
    made = _read(settings)
    columns = made.column_info_settings
    return compute_comparison_vector_values_from_id_pairs_sqls(
        made._columns_to_select_for_blocking,
        made._columns_to_select_for_comparison_vector_values,
        input_tablename_l=features,
        input_tablename_r=features,
        source_dataset_input_column=columns.source_dataset_input_column,
        unique_id_input_column=columns.unique_id_input_column,
    )


@lru_cache(maxsize=_KEPT)
def _read(settings: str) -> Settings:
    return SettingsCreator.from_path_or_dict(json.loads(settings)).get_settings("duckdb")


def _rated(settings: dict[str, Any]) -> Iterator[tuple[int, int, dict[str, float]]]:
    """The probabilities that levels have, by the places of comparison and level."""
    for c, comparison in enumerate(settings["comparisons"]):
        for n, level in enumerate(comparison["comparison_levels"]):
            yield c, n, {name: level[name] for name in _RATES if level.get(name) is not None}


def _without_probabilities(settings: dict[str, Any]) -> dict[str, Any]:
    bare = deepcopy(settings)
    for c, n, rates in _rated(settings):
        bare["comparisons"][c]["comparison_levels"][n] |= dict.fromkeys(rates, _ANY)
    return bare | ({_PRIOR: _ANY} if _PRIOR in settings else {})


def _with_probabilities(made: Settings, settings: dict[str, Any]) -> Settings:
    core = made.core_model_settings
    core.probability_two_random_records_match = settings.get(
        _PRIOR, core.probability_two_random_records_match
    )
    for c, n, rates in _rated(settings):
        for name, value in rates.items():
            setattr(core.comparisons[c].comparison_levels[n], name, value)
    return made
