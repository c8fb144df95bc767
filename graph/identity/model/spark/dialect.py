"""The model's SQL, written for DuckDB, in Spark's words.

Only names of functions and the sign of lambdas differ. Each function is listed, so that a comparison which
uses another one is refused here and not found wrong in a result.
"""

from __future__ import annotations

import re
from typing import Any

from graph.errors import IdentityError
from graph.identity.model.identity_model import IdentityModel

JARO_WINKLER = "ckg_jaro_winkler"
"""Our function of that name on Spark: the one that Splink brings counts transpositions in another way."""

_RENAMED = {
    "list_has_any": "arrays_overlap",
    "list_contains": "array_contains",
    "list_intersect": "array_intersect",
    "list_filter": "filter",
    "list_transform": "transform",
    "list_extract": "get",
    "array_to_string": "array_join",
    "len": "array_size",
    "starts_with": "startswith",
    "unnest": "explode",
    "generate_series": "sequence",
    "jaro_winkler_similarity": JARO_WINKLER,
}

_SAME = {
    *("select", "from", "join", "on", "where", "and", "or", "not", "in", "as", "all", "over", "when", "then"),
    *("else", "coalesce", "least", "greatest", "length", "left", "right", "substr", "levenshtein"),
    *(
        "damerau_levenshtein",
        "regexp_extract_all",
        "split_part",
        "position",
        "log2",
        "pow",
        "sum",
        "count",
        "max",
        "min",
        "bit_or",
    ),
}
"""Words that may stand before a parenthesis and mean the same on both."""


_LAMBDA = re.compile(r"\blambda (\w+(?:, \w+)*): ")


def to_spark(sql: str) -> str:
    """`sql` with Spark's function names; raises IdentityError for a function that has no known one.

    >>> to_spark("list_filter(words, lambda w, place: list_extract(others, place) = w)")
    'filter(words, (w, place) -> get(others, place) = w)'
    """
    renamed = re.sub(r"\b([A-Za-z_]\w*)(?=\()|\b([A-Za-z_]\w*)(?= \()", _rename, sql)
    return _LAMBDA.sub(r"(\1) -> ", renamed)


def spark_settings(model: IdentityModel) -> dict[str, Any]:
    """Splink's settings for the model, with every condition in Spark's words."""
    settings = model.settings()
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level["sql_condition"] != "ELSE":
                level["sql_condition"] = to_spark(level["sql_condition"])
    return settings


def _rename(found: re.Match[str]) -> str:
    name = found.group()
    if name in _RENAMED:
        return _RENAMED[name]
    if name.lower() in _SAME:
        return name
    raise IdentityError(
        f"The model uses the function {name}, which has no known counterpart on Spark.",
        "Use `engine: duckdb`, or add the function to graph/identity/model/spark/dialect.py.",
    )
