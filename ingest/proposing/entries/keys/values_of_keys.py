"""What the values of columns say of a key: whether each row has its own, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.meaning.columns import Column, shown
from ingest.proposing.meaning.meanings import THINGS, Meaning

MANY = 50
"""Rows from which it tells something that no value is there twice."""

FILLED = 0.98
"""The share of rows with a value from which a column counts as filled."""

_NEARLY_EACH = 0.95
"""The share of values that are different from which the others are of the same persons."""

_SHARED_REPEATS, _SHARED_KEYS = 0.25, 0.02
"""A column is shared by persons if more of its repeated values, and of all its values, are."""

TELLS_PERSONS = ("given_name", "full_name", "name", "company", "birth_date", "family_name", "email")
"""Concepts of columns that tell persons apart, the surest first."""

_NO_CODE = ("date", "phone marks", "url", "email", "ip", "money")
_DIGITS_OF_A_KEY = 3
_GO_ON = 3
"""Columns that are empty in the same rows from which these are no records of their own."""

JOIN = "|"
_LONGEST = 200


def is_shared(column: Column, columns: FoundColumns) -> bool:
    """Whether several persons have one value of a column, as those of a household have."""
    repeated, several = _repeats(column, columns)
    return several > _SHARED_REPEATS * repeated and several > _SHARED_KEYS * len(column.counts)


def comes_again(column: Column, columns: FoundColumns) -> bool:
    """Whether values are there in several rows, and the names in these say that they are of one person."""
    return _repeats(column, columns)[0] > 0 and not is_shared(column, columns)


def _repeats(column: Column, columns: FoundColumns) -> tuple[int, int]:
    """How many values of a column are there in several rows, and how many of these name several persons."""
    telling = next(
        (it.column for concept in TELLS_PERSONS for it in columns.best(concept) if it.subject not in THINGS),
        None,
    )
    if telling is None or telling is column:
        return 0, 0
    persons: dict[str, set[str]] = {}
    for value, person in zip(map(shown, column.values), map(shown, telling.values), strict=False):
        if value and person:
            persons.setdefault(value, set()).add(person.casefold())
    repeated = [value for value in persons if column.counts[value] > 1]
    return len(repeated), sum(len(persons[value]) > 1 for value in repeated)


def names_each(column: Column) -> bool:
    """Whether each row has a value of its own."""
    return "[]" not in column.name and column.unique and column.fill > FILLED


def names_nearly_each(column: Column) -> bool:
    """Whether hardly a row has no value, or that of another one, as of who subscribed once more."""
    alone = "[]" not in column.name and column.fill > FILLED
    return alone and len(column.counts) > _NEARLY_EACH * len(column.texts)


def is_code(column: Column) -> bool:
    """Whether values look like codes or numbers, and like nothing that is none."""
    return column.is_like("code", "uuid") > 0.9 and column.is_like(*_NO_CODE) < 0.5


def may_be_counts(column: Column) -> bool:
    """Whether values may be counts or amounts that differ by chance: few, short or of several lengths."""
    lengths = {len(text) for text in column.texts}
    numbers = column.is_like("number") - column.is_like("numbered") > 0.9 and len(column.texts) < MANY
    return numbers and (len(lengths) > 1 or max(lengths) < _DIGITS_OF_A_KEY)


def goes_on(column: Column, columns: FoundColumns) -> bool:
    """Whether rows without a value have none in many columns, as those with a further address of a person."""
    empty = [value is None for value in map(shown, column.values)]
    alike = sum([value is None for value in map(shown, it.values)] == empty for it in columns.columns)
    return alike > _GO_ON


def tells_persons(contact: Column, columns: FoundColumns) -> bool:
    """Whether no address or phone number is that of several persons."""
    return "[]" not in contact.name and not is_shared(contact, columns)


def is_of_several(number: Column, contact: Column) -> bool:
    """Whether rows of one number have several addresses or phone numbers."""
    rows = zip(texts_of(number), texts_of(contact), strict=False)
    return len({row for row in rows if row[0]}) > len(set(filter(None, texts_of(number))))


def name_each_together(meanings: Sequence[Meaning]) -> bool:
    """Whether no two rows have the same texts in these columns, and none is without any."""
    texts = zip_longest(*(texts_of(it.column) for it in meanings), fillvalue="")
    rows = [JOIN.join(filter(None, row)).casefold() for row in texts]
    return bool(rows) and all(rows) and len(set(rows)) == len(rows) and max(map(len, rows)) <= _LONGEST


def texts_of(column: Column) -> list[str]:
    """The values of all rows as texts, empty where there are none."""
    return [shown(value) or "" for value in column.values]
