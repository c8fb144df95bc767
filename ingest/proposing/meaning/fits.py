"""How far the values of a column go with what its header says."""

from __future__ import annotations

from collections.abc import Callable

from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.concepts import Concept

NO_VALUES = 0.75
"""How far they do where there are none: a column with values comes first."""


_NAMES_OF_FEW, _HARDLY = 8, 0.2
"""So few different values in ten times as many rows are no names of persons: `Police`, `Assuré`."""

_MOST_LINES, _LIKE_ANY_LINE = 0.8, 0.7
"""Share of values with several words from which these are lines, and how far lines go with an address."""

_ANSWERS = 4
"""Different words with which a column says yes and no, at most."""

_SEVERAL_ROWS, _DIGITS_OF_A_KEY = 5, 3
"""Rows that all have one value, and the digits that it has at least where it is their key."""

_A_DAY, _NO_TIME = 10, 0.99
"""Marks of a day alone, and what is left where there are no more: of two columns the exacter one is taken."""


def fit(concept: Concept, column: Column) -> float:
    """How far the values of a column go with a concept, from 0 to 1."""
    if not column.texts:
        return NO_VALUES
    if concept.name == "full_name" and _name_nobody(column):
        return _HARDLY
    return max((_FITS.get(look, _mostly(look))(column) for look in concept.fits), default=1.0)


def _name_nobody(column: Column) -> bool:
    """Whether values are few in many rows, or yes and no."""
    return len(column.counts) <= _NAMES_OF_FEW < len(column.texts) / 10 or column.is_like("answer") > 0.9


def _mostly(look: str) -> Callable[[Column], float]:
    return lambda column: 1.0 if column.is_like(look) > 0.5 else 0.15


def _mostly_all(look: str) -> Callable[[Column], float]:
    """For small numbers, of which others have some as well."""
    return lambda column: 1.0 if column.is_like(look) > 0.98 else 0.1


def _often(look: str) -> Callable[[Column], float]:
    """For looks that not all good values have."""
    return lambda column: 1.0 if column.is_like(look) > 0.5 else 0.5 if column.is_like(look) > 0.1 else 0.25


def _any(column: Column) -> float:
    if _answers(column):
        return _HARDLY
    return 0.3 if column.is_like("email", "date") > 0.8 else 0.98


def _answers(column: Column) -> bool:
    """Whether values are yes and no alone: what a column is called is asked there, not told."""
    return len(column.counts) <= _ANSWERS and column.is_like("flag") > 0.9


def _words(column: Column) -> float:
    """Whatever has letters in it."""
    return _HARDLY if column.is_like("digits") > 0.9 else _any(column)


def _line(column: Column) -> float:
    """Lines of two words or more, in whatever language: `Strada Nemes`."""
    several = sum(" " in text and any(map(str.isalpha, text)) for text in column.counts)
    others = column.is_like("date", "email", "url", "ip")
    if column.is_like("addressed", "greeting") > 0.5:
        return _HARDLY
    return _LIKE_ANY_LINE if several > _MOST_LINES * len(column.counts) and others < _HARDLY else _HARDLY


def _few(column: Column) -> float:
    """Words out of a small set."""
    count, all_ = len(column.counts), len(column.texts)
    if column.country_of_states:
        return _HARDLY
    if column.is_like("email", "date") >= 0.5 or count > max(30, 0.3 * all_) or column.length > 30:
        return 0.3
    return 0.98 if count <= max(12, all_**0.5 / 2) else 0.6


def _worded(column: Column) -> float:
    """Words out of a small set; a number of a state means nothing without the program that gives it out."""
    return _HARDLY if column.is_like("digits") > 0.9 else _few(column)


def _key(column: Column) -> float:
    """Keys tell rows apart."""
    if _is_the_same(column) or (_answers(column) and len(column.texts) >= _SEVERAL_ROWS):
        return 0.1
    of_words = column.is_like("phrase") > 0.7 and column.is_like("email") < 0.5
    return _HARDLY if of_words else _label(column)


