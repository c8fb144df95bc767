"""How a column writes phone numbers: within a country, or whole with the plus sign left out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import phonenumbers

from ingest.proposing.meaning.columns import Column

_TRIED, _NEARLY_ALL = 200, 0.95
_SHORTEST = 10
"""Digits of a whole number, with the code of its country, at least."""

_WITHOUT_ZERO = frozenset(("IN",))
"""Where few dial the zero that may stand in front of numbers."""

_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)

_NO_TEMPLATE = frozenset("{}:!")


def lacks_plus(column: Column) -> bool:
    """Whether values are whole numbers, with the code of a country in front and no plus sign before it."""
    texts = list(column.counts)[:_TRIED]
    whole = [text for text in texts if text.isdigit() and text[0] != "0" and len(text) >= _SHORTEST]
    if not texts or _NO_TEMPLATE & set(column.name) or len(whole) < _NEARLY_ALL * len(texts):
        return False
    return share_of(["+" + text for text in whole], None) > _NEARLY_ALL


def national_numbers(column: Column) -> list[str]:
    """Different numbers without the code of a country."""
    return [text for text in list(column.counts)[:_TRIED] if not text.startswith(("+", "00"))]


def share_of(texts: Sequence[str], country: str | None) -> float:
    """The share of numbers that somebody has in a country, or in any for whole numbers."""
    return sum(_is_of(text, country) for text in texts) / len(texts) if texts else 0.0


def is_as_written(text: str, country: str, *, mobile: bool) -> bool:
    """Whether somebody has a number in a country, and would write it so: with the zero in front that is
    dialled there, or without. `mobile` asks for a number of a mobile phone."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    zero = metadata is not None and metadata.national_prefix == "0" and country not in _WITHOUT_ZERO
    if text.lstrip(" (").startswith("0") != zero or not _is_of(text, country):
        return False
    return not mobile or phonenumbers.number_type(phonenumbers.parse(text, country)) in _MOBILE


def _is_of(text: str, country: str | None) -> bool:
    with suppress(phonenumbers.NumberParseException):
        number = phonenumbers.parse(text, country)
        if country:
            return phonenumbers.is_valid_number_for_region(number, country)
        return phonenumbers.is_valid_number(number)
    return False
