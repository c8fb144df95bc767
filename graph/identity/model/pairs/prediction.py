"""The query that weighs pairs, as a linker of Splink's predicts under the same settings.

To set up a linker takes longer than to score a few hundred pairs, and so does asking Splink for its query: it
parses every condition. What it does with given pairs follows from the settings alone, so the query is written
here; `tests/graph/identity/model/pairs/test_prediction.py` holds it against a linker's own prediction.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

import duckdb

from graph.identity.model.comparisons.every import Comparison
from graph.identity.model.identity_model import IdentityModel

Rates = dict[str, tuple[float, float]]
"""m and u by the label of a level."""


def columns_compared(comparisons: Iterable[Comparison]) -> set[str]:
    """The feature columns that comparisons look at."""
    conditions = [sql for c in comparisons for sql in (c.missing, *(level.sql for level in c.levels))]
    return {name for sql in conditions for name in re.findall(r"(\w+)_[lr]\b", sql)}


def levels_sql(comparisons: Sequence[Comparison], pairs: str, kept: Sequence[str] = ()) -> str:
    """The query for which level of each comparison pairs of `features` fall into.

    It is over the table, view or query `pairs` (join_key_l, join_key_r), of which it has the columns `kept`;
    level_… is the place of a comparison's level, from 0, or -1 where it is missing.
    """
    columns = ", ".join((*kept, *_levels(comparisons)))
    return f"WITH {_compared(comparisons, 'features', pairs, kept)} SELECT {columns} FROM compared"


def telling(
    connection: duckdb.DuckDBPyConnection, comparisons: Sequence[Comparison], rows: str
) -> list[Comparison]:
    """The comparisons that may say something of pairs among `rows` of a feature table.

    Most companies know no employers, many no firms: to plan for them takes as long as for names.
    """
    told = ", ".join(f"coalesce(bool_or({comparison.tells}), FALSE)" for comparison in comparisons)
    [found] = connection.execute(f"SELECT {told} FROM {rows}").fetchall()
    return [comparison for comparison, tells in zip(comparisons, found, strict=True) if tells]


def adjusted(comparisons: Iterable[Comparison]) -> list[str]:
    """The feature columns whose value frequencies adjust what these comparisons weigh, each once."""
    levels = (level for comparison in comparisons for level in comparison.levels)
    return list(dict.fromkeys(level.frequency_of for level in levels if level.frequency_of))


def weights_sql(model: IdentityModel, compared: Sequence[Comparison], features: str, pairs: str) -> str:
    """The query for what pairs weigh under a model of whose comparisons all but those `compared` are missing.

    It is over the feature table `features`, value frequencies (tf_…) included, and the table or view `pairs`
    (join_key_l, join_key_r). Its columns are record_id_l, record_id_r, match_weight (log2), and of each
    comparison the weight mw_…, with mw_tf_adj_… for how common the shared value is.
    """
    known = ["record_id", *(f"tf_{column}" for column in adjusted(compared))]
    named = ", ".join(f"{column}_{side}" for column in known for side in "lr")
    names, rates = {c.name for c in compared}, model.corrected_rates
    weights = {
        name: sql if c.name in names else _number(0.0)
        for c in model.comparisons
        for name, sql in _weights(c, rates[c.name])
    }
    prior = _number(model.prior_weight)
    return f"""WITH {_compared(compared, features, pairs, _of_both(known))}, placed AS (
            SELECT {", ".join((named, *_levels(compared)))} FROM compared
        ), weighed AS (
            SELECT record_id_l, record_id_r, {", ".join(f"{sql} AS {name}" for name, sql in weights.items())}
            FROM placed
        )
        SELECT *, {" + ".join((prior, *weights))} AS match_weight FROM weighed"""


def _compared(comparisons: Iterable[Comparison], features: str, pairs: str, more: Iterable[str]) -> str:
    """SQL of `compared`: what is compared of both records, and the columns `more`."""
    columns = _of_both(sorted(columns_compared(comparisons)))
    named = ", ".join((*more, *columns))
    return f"""compared AS (
            SELECT {named} FROM {pairs} AS pairs
            JOIN {features} AS l ON l.record_no = pairs.join_key_l
            JOIN {features} AS r ON r.record_no = pairs.join_key_r
        )"""


def _of_both(columns: Iterable[str]) -> list[str]:
    """SQL: these columns of both records."""
    return [f"{side}.{column} AS {column}_{side}" for column in columns for side in "lr"]


def _levels(comparisons: Iterable[Comparison]) -> Iterator[str]:
    return (f"{_level(comparison)} AS level_{comparison.name}" for comparison in comparisons)


def _level(comparison: Comparison) -> str:
    cases = " ".join(
        f"ELSE {place}" if level.sql == "ELSE" else f"WHEN {level.sql} THEN {place}"
        for place, level in enumerate(comparison.levels)
    )
    return f"CASE WHEN {comparison.missing} THEN -1 {cases} END"


def _weights(comparison: Comparison, rates: Rates) -> Iterable[tuple[str, str]]:
    """Names and SQL of what a comparison weighs, as Splink makes it (`ComparisonLevel._match_weight` and
    `_tf_adjustment_sql`)."""
    level = f"level_{comparison.name}"
    cases = " ".join(
        f"WHEN {place} THEN {_number(math.log2(m / u))}"
        for place, (m, u) in enumerate(rates[each.label] for each in comparison.levels)
    )
    yield f"mw_{comparison.name}", f"CASE {level} {cases} ELSE {_number(0.0)} END"
    adjusted = " ".join(
        f"WHEN {place} THEN {_rarity(each.frequency_of, rates[each.label][1])}"
        for place, each in enumerate(comparison.levels)
        if each.frequency_of and each.sql != "ELSE"
    )
    if adjusted:
        yield f"mw_tf_adj_{comparison.name}", f"CASE {level} {adjusted} ELSE {_number(0.0)} END"


def _rarity(column: str, u: float) -> str:
    """SQL: log2 of a level's u over the frequency of the more common of two values."""
    left, right = f"tf_{column}_l", f"tf_{column}_r"
    return f"coalesce({_number(math.log2(u))} - log2(greatest({left}, {right})), {_number(0.0)})"


def _number(value: float) -> str:
    return f"CAST({value} AS DOUBLE)"