def _label(column: Column) -> float:
    """Keys are short, and mostly have digits in them."""
    if (column.length > 60 and column.is_like("uuid") < 0.6) or column.is_like("url", "named user") > 0.7:
        return 0.1
    if column.is_like("date") > 0.7 > column.is_like("epoch"):
        return 0.1  # seconds since 1970 may be numbers of something
    if column.is_like("code", "uuid", "email") > 0.6:
        return 1.0
    return 0.85 if column.length < 20 and column.is_like("person", "given") < 0.5 else 0.55


def _document(column: Column) -> float:
    """Numbers of documents differ, and are no days on which these end; some begin with a birth date."""
    days = column.is_like("date") > 0.5 > column.is_like("epoch") and column.length <= _A_DAY
    if _is_the_same(column) or days or column.is_like("email") > 0.5:
        return 0.1
    return 1.0 if column.is_like("document") > 0.8 else 0.3


def _is_the_same(column: Column) -> bool:
    """Whether all rows have one value that is no number of a person, shop or order: `1`, `yes`, `web`."""
    if len(column.counts) > 1 or len(column.texts) < _SEVERAL_ROWS:
        return False
    return sum(map(str.isdigit, column.texts[0])) < _DIGITS_OF_A_KEY


def _phone(column: Column) -> float:
    if column.is_like("phone") > 0.4:
        return 1.0
    return 0.7 if column.is_like("phone marks", "whole", "number", "dialable") > 0.6 else 0.15


def _number(look: str) -> Callable[[Column], float]:
    return lambda column: 1.0 if column.is_like(look) > 0.9 else 0.7 if column.is_like(look) > 0.5 else 0.1


def _flag(column: Column) -> float:
    return 1.0 if column.is_like("flag") > 0.9 and len(column.counts) <= 4 else 0.15


def _date(column: Column) -> float:
    if column.is_like("date") > 0.2:
        return 1.0 if column.is_like("date") > 0.7 else 0.85
    if column.is_like("epoch") > 0.9:
        return 0.85
    days = column.is_like("whole") > 0.9 and all(4 < len(text.split(".")[0]) < 9 for text in column.counts)
    return 0.65 if days else 0.08  # counts of days, as spreadsheets have them


def _region(column: Column) -> float:
    """A state may be that of a matter, too."""
    if column.is_like("digits") > 0.9:
        return 0.6  # as French and American offices number theirs
    return 0.3 if column.is_like("status") > 0.5 else _any(column)


_FITS: dict[str, Callable[[Column], float]] = {
    "any": _any,
    "words": _words,
    "region": _region,
    "line": _line,
    "letters": lambda column: _HARDLY if column.is_like("digits", "flag", "date") > 0.9 else 1.0,
    "few": _few,
    "worded": _worded,
    "key": _key,
    "label": _label,
    "document": _document,
    "states": lambda column: 1.0 if column.country_of_states else 0.25,
    "phone": _phone,
    "flag": _flag,
    "date": _date,
    "month": _mostly_all("month"),
    "day of a month": _mostly_all("day of a month"),
    "moment": lambda column: _date(column) * (1.0 if column.length > _A_DAY else _NO_TIME),
    "whole": _number("whole"),
    "number": _number("number"),
    "dialled": lambda column: 1.0 if column.is_like("phone") > 0.9 and column.is_like("date") < 0.1 else 0.0,
    "country name": lambda column: 1.0 if column.is_like("country name") > 0.6 else 0.4,
    "names": lambda column: 1.0 if column.is_like("names", "firm") > 0.5 else 0.25,
    "postal": lambda column: 1.0 if column.is_like("postal", "three digits") > 0.5 else 0.3,
    "country": lambda column: 1.0 if column.is_like("country") > 0.6 else 0.4,
    **{
        look: _often(look)
        for look in (
            *("address", "street", "person", "firm", "given", "network", "handle"),
            *("language", "salutation", "url"),
        )
    },
}
"""By look; others are those of most good values."""
