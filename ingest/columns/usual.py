"""Usual forms of keys, e-mail addresses, phone numbers and dates of birth, told for a whole column at once.

What a form does not fit is left to the value's own cleaner, so a form may be narrow, but never wrong.
What fits one is short, and JSON writes it as it is.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from graph.journal.appending.record_arrays import Texts
from graph.journal.tables.arrow import compute as pc
from graph.placeholders.listed import nothing, placeholders
from graph.words.titles import DEGREES
from ingest.cleaning.base import Context
from ingest.cleaning.identifiers.emails import ENCODED_DOMAIN
from ingest.cleaning.identifiers.german_phones import landlines

_KEY = r"^[0-9A-Za-z]{0,99}[1-9A-Za-z][0-9A-Za-z]{0,99}$"
_EMAIL = (
    r"^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$"
)
_LONGEST_EMAIL = 100
_IN_FRONT = r"^\(?(?:(?:\+|00) ?49(?:[ /-]*(?:\(0\)|0))?|0)[ /-]*\(?"
"""What stands before the national part of a number."""
_PHONE = _IN_FRONT + r"[1-9][0-9 /-]{1,30}(?:\)[0-9 /-]{0,30})?$"
_MARKS = " /-)"
_TWO_ENDS = r"[0-9]/-?[0-9]$|/-[0-9]{2}$"
"""Of a second number behind a stroke that differs in its end."""
LETTERS = "[A-Za-zÀ-ÅÇ-ÏÑ-ÖÙ-Ýßà-åç-ïñ-öù-ýÿ]{1,40}"
_NAME = f"^{LETTERS}(?:-{LETTERS}){{0,3}}$"
_WORD = "[A-ZÀ-ÅÇ-ÏÑ-ÖÙ-Ý][a-zßà-åç-ïñ-öù-ýÿ]{1,40}"
NAME_OF_TWO = f"^(?P<first>{_WORD}(?:-{_WORD}){{0,2}}) (?P<last>{_WORD}(?:-{_WORD}){{0,2}})"
"""Two words of a name, as most have them (RE2)."""
_MOBILE = r"^(?:15[0-25-9][0-9]{8}|16[023][0-9]{7,8}|17[0-9]{8})$"
_DAYS = {"DMY": (r"^[0-3][0-9]\.[01][0-9]\.(?:19|20)[0-9]{2}$", (6, 3, 0))}
_ISO = r"^(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]$", (0, 5, 8)
"""Forms of days, and where year, month and day begin in them."""


def usual_keys(texts: Texts) -> Texts:
    """The keys that are ASCII letters and digits; none for other texts."""
    usual = pc.and_not(pc.match_substring_regex(texts, _KEY), any_of(pc.utf8_lower(texts), "key"))
    return where(pc.and_not(usual, _said_nothing(texts)), texts)


def usual_emails(texts: Texts) -> Texts:
    """The addresses of usual letters, in lower case; none for other texts."""
    short = pc.less_equal(pc.binary_length(texts), _LONGEST_EMAIL)
    lower = pc.utf8_lower(where(pc.and_(pc.match_substring_regex(texts, _EMAIL), short), texts))
    invented = pc.or_(any_of(lower, "email"), any_of(_part(lower, 0), "email"))
    encoded = pc.match_substring(lower, ENCODED_DOMAIN)
    return where(pc.invert(pc.or_(invented, encoded)), lower)


def domains(addresses: Texts) -> Texts:
    """What stands behind the @ of addresses that have one."""
    return _part(addresses, 1)


def _part(addresses: Texts, at: int) -> Texts:
    return pc.list_element(pc.split_pattern(addresses, "@"), at)


def usual_german_phones(texts: Texts) -> tuple[Texts, Texts]:
    """E.164 form and line of the German numbers with their area code; none for other texts."""
    found = where(pc.match_substring_regex(texts, _PHONE), texts)
    national = pc.replace_substring_regex(found, _IN_FRONT, "")
    for mark in _MARKS:
        national = pc.replace_substring(national, mark, "")
    mobile = pc.match_substring_regex(national, _MOBILE)
    known, fixed, others, lengths = landlines()
    fits = pc.and_(_fits(national, known), _fits(national, fixed))
    long = pc.is_in(pc.binary_length(national), pa.array(sorted(lengths), pa.int32()))
    landline = pc.and_(pc.and_not(fits, _fits(national, others)), long)
    remarkable = pc.or_(any_of(national, "phone"), pc.match_substring_regex(texts, _TWO_ENDS))
    usual = pc.and_not(pc.or_(mobile, landline), remarkable)
    line = pc.if_else(mobile, "mobile", "fixed")
    return where(usual, pc.binary_join_element_wise("+49", national, "")), where(usual, line)


def usual_birth_dates(texts: Texts, context: Context) -> Texts:
    """The days from 1900 on in ISO form, written so or in the order of the source; none for other texts."""
    found = _dates(texts, *_ISO) if isinstance(context.dates, str) else pa.nulls(len(texts), pa.string())
    if isinstance(context.dates, str) and context.dates in _DAYS:
        found = pc.coalesce(found, _dates(texts, *_DAYS[context.dates]))
    remarkable = pc.or_(any_of(found, "birth_date"), any_of(found, "likely_birth_date"))
    past = pc.less_equal(found, datetime.now(UTC).date().isoformat())
    return where(pc.and_not(past, remarkable), found)


def usual_names(texts: Texts) -> Texts:
    """The names of one word, or of some with hyphens, in the letters of Western Europe, that are no titles;
    none for other texts."""
    lower = pc.utf8_lower(where(pc.match_substring_regex(texts, _NAME), texts))
    plain = _without_marks(lower)
    title = pc.or_(pc.is_in(plain, _titles()), pc.match_substring_regex(plain, "-prof(?:essor)?$"))
    remarkable = pc.or_(pc.or_(title, any_of(lower, "name")), _said_nothing(lower))
    return where(pc.and_(lower.is_valid(), pc.invert(remarkable.fill_null(True))), texts)


def usual_whole_names(texts: Texts) -> Texts:
    """The names of two words in the letters of Western Europe; none for other texts."""
    found = where(pc.match_substring_regex(texts, f"{NAME_OF_TWO}$"), texts)
    lower = pc.utf8_lower(found)
    return where(pc.and_not(found.is_valid(), pc.or_(any_of(lower, "name"), _said_nothing(lower))), found)


def _dates(texts: Texts, form: str, places: tuple[int, int, int]) -> Texts:
    found = where(pc.match_substring_regex(texts, form), texts)
    year, month, day = sliced(found, places)
    iso = pc.binary_join_element_wise(year, month, day, "-")
    numbers = [part.fill_null("0").cast(pa.int32()).to_numpy() for part in (year, month, day)]
    return where(pa.array(are_days(*numbers)), iso)


def sliced(days: Texts, places: tuple[int, int, int]) -> list[Texts]:
    """Year, month and day of days that have them at these places."""
    each = zip(places, (4, 2, 2), strict=True)
    return [pc.utf8_slice_codeunits(days, start, start + length) for start, length in each]


def are_days(years: Any, months: Any, days: Any) -> Any:
    """Which are days of the calendar, as a mask of numpy."""
    leap = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    longest = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[np.where(months < 13, months, 0)]
    return (days > 0) & (days <= longest + (leap & (months == 2)))


def where(condition: Any, texts: Texts) -> Texts:
    """The texts that fulfil a condition; none for the others."""
    return pc.if_else(condition.fill_null(False), texts, pa.scalar(None, pa.string()))


def _fits(texts: Texts, pattern: str) -> Any:
    return pc.match_substring_regex(texts, f"^(?:{pattern})$")


def any_of(lower: Texts, kind: str) -> Any:
    """Which texts, in lower case, are placeholders of a kind."""
    known = placeholders(kind)
    listed = pc.is_in(lower, pa.array(sorted(known.words), pa.string()))
    return listed if known.pattern is None else pc.or_kleene(listed, _fits(lower, known.pattern.pattern))


def _without_marks(lower: Texts) -> Texts:
    """The same in plain letters; most are written so."""
    marked = where(pc.invert(pc.string_is_ascii(lower)), lower)
    plain = pc.utf8_normalize(pc.replace_substring(marked, "ß", "ss"), "NFD")
    return pc.coalesce(pc.replace_substring_regex(plain, r"\p{M}", ""), lower)


def _said_nothing(texts: Texts) -> Any:
    """Which texts are words for no value."""
    return pc.is_in(pc.utf8_lower(texts), _nothing())


@cache
def _titles() -> pa.Array[Any]:
    return pa.array(sorted({*DEGREES, "prof", "professor"}), pa.string())


@cache
def _nothing() -> pa.Array[Any]:
    known = {word.lower() for words in nothing() for word in words} | placeholders("unanswered").words
    return pa.array(sorted(known), pa.string())
