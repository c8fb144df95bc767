"""What the columns of one file mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graph.words.dwellings import IN_FRONT, PARTS
from ingest.mapping.paths import is_outer
from ingest.proposing.entries.fields.feeding import KEYS, LEAST
from ingest.proposing.entries.fields.headers_together import Headers
from ingest.proposing.entries.fields.marked_copies import marked_copies
from ingest.proposing.entries.fields.named_products import (
    named_line,
    named_product,
    numbers_product,
    with_names_of_products,
)
from ingest.proposing.entries.unheaded.neighbours import with_neighbours
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.filled import as_filled, is_the_state_of_a_thing
from ingest.proposing.meaning.header_tokens import words_in
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning, meanings_of
from ingest.proposing.meaning.states_of import are_counts, is_next_bill, tells_intervals

_OF_A_TOOL = re.compile(r"_(?:fivetran|airbyte|sdc|dlt|etl|extracted|loaded|ingested|synced|batched)_?")
"""Columns that a tool adds which copies tables."""

_OF_A_STREET = ("street", "address_text")
_PLACES = ("street", "address_text", "postal_code", "city", "country")
_OF_PERSONS = ("given_name", "family_name", "full_name")
_CONTACTS = ("email", "phone")
_BESIDE_A_STREET, _MOSTLY = 0.8, 0.8
_MANY, _ALL = 5, 50
"""Rows that one person alone seldom has, beside others and in a file of nobody else."""
_OF_ALL_ROWS, _OF_ALL = ("currency", "ordered", "at"), 0.75
_OF_FEW = 0.2
"""Share of contacts that are different, up to which they are those of few who serve many."""
_OF_ONE_ELEMENT = "=true]."
"""In the path of a column of the usual one of several addresses."""
_KEYS_ELSEWHERE = 0.9
_WITHIN = {"email": "named user", "handle": "profile"}
"""Looks of values that have more around what they are."""
_SECOND = re.compile(r"2$")
_NUMBERED = re.compile(r" \d{1,2}$")
_TWO_LANGUAGES = re.compile(r" [/|] ")


@dataclass
class FoundColumns:
    """The columns of a file of a source, with the word that all their headers begin with, and its name."""

    columns: Sequence[Column]
    source: str
    beginning: str = ""
    file: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Columns whose values are keys of persons in another file of the source, with its name."""

    @cached_property
    def _headers(self) -> Headers:
        return Headers(self.columns)

    @cached_property
    def _copies(self) -> frozenset[str]:
        return marked_copies(column.name for column in self.columns)

    @cached_property
    def meanings(self) -> list[list[Meaning]]:
        """What each column may mean, the surest first."""
        found = with_neighbours(
            self.columns, [self._keys_of(column) or self._meanings(column) for column in self.columns]
        )
        for at in range(1, len(found)):
            if _is_beside_a_street(found[at - 1], self.columns[at]):
                why = f'"{self.columns[at].name}" stands beside the street'
                found[at] = [Meaning(self.columns[at], "house_number", _BESIDE_A_STREET, why=why)]
            elif _numbers_flats(found[at - 1], self.columns[at]):
                found[at] = []
        found = with_names_of_products(found)
        if not any(it[0].concept in _PLACES for it in found if it):
            found = [[it for it in meanings if not is_the_state_of_a_thing(it)] for meanings in found]
        if self._headers.numbers_products or any(map(numbers_product, found)):
            found = [[named_product(it) for it in meanings] for meanings in found]
            if self._headers.counts and any(it[0].concept in _OF_PERSONS for it in found if it):
                found = [[named_line(it) for it in meanings] for meanings in found]
        return [
            [
                it
                for it in meanings
                if not _is_the_companys(it, found)
                and not _names_one_thing(it)
                and not _is_told_plainly(it, found)
            ]
            for meanings in found
        ]

    def _keys_of(self, column: Column) -> list[Meaning]:
        """What a column means that has the keys of persons in another file; nothing for others."""
        why = f"its values are the keys of persons in {self.keys.get(column.name)}"
        known = column.name in self.keys
        return [Meaning(column, "person_id", _KEYS_ELSEWHERE, "person", why)] if known else []

    def _meanings(self, column: Column) -> list[Meaning]:
        """What a header may mean in each of its languages, with and without the word that all begin with."""
        if column.name in self._copies or _OF_A_TOOL.match(column.name):
            return []
        if _is_a_free_field(column.name) or _says_of_all(column):
            return []
        if is_outer(column.name):
            return _of_all_rows(column)
        found: dict[str, Meaning] = {}
        plain = _TWO_LANGUAGES.split(column.name)[0].removeprefix(self.beginning) or column.name
        for header in dict.fromkeys((*_TWO_LANGUAGES.split(column.name), plain)):
            for meaning in meanings_of(column, as_filled(self._headers.reads(header), column)):
                if _is_something_else(meaning, header):
                    continue
                if meaning.concept == "phone" and self._headers.has_other_lines and _is_a_line(header):
                    continue
                if meaning.concept == "family_name" and _SECOND.search(header):  # Apellido 2
                    meaning = replace(meaning, concept="second_family_name")
                if meaning.concept not in found or found[meaning.concept].score < meaning.score:
                    found[meaning.concept] = meaning
        return _sorted(found)

    def best(self, *concepts: str) -> list[Meaning]:
        """The columns that most likely mean one of the concepts."""
        likely = [meanings[0] for meanings in self.meanings if meanings]
        return [it for it in likely if it.concept in concepts and it.score >= LEAST]


