"""Whose names the columns of a row hold: persons' or organizations'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.meanings import Meaning

_FIRMS, _PERSONS = 0.5, 0.1
"""Shares of names from which, and up to which, a column holds organizations alone."""

_SOME_PERSONS = 0.3
"""The same from which a column called a company holds persons, and some whose names are in no list."""


def are_persons(fields: Mapping[str, Sequence[Meaning]]) -> bool:
    """Whether names are those of persons."""
    return fields["full_name"][0].column.is_like("only person") > _FIRMS


def names_persons(company: Column, fields: Mapping[str, Sequence[Meaning]]) -> bool:
    """Whether what is called a company, in rows that name nobody else, holds persons: `Razón Social`."""
    named = fields.keys() & {"full_name", "given_name", "family_name"}
    return (
        not named
        and company.is_like("only person") > _SOME_PERSONS
        and company.is_like("organization") <= _PERSONS
    )


def are_firms(fields: dict[str, list[Meaning]]) -> bool:
    """Whether what is called a name is that of organizations; of firms and persons `full_name` takes both."""
    names = fields["full_name"][0].column
    alone = fields.keys().isdisjoint(("given_name", "family_name", "birth_date", "gender"))
    return alone and names.is_like("organization") >= _FIRMS and names.is_like("only person") <= _PERSONS


def have_names(fields: dict[str, list[Meaning]], company: Column) -> bool:
    """Whether rows that name a company name a person too: then it is their employer's."""
    names = [
        it.column.values for part in ("family_name", "given_name", "full_name") for it in fields.get(part, ())
    ]
    if not names:
        return False
    places = [place for place, value in enumerate(company.values) if value]
    named = sum(any(place < len(values) and values[place] for values in names) for place in places)
    return named >= 0.9 * len(places)
