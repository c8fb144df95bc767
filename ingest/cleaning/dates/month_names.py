"""Names of months and days of the week in all languages, by the Unicode locale data that Babel carries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers

_COMMON = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "da", "cs", "hr", "ru", "uk")
"""Read before the other languages, which take a second or two."""

_ACCENTS = re.compile("[\u0300-\u036f]")
_FURTHER = {"de": (("janner", 1), ("jan", 1), ("maerz", 3), ("mrz", 3))}
"""What people write for months besides, folded."""

_LONGEST_ZONE = 4
"""Letters that the name of a time zone has at most; to look for one in all languages would take long."""


def folded(word: str) -> str:
    """A word in small letters, without accents, full stops and apostrophes around it; vowels that are marks,
    as in Thai, stay."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", word.casefold()))
    return unicodedata.normalize("NFC", plain).replace(".", "").strip("’'")


@lru_cache(maxsize=10_000)
def month_of(word: str, country: str) -> int | None:
    """The month that a folded word names, from 1; None for other words.

    What is two months in two languages (`listopad`) is that of the country's own, or none.
    """
    for languages in (_spoken(country), _COMMON):
        if meant := _months(languages).get(word):
            return min(meant) if len(meant) == 1 else None
    meant = _months(_all()).get(word, frozenset()) if _may_be_rare(word) else frozenset()
    return min(meant) if len(meant) == 1 else None


@lru_cache(maxsize=10_000)
def is_weekday(word: str, country: str) -> bool:
    """Whether a folded word names a day of the week."""
    known = (_spoken(country), _COMMON)
    return any(word in _weekdays(it) for it in known) or (_may_be_rare(word) and word in _weekdays(_all()))


def _may_be_rare(word: str) -> bool:
    return len(word) > _LONGEST_ZONE or not word.isascii()


@cache
def _spoken(country: str) -> tuple[str, ...]:
    official = get_official_languages(country, de_facto=True)
    return tuple(language for language in official if language in _all())


@cache
def _all() -> tuple[str, ...]:
    return tuple(language for language in locale_identifiers() if "_" not in language)


@cache
def _months(languages: tuple[str, ...]) -> dict[str, frozenset[int]]:
    """The months that each name means in some languages."""
    found: dict[str, set[int]] = {}
    for language in languages:
        for name, month in _names(language, "months"):
            found.setdefault(name, set()).add(month)
    return {name: frozenset(months) for name, months in found.items()}


@cache
def _weekdays(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for language in languages for name, _ in _names(language, "days"))


def _names(language: str, kind: str) -> Iterator[tuple[str, int]]:
    """Each name of a month or day in a language, folded, with its number; `5月` is none."""
    if kind == "months":
        yield from _FURTHER.get(language, ())
    for forms in getattr(Locale(language), kind).values():
        for width in ("wide", "abbreviated"):
            for number, name in forms.get(width, {}).items():
                word = folded(name)
                if len(word) > 1 and not any(map(str.isdigit, word)):
                    yield word, number
