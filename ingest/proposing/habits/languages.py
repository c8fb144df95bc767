"""The country of a file whose values tell none: by the language of its headers, and the phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from graph.files.packaged_yaml import packaged_yaml
from graph.words.folding import words
from ingest.cleaning.places.postal_forms import is_foreign
from ingest.proposing.habits.file_habits import Habit
from ingest.proposing.habits.phones import is_as_written, national_numbers, share_of
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.header_tokens import words_in
from ingest.proposing.meaning.meanings import Meaning

_ENGLISH = "English"


@cache
def _words() -> dict[str, frozenset[str]]:
    """Words of headers by language."""
    return {name: words(it["words"]) for name, it in _languages().items() if "words" in it}


def _spoken_in(language: str) -> tuple[str, ...]:
    """The countries of a language, the likeliest first."""
    return tuple(_languages()[language]["countries"].split())


@cache
def _languages() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = packaged_yaml("ingest.proposing.habits", "languages.yaml")
    return loaded


_WRITTEN_IN = {
    "Korean": re.compile("[\uac00-\ud7a3]"),
    "Chinese": re.compile("[\u4e00-\u9fff]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
    "Hebrew": re.compile("[\u0590-\u05ff]"),
    "Thai": re.compile("[\u0e00-\u0e7f]"),
    "Arabic": re.compile("[\u0600-\u06ff]"),
    "written in Cyrillic letters": re.compile("[\u0400-\u04ff]"),
}
"""Letters that tell a language; characters are Chinese where there are no kana among them."""
_KANA = re.compile("[\u3040-\u30ff]")

_LEAST_WORDS, _MOSTLY = 3, 0.8
_FIRST_PART, _LAST_PART = 3, 5
"""Letters of the parts of a compound, at least."""

_LEAST_NUMBERS = 2
_MOBILE = re.compile(r"(?i)mob|cell|handphone")
_NOT_ENGLISH = ("DE", "AT", "CH", "FR", "BE", "NL", "IT", "ES", "PT", "PL", "SE", "DK", "NO", "FI")
"""Countries with many files that have English headers."""

_FRANCS = re.compile(r"\b(?:CHF|SFr)\b")
_CODES = {
    "GB": re.compile(r"(?i)[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"),
    "CA": re.compile(r"(?i)[a-z]\d[a-z] ?\d[a-z]\d"),
    "IE": re.compile(r"(?i)[a-z][\dw]{2} ?[a-z\d]{4}"),
    **dict.fromkeys(("US", "MY", "PK", "KE"), re.compile(r"\d{5}(?:-?\d{4})?")),
    **dict.fromkeys(("AU", "NZ", "ZA", "PH"), re.compile(r"\d{3,4}")),
    **dict.fromkeys(("IN", "SG", "NG"), re.compile(r"\d{3} ?\d{3}")),
}
"""Postal codes of countries where English is written."""


def country_by_language(columns: Sequence[Sequence[Meaning]], headers: Sequence[str]) -> Habit | None:
    """The country in which the language of the headers is spoken and most phone numbers are possible.

    None where the headers are of no language alone, or countries stand in the rows.
    """
    if any(found and found[0].concept == "country" and found[0].column.texts for found in columns):
        return None
    language, spoken_in = _language(headers)
    phones = [it[0].column for it in columns if it and it[0].concept == "phone"]
    texts = [text for column in phones for text in national_numbers(column)]
    if language == _ENGLISH:
        return _of_numbers(phones, _of_codes(spoken_in, columns))
    countries = _with_such_codes(spoken_in, columns)
    if not texts and "CH" in countries[1:] and countries[0] != spoken_in[0]:
        countries = _switzerland_or_not(countries, columns, headers)
    shares = {country: share_of(texts, country) for country in countries}
    best = max(shares, key=lambda country: shares[country], default="")
    if not best or (texts and shares[best] < _MOSTLY):
        return None
    why = f"the headers are {language}"
    told = f", and {shares[best]:.0%} of the phone numbers are possible there" if texts else ""
    return Habit(best, 0.65 if texts else 0.5, f"{why}{told}")


def _with_such_codes(countries: Sequence[str], columns: Sequence[Sequence[Meaning]]) -> tuple[str, ...]:
    """Those of some countries that may have the postal codes of a file, the likeliest first."""
    codes = [text for it in columns if it and it[0].concept == "postal_code" for text in it[0].column.counts]
    return tuple(
        country
        for country in countries
        if sum(not is_foreign(code, country) for code in codes) >= _MOSTLY * len(codes)
    )


def _switzerland_or_not(
    countries: Sequence[str], columns: Sequence[Sequence[Meaning]], headers: Sequence[str]
) -> tuple[str, ...]:
    """Switzerland, where headers tell of francs or streets are written as there; none of some countries where
    nothing tells it from its neighbours, whose codes are alike."""
    streets = [text for it in columns if it and it[0].concept == "street" for text in it[0].column.counts]
    if any(_FRANCS.search(header) for header in headers) or any(
        "strasse" in text.lower() for text in streets
    ):
        return ("CH",)
    return ("AT",) if "AT" in countries and any("ß" in text for text in streets) else ()


def _of_numbers(phones: Sequence[Column], countries: Sequence[str]) -> Habit | None:
    """The one country of some, and of those where headers may be English all the same, in which most phone
    numbers are possible as they are written."""
    numbers = [
        (text, bool(_MOBILE.search(column.name))) for column in phones for text in national_numbers(column)
    ]
    if len(numbers) < _LEAST_NUMBERS:
        return None
    least = _MOSTLY * len(numbers)
    fitting = [
        country
        for country in (*countries, *_NOT_ENGLISH)
        if sum(is_as_written(text, country, mobile=mobile) for text, mobile in numbers) >= least
    ]
    if len(fitting) != 1 or fitting[0] in _NOT_ENGLISH:
        return None
    return Habit(fitting[0], 0.55, "the headers are English, and the phone numbers possible there alone")


def _of_codes(countries: Sequence[str], columns: Sequence[Sequence[Meaning]]) -> list[str]:
    """Those of some countries that have postal codes like those of a file; all where it has none, or of
    another country."""
    codes = [text for it in columns if it and it[0].concept == "postal_code" for text in it[0].column.counts]
    fitting = [
        country
        for country in countries
        if (form := _CODES.get(country))
        and sum(bool(form.fullmatch(code)) for code in codes) > _MOSTLY * len(codes)
    ]
    return fitting or list(countries)


def _language(headers: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The language that most words of the headers are of, and its countries; nothing where two are near."""
    headers = list(headers)
    for name, letters in _WRITTEN_IN.items():
        if sum(bool(letters.search(header)) for header in headers) >= _LEAST_WORDS:
            name = "Japanese" if name == "Chinese" and _KANA.search("".join(headers)) else name
            return name, _spoken_in(name)
    seen = {word for header in headers for word in words_in(header)}
    counts = sorted(((_told(known, seen), name) for name, known in _words().items()), reverse=True)
    (most, name), (next_most, _) = counts[:2]
    if most < _LEAST_WORDS or most == next_most:
        return "", ()
    return name, _spoken_in(name)


def _told(known: frozenset[str], seen: Iterable[str]) -> int:
    """How many words of headers are some of a language, or compounds that end in one: `gatuadress`."""
    return sum(
        word in known or any(word[at:] in known for at in range(_FIRST_PART, len(word) - _LAST_PART + 1))
        for word in seen
    )
