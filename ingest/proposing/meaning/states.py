"""Values that are the states of one country: `NSW`, `VIC`, `QLD`."""

from __future__ import annotations

from collections import Counter

from ingest.cleaning.countries import countries_of_states, subdivision_code

_SEVERAL = 3
"""Different states, at least, where they are codes: two or three letters may be much else."""
_LONGEST_CODE = 3

_MOSTLY, _NO_OTHERS = 0.9, 0.5
"""Share of rows that have a state of a country, at least, and of another country, at most."""


def country_of_states(counts: Counter[str]) -> str:
    """The country whose states most rows of a column have, by code or name; else nothing.

    `counts` says how often each value is there.
    """
    shares = {country: _share(counts, country) for country in countries_of_states()}
    ranked = sorted(shares, key=lambda country: -shares[country])
    return ranked[0] if shares[ranked[0]] >= _MOSTLY and shares[ranked[1]] <= _NO_OTHERS else ""


def _share(counts: Counter[str], country: str) -> float:
    rows = Counter[str]()
    for text, count in counts.items():
        if state := subdivision_code(text, country):
            rows[state] += count
    named = any(len(text) > _LONGEST_CODE for text in counts)
    return rows.total() / counts.total() if named or len(rows) >= _SEVERAL else 0.0
