"""Customers: what a source states about a person or organization."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph.entries import Entry, Identifier, RecordVersion
from graph.model.attributes import PERSON_PROPERTIES
from ingest.cleaning.attributes import Attribute, DoubtfulPlace, PlaceName, PlaceOfAddress
from ingest.cleaning.countries import Country, Nationality
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.languages import Language
from ingest.cleaning.names.firms import without_company_word
from ingest.cleaning.names.names import FamilyName, FullName, GivenName, PersonName, parse_name, parse_person
from ingest.cleaning.names.titles import NameSuffix, SalutationText
from ingest.cleaning.places.places import (
    AddressParts,
    AddressText,
    HouseNumber,
    Street,
    StreetLine,
    address_parts,
    address_value,
    split_city,
    split_street,
    street_habits,
)
from ingest.cleaning.places.postal_codes import PostalCode, full_postal_code
from ingest.cleaning.places.postal_forms import country_by_phone
from ingest.cleaning.words import EntityType, Gender
from ingest.ingestors.common import IDENTIFIERS, OWN_RECORD, identifiers_of_all
from ingest.ingestors.fields import Agreement, CleanRows, Field, Ingestor, node_fields, time_field

_NAMES = tuple(declared.name for declared in PERSON_PROPERTIES)
_PLAIN = frozenset(_NAMES) - {"full_name", "given_name", "family_name", "street", "address_text"}
_ADDRESS = ("street", "house_number", "postal_code", "city", "country")

_Found = dict[str, Any]
"""What is known of a row's person so far, by attribute."""


def _records(rows: CleanRows) -> list[Entry]:
    """The record of each row. What fields say together is worked out field after field, for all rows."""
    found = _names(rows)
    _add_greetings(rows, found)
    _add_plain(rows, found)
    _add_organizations(rows, found)
    if rows.have("given_name", "family_name", "full_name"):
        _add_full_names(found)
    theirs = identifiers_of_all(rows)
    if rows.have("street", "address_text", "city", "postal_code"):
        _add_addresses(rows, found, theirs)
    attributes = list(map(_stated, found))
    identifiers = map(_with_address, theirs, attributes)
    times, origins = rows.column("observed_at"), rows.origins
    each = zip(rows.column("source_id"), attributes, identifiers, times, origins, rows.traits, strict=True)
    return [
        RecordVersion(source, id_, stated, known, time, origin, "", traits)
        for (source, id_), stated, known, time, origin, traits in each
    ]


def _names(rows: CleanRows) -> list[_Found]:
    """Names, titles and gender, as the source's fields together tell them."""
    if not rows.have("given_name", "family_name", "full_name"):
        return [{} for _ in rows.origins]
    given, family, full = map(rows.column, ("given_name", "family_name", "full_name"))
    return list(map(_named, given, family, full, _types(rows), _countries(rows)))


def _countries(rows: CleanRows) -> list[str]:
    """The country of each row, else that of its source."""
    own = rows.context.country
    return [country or own for country in rows.column("country")]


def _types(rows: CleanRows) -> list[str | None]:
    """What rows are about: organizations where a name is that of the company, whatever else is said."""
    types = list(rows.column("entity_type"))
    if not rows.have("full_name") or not rows.have("employer", "organization_name"):
        return types
    names = map(rows.column, ("full_name", "employer", "organization_name", "given_name", "family_name"))
    for at, (full, employer, company, given, family) in enumerate(zip(*names, strict=True)):
        if types[at] is None and not (given or family) and is_same_name(full, employer or company):
            types[at] = "organization"
    return types


def is_same_name(name: str | None, other: str | None) -> bool:
    """Whether two names are one but for upper case."""
    return name is not None and other is not None and name.casefold() == other.casefold()


def _named(
    given: PersonName | None, family: PersonName | None, full: str | None, type_: str | None, country: str
) -> _Found:
    if full and not given and not family:
        return whole_name_said(full, type_, country)
    if family and family.organization and not given and not full and type_ != "person":
        return _organization_named(without_company_word(family.full))
    found: _Found = {"full_name": full} if full else {}
    if given:
        found["given_name"] = given.given
    if family:
        found["family_name"] = family.family
    for name in filter(None, (given, family)):
        _add_said(found, name)
    return found


def whole_name_said(full: str, type_: str | None, country: str) -> _Found:
    """What a whole name says of a record of a type, if that is known, beside which there is no other name."""
    if type_ == "organization":
        return {"full_name": full}
    whole = (parse_person if type_ == "person" else parse_name)(full, country)
    names = {"given_name": whole.given, "middle_name": whole.middle, "family_name": whole.family}
    found: _Found = {"full_name": whole.full, **names}
    _add_said(found, whole)
    return found


def _organization_named(name: str) -> _Found:
    """What the name of an organization says that stands where family names do, without a given one."""
    return {"full_name": name, "entity_type": "organization", "organization_name": name}


