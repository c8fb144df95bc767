"""RE2 expressions in rules, checked as the rules are read."""

from __future__ import annotations

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
