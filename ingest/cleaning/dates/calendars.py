"""Years of other calendars than ours, where a date shows them: eras, Buddhist years, those of the Hijra."""

from __future__ import annotations

import re
import unicodedata

from ingest.cleaning.base import InvalidValue

_OF_ERAS = "JP"
_LETTER_ERAS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_OF_LETTER_ERA = re.compile(r"^([MTSHR])\.?\s?(\d{1,2})([./-])(\d{1,2})\3(\d{1,2})(?!\d)")
"""Japanese years by the letter of their era, and the year before its first: S60.3.5."""

_THAI = re.compile(
    r"(?P<day>\d{1,2})\s*(?P<month>[\u0e00-\u0e7f.]{3,}?)\s*(?P<era>พ\.ศ\.|ค\.ศ\.)?\s*(?P<year>\d{4}|\d\d)(?!\d)"
)
_BUDDHIST_AHEAD, _FIRST_BUDDHIST = 543, 2400
_OURS = "ค.ศ."
_THAI_CLOCK = re.compile(r"(?<=\d)\s*น\.?$")

_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_HIJRI_YEAR = re.compile(r"(?<!\d)1[34]\d\d(?!\d)")
"""Years of the Hijra, of the moon or of the sun, that are those of people alive."""


def in_our_years(text: str, country: str) -> str:
    """A date whose text shows that its year is of Japan or Thailand, with ours; other texts as they are.
    Letters are eras in Japan alone; elsewhere S is Saturday.

    Raises InvalidValue for years of the Hijra.
    """
    if country == _OF_ERAS:
        text = _OF_LETTER_ERA.sub(_of_letter_era, text)
    if text.isascii():
        return text
    if _ARABIC_SCRIPT.search(text) and _HIJRI_YEAR.search(with_ascii_digits(text)):
        raise InvalidValue("has a year of another calendar")
    return _THAI_CLOCK.sub("", _THAI.sub(_of_thai_year, text))


def with_ascii_digits(text: str) -> str:
    """A text with its digits of whatever script in ours."""
    return "".join(str(unicodedata.decimal(it)) if it.isdecimal() else it for it in text)


def _of_letter_era(found: re.Match[str]) -> str:
    return f"{_LETTER_ERAS[found[1]] + int(found[2])}-{int(found[4]):02d}-{int(found[5]):02d}"


def _of_thai_year(found: re.Match[str]) -> str:
    """Two digits are Buddhist, too."""
    year = int(found["year"]) + (2500 if len(found["year"]) == 2 else 0)
    if found["era"] != _OURS and year > _FIRST_BUDDHIST:
        year -= _BUDDHIST_AHEAD
    return f"{found['day']} {found['month']} {year}"
