"""The country of a row's address, to which its national phone numbers belong."""

from collections.abc import Mapping

from ingest.cleaning.base import InvalidValue
from ingest.cleaning.identifiers.phones import UNKNOWN_COUNTRY
from ingest.mapping.expressions import Reader
from ingest.mapping.mapping import BoundField, Raw

PLACE_FIELDS = ("country", "address_text")
"""Fields that tell the country, the surer one first."""


def row_country(fields: Mapping[str, BoundField]) -> Reader | None:
    """Reads the country's code out of a row; None where no field of the mapping tells it.

    A row whose country is empty has None, one whose country is not understood has a code that is none.
    """
    places = [
        (name, fields[name].values[0]) for name in PLACE_FIELDS if name in fields and fields[name].values
    ]
    if not places:
        return None

    def read(row: Raw) -> str | None:
        for name, place in places:
            found = place.clean(place.read(row), row)
            if name == "country" and found is not None:
                return UNKNOWN_COUNTRY if isinstance(found, InvalidValue) else str(found)
            if isinstance(found, tuple) and found[1].country:  # an address text with its parts
                return str(found[1].country)
        return None

    return read