def _sorted(found: dict[str, Meaning]) -> list[Meaning]:
    """Meanings by concept, the surest first; numbers of firms and persons (`CNPJ / CPF`) are of both."""
    both = "tax number" in found
    told = [it for name, it in found.items() if not (both and name == "firm tax number")]
    return sorted(told, key=lambda meaning: -meaning.score)


def _of_all_rows(column: Column) -> list[Meaning]:
    """What stands beside the list of rows may mean for each of them: the currency, or the time of all where
    they have none of their own."""
    told = meanings_of(column, said(column.name.rpartition(".")[2]))
    return [replace(it, score=_OF_ALL * it.score) for it in told if it.concept in _OF_ALL_ROWS][:1]


def _is_a_free_field(header: str) -> bool:
    """Whether a header numbers fields that may hold anything: `User 1` of address books."""
    return _NUMBERED.search(header) is not None and said(header).senses.keys() == {"user"}


def _is_something_else(meaning: Meaning, header: str) -> bool:
    """Whether a column is a further line of an address, how many orders somebody placed, what something of
    which nothing is known is called (`Property Title`), or the row's own number once more."""
    if meaning.concept in _OF_A_STREET:
        return _is_further_line(header)
    if meaning.concept == "order_id":
        return are_counts(meaning.column)
    if meaning.concept == "job_title":
        return said(header).unknown > 0
    return meaning.concept in KEYS and _OF_ONE_ELEMENT in meaning.column.name


def _says_of_all(column: Column) -> bool:
    """Whether values are marks of what rows are, intervals or days of the next bill."""
    return _is_a_mark(column) or tells_intervals(column) or is_next_bill(column)


def _is_a_mark(column: Column) -> bool:
    """Whether all rows have the word that the column is called by, as a sign of what they are: `!CUST`."""
    name = column.name.lstrip("!#").casefold()
    return bool(name) and column.counts.total() > 1 and {it.casefold() for it in column.counts} == {name}


def _is_a_line(header: str) -> bool:
    """Whether a header says nothing but that it is a line."""
    return said(header).senses.keys() == {"line"}


def _is_beside_a_street(before: Sequence[Meaning], column: Column) -> bool:
    """Whether a column that is a number of something follows a street, and has numbers of houses: Número."""
    is_street = bool(before) and before[0].concept in _OF_A_STREET and not _numbers_flats(before, column)
    told = said(column.name).senses.keys()
    numbers = "number" in told and told <= {"number", "address", "address of"}
    return is_street and numbers and column.is_like("house") > _MOSTLY


def _numbers_flats(before: Sequence[Meaning], column: Column) -> bool:
    """Whether a column behind a street, or the number of a house, is that of a part of the house: `Apt #`."""
    in_a_house = bool(before) and before[0].concept in (*_OF_A_STREET, "house_number")
    numbers = said(column.name).senses.keys() == {"number"}
    return in_a_house and numbers and not (PARTS | IN_FRONT).isdisjoint(words_in(column.name))


def _is_further_line(header: str) -> bool:
    """Whether a header is of a line of an address behind the first: of floors and firms, no street."""
    return header[-1:] in tuple("23456789") and bool(
        said(header).senses.keys() & {"address", "street", "line"}
    )


def _names_one_thing(one: Meaning) -> bool:
    """Whether all rows have one name of something unknown, as that of the library that sent events."""
    counts = one.column.counts
    constant = len(counts) == 1 and counts.total() >= _MANY
    return constant and one.concept == "name" and bool(said(one.column.name).unknown)


def _is_told_plainly(one: Meaning, columns: Sequence[Sequence[Meaning]]) -> bool:
    """Whether another column has by itself what stands here behind a name (`Eva (eva@x.de)`), or in the
    address of a profile."""
    look = _WITHIN.get(one.concept)
    if look is None or one.column.is_like(look) < _MOSTLY:
        return False
    likely = [meanings[0] for meanings in columns if meanings]
    return any(it.concept == one.concept and it.column.is_like(look) < _MOSTLY for it in likely)


def _are_of_few(one: Meaning, columns: Sequence[Sequence[Meaning]]) -> bool:
    """Whether a contact is that of the few who serve many, for each of whom another column has one."""
    few = len(one.column.counts)
    likely = [meanings[0] for meanings in columns if meanings]
    others = max((len(it.column.counts) for it in likely if it.concept == one.concept), default=0)
    return few <= _OF_FEW * len(one.column.texts) and others >= _MANY * few


def _is_the_companys(one: Meaning, columns: Sequence[Sequence[Meaning]]) -> bool:
    """Whether a contact is the same in all rows, of many or where another column has one for each person."""
    counts = one.column.counts
    if one.concept not in _CONTACTS or counts.total() < _MANY:
        return False
    if len(counts) > 1:
        return _are_of_few(one, columns)
    if counts.total() >= _ALL:
        return True
    likely = [meanings[0] for meanings in columns if meanings]
    return any(it.concept == one.concept and len(it.column.counts) > 1 for it in likely)
