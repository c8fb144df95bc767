"""Files whose first line is a row: names for their columns, by what is in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import HeaderReading, said
from ingest.proposing.meaning.meanings import meanings_of

_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?=\d{4}$|\D|$)")
_A_LIFE, _A_CHILDHOOD = 25, 16
"""Years between the eldest and the youngest people of a file, at least, and the age of half of them."""

_LIKE_DATA = ("email", "date", "number", "url", "ip", "phone marks", "uuid")


def is_row(header: Sequence[str]) -> bool:
    """Whether a header looks like a row: it has addresses, numbers or dates in it, few words of headers."""
    named = sum(not found.strange and bool(found.senses) for found in map(said, header))
    columns = [Column(name, [name]) for name in header]
    like_data = sum(it.is_like(*_LIKE_DATA) > it.is_like("numbered") for it in columns)
    has_email = any("@" in name and Column(name, [name]).is_like("email") for name in header)
    return (has_email or like_data >= max(2, len(header) / 4)) and named < len(header) / 2


def names_for(columns: Sequence[Column]) -> list[str]:
    """Names for columns without any, each once; those that nothing is told of are called by their places."""
    names: list[str] = []
    for place, column in enumerate(columns, start=1):
        before = names[-1] if names else ""
        name = _name(column, before)
        if place < len(columns) and _are_house_numbers(column, columns[place]):
            name = "house_number"
        if not name and place < len(columns) and _are_names(column, columns[place]):
            name = "given_name"
        names.append(name or f"column {place}")
    counts, seen = Counter(names), Counter[str]()
    for place, name in enumerate(names):
        if counts[name] > 1:
            seen[name] += 1
            names[place] = f"{name} {seen[name]}"
    return names


def _name(column: Column, before: str) -> str:
    look = column.is_like
    if look("email") < 0.5 and look("phone marks") > 0.7 and look("phone") > 0.4:
        return "phone"
    if before == "given_name" and look("names") > 0.8 and look("given") < 0.5:
        return "family_name"
    if column.country_of_states:
        return "region"
    if before == "street" and look("names") > 0.8:
        return "city"
    if look("postal") > 0.9 and look("date") < 0.1 and 3 < column.length < 11:
        return "postal_code"
    if column.unique and look("code", "uuid") > 0.9 and not before:
        return "id"
    found = meanings_of(column, HeaderReading())
    if not found:
        return ""
    return "birth_date" if found[0].concept == "at" and _are_births(column) else found[0].concept


def _are_births(column: Column) -> bool:
    """Whether days are those on which people were born: spread over a life, and most of them long ago."""
    years = sorted(int(year[0]) for text in column.texts if (year := _YEAR.search(text)))
    if not years:
        return False
    eldest, half, youngest = (years[len(years) * share // 100] for share in (5, 50, 95))
    return youngest - eldest > _A_LIFE and half < datetime.now(UTC).year - _A_CHILDHOOD


def _are_house_numbers(column: Column, following: Column) -> bool:
    """Whether a column numbers the houses of the streets in the one behind it."""
    houses = column.is_like("house") > 0.9 and 0 < column.length < 5
    return houses and following.is_like("street") > 0.5 and following.is_like("digits") < 0.1


def _are_names(column: Column, following: Column) -> bool:
    """Whether a column and the one behind it are given and family names."""
    both = min(column.is_like("names"), following.is_like("names")) > 0.9
    return both and column.is_like("given") > max(0.25, 2 * following.is_like("given"))
