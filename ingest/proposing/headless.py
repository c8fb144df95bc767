"""Files whose first line is a row: names for their columns, by what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import Said, said
from ingest.proposing.meaning.meanings import meanings_of

_LIKE_DATA = ("email", "date", "number", "url", "ip", "phone marks", "uuid")


def is_row(header: Sequence[str]) -> bool:
    """Whether a header looks like a row: it has addresses, numbers or dates in it, few words of headers."""
    named = sum(not found.strange and bool(found.senses) for found in map(said, header))
    like_data = sum(Column(name, [name]).is_like(*_LIKE_DATA) > 0 for name in header)
    has_email = any("@" in name and Column(name, [name]).is_like("email") for name in header)
    return (has_email or like_data >= max(2, len(header) / 4)) and named < len(header) / 2


def names_for(columns: Sequence[Column]) -> list[str]:
    """Names for columns without any, each once; those that nothing is told of are called by their places."""
    names: list[str] = []
    for place, column in enumerate(columns, start=1):
        before = names[-1] if names else ""
        name = _name(column, before)
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
    if before == "street" and look("names") > 0.8:
        return "city"
    if look("postal") > 0.9 and look("date") < 0.1 and 3 < column.length < 11:
        return "postal_code"
    if column.unique and look("code", "uuid") > 0.9 and not before:
        return "id"
    found = meanings_of(column, Said())
    return found[0].concept if found else ""


def _are_names(column: Column, following: Column) -> bool:
    """Whether a column and the one behind it are given and family names."""
    both = min(column.is_like("names"), following.is_like("names")) > 0.9
    return both and column.is_like("given") > max(0.25, 2 * following.is_like("given"))
