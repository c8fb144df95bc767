"""The number of a person, told by values: of rows of what persons did, those of one person have one number,
and those of others another."""

from __future__ import annotations

from collections.abc import Collection

from ingest.proposing.entries.fields.feeding import LEAST
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.keys.header_keys import is_of_what_was_done, names_nobody
from ingest.proposing.entries.keys.values_of_keys import FILLED, is_code, texts_of
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.meanings import Meaning, judged

_TELL = ("full_name", "name", "given_name", "family_name", "birth_date", "email")
_OF_ANYBODY = ("", "own_id", "code")
_FEWEST_AGAIN = 3
"""Persons who come again, from which it is no chance that their number does, too."""
_SURE = 0.6


def number_of_each_person(columns: FoundColumns, taken: Collection[str]) -> Meaning | None:
    """The column of codes that are one to one with the persons of the rows, some of whom come again; `taken`
    are columns with the numbers of what they did. None where there is none."""
    telling = [texts_of(it.column) for it in columns.best(*_TELL) if it.subject in ("", "person")]
    persons = [text.casefold() for text in map("|".join, zip(*telling, strict=True))]
    if len(persons) - len(set(persons)) < _FEWEST_AGAIN:
        return None
    for column, meanings in zip(columns.columns, columns.meanings, strict=True):
        first = meanings[0] if meanings and meanings[0].score >= LEAST else Meaning(column, "", 0.0)
        if first.concept not in _OF_ANYBODY or column.name in taken or _is_of_another(first):
            continue
        if _are_codes(column) and _is_one_to_one(texts_of(column), persons):
            return judged(first, max(first.score, _SURE), "each person has one, and nobody else has it")
    return None


def _is_of_another(meaning: Meaning) -> bool:
    return names_nobody(meaning.column) or is_of_what_was_done(meaning)


def _are_codes(column: Column) -> bool:
    return "[]" not in column.name and column.fill > FILLED and is_code(column)


def _is_one_to_one(numbers: list[str], persons: list[str]) -> bool:
    pairs = set(zip(numbers, persons, strict=True))
    return len(pairs) == len(set(numbers)) == len(set(persons))
