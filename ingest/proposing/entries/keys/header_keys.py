"""Columns that are keys by their headers, and those that are none, whatever their values are."""

from __future__ import annotations

from graph.words.folding import words
from ingest.proposing.entries.fields.feeding import KEYS
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.keys.values_of_keys import names_each
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import PERSONS, SUBJECTS, Meaning

_DIGITS_OF_A_KEY = 3
_SURE = 0.6
"""The score from which a header says that a column is a key."""

_SEVERAL_ROWS = 5

_HEADCOUNTS = words(
    "people persons personen personas personnes persone guests gaeste huespedes invites adults pax attendees"
)
"""Words for persons that, over small numbers, say how many there were."""

_NOBODYS = frozenset(
    (
        "secret",
        "group",
        "store",
        "room",
        "duration",
        "count",
        "quantity",
        "part of a total",
        "callee",
        "somebody else",
        "age",
        "about a firm",
    )
)

_DONE = frozenset(
    (
        *("ticket", "event", "survey", "answer", "session", "order", "invoice", "line", "contract"),
        *("product", "thing", "appointment", "deal", "shipment", "campaign", "page", "bank"),
    )
)
"""Subjects of keys that are those of what persons did or have, which come after what they are reached by."""


def named_keys(columns: FoundColumns) -> list[Meaning]:
    """Columns that are the key of a person by their header."""
    return [
        it
        for it in columns.best(*KEYS)
        if "[]" not in it.column.name
        and it.score >= _SURE
        and not (_is_the_companys(it) or _is_a_headcount(it))
    ]


def _is_the_companys(meaning: Meaning) -> bool:
    """Whether all rows have one number of an account: that of the company with the program."""
    column = meaning.column
    return is_of_an_account(meaning) and len(column.counts) == 1 < _SEVERAL_ROWS <= len(column.texts)


def _is_a_headcount(meaning: Meaning) -> bool:
    """Whether values say how many persons there were."""
    column = meaning.column
    told = said(column.name).words
    of_persons = bool(told) and all(word in _HEADCOUNTS for _, word in told)
    return of_persons and max(map(len, column.texts), default=0) < _DIGITS_OF_A_KEY


def own_keys(columns: FoundColumns) -> list[Meaning]:
    """The same in a list of persons: beside an `id`, other numbers are of their firm or of something else."""
    named = named_keys(columns)
    ids = [it.column for it in nameless_keys(columns) if said(it.column.name).senses.keys() == {"number"}]
    has_own = any(names_each(column) and not said(column.name).strange for column in ids)
    if not has_own or not columns.best("given_name", "family_name", "full_name", "name"):
        return named
    return [it for it in named if not is_of_an_account(it) and not said(it.column.name).strange]


def is_of_an_account(meaning: Meaning) -> bool:
    """Whether a header says no more than that it is the number of an account."""
    return said(meaning.column.name).senses.keys() <= {"account", "number", "code"}


def nameless_keys(columns: FoundColumns) -> list[Meaning]:
    """Columns that are a key by their header, it says not of what."""
    numbered = (it for it in columns.meanings if it and it[0].concept.endswith("_id"))
    found = [it for several in numbered for it in several if it.concept == "own_id"]
    keys = (it for it in found if "[]" not in it.column.name and not names_nobody(it.column))
    return sorted(keys, key=lambda it: -it.score)


def names_nobody(column: Column) -> bool:
    """Whether a header says that values are passwords, sums by which something is checked, rooms or shops, of
    somebody else, or how much or how long something was."""
    return not said(column.name).senses.keys().isdisjoint(_NOBODYS)


def is_of_what_was_done(meaning: Meaning) -> bool:
    """Whether a number or code is that of something, and of no person: `Appointment ID`, `Code ISIN`."""
    header = said(meaning.column.name)
    told = {meaning.subject, *(SUBJECTS.get(sense, "") for sense in header.senses)}
    of_something = bool(told & _DONE) or (meaning.concept == "code" and bool(header.strange))
    return of_something and header.senses.keys().isdisjoint(PERSONS)
