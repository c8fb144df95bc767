"""The addresses of customers: what the fields of a row say of them together."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph.entries import Identifier
from ingest.cleaning.attributes import DoubtfulPlace
from ingest.cleaning.places.address_identifier import address_value
from ingest.cleaning.places.cities import city_of_field, is_a_city, split_city
from ingest.cleaning.places.postal_codes import PlacedCode, full_postal_code
from ingest.cleaning.places.postal_forms import country_by_phone
from ingest.cleaning.places.streets import Street, split_street, street_habits
from ingest.cleaning.places.whole_addresses import AddressParts, address_parts
from ingest.ingestors.fields import CleanRows

ADDRESS_FIELDS = ("street", "house_number", "postal_code", "city", "country")
"""Fields of an address, in the order in which its identifier has them."""

Found = dict[str, Any]
"""What is known of a row's person so far, by attribute."""


def add_addresses(rows: CleanRows, found: list[Found], known: Sequence[tuple[Identifier, ...]]) -> None:
    """Fills in what the address fields say together."""
    own, refused = rows.context.country, rows.refused
    each = zip(found, rows.column("street"), rows.column("address_text"), known, strict=True)
    for at, (it, street, whole, identifiers) in enumerate(each):
        country = it.get("country") or _country_by_phone(own, it, identifiers)
        if street:
            _add_street(it, _in_country(street, own, country), country)
        if whole:
            it["address_text"] = whole[0]
            _merge(it, whole[1] if country in (own, None) else address_parts(whole[0], country))
        _settle_places(it, country or own)
        _settle_city(it, country or own)
        country = it.get("country") or _country_by_phone(own, it, identifiers)
        is_placed = "city" in it or "postal_code" in it or "street" in it
        if country and is_placed and "country" not in it and "country" not in refused.get(at, ()):
            it["country"] = country
        if "postal_code" in it:
            it["postal_code"] = full_postal_code(it["postal_code"], it.get("country", ""))


def _settle_city(found: Found, country: str) -> None:
    """Parts a code, its city and a province that stand in one field together."""
    if isinstance(code := found.get("postal_code"), PlacedCode):
        found["postal_code"], city = split_city(f"{code} {code.city}", country)
        if is_a_city(city):
            found.setdefault("city", city)
    if "city" in found:
        code, city = split_city(found["city"], country)
        if code and found.setdefault("postal_code", code) == code:
            found["city"] = city
        found["city"], province = city_of_field(found["city"], country)
        if province:
            found.setdefault("region", province)


def _settle_places(found: Found, country: str) -> None:
    """Keeps what may be a placeholder where a place of the country is called so: NA is Napoli in Italy."""
    for field in ("city", "region"):
        place = found.get(field)
        if isinstance(place, DoubtfulPlace):
            found[field] = place.name_in(country)
            if found[field] is None:
                del found[field]


def _in_country(street: Street, own: str, country: str | None) -> Street:
    """A street as it is read in the country of its row; it was read in the source's."""
    if country in (own, None) or street_habits(country) == street_habits(own):
        return street
    return split_street(street.line, country)


def _country_by_phone(own: str, found: Found, identifiers: Iterable[Identifier]) -> str | None:
    """The country of a row that names none, as its phone numbers and its postal code tell."""
    callers = {it.properties.get("country", "") for it in identifiers if it.kind == "phone"}
    return country_by_phone(own, found.get("postal_code", ""), callers - {""})


def _add_street(found: Found, street: Street, country: str | None) -> None:
    """Adds what a line with a street says; a number in it that is not the house's is part of its name."""
    if "," in street.line:
        _merge(found, address_parts(street.line, country or ""))
    if "street" in found:
        return
    if "house_number" in found and found["house_number"] != street.number:
        found["street"] = street.whole
        return
    found["street"] = street.name
    if street.number:
        found["house_number"] = street.number


def _merge(found: Found, parts: AddressParts) -> None:
    """Adds what was read from an address text, where the source says nothing itself."""
    for name, value in parts._asdict().items():
        if value:
            found.setdefault(name, value)


def with_address(identifiers: tuple[Identifier, ...], stated: Found) -> tuple[Identifier, ...]:
    """The identifiers, and the address as one where it is exact to the house."""
    if "street" not in stated or "house_number" not in stated:
        return identifiers
    if "postal_code" not in stated and "city" not in stated:
        return identifiers
    parts = {name: stated[name] for name in ADDRESS_FIELDS if name in stated}
    return (*identifiers, Identifier("address", address_value(**parts), parts))
