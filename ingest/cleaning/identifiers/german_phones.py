"""German phone numbers in their usual forms, known by patterns: phonenumbers takes 60 µs for each."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from phonenumbers import PhoneMetadata
from phonenumbers.phonemetadata import PhoneNumberDesc

_CALLING_CODE = "49"
_FORM = re.compile(
    rf"\(?(?:(?:\+|00) ?{_CALLING_CODE}(?:[ /.-]*(?:\(0\)|0))?|0)[ /.-]*\(?([1-9][\d /.-]*(?:\)[\d /.-]*)?)",
    re.ASCII,
)
"""A number with its area code, in national or international form."""
_MARKS = str.maketrans("", "", " /.-)")
_MOBILE = re.compile(r"15[0-25-9]\d{8}|16[023]\d{7,8}|17\d{8}", re.ASCII)


def german_number(text: str) -> tuple[str, str] | None:
    """The national part of a number in Germany, and its line; None where phonenumbers must tell."""
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    national = form[1].translate(_MARKS)
    if _MOBILE.fullmatch(national):
        return national, "mobile"
    pattern, lengths = _landline()
    return (national, "fixed") if len(national) in lengths and pattern.fullmatch(national) else None


@cache
def _landline() -> tuple[re.Pattern[str], frozenset[int]]:
    """What landlines and nothing else fit, and how long these are."""
    known, fixed, others, lengths = landlines()
    return re.compile(rf"(?!(?:{others})$)(?=(?:{known})$)(?:{fixed})", re.ASCII), lengths


@cache
def landlines() -> tuple[str, str, str, frozenset[int]]:
    """What phonenumbers holds for numbers, for landlines and for all other lines, as patterns, and how long
    landlines are."""
    known: Any = PhoneMetadata.metadata_for_region("DE")  # it is there
    others = (
        known.premium_rate,
        known.toll_free,
        known.shared_cost,
        known.voip,
        known.personal_number,
        known.pager,
        known.uan,
        known.voicemail,
        known.mobile,
    )
    excluded = "|".join(pattern for other in others if (pattern := _pattern(other)))
    lengths = frozenset(known.fixed_line.possible_length)
    return _pattern(known.general_desc), _pattern(known.fixed_line), excluded, lengths


def _pattern(description: PhoneNumberDesc | None) -> str:
    return str(description.national_number_pattern or "") if description else ""
