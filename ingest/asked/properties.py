"""Values of properties that somebody asks for, as people write them: read by the cleaners of an ingest.

>>> read_property("Customer", "country", "Germany", "DE"), read_property("Order", "currency", "€", "DE")
('DE', 'EUR')
>>> read_property("Phone", "value", "030-0074321", "DE"), read_property("Customer", "city", "berlin", "DE")
('+49300074321', 'berlin')
"""

from collections.abc import Mapping

from graph.model import MODEL
from ingest.asked.identifiers import read_identifier
from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType
from ingest.cleaning.countries import Country
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.languages import Language
from ingest.cleaning.numbers.currencies import Currency
from ingest.cleaning.words import Gender
from ingest.ingestors import INGESTORS
from ingest.mapping_files.binding import Cleaning

_CODED = (BirthDate, Country, Currency, Gender, Language)
"""Types whose values are stored in one form, whatever a source writes, and mean the same in any source."""

_TYPES: Mapping[str, ValueType] = {
    field.name: field.type
    for ingestor in INGESTORS.values()
    for field in ingestor.fields
    if isinstance(field.type, _CODED)
}
"""Types by the name of the property, as the kinds of rows declare them."""

_DAY = len("1971-06-24")

_OF_CUSTOMERS = {"email": "email", "phone": "phone"}
_IDENTIFIERS: Mapping[tuple[str, str], str] = {
    **{("Customer", name): kind for name, kind in _OF_CUSTOMERS.items()},
    **{(MODEL.identifier[kind].label, "value"): kind for kind in _OF_CUSTOMERS.values()},
}
"""Properties that hold an identifier which needs no second word, with its kind."""


def read_property(label: str, name: str, text: str, country: str) -> str:
    """A text as the property of a node kind holds it; as it is where any text may be in there.

    Phone numbers are of `country` unless they say more. Raises InvalidValue, with a reason, for what such a
    property never holds.
    """
    if (label, name) in _IDENTIFIERS:
        [found] = read_identifier(_IDENTIFIERS[label, name], text, country, ())
        return found.value
    type_ = _TYPES.get(name)
    if type_ is None:
        return text
    clean = Cleaning(type_, Context(country=country)).of_text(text)
    if isinstance(clean, InvalidValue):
        raise clean
    if isinstance(clean, PartialValue) and len(clean.value) < _DAY:  # what is left of a date that is none
        raise InvalidValue(clean.reason)
    value = clean.value if isinstance(clean, PartialValue) else clean
    return value if isinstance(value, str) else text
