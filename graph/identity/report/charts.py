"""Splink's charts for the model of a run, as Vega-Lite specifications."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from typing import Any

import duckdb

from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel

Spec = dict[str, Any]

SAMPLE = 100_000
"""Records that are compared with themselves to see which could not be linked."""


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite specification with what it shows; `key` is its name on the page."""

    key: str
    caption: str
    spec: Spec


class ModelCharts:
    """Draws for a model over the connection's `features_now`, `frequencies` and `decided_links`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, model: IdentityModel, threshold: float) -> None:
        from splink import DuckDBAPI, Linker  # takes long, and only runs that write a report need it

        self._connection = connection
        self._threshold = threshold
        self._api = DuckDBAPI(connection)
        columns = model.frequency_priors
        features = with_frequencies_sql(columns, "features_now")
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE report_features AS "  # noqa: S608 - own names
            f"SELECT * FROM ({features}) ORDER BY hash(record_no) LIMIT {SAMPLE}"
        )
        logging.getLogger("splink").setLevel(logging.ERROR)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Splink warns of untrained models; ours are trained outside it
            self._linker = Linker(
                self._api.register("report_features"),
                model.settings(),
                log_level=logging.ERROR,
                validate_settings=False,
            )
        for column in columns:
            self._ignore_frequencies(column)

    def close(self) -> None:
        """Drop the sample of records."""
        self._connection.execute("DROP TABLE report_features")

    def _ignore_frequencies(self, column: str) -> None:
        """Give Splink an empty look-up for `column`: it would count again what the feature table carries."""
        name = f"no_frequencies_{column}"
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} ({column} VARCHAR, tf_{column} DOUBLE)"
        )
        self._linker.table_management.register_term_frequency_lookup(self._api.register(name), column)

    def of_model(self) -> list[Chart]:
        """Match weights and the m and u behind them."""
        draw = self._linker.visualisations
        return [
            Chart(
                "match_weights",
                "What each outcome of a comparison weighs: to the right it speaks for one person, "
                "to the left for two.",
                draw.match_weights_chart().chart_dict,
            ),
            Chart(
                "m_u_parameters",
                "How often each outcome is seen among pairs of one person (m) and of two (u).",
                draw.m_u_parameters_chart().chart_dict,
            ),
        ]

    def unlinkables(self) -> Chart:
        """The share of records that say too little to reach a threshold even against themselves."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of deprecations inside Splink
            spec = self._linker.evaluation.unlinkables_chart().chart_dict
        caption = (
            "Records that would not be linked even with a copy of themselves, by threshold: "
            "they say too little about the person."
        )
        return Chart("unlinkables", caption, spec)

    def weights(self) -> Chart | None:
        """The histogram of the links' weights with the threshold; None where there are no links."""
        self._connection.execute(
            "CREATE OR REPLACE TEMP VIEW report_weights AS SELECT weight AS match_weight"
            " FROM decided_links WHERE tier = 'model'"
        )
        [(links,)] = self._connection.execute("SELECT count(*) FROM report_weights").fetchall()
        if not links:
            return None
        registered = self._api.register("report_weights")
        scored = self._linker.table_management.register_table_predict(registered)
        spec = self._linker.visualisations.match_weights_histogram(scored, width=720).chart_dict
        caption = f"Scored pairs by weight; the line is the threshold, {self._threshold:.1f}."
        return Chart("weights", caption, _with_rule(spec, self._threshold))


def _with_rule(spec: Spec, weight: float) -> Spec:
    """The chart with a vertical line at `weight`."""
    shared = {key: spec.pop(key) for key in ("mark", "encoding", "params") if key in spec}
    rule = {
        "data": {"values": [{"threshold": weight}]},
        "mark": {"type": "rule", "color": "#b3261e", "strokeWidth": 2},
        "encoding": {"x": {"field": "threshold", "type": "quantitative"}},
    }
    return {**spec, "layer": [shared, rule]}
