"""What postal codes look like by country, and what a code and a phone number tell of a row's country."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from ingest.cleaning.places.postal_codes import full_postal_code

_FORMS = {
    r"\d{4}": "AT AU BE BG CH CY DK GE HU LI LU LV NO NZ PH SI TN ZA",
    r"\d{5}": "DE DZ EE EG ES FI FR HR ID IT KR LT MA MC MX MY RS SA SM TH TR UA",
    r"\d{5}(?:-?\d{4})?": "US",
    r"\d{3} ?\d{2}": "CZ GR SE SK",
    r"\d{6}": "BY CN CO IN KZ RO RU SG VN",
    r"\d{3}-?\d{4}": "JP",
    r"\d{7}": "CL IL",
    r"\d{5}-?\d{3}": "BR",
    r"\d{2}-?\d{3}": "PL",
    r"\d{4}(?:-?\d{3})?": "PT",
    r"\d{4}(?: ?[A-Z]{2})?": "NL",
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}": "GB",
    r"[A-Z]\d[A-Z] ?\d[A-Z]\d": "CA",
    r"[A-Z]\d[\dW] ?[A-Z\d]{4}": "IE",
}
_OF_COUNTRY = {
    country: re.compile(form) for form, countries in _FORMS.items() for country in countries.split()
}


def country_by_phone(own: str, code: str, callers: Collection[str]) -> str | None:
    """The country of a row that names none, in a source of the country `own`: that of its phone numbers where
    its postal code has the form of codes there alone; None where the code may be of both, or is of others."""
    fitting = [it for it in callers if _fits(code, it)]
    if not fitting or own in callers:
        return None if is_foreign(code, own) else own
    return None if _fits(code, own) or len(fitting) > 1 else fitting[0]


@lru_cache(maxsize=20_000)
def is_foreign(code: str, own: str) -> bool:
    """Whether a postal code has the form of codes elsewhere, and not that in a country, with lost zeros."""
    if own not in _OF_COUNTRY or _fits(full_postal_code(code, own), own):
        return False
    return any(form.fullmatch(code) for form in _OF_COUNTRY.values())


def _fits(code: str, country: str) -> bool:
    """Whether a code has the form of those of a country."""
    form = _OF_COUNTRY.get(country)
    return form is not None and form.fullmatch(code) is not None
