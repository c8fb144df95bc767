"""Customers: what a source states about a person or organization."""

from functools import lru_cache
from typing import Any

from graph.entries import Entry, Identifier, RecordVersion
from graph.model_nodes import PERSON_PROPERTIES
from ingest.cleaning.countries import Country
from ingest.cleaning.dates import BirthDate
from ingest.cleaning.names import FamilyName, FullName, GivenName, PersonName, parse_name, parse_person
from ingest.cleaning.places import (
    AddressParts,
    AddressText,
    HouseNumber,
    PostalCode,
    Street,
    StreetLine,
    address_parts,
    address_value,
    full_postal_code,
    split_city,
)
from ingest.cleaning.texts import Language
from ingest.cleaning.titles import NameSuffix, SalutationText
from ingest.cleaning.words import EntityType, Gender
from ingest.fields import CleanRow, Field, Ingestor, node_fields, time_field
from ingest.ingestors.common import IDENTIFIERS, OWN_RECORD, identifiers_of

_NAMES = tuple(declared.name for declared in PERSON_PROPERTIES)
_PLAIN = frozenset(_NAMES) - {"full_name", "given_name", "family_name", "street", "address_text"}
_ADDRESS = ("street", "house_number", "postal_code", "city", "country")


@lru_cache(maxsize=4096)
def _plain(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the fields of a row that are attributes as they are; many rows have the same fields."""
    return tuple(name for name in names if name in _PLAIN)


def _names(row: CleanRow) -> dict[str, Any]:
    """Names, titles and gender, as the source's fields together tell them."""
    given, family, full = row.get("given_name"), row.get("family_name"), row.get("full_name")
    found: dict[str, Any] = {}
    parts = [name for name in (given, family) if name]
    if full and (parts or row.get("entity_type") == "organization"):
        found["full_name"] = full
    elif full:
        parse = parse_person if row.get("entity_type") == "person" else parse_name
        whole = parse(full, row.get("country") or row.context.country)
        parts.append(whole)
        found.update(
            full_name=whole.full, given_name=whole.given, middle_name=whole.middle, family_name=whole.family
        )
    if given:
        found["given_name"] = given.given
    if family:
        found["family_name"] = family.family
    for name in parts:
        if name.says_more:
            _add_said(found, name)
    return found


def _add_said(found: dict[str, Any], name: PersonName) -> None:
    """Adds what a name says besides, where no name before it does."""
    said = {"title": name.title, "name_suffix": name.suffix, "birth_name": name.birth_name}
    for key, value in {**said, "gender": name.gender}.items():
        if value:
            found.setdefault(key, value)


def _organization(row: CleanRow, found: dict[str, Any]) -> None:
    """A name with a legal form is an organization's; people in organization records stay people."""
    full = row.get("full_name")
    if full and row.get("entity_type") == "organization":
        found.setdefault("organization_name", full)
    elif full and row.get("entity_type") is None and parse_name(full).organization:
        found.setdefault("entity_type", "organization")
        found.setdefault("organization_name", parse_name(full).full)


def _full_name(found: dict[str, Any]) -> None:
    given, family = found.get("given_name"), found.get("family_name")
    if (given or family) and not found.get("full_name"):
        parts = (given, found.get("middle_name"), family, found.get("name_suffix"))
        found["full_name"] = " ".join(filter(None, parts))


def _address(row: CleanRow, found: dict[str, Any]) -> None:
    """Fills in what the address fields say together."""
    street, whole = row.get("street"), row.get("address_text")
    if street and "," in street.line:
        _merge(found, address_parts(street.line, row.context.country))
    if street and "street" not in found:
        _street(found, street)
    if whole:
        found["address_text"] = whole[0]
        _merge(found, whole[1])
    if "city" in found and "postal_code" not in found:
        code, found["city"] = split_city(found["city"])
        if code:
            found["postal_code"] = code
    is_placed = "city" in found or "postal_code" in found or "street" in found
    if is_placed and "country" not in row.refused:
        found.setdefault("country", row.context.country)
    if "postal_code" in found:
        found["postal_code"] = full_postal_code(found["postal_code"], found.get("country", ""))


def _street(found: dict[str, Any], street: Street) -> None:
    """Adds the street; a number in its line that is not the house's is part of its name."""
    if "house_number" in found and found["house_number"] != street.number:
        found["street"] = street.whole
        return
    found["street"] = street.name
    if street.number:
        found["house_number"] = street.number


def _merge(found: dict[str, Any], parts: AddressParts) -> None:
    """Adds what was read from an address text, where the source says nothing itself."""
    for name, value in parts._asdict().items():
        if value:
            found.setdefault(name, value)


def _address_identifier(found: dict[str, Any]) -> tuple[Identifier, ...]:
    """The address as identifier, where it is exact to the house."""
    if not found.get("street") or not found.get("house_number"):
        return ()
    if not found.get("postal_code") and not found.get("city"):
        return ()
    parts = {name: found[name] for name in _ADDRESS if found.get(name)}
    return (Identifier("address", address_value(**parts), parts),)


def _entries(row: CleanRow) -> list[Entry]:
    found = _names(row)
    greeting = row.get("salutation")
    if greeting:
        found["gender"] = greeting.gender or found.get("gender")
        found["title"] = found.get("title") or greeting.title
    found.update({name: row.values[name] for name in _plain(tuple(row.values))})
    _organization(row, found)
    _full_name(found)
    _address(row, found)
    attributes = {name: value for name, value in found.items() if value}
    if "other_names" in attributes:
        attributes["other_names"] = list(attributes["other_names"])
    identifiers = (*identifiers_of(row), *_address_identifier(attributes))
    record = row.record
    return [
        RecordVersion(
            record.source,
            record.source_id,
            attributes,
            identifiers,
            row.get("observed_at"),
            row.origin,
            traits=row.traits,
        )
    ]


CUSTOMER = Ingestor(
    "customer",
    "A person or organization as the source knows it",
    (
        OWN_RECORD,
        time_field("observed_at", "When the source stated this"),
        Field("salutation", SalutationText(), "Herr, Frau, Frau Dr.: gives gender and title"),
        *node_fields(
            "SourceRecord",
            " ".join(_NAMES),
            entity_type=EntityType(),
            full_name=FullName(),
            given_name=GivenName(),
            family_name=FamilyName(),
            name_suffix=NameSuffix(),
            gender=Gender(),
            birth_date=BirthDate(),
            nationality=Country(),
            language=Language(),
            street=StreetLine(),
            house_number=HouseNumber(),
            postal_code=PostalCode(),
            country=Country(),
            address_text=AddressText(),
        ),
        *IDENTIFIERS,
    ),
    _entries,
)
