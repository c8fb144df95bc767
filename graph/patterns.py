"""RE2 expressions in rules, checked as the rules are read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Annotated

import duckdb
from pydantic import AfterValidator

from graph.duck import connect


def _check(pattern: str) -> str:
    """By a cursor of its own: DuckDB's own connection is one for all threads, and fails where two use it."""
    with _house().cursor() as connection:
        try:
            connection.execute("SELECT regexp_full_match('', ?)", [pattern])
        except duckdb.InvalidInputException as error:
            raise ValueError(f"not an RE2 expression: {pattern}") from error
    return pattern


@cache
def _house() -> duckdb.DuckDBPyConnection:
    return connect()


Pattern = Annotated[str, AfterValidator(_check)]
"""A text that DuckDB takes as a regular expression."""


def any_of(patterns: Iterable[str]) -> str:
    """One expression that fits what any of these fits; what none fits where there are none.

    >>> any_of(["a|b", "c"]), any_of([])
    ('(?:a|b)|(?:c)', '[^\\\\s\\\\S]')
    """
    return "|".join(f"(?:{each})" for each in patterns) or r"[^\s\S]"
