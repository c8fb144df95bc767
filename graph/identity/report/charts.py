"""Charts of the model of a run, as Vega-Lite specifications of Splink's.

What they show is made here: a linker of Splink's parses each condition many times, which takes longer than a
run over few changes; `tests/graph/identity/report/test_charts.py` holds it against a linker's own charts.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names and numbers

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from graph.identity.model.comparisons.comparison import Comparison
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.scoring import ModelScorer

Spec = dict[str, Any]

SAMPLE = 100_000
"""Records that are compared with themselves to see which could not be linked."""

BARS = 30
"""About as many bars has the histogram of weights."""

_BAR_WIDTHS = (0.01, 0.1, 0.2, 0.25, 0.5, 1, 2, 5)

_WITH_THEMSELVES = f"""
CREATE OR REPLACE TEMP TABLE report_pairs AS SELECT record_no AS join_key_l, record_no AS join_key_r
FROM features_now ORDER BY hash(record_no) LIMIT {SAMPLE}
"""

# As Splink's `unlinkables_data`.
_UNLINKABLE = """
WITH plain AS (
    SELECT weight - household_weight AS match_weight FROM report_weights
), scored AS (
    SELECT round(match_weight, 2) AS match_weight, round(1 / (1 + pow(2, -match_weight)), 5)
        AS match_probability FROM plain
), shares AS (
    SELECT max(match_weight) AS match_weight, match_probability, count(*) / sum(count(*)) OVER () AS prop
    FROM scored GROUP BY match_probability
)
SELECT *, sum(prop) OVER (ORDER BY match_probability) AS cum_prop FROM shares WHERE match_probability < 1
ORDER BY match_probability
"""


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite specification with what it shows; `key` is its name on the page."""

    key: str
    caption: str
    spec: Spec


@dataclass(frozen=True)
class _Outcome:
    """What Splink's charts show of a level, under its names; the prior has no m, u and SQL."""

    comparison_name: str
    comparison_sort_order: int
    comparison_vector_value: int
    label_for_charts: str
    probability_two_random_records_match: float
    bayes_factor: float
    bayes_factor_description: str
    sql_condition: str | None = None
    m_probability: float | None = None
    m_probability_description: str | None = None
    u_probability: float | None = None
    u_probability_description: str | None = None

    @property
    def log2_bayes_factor(self) -> float:
        return math.log2(self.bayes_factor)

    def as_dict(self) -> Spec:
        return vars(self) | {"log2_bayes_factor": self.log2_bayes_factor}


def charts_of_model(model: IdentityModel) -> list[Chart]:
    """Match weights and the m and u behind them."""
    # Its import takes long, and only runs that write a report need it.
    from splink.internals.charts import MatchWeightsChart, MUParametersChart

    outcomes: list[Any] = [_prior(model.match_share), *_outcomes(model)]  # not all that Splink's records say
    return [
        Chart(
            "match_weights",
            "What each outcome of a comparison weighs: to the right it speaks for one person, "
            "to the left for two.",
            MatchWeightsChart(outcomes).chart_dict,
        ),
        Chart(
            "m_u_parameters",
            "How often each outcome is seen among pairs of one person (m) and of two (u).",
            MUParametersChart(outcomes).chart_dict,
        ),
    ]


def unlinkables(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> Chart:
    """The share of records that say too little to reach a threshold even against themselves.

    Reads `features_now` and `frequencies`.
    """
    from splink.internals.charts import UnlinkablesChart

    connection.execute(_WITH_THEMSELVES)
    ModelScorer(connection, model, "features_now").take_apart("report_pairs", "report_weights")
    shares = connection.sql(_UNLINKABLE).to_arrow_table().to_pylist()
    connection.execute("DROP TABLE report_pairs; DROP TABLE report_weights")
    caption = (
        "Records that would not be linked even with a copy of themselves, by threshold: "
        "they say too little about the person."
    )
    return Chart("unlinkables", caption, UnlinkablesChart(shares).chart_dict)


def weights_of_links(connection: duckdb.DuckDBPyConnection, threshold: float) -> Chart | None:
    """The histogram of the weights of `decided_links` with the threshold; None where there are no links."""
    from splink.internals.charts import MatchWeightsHistogramChart

    links = "FROM decided_links WHERE tier = 'model'"
    [(least, most)] = connection.execute(f"SELECT min(weight), max(weight) {links}").fetchall()
    if least is None:
        return None
    width = min(_BAR_WIDTHS, key=lambda width: abs(width - (most - least) / BARS))
    counted = connection.sql(
        f"""SELECT {width}::DOUBLE * floor(weight / {width}::DOUBLE) AS splink_score_bin_low,
            splink_score_bin_low + {width} AS splink_score_bin_high, count(*) AS count_rows
        {links} GROUP BY ALL ORDER BY ALL"""
    )
    histogram = MatchWeightsHistogramChart(counted.to_arrow_table().to_pylist())
    histogram.set_width_height(width=720, height=250)
    caption = f"Scored pairs by weight; the line is the threshold, {threshold:.1f}."
    return Chart("weights", caption, _with_rule(histogram.chart_dict, threshold))


def _prior(match_share: float) -> _Outcome:
    odds = match_share / (1 - match_share)
    told = f"One of {1 / match_share:,.1f} pairs drawn at random is of one person."
    return _Outcome("probability_two_random_records_match", -1, 0, "", match_share, odds, told)


def _outcomes(model: IdentityModel) -> Iterator[_Outcome]:
    rates = model.corrected_rates
    for place, comparison in enumerate(model.comparisons):
        yield from _of_comparison(place, comparison, model.match_share, rates[comparison.name])


def _of_comparison(
    place: int, comparison: Comparison, match_share: float, rates: dict[str, tuple[float, float]]
) -> Iterator[_Outcome]:
    for value, level in zip(reversed(range(len(comparison.levels))), comparison.levels, strict=True):
        m, u = rates[level.label]
        yield _Outcome(
            comparison_name=comparison.name,
            comparison_sort_order=place,
            comparison_vector_value=value,
            label_for_charts=level.label,
            probability_two_random_records_match=match_share,
            bayes_factor=m / u,
            bayes_factor_description=_times(m / u),
            sql_condition=level.sql,
            m_probability=m,
            m_probability_description=f"Seen in {100 * m:.4g}% of the pairs of one person.",
            u_probability=u,
            u_probability_description=f"Seen in {100 * u:.4g}% of the pairs of two.",
        )


def _times(factor: float) -> str:
    by, more = (factor, "more") if factor >= 1 else (1 / factor, "less")
    return f"It makes one person {by:,.4g} times {more} likely."


def _with_rule(spec: Spec, weight: float) -> Spec:
    """The chart with a vertical line at `weight`."""
    shared = {key: spec.pop(key) for key in ("mark", "encoding", "params") if key in spec}
    rule = {
        "data": {"values": [{"threshold": weight}]},
        "mark": {"type": "rule", "color": "#b3261e", "strokeWidth": 2},
        "encoding": {"x": {"field": "threshold", "type": "quantitative"}},
    }
    return {**spec, "layer": [shared, rule]}
