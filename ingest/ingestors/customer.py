"""Customers: what a source states about a person or organization."""

from graph.entries import Entry, RecordVersion
from graph.model.attributes import PERSON_PROPERTIES
from ingest.cleaning.attributes import Attribute, PlaceName, PlaceOfAddress
from ingest.cleaning.countries import Country, Nationality
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.languages import Language
from ingest.cleaning.names.fields import FamilyName, FullName, GivenName
from ingest.cleaning.names.firms import without_company_word
from ingest.cleaning.names.listed import NameWords
from ingest.cleaning.names.names import PersonName, parse_name, parse_person
from ingest.cleaning.names.salutations import SalutationText
from ingest.cleaning.names.titles import NameSuffix
from ingest.cleaning.places.postal_codes import PostalCode
from ingest.cleaning.places.streets import HouseNumber, StreetLine
from ingest.cleaning.places.whole_addresses import AddressText
from ingest.cleaning.words import EntityType, Gender
from ingest.ingestors.common import IDENTIFIERS, OWN_RECORD, identifiers_of_all
from ingest.ingestors.customer_addresses import Found, add_addresses, with_address
from ingest.ingestors.fields import Agreement, CleanRows, Field, Ingestor, node_fields, time_field

_NAMES = tuple(declared.name for declared in PERSON_PROPERTIES)
_PLAIN = frozenset(_NAMES) - {
    "entity_type",
    "full_name",
    "given_name",
    "family_name",
    "street",
    "address_text",
}


def _records(rows: CleanRows) -> list[Entry]:
    """The record of each row. What fields say together is worked out field after field, for all rows."""
    found = _names(rows)
    _add_greetings(rows, found)
    _add_plain(rows, found)
    _add_organizations(rows, found)
    _add_types(rows, found)
    if rows.have("given_name", "family_name", "full_name"):
        _add_full_names(found)
    theirs = identifiers_of_all(rows)
    if rows.have("street", "address_text", "city", "postal_code"):
        add_addresses(rows, found, theirs)
    attributes = list(map(_stated, found))
    identifiers = map(with_address, theirs, attributes)
    times, origins = rows.column("observed_at"), rows.origins
    each = zip(rows.column("source_id"), attributes, identifiers, times, origins, rows.traits, strict=True)
    return [
        RecordVersion(source, id_, stated, known, time, origin, "", traits)
        for (source, id_), stated, known, time, origin, traits in each
    ]


def _names(rows: CleanRows) -> list[Found]:
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
) -> Found:
    if full and not given and not family:
        return whole_name_said(full, type_, country)
    if family and family.organization and not given and not full and type_ != "person":
        return _organization_named(without_company_word(family.full))
    found: Found = {"full_name": full} if full else {}
    if type_ != "organization" and _are_several(given, family):
        whole = " ".join(name.full for name in (given, family) if name)
        found = {"full_name": whole, **found, "entity_type": "household"}
    if given:
        found["given_name"] = given.given
    if family:
        found["family_name"] = family.family
    for name in filter(None, (given, family)):
        _add_said(found, name)
    return found


def _are_several(given: PersonName | None, family: PersonName | None) -> bool:
    """Whether given names are those of a couple, or a family stands alone: with Hans it is his."""
    return given.household if given else bool(family and family.household)


def whole_name_said(full: str, type_: str | None, country: str) -> Found:
    """What a whole name says of a record of a type, if that is known, beside which there is no other name."""
    if type_ == "organization":
        return {"full_name": full}
    whole = (parse_person if type_ == "person" else parse_name)(full, country)
    names = {"given_name": whole.given, "middle_name": whole.middle, "family_name": whole.family}
    found: Found = {"full_name": whole.full, **names}
    if whole.household:
        found["entity_type"] = "household"
    _add_said(found, whole)
    return found


def _organization_named(name: str) -> Found:
    """What the name of an organization says that stands where family names do, without a given one."""
    return {"full_name": name, "entity_type": "organization", "organization_name": name}


def _add_said(found: Found, name: PersonName) -> None:
    """Adds what a name says besides, where no name before it does."""
    _, title, _, _, _, suffix, birth_name, gender, *_ = name
    if title or suffix or birth_name or gender:
        said = {"title": title, "name_suffix": suffix, "birth_name": birth_name, "gender": gender}
        for key, value in said.items():
            if value:
                found.setdefault(key, value)


def _add_greetings(rows: CleanRows, found: list[Found]) -> None:
    if not rows.have("salutation"):
        return
    for greeting, it in zip(rows.column("salutation"), found, strict=True):
        if greeting:
            it["gender"] = greeting.gender or it.get("gender")
            it["title"] = it.get("title") or greeting.title


def _add_plain(rows: CleanRows, found: list[Found]) -> None:
    """Adds the fields that are attributes as they are."""
    for name, column in rows.values.items():
        if name in _PLAIN:
            for it, value in zip(found, column, strict=True):
                if value is not None:
                    it[name] = value


def _add_organizations(rows: CleanRows, found: list[Found]) -> None:
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


def _add_types(rows: CleanRows, found: list[Found]) -> None:
    """Adds what rows are about, where that is said: a household where several people are named or addressed,
    and no more is said than that they are persons. One person who is named is one, of whatever household."""
    each = zip(rows.column("entity_type"), rows.column("salutation"), found, strict=True)
    for type_, greeting, it in each:
        said = type_ or it.get("entity_type")
        addressed = greeting and greeting.household and not it.get("given_name")
        several = addressed or it.get("entity_type") == "household"
        if said == "household" and it.get("given_name"):
            said = "person"
        it["entity_type"] = "household" if several and said in (None, "person", "household") else said


def organization_said(full: str, type_: str | None, country: str) -> Found:
    """What a whole name says of an organization in a country; nothing of people."""
    if type_ == "organization":
        return {"entity_type": type_, "organization_name": full}
    if type_ is None and (name := parse_name(full, country)).organization:
        return {"entity_type": "organization", "organization_name": name.full}
    return {}


def _add_full_names(found: list[Found]) -> None:
    for it in found:
        given, family = it.get("given_name"), it.get("family_name")
        if (given or family) and not it.get("full_name"):
            parts = (given, it.get("middle_name"), family, it.get("name_suffix"))
            it["full_name"] = " ".join(filter(None, parts))


def _stated(found: Found) -> Found:
    """The attributes that are not empty."""
    stated = {name: value for name, value in found.items() if value}
    if "other_names" in stated:
        stated["other_names"] = list(stated["other_names"])
    return stated


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
            title=NameWords(),
            given_name=GivenName(),
            middle_name=NameWords(),
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
    by_refusal=("country",),
)
