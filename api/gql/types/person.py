"""What a source or a golden record says about who somebody is."""

from datetime import datetime

import strawberry


@strawberry.interface(description="What is stated about who somebody is; empty where nobody stated it.")
class Person:
    """Attributes that source records and golden records share, as in the model."""

    entity_type: str | None
    full_name: str | None
    title: str | None
    given_name: str | None
    middle_name: str | None
    family_name: str | None
    name_suffix: str | None
    birth_name: str | None
    other_names: list[str] | None
    gender: str | None
    birth_date: str | None
    birth_place: str | None
    nationality: str | None
    occupation: str | None
    employer: str | None
    organization_name: str | None
    language: str | None
    street: str | None
    house_number: str | None
    postal_code: str | None
    city: str | None
    region: str | None
    country: str | None
    address_text: str | None


@strawberry.type(description="Where one value of a golden record comes from.")
class Provenance:
    """One attribute of a golden record with its origin."""

    attribute: str = strawberry.field(description="Name of the attribute, as in the model")
    value: str | None = strawberry.field(description="The surviving value as text; a list joined by '; '")
    source: str | None = strawberry.field(description="Source that stated it")
    source_id: str | None = strawberry.field(description="Key of the record in that source")
    at: datetime | None = strawberry.field(description="When the source stated it")
