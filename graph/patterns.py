"""RE2 expressions in rules, checked as the rules are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import duckdb
from pydantic import AfterValidator


def _check(pattern: str) -> str:
    try:
        duckdb.execute("SELECT regexp_full_match('', ?)", [pattern])
    except duckdb.Error as error:
        raise ValueError(f"not an RE2 expression: {pattern}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_check)]
"""A text that DuckDB takes as a regular expression."""


def any_of(patterns: Iterable[str]) -> str:
    """One expression that fits what any of these fits; what none fits where there are none.

    >>> any_of(["a|b", "c"]), any_of([])
    ('(?:a|b)|(?:c)', '[^\\\\s\\\\S]')
    """
    return "|".join(f"(?:{each})" for each in patterns) or r"[^\s\S]"
