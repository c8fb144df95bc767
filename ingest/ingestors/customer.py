"""Customers: what a source states about a person or organization."""

from typing import Any

from graph.entries import Entry, Identifier, RecordVersion
from graph.model_nodes import PERSON_PROPERTIES
from ingest.cleaning.countries import Country
from ingest.cleaning.dates import BirthDate
from ingest.cleaning.names import FamilyName, FullName, GivenName, parse_name, parse_person
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
    german_street,
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
        found.update(
            title=found.get("title") or name.title,
            name_suffix=found.get("name_suffix") or name.suffix,
            birth_name=found.get("birth_name") or name.birth_name,
            gender=found.get("gender") or name.gender,
        )
    return found


def _organization(row: CleanRow, found: dict[str, Any]) -> None:
    """A name with a legal form is an organization's; people in organization records stay people."""
    full = row.get("full_name")
    if full and row.get("entity_type") == "organization":
        found.setdefault("organization_name", full)
    elif full and row.get("entity_type") is None and parse_name(full).organization:
        found.setdefault("entity_type", "organization")
        found.setdefault("organization_name", parse_name(full).full)


def _full_name(found: dict[str, Any]) -> None:
    if not found.get("full_name"):
        parts = [found.get(name) for name in ("given_name", "middle_name", "family_name", "name_suffix")]
        if any(parts[::2]):
            found["full_name"] = " ".join(part for part in parts if part)


def _address(row: CleanRow, found: dict[str, Any]) -> None:
    """Fills in what the address fields say together."""
    street, whole = row.get("street"), row.get("address_text")
    if street and "," in street.line:
        _merge(found, address_parts(street.line, row.context.country))
    if street and "street" not in found:
        if "house_number" in found and found["house_number"] != street.number:
            street = Street(german_street(street.line, row.context.country), None)
        found["street"] = street.name
        if street.number:
            found["house_number"] = street.number
    if whole:
        found["address_text"] = whole[0]
        _merge(found, whole[1])
    if "city" in found and "postal_code" not in found:
        code, found["city"] = split_city(found["city"])
        if code:
            found["postal_code"] = code
    if "country" not in row.refused and any(name in found for name in ("street", "postal_code", "city")):
        found.setdefault("country", row.context.country)
    if "postal_code" in found:
        found["postal_code"] = full_postal_code(found["postal_code"], found.get("country", ""))


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
    value = address_value(*(found.get(name) or "" for name in _ADDRESS))
    return (Identifier("address", value, {name: found[name] for name in _ADDRESS if found.get(name)}),)


def _entries(row: CleanRow) -> list[Entry]:
    found = _names(row)
    greeting = row.get("salutation")
    if greeting:
        found["gender"] = greeting.gender or found.get("gender")
        found["title"] = found.get("title") or greeting.title
    found.update(row.only(_PLAIN))
    _organization(row, found)
    _full_name(found)
    _address(row, found)
    attributes = {name: found[name] for name in _NAMES if found.get(name)}
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
