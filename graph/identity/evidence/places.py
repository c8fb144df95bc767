"""SQL for whether two addresses lie in different towns, where no street tells the houses apart.

The sides are given by the form of their columns, `l.{}` and `r.{}`, or `{}_l` and `{}_r`.
"""

from __future__ import annotations


def other_town(left: str, right: str) -> str:
    """Of one the street is not known, and the town is another, as its name and its postal code say: a suburb
    has another name and nearly the same code, a misspelt town its own code."""
    streets, codes, cities = (
        [side.format(column) for side in (left, right)] for column in ("street", "postal_code", "city")
    )
    code, other_code = codes
    city, other_city = cities
    return (
        f"(({' OR '.join(f'{street} IS NULL' for street in streets)})"
        f" AND coalesce(left({code}, 3) <> left({other_code}, 3)"
        f" AND NOT starts_with({city}, {other_city}) AND NOT starts_with({other_city}, {city})"
        f" AND jaro_winkler_similarity({city}, {other_city}) < 0.8, FALSE))"
    )
