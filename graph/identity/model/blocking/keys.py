"""What records are filed under to find those to compare: columns of features, and keys made of them.

Of each level at which names count as evidence there is a key that survives it: one letter wrong, a word more
or less, given and family name the other way round. The day of birth is one that survives a wrong year.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ARRAYS = frozenset({"emails", "email_names", "phones", "document_numbers", "accounts", "devices"})
"""Columns that hold several values; a rule on one pairs records that share any value."""


@dataclass(frozen=True)
class Key:
    """A key made of feature columns: SQL of its value, of which a record may have several.

    `each` are lists by the name under which the value speaks of one element. `spelling` is a column: of
    records that agree on it many keys are equal, and another rule brings them together. Where most pairs of a
    key are of two people or firms it `teaches` nothing: they have no say in training unless another rule
    finds them too.
    """

    columns: tuple[str, ...]
    value: str
    condition: str = "TRUE"
    each: tuple[tuple[str, str], ...] = ()
    spelling: str | None = None
    teaches: bool = True


def _one_letter_less(column: str) -> Key:
    """A name without each of its letters in turn, and whole: two share one where a letter is wrong in one of
    them, missing or too much."""
    return Key(
        (column,),
        f"substr({column}, 1, letter - 1) || substr({column}, letter + 1)",
        f"length({column}) > 5",
        (("letter", f"generate_series(1, length({column}) + 1)"),),
        spelling=column,
    )


def _two_words(column: str, spelling: str) -> Key:
    """Any two words of a name, but for those like *of* and *de*."""
    return Key(
        (column, spelling),
        "one_word || ' ' || other_word",
        "one_word < other_word AND least(length(one_word), length(other_word)) > 2",
        (("one_word", column), ("other_word", column)),
        spelling=spelling,
        teaches=False,
    )


KEYS = {
    "birth_day": Key(("birth_date",), "substr(birth_date, 5)", "length(birth_date) = 8"),
    "name_sounds": Key(
        ("given_sound", "family_sound"),
        "least(given_sound, family_sound) || ' ' || greatest(given_sound, family_sound)",
    ),
    "name_told": Key(
        ("given", "family", "told_family"),
        "given || ' ' || coalesce(family, told_family)",
        spelling="name_key",
    ),
    "name_slips": _one_letter_less("name_key"),
    "name_two_words": _two_words("name_words", "name_key"),
    "organization_slips": _one_letter_less("organization"),
    "organization_two_words": _two_words("organization_words", "organization"),
}
"""Keys by name, which begins as the columns of the comparison that it is tied to."""


def columns_of(keys: Iterable[str]) -> frozenset[str]:
    """The feature columns that rules on these keys read."""
    return frozenset(column for key in keys for column in (KEYS[key].columns if key in KEYS else (key,)))


def spellings_of(keys: Iterable[str]) -> tuple[str, ...]:
    """The columns on which pairs of a rule on these keys must not agree."""
    return tuple(made.spelling for key in keys if key in KEYS and (made := KEYS[key]).spelling)


def are_telling(keys: Iterable[str]) -> bool:
    """Whether pairs of a rule on these keys may teach what one person's records are like."""
    return all(KEYS[key].teaches for key in keys if key in KEYS)


def keys_sql(keys: tuple[str, ...], table: str = "features") -> str:
    """SQL for one row per record and key: record_no, entity_type, key_0, key_1, …; no key is NULL."""
    made = [KEYS[key] if key in KEYS else _of_column(key) for key in keys]
    rows = f"(SELECT record_no, entity_type, {', '.join(sorted(columns_of(keys)))} FROM {table})"
    for name, elements in (each for key in made for each in key.each):
        rows = f"(SELECT *, unnest({elements}) AS {name} FROM {rows})"
    values = ", ".join(f"{key.value} AS key_{place}" for place, key in enumerate(made))
    present = " AND ".join(f"{key.condition} AND {key.value} IS NOT NULL" for key in made)
    return f"SELECT record_no, entity_type, {values} FROM {rows} WHERE {present}"


def _of_column(column: str) -> Key:
    if column not in ARRAYS:
        return Key((column,), column)
    return Key((column,), f"any_{column}", each=((f"any_{column}", column),))