def _add_said(found: _Found, name: PersonName) -> None:
    """Adds what a name says besides, where no name before it does."""
    _, title, _, _, _, suffix, birth_name, gender, _ = name
    if title or suffix or birth_name or gender:
        said = {"title": title, "name_suffix": suffix, "birth_name": birth_name, "gender": gender}
        for key, value in said.items():
            if value:
                found.setdefault(key, value)


def _add_greetings(rows: CleanRows, found: list[_Found]) -> None:
    if not rows.have("salutation"):
        return
    for greeting, it in zip(rows.column("salutation"), found, strict=True):
        if greeting:
            it["gender"] = greeting.gender or it.get("gender")
            it["title"] = it.get("title") or greeting.title


def _add_plain(rows: CleanRows, found: list[_Found]) -> None:
    """Adds the fields that are attributes as they are."""
    for name, column in rows.values.items():
        if name in _PLAIN:
            for it, value in zip(found, column, strict=True):
                if value is not None:
                    it[name] = value


def _add_organizations(rows: CleanRows, found: list[_Found]) -> None:
    """A name with a legal form is an organization's; people in organization records stay people."""
    if not rows.have("full_name"):
        return
    each = zip(rows.column("full_name"), _types(rows), _countries(rows), found, strict=True)
    for full, type_, country, it in each:
        if full:
            for key, value in organization_said(full, type_, country).items():
                it.setdefault(key, value)
            if type_ == "organization" and is_same_name(full, it.get("employer")):
                del it["employer"]


def organization_said(full: str, type_: str | None, country: str) -> _Found:
    """What a whole name says of an organization in a country; nothing of people."""
    if type_ == "organization":
        return {"entity_type": type_, "organization_name": full}
    if type_ is None and (name := parse_name(full, country)).organization:
        return {"entity_type": "organization", "organization_name": name.full}
    return {}


def _add_full_names(found: list[_Found]) -> None:
    for it in found:
        given, family = it.get("given_name"), it.get("family_name")
        if (given or family) and not it.get("full_name"):
            parts = (given, it.get("middle_name"), family, it.get("name_suffix"))
            it["full_name"] = " ".join(filter(None, parts))


def _add_addresses(rows: CleanRows, found: list[_Found], known: Sequence[tuple[Identifier, ...]]) -> None:
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
        if "city" in it and "postal_code" not in it:
            code, it["city"] = split_city(it["city"])
            if code:
                it["postal_code"] = code
        country = it.get("country") or _country_by_phone(own, it, identifiers)
        is_placed = "city" in it or "postal_code" in it or "street" in it
        if country and is_placed and "country" not in it and "country" not in refused.get(at, ()):
            it["country"] = country
        if "postal_code" in it:
            it["postal_code"] = full_postal_code(it["postal_code"], it.get("country", ""))


def _settle_places(found: _Found, country: str) -> None:
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


def _country_by_phone(own: str, found: _Found, identifiers: Iterable[Identifier]) -> str | None:
    """The country of a row that names none, as its phone numbers and its postal code tell."""
    callers = {it.properties.get("country", "") for it in identifiers if it.kind == "phone"}
    return country_by_phone(own, found.get("postal_code", ""), callers - {""})


def _add_street(found: _Found, street: Street, country: str | None) -> None:
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


def _merge(found: _Found, parts: AddressParts) -> None:
    """Adds what was read from an address text, where the source says nothing itself."""
    for name, value in parts._asdict().items():
        if value:
            found.setdefault(name, value)


def _stated(found: _Found) -> _Found:
    """The attributes that are not empty."""
    stated = {name: value for name, value in found.items() if value}
    if "other_names" in stated:
        stated["other_names"] = list(stated["other_names"])
    return stated


def _with_address(identifiers: tuple[Identifier, ...], stated: _Found) -> tuple[Identifier, ...]:
    """The identifiers, and the address as one where it is exact to the house."""
    if "street" not in stated or "house_number" not in stated:
        return identifiers
    if "postal_code" not in stated and "city" not in stated:
        return identifiers
    parts = {name: stated[name] for name in _ADDRESS if name in stated}
    return (*identifiers, Identifier("address", address_value(**parts), parts))


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
            birth_place=PlaceName(),
            occupation=Attribute(),
            employer=Attribute(),
            organization_name=Attribute(),
            nationality=Nationality(),
            language=Language(),
            street=StreetLine(),
            house_number=HouseNumber(),
            postal_code=PostalCode(),
            city=PlaceOfAddress(),
            region=PlaceOfAddress(),
            country=Country(),
            address_text=AddressText(),
        ),
        *IDENTIFIERS,
    ),
    lambda row: _records(CleanRows.of([row])),
    one_of_each=_records,
    agreements=(
        Agreement(
            "gender",
            "salutation",
            frozenset(("female", "male")),
            lambda greeting: str(greeting.gender),
            "is another than the salutation tells; it was kept",
        ),
    ),
)
