"""Attributes: what a source may say about who a person or organization is."""

from graph.model.personal import Personal
from graph.model.types import Property, text, texts

PERSON_PROPERTIES: tuple[Property, ...] = (
    text("entity_type", "`person`, `organization` or `household`: several people in one line", Personal.NOT),
    text("full_name", "Name as one string", Personal.NAME, indexed=True),
    text("title", "Academic or honorific title", Personal.NOT),
    text("given_name", "First name or names", Personal.NAME),
    text("middle_name", "Middle names", Personal.NAME),
    text("family_name", "Family name", Personal.NAME, indexed=True),
    text("name_suffix", "Suffix that tells namesakes apart, such as Jr.", Personal.NOT),
    text("birth_name", "Family name at birth", Personal.NAME),
    texts("other_names", "Further names: native script, former, secondary", Personal.NAME),
    text("gender", "`female`, `male` or `diverse`", Personal.NOT),
    text(
        "birth_date",
        "Date of birth, ISO 8601; `1971` or `1971-06` where no more is known",
        Personal.BIRTH_DATE,
    ),
    text("birth_place", "Place of birth", Personal.ADDRESS),
    text("nationality", "ISO 3166 country of citizenship", Personal.NOT),
    text("occupation", "What the person works as", Personal.NOT),
    text("employer", "Who the person works for", Personal.NOT),
    text("organization_name", "Name of the organization, for records of organizations", Personal.NOT),
    text("language", "Preferred language, ISO 639", Personal.NOT),
    text("street", "Street without house number", Personal.ADDRESS),
    text("house_number", "House number with its addition", Personal.ADDRESS),
    text("postal_code", "Postal code", Personal.POSTAL_CODE, indexed=True),
    text("city", "City", Personal.NOT),
    text("region", "State or region", Personal.NOT),
    text("country", "ISO 3166 country of the address", Personal.NOT),
    text("address_text", "Whole address where its parts are not known", Personal.ADDRESS),
)
"""What a source may say about who a person is; shared by records and golden records."""

ADDRESS_PARTS = ("street", "house_number", "postal_code", "city", "region", "country", "address_text")
"""Attributes that survive together, from one record, so that no address is made of two."""

PERSON_PARTS = tuple(p.name for p in PERSON_PROPERTIES if p.name not in ADDRESS_PARTS)
"""Attributes that survive one by one."""
