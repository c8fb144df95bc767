"""Countries and their states, by code or name."""

from functools import cache, lru_cache

import phonenumbers
from babel import Locale
from babel.core import get_global

from ingest.cleaning.base import Context, InvalidValue, ValueType

CAR_CODES = {
    "D": "DE", "A": "AT", "F": "FR", "I": "IT", "L": "LU", "B": "BE", "E": "ES", "P": "PT", "H": "HU",
    "S": "SE", "N": "NO", "FL": "LI", "BRD": "DE", "UK": "GB", "FIN": "FI", "SLO": "SI",
}  # fmt: skip
"""What stands on cars and before postal codes."""

_LANGUAGES = ("de", "en", "fr", "it", "es", "nl", "pl", "tr", "da", "sv", "pt", "cs")
# What people write beside the names of the Unicode locale data that Babel carries.
_FURTHER_NAMES = {
    "DE": "Bundesrepublik Deutschland|DEU|GER", "AT": "AUT", "CH": "CHE|SUI", "LU": "LUX",
    "NL": "Holland|NLD", "BE": "BEL", "FR": "FRA", "IT": "ITA", "ES": "ESP", "PT": "PRT", "PL": "POL",
    "CZ": "Tschechische Republik|Czech Republic|CZE", "DK": "DNK", "SE": "SWE", "NO": "NOR", "FI": "FIN",
    "GB": "Großbritannien|Great Britain|England|Scotland|Wales|GBR", "IE": "IRL", "TR": "Turkey|TUR",
    "GR": "GRC", "HR": "HRV", "HU": "HUN", "RO": "ROU", "UA": "UKR", "RU": "Russische Föderation|RUS",
    "US": "USA|U.S.A|U.S|United States of America", "VN": "Viet Nam|VNM", "KR": "Korea",
    "LI": "Lichtenstein|LIE",
}  # fmt: skip
_STATES = {
    "US": "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|"
    "DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|"
    "KS Kansas|"
    "KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|"
    "MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|"
    "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|"
    "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|"
    "WV West Virginia|WI Wisconsin|WY Wyoming",
    "DE": "BW Baden-Württemberg|BY Bayern|BE Berlin|BB Brandenburg|HB Bremen|HH Hamburg|HE Hessen|"
    "MV Mecklenburg-Vorpommern|NI Niedersachsen|NW Nordrhein-Westfalen|RP Rheinland-Pfalz|SL Saarland|"
    "SN Sachsen|ST Sachsen-Anhalt|SH Schleswig-Holstein|TH Thüringen",
}
"""ISO 3166-2 codes and names of the states of a country, where documents are issued by states."""


@cache
def _codes_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in reversed(_LANGUAGES):
        territories = Locale(language).territories.items()
        names |= {name.upper(): code for code, name in territories if len(code) == 2}
    aliases = get_global("territory_aliases").items()
    names |= {alias: codes[0] for alias, codes in aliases if len(alias) == 3 and alias.isalpha()}
    names |= {name.upper(): code for code, more in _FURTHER_NAMES.items() for name in more.split("|")}
    return names | CAR_CODES


@cache
def _states(country: str) -> dict[str, str]:
    pairs = [entry.split(" ", 1) for entry in _STATES.get(country, "").split("|") if entry]
    return {word.upper(): code for code, name in pairs for word in (code, name)}


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """ISO 3166 alpha-2 code of a country given by code or name in any usual language.

    Raises InvalidValue.
    """
    name = text.upper().strip(". ")
    if name in phonenumbers.SUPPORTED_REGIONS:
        return name
    code = _codes_by_name().get(name)
    if code is None:
        raise InvalidValue("is not a country")
    return code


def subdivision_code(text: str, country: str) -> str | None:
    """ISO 3166-2 code of a state of that country, by code or name; None if it is not known."""
    code = _states(country).get(text.upper().strip(". "))
    return f"{country}-{code}" if code else None


class Country(ValueType):
    """A country, as ISO 3166 alpha-2 code."""

    def clean(self, text: str, context: Context) -> str:
        """Two capital letters; raises InvalidValue."""
        del context
        return country_code(text)
