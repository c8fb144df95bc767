"""Time zones by their names, and by the letters that people write for them, which mean another one in another
country."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from ingest.cleaning.base import Context

_IN_BRACKETS = re.compile(r"(?<=\d)\s\(([A-Z]{2,5})\)$")
"""A zone that stands there alone; behind an offset brackets only name it."""

_OFFSET = re.compile(r"(?:[+-]\d\d:?\d\d|Z)\s\(")
_SHORT = re.compile(r"(?<=\d)(?P<half>\s*[AaPp]\.?[Mm]\.?)?\s*(?P<name>[A-Z]{3,4})$")
_NAME = re.compile(r"\s*\[(?P<name>[\w/+-]+)\]$|\s+(?P<plain>[A-Z][A-Za-z]+/[\w/+-]+)$")
"""Behind a time: `[Europe/Berlin]`, as Java writes it, or bare."""

_AMERICAN = re.compile(r"(?<=:\d\d)(?P<half>\s*[AaPp]\.?[Mm]\.?)?\s+(?P<name>ET|CT|MT|PT)$")
_ZONES_OF_AMERICA = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Two letters behind a clock, whatever the season: 2:05 PM PT."""

_OFFSETS = {
    "JST": "+0900", "KST": "+0900", "WIB": "+0700", "WITA": "+0800", "WIT": "+0900", "ICT": "+0700",
    "PHT": "+0800", "SGT": "+0800", "HKT": "+0800", "MYT": "+0800", "PKT": "+0500", "NPT": "+0545",
    "TRT": "+0300", "IDT": "+0300", "EAT": "+0300", "SAST": "+0200", "CAT": "+0200", "WAT": "+0100",
    "BRT": "-0300", "ART": "-0300", "UYT": "-0300", "CLT": "-0400", "CLST": "-0300", "BOT": "-0400",
    "VET": "-0400", "COT": "-0500", "PET": "-0500", "AEST": "+1000", "AEDT": "+1100", "ACST": "+0930",
    "ACDT": "+1030", "AWST": "+0800", "NZST": "+1200", "NZDT": "+1300",
}  # fmt: skip
"""Zones of one meaning."""

_OFFSETS_OF = {
    "IST": {"IN": "+0530", "LK": "+0530", "IL": "+0200", "IE": "+0100"},
    "CST": {"CN": "+0800", "TW": "+0800", "HK": "+0800", "MO": "+0800", "CU": "-0500"},
    "GST": {"AE": "+0400", "OM": "+0400"},
    "AST": dict.fromkeys(("SA", "KW", "QA", "BH", "IQ", "YE"), "+0300"),
    "BST": {"BD": "+0600"},
    "PST": {"PH": "+0800"},
    "MST": {"MY": "+0800"},
    "EST": {"AU": "+1000"},
}
"""Zones of several meanings, by the country of the source; elsewhere the usual one counts."""


def with_offset(text: str, country: str) -> str:
    """A time with the offset that the letters behind it stand for in a country; other texts as they are."""
    if not _OFFSET.search(text):
        text = _IN_BRACKETS.sub(r" \1", text)
    found = _SHORT.search(text)
    if not found:
        return text
    name = found["name"]
    offset = _OFFSETS_OF.get(name, {}).get(country) or _OFFSETS.get(name)
    return f"{text[: found.start()]}{found['half'] or ''} {offset}" if offset else text


def without_american_zone(text: str, context: Context) -> tuple[str, Context]:
    """A time without the two letters of a zone of America behind it, and the context with that zone."""
    if not (found := _AMERICAN.search(text)):
        return text, context
    return text[: found.start("name")].rstrip(), replace(context, timezone=_ZONES_OF_AMERICA[found["name"]])


def without_zone(text: str, context: Context) -> tuple[str, Context]:
    """A time without the name of a zone behind it, and the context with that zone."""
    text = with_offset(text, context.country)
    found = _NAME.search(text)
    name = found and (found["name"] or found["plain"])
    if not found or not name or name not in _names():
        return text, context
    return text[: found.start()], replace(context, timezone=name)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The zone of a name, which is made once."""
    return ZoneInfo(name)
