"""In which time zone the times of a file are that say none: UTC where headers do, else that of its country,
or of the states that nearly all of its rows are from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from babel.core import get_global

from ingest.cleaning.countries import subdivision_code
from ingest.cleaning.dates.zones import zone_of
from ingest.proposing.habits.file_habits import Habit
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.row_days import days_of

_SAYS_UTC = re.compile(r"(?i)\b(?:utc|gmt)\b")

_MOSTLY = 0.9
_SURE, _BY_HEADER, _BY_STATES = 0.8, 0.95, 0.75

_ZONES = {
    "US": {
        "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
        "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
        "America/Denver": "CO ID MT NM UT WY",
        "America/Los_Angeles": "CA NV OR WA",
        "America/Phoenix": "AZ",
        "America/Anchorage": "AK",
        "Pacific/Honolulu": "HI",
    },
    "CA": {
        "America/Toronto": "ON QC",
        "America/Vancouver": "BC",
        "America/Edmonton": "AB NT",
        "America/Winnipeg": "MB",
        "America/Regina": "SK",
        "America/Halifax": "NB NS PE",
        "America/St_Johns": "NL",
        "America/Whitehorse": "YT",
        "America/Iqaluit": "NU",
    },
    "AU": {
        "Australia/Sydney": "NSW ACT",
        "Australia/Melbourne": "VIC",
        "Australia/Brisbane": "QLD",
        "Australia/Adelaide": "SA",
        "Australia/Hobart": "TAS",
        "Australia/Darwin": "NT",
        "Australia/Perth": "WA",
    },
    "BR": {
        "America/Sao_Paulo": "DF ES GO MG PR RJ RS SC SP",
        "America/Bahia": "BA",
        "America/Fortaleza": "CE MA PB PI RN",
        "America/Recife": "PE",
        "America/Maceio": "AL SE",
        "America/Araguaina": "TO",
        "America/Belem": "AP PA",
        "America/Cuiaba": "MT",
        "America/Campo_Grande": "MS",
        "America/Manaus": "AM",
        "America/Boa_Vista": "RR",
        "America/Porto_Velho": "RO",
        "America/Rio_Branco": "AC",
    },
}
"""Zones with the states that most people have them in, of countries where the clocks of these differ."""

_MAINLAND = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
}
"""The zone of nearly all people of countries of whose clocks those of islands or parts differ."""


def zone_of_times(timed: Sequence[Column], country: str, regions: Column | None) -> Habit | None:
    """The zone of times that say none, of a file of a country with a column of states, if it has one; None
    where nothing tells it, or not all headers of times say the same."""
    by_header = [bool(_SAYS_UTC.search(column.name)) for column in timed]
    if any(by_header):
        return Habit("UTC", _BY_HEADER, "the headers of its times say so") if all(by_header) else None
    if not country:
        return None
    if country in _ZONES:
        return _by_states(country, regions, _years_of(timed)) if regions else None
    zones = [it for it in get_global("territory_zones").get(country, ()) if "/" in it]
    main = _MAINLAND.get(country) or (zones[0] if len(_clocks(zones, _years_of(timed))) == 1 else "")
    return Habit(main, _SURE, f"times without a zone, of a file from {country}") if main else None


def _by_states(country: str, regions: Column, years: Sequence[int]) -> Habit | None:
    """The zone of the states that nearly all rows are from, if their clocks are the same in these years."""
    by_state = {
        f"{country}-{code}": zone for zone, codes in _ZONES[country].items() for code in codes.split()
    }
    told = Counter(by_state.get(subdivision_code(text, country) or "", "") for text in regions.texts)
    clocks = _clocks([zone for zone in told if zone], years)
    for zones in clocks.values():
        share = sum(told[zone] for zone in zones) / told.total()
        if share >= _MOSTLY:
            main = max(zones, key=lambda zone: told[zone])
            return Habit(
                main, _BY_STATES, f"times without a zone; {share:.0%} of the rows are from its states"
            )
    return None


def _clocks(zones: Iterable[str], years: Sequence[int]) -> Mapping[tuple[object, ...], list[str]]:
    """Zones by what their clocks showed in the winters and summers of years."""
    moments = [datetime(year, month, 15, tzinfo=UTC) for year in years for month in (1, 7)]
    found: dict[tuple[object, ...], list[str]] = {}
    for zone in zones:
        shown = tuple(moment.astimezone(zone_of(zone)).utcoffset() for moment in moments)
        found.setdefault(shown, []).append(zone)
    return found


def _years_of(timed: Iterable[Column]) -> list[int]:
    return sorted({day.year for column in timed for day in days_of(column) if day})
