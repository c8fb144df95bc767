"""Columns with the states of one country: `NSW`, `VIC`, `QLD`."""

from __future__ import annotations

from ingest.cleaning.countries import countries_of_states, subdivision_code
from ingest.proposing.meaning.columns import Column

_SEVERAL = 3
"""Different states, at least, where they are codes: two or three letters may be much else."""
_LONGEST_CODE = 3

_MOSTLY, _NO_OTHERS = 0.9, 0.5
"""Share of rows that have a state of a country, at least, and of another country, at most."""


def country_of_states(column: Column) -> str:
    """The country whose states most rows of a column have, by code or name; else nothing."""
    shares = {country: _share(column, country) for country in countries_of_states()}
    ranked = sorted(shares, key=lambda country: -shares[country])
    return ranked[0] if shares[ranked[0]] >= _MOSTLY and shares[ranked[1]] <= _NO_OTHERS else ""


def _share(column: Column, country: str) -> float:
    rows: dict[str, int] = {}
    for text, count in column.counts.items():
        if state := subdivision_code(text, country):
            rows[state] = rows.get(state, 0) + count
    named = any(len(text) > _LONGEST_CODE for text in column.counts)
    return sum(rows.values()) / len(column.texts) if named or len(rows) >= _SEVERAL else 0.0
