"""Keys that files of one source have in common: one has a row for each person, others what these did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.proposing.entries.keys.values_of_keys import names_nearly_each
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.header_tokens import words_in
from ingest.proposing.meaning.headers import said
from ingest.proposing.proposal import FileProposal

_FEWEST, _LETTERS = 5, 5
"""Different values from which they tell something, and letters from which they are alike by no chance."""

_NEARLY_ALL, _MANY = 0.9, 0.5
"""The share of values that are keys elsewhere, and the same where the headers are equal, as a sample lacks
some."""

_OF_TWO_PERSONS = frozenset(("referred", "referrer"))


def keys_elsewhere(proposals: Sequence[FileProposal]) -> list[dict[str, str]]:
    """By file the column whose values are keys of persons in another one, with the name of that one; none
    where rows are about two persons, or are known by such a column already."""
    known = {it.name: key for it in proposals if (key := _key_of_persons(it))}
    return [dict(_shared(it, known)) for it in proposals]


def _key_of_persons(proposal: FileProposal) -> Column | None:
    """The column with a key of each person in a file, that numbers nothing else."""
    keys = {name for rows in proposal.rows if rows.kind == "customer" for name in _feeding(rows, "source_id")}
    numbers = {name for rows in proposal.rows for name in _feeding(rows, "number")}
    own = (it for it in proposal.columns if {it.name} == keys - numbers and names_nearly_each(it))
    return next(own, None)


def _feeding(rows: Rows, field: str) -> Iterator[str]:
    """The columns that feed a field of an entry."""
    yield from (name for line in rows.lines if line.name == field for name in line.columns)


def _shared(proposal: FileProposal, known: Mapping[str, Column]) -> Iterator[tuple[str, str]]:
    """The column with most keys of another file, and the name of that, if nothing else is known of it."""
    if any(not _OF_TWO_PERSONS.isdisjoint(said(it.name).senses) for it in proposal.columns):
        return
    keys, numbers, accounts = (
        {name for rows in proposal.rows for name in _feeding(rows, it)}
        for it in ("source_id", "number", "account")
    )
    free = {*proposal.unused, *accounts, *keys} - numbers
    keys -= numbers
    shares = {
        (column.name, file): _share(column, key)
        for file, key in known.items()
        for column in proposal.columns
        if file != proposal.name and column.name in free
    }
    best = max(shares, key=lambda it: (shares[it], it[0] in keys), default=None)
    if best and shares[best] and best[0] not in keys:
        yield best


def _share(column: Column, key: Column) -> float:
    """The share of different values that are keys of another file; 0 where that may be chance."""
    if len(column.counts) < _FEWEST or "[]" in column.name:
        return 0.0
    share = sum(text in key.counts for text in column.counts) / len(column.counts)
    alike = words_in(column.name) == words_in(key.name)
    telling = (alike and not _says_a_number_alone(column)) or _is_alike_by_no_chance(column)
    return share if telling and share >= (_MANY if alike else _NEARLY_ALL) else 0.0


def _says_a_number_alone(column: Column) -> bool:
    """Whether a header is a word for any number, as each file has one of its own: id."""
    return said(column.name).senses.keys() <= {"number", "code"}


def _is_alike_by_no_chance(column: Column) -> bool:
    """Whether values are long, and no numbers, which count orders and warehouses as well as customers."""
    return column.length >= _LETTERS and not all(text.isdecimal() for text in column.counts)
