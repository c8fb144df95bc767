"""Countries and their states, by code or name."""

from functools import lru_cache

import phonenumbers

from ingest.cleaning.base import Context, InvalidValue, ValueType

CAR_CODES = {
    "D": "DE", "A": "AT", "F": "FR", "I": "IT", "L": "LU", "B": "BE", "E": "ES", "P": "PT", "H": "HU",
    "S": "SE", "N": "NO", "FL": "LI", "BRD": "DE", "UK": "GB", "FIN": "FI", "SLO": "SI",
}  # fmt: skip
"""What stands on cars and before postal codes."""

# The most frequent ones: for all others rigour is loaded, whose data takes a second or two.
_FREQUENT_NAMES = {
    "DE": "Deutschland|Germany|Bundesrepublik Deutschland|DEU|GER", "AT": "Österreich|Austria|AUT",
    "CH": "Schweiz|Switzerland|Suisse|CHE|SUI", "LI": "Liechtenstein|LIE", "LU": "Luxemburg|Luxembourg|LUX",
    "NL": "Niederlande|Netherlands|Holland|NLD", "BE": "Belgien|Belgium|BEL", "FR": "Frankreich|France|FRA",
    "IT": "Italien|Italy|Italia|ITA", "ES": "Spanien|Spain|ESP", "PT": "Portugal|PRT",
    "PL": "Polen|Poland|Polska|POL", "CZ": "Tschechien|Tschechische Republik|Czechia|Czech Republic|CZE",
    "DK": "Dänemark|Denmark|DNK", "SE": "Schweden|Sweden|SWE", "NO": "Norwegen|Norway|NOR",
    "GB": "Großbritannien|Vereinigtes Königreich|United Kingdom|Great Britain|England|GBR",
    "IE": "Irland|Ireland|IRL", "TR": "Türkei|Turkey|Türkiye|TUR", "GR": "Griechenland|Greece|GRC",
    "HR": "Kroatien|Croatia|HRV", "HU": "Ungarn|Hungary|HUN", "RO": "Rumänien|Romania|ROU",
    "UA": "Ukraine|UKR", "RU": "Russland|Russia|Russische Föderation|RUS",
    "US": "USA|U.S.A|U.S|Vereinigte Staaten|United States|United States of America",
}  # fmt: skip
_FREQUENT = {name.upper(): code for code, names in _FREQUENT_NAMES.items() for name in names.split("|")}


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """ISO 3166 alpha-2 code of a country given by code or name in any usual language.

    Raises InvalidValue.
    """
    code = text.upper().strip(". ")
    code = CAR_CODES.get(code) or _FREQUENT.get(code, code)
    if code in phonenumbers.SUPPORTED_REGIONS:
        return code
    from rigour.territories import lookup_territory

    territory = lookup_territory(text.strip(". "))
    if territory is None:
        raise InvalidValue("is not a country")
    return territory.code.partition("-")[0].upper()


@lru_cache(maxsize=1024)
def subdivision_code(text: str, country: str) -> str | None:
    """ISO 3166-2 code of a state of that country, by code or name; None if there is none."""
    from rigour.territories import get_territory, lookup_territory

    territory = get_territory(f"{country}-{text}".lower()) or lookup_territory(text)
    if territory is None or not territory.code.startswith(f"{country.lower()}-"):
        return None
    return territory.code.upper()


class Country(ValueType):
    """A country, as ISO 3166 alpha-2 code."""

    def clean(self, text: str, context: Context) -> str:
        """Two capital letters; raises InvalidValue."""
        del context
        return country_code(text)
