"""What tells a column of a person whose header is not understood: names that e-mail addresses are made of,
codes beside a street or city, dates on which people were born."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from graph.words.folding import fold_text
from ingest.cleaning.base import Context
from ingest.cleaning.words import Gender
from ingest.proposing.entries.fields.whose_names import says_the_same
from ingest.proposing.entries.unheaded.around import Around, are_several_words
from ingest.proposing.meaning.columns import Column, shown
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.row_days import are_days, days_of

_NEARLY_ALL, _MOST, _HALF, _SOME = 0.95, 0.8, 0.5, 0.3
_SHAPES = 2
"""Forms that the postal codes of a file have at most."""
_LONG = 3
"""Letters of words that tell something where addresses have them."""

_TELLS_PERSONS = ("given_name", "family_name", "full_name", "email", "phone")
_IN_A_PLACE = ("street", "address_text", "house_number", "city", "region", "country")
_DIALLED = re.compile(
    r"(?:\+|\(?00?[1-9]\d* ?[)/. -])[\d ()/.-]+|\(\d{2,3}\) ?\d[\d .-]+|\d{3}([-. ])\d{3}\1\d{4}"
    r"|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{2} \d{2}|[5-9]\d{2} \d{3} \d{3}|0[1-9]\d{7,9}"
)
"""How numbers of telephones are written, and numbers of contracts, cards and taxpayers are not: with what is
dialled before them, or in the groups of America, Scandinavia, Spain, Poland and Portugal."""
_LETTERED = re.compile(r"A{1,2}9[9A]? ?9AA")
"""The shapes of British postal codes."""
_LETTERS, _FIGURES = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_GROWN, _CHILDREN, _APART = 2000, 2008, 15
"""The years before which half and nearly all of the customers of a firm were born, where the dates of what
they did reach to this day, and the years that most lie apart."""


def is_whole_name(around: Around, at: int) -> bool:
    """Several words, of which e-mail addresses are made."""
    column = around.columns[at]
    named = around.names_somebody() or around.has("given_name", "family_name")
    return not named and are_several_words(column) and _in_addresses(around, at) >= _HALF


def is_family_name(around: Around, at: int) -> bool:
    """Names that e-mail addresses are made of, or that stand beside given ones."""
    column = around.columns[at]
    if column.is_like("names") < _MOST or column.is_like("given") > _HALF or not _differ(column):
        return False
    made = not around.names_somebody() and _in_addresses(around, at) >= _HALF
    return made or around.beside(at, "given_name") or _is_beside_a_given_one(around, at)


def is_given_name(around: Around, at: int) -> bool:
    """The same of names some of which are known as given ones, or that stand beside family names."""
    column = around.columns[at]
    known, named = column.is_like("given") >= _SOME, around.names_somebody()
    if column.is_like("names") < _MOST or not (known or (around.has("family_name") and not named)):
        return False
    made = not named and _in_addresses(around, at) >= _HALF
    return made or (around.beside(at, "family_name") and _differ(column))


def is_house_number(around: Around, at: int) -> bool:
    """Small numbers, most of them different, behind streets that have none in them."""
    column = around.columns[at]
    if around.concept(at - 1) != "street" or not column.is_like("house") >= _NEARLY_ALL:
        return False
    numbered = around.columns[at - 1].counts
    without = sum(not _FIGURES.search(text) for text in numbered)
    return without >= _MOST * len(numbered) and _differ(column) and not _counts_up(column)


def is_street(around: Around, at: int) -> bool:
    """Lines without numbers in front of those of houses: an address whose values are no whole ones."""
    column = around.columns[at]
    named = "address" in said(column.name).senses and column.is_like("digits") == 0
    return named and around.concept(at + 1) == "house_number"


def is_given_beside_family(around: Around, at: int) -> bool:
    """What is called the name of somebody beside his family name, and has not that in it."""
    column, family = around.columns[at], around.column_of("family_name")
    if family is None or around.concept(at) not in ("full_name", "name") or around.has("given_name"):
        return False
    beside = around.beside(at, "family_name", "second_family_name")
    return beside and column.is_like("names") >= _MOST and not says_the_same(column, family)


def is_phone(around: Around, at: int) -> bool:
    """Numbers as people write those of telephones."""
    column = around.columns[at]
    named = around.has("given_name", "family_name", "full_name", "email")
    if not named or column.is_like("date") > 0 or column.is_like("phone") < _MOST:
        return False
    plain = column.is_like("number") < _SOME or column.is_like("phone marks") >= _NEARLY_ALL
    written = sum(bool(_DIALLED.fullmatch(text)) for text in column.counts)
    return plain and written >= _MOST * len(column.counts)


def is_postal_code(around: Around, at: int) -> bool:
    """Codes of one form beside a street, a city or a state, or behind what may be the city, but no years."""
    column = around.columns[at]
    shapes = Counter(_FIGURES.sub("9", _LETTERS.sub("A", text)) for text in column.counts)
    alike = sum(count for _, count in shapes.most_common(_SHAPES)) >= _MOST * len(column.counts)
    alike = alike or all(_LETTERED.fullmatch(shape) for shape in shapes)
    years = column.is_like("year") >= _NEARLY_ALL
    placed = around.near(at, *_IN_A_PLACE) or _is_behind_a_city(around, at)
    others = years or _counts_up(column)
    return placed and alike and not others and column.is_like("postal") >= _NEARLY_ALL


def _is_behind_a_city(around: Around, at: int) -> bool:
    """Whether words of which nothing is known stand between a street and this column."""
    before = around.columns[at - 1] if at else None
    unknown = before is not None and not around.concept(at - 1) and before.is_like("names") >= _MOST
    return unknown and around.concept(at - 2) in ("street", "house_number")


def is_city(around: Around, at: int) -> bool:
    """Words of more than two letters beside a postal code, or between the street and a state."""
    column = around.columns[at]
    between = around.near(at, "street", "house_number") and around.near(at, "region", "country")
    placed = around.near(at, "postal_code") or between
    others = column.is_like("firm", "title", "salutation", "gender") >= _SOME or column.country_of_states
    words = column.is_like("names") >= _MOST and column.is_like("given", "person") < _HALF
    words = words and column.length >= _LONG
    return placed and words and not others


def is_birth_date(around: Around, at: int) -> bool:
    """Days of persons that lie decades apart, half of them long ago."""
    column = around.columns[at]
    days = are_days(column) and not any(":" in text for text in column.counts)
    return days and _were_born(around, sorted(it.year for it in days_of(column) if it))


def is_gender(around: Around, at: int) -> bool:
    """A few words for genders, of both."""
    column = around.columns[at]
    if column.is_like("gender") < 1 or column.is_like("digits") > 0 or not around.has(*_TELLS_PERSONS):
        return False
    return len({Gender().clean(text, Context()) for text in column.counts}) > 1


def _were_born(around: Around, years: Sequence[int]) -> bool:
    """Whether persons may have been born in these years, in their order."""
    if not years or not around.has(*_TELLS_PERSONS):
        return False
    tenth = len(years) // 10
    middle, first, last = years[len(years) // 2], years[tenth], years[-1 - tenth]
    return middle <= _GROWN and last <= _CHILDREN and last - first >= _APART


def _is_beside_a_given_one(around: Around, at: int) -> bool:
    """Whether a name beside has one word that is known as a given one, in most rows."""
    return any(
        around.concept(place) == "name" and around.columns[place].is_like("given") > _HALF
        for place in (at - 1, at + 1)
    )


def _counts_up(column: Column) -> bool:
    """Whether each value is one more than that of the row before: a number of the row."""
    numbers = [int(text) for text in column.texts if text.isdecimal()]
    steps = [later - one for one, later in pairwise(numbers)]
    return len(numbers) == len(column.texts) > 1 and all(step == 1 for step in steps)


def _differ(column: Column) -> bool:
    """Whether values are as different as names are."""
    return len(column.counts) >= _HALF * len(column.texts)


def _in_addresses(around: Around, at: int) -> float:
    """The share of rows in which the e-mail address has a word of the value."""
    if (emails := around.column_of("email")) is None:
        return 0.0
    rows = zip(map(shown, around.columns[at].values), map(shown, emails.values), strict=False)
    told = [(_folded(text), _folded(email.split("@")[0])) for text, email in rows if text and email]
    made = sum(
        any(len(word) >= _LONG and word in box.replace(" ", "") for word in own.split()) for own, box in told
    )
    return made / len(told) if told else 0.0


def _folded(text: str) -> str:
    return fold_text(text) or ""
