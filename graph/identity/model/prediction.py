"""Splink's prediction as the text of one query.

To set up a linker of Splink's takes longer than to score a few hundred pairs, and what a linker does with
pairs that it is given depends on its settings alone. So Splink is asked once for its SQL under some settings.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from splink.internals.comparison_vector_values import compute_comparison_vector_values_from_id_pairs_sqls
from splink.internals.pipeline import CTEPipeline
from splink.internals.predict import predict_from_comparison_vectors_sqls_using_settings
from splink.internals.settings_creator import SettingsCreator

_PAIRS = "__splink__blocked_id_pairs"
"""What Splink calls the table of pairs."""

_KEPT = 64


def prediction_sql(settings: dict[str, Any], features: str, pairs: str, floor: float | None) -> str:
    """The query with which a linker under `settings` (deduplication, in DuckDB) predicts.

    It is over the feature table `features`, value frequencies included, and the table or view `pairs`
    (join_key_l, join_key_r, match_key). Its columns are those of `Linker.inference.predict`; pairs that weigh
    less than `floor` are left out.
    """
    return _prediction_sql(json.dumps(settings), features, floor).replace(_PAIRS, pairs)


@lru_cache(maxsize=_KEPT)
def _prediction_sql(settings: str, features: str, floor: float | None) -> str:
    made = SettingsCreator.from_path_or_dict(json.loads(settings)).get_settings("duckdb")
    columns = made.column_info_settings
    pipeline = CTEPipeline()
    pipeline.enqueue_list_of_sqls(
        compute_comparison_vector_values_from_id_pairs_sqls(
            made._columns_to_select_for_blocking,
            made._columns_to_select_for_comparison_vector_values,
            input_tablename_l=features,
            input_tablename_r=features,
            source_dataset_input_column=columns.source_dataset_input_column,
            unique_id_input_column=columns.unique_id_input_column,
        )
    )
    pipeline.enqueue_list_of_sqls(predict_from_comparison_vectors_sqls_using_settings(made, None, floor))
    return pipeline.generate_cte_pipeline_sql()
