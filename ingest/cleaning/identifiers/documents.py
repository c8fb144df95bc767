"""Numbers of official documents."""

import re
from collections.abc import Mapping
from typing import ClassVar

from graph.entries import Identifier
from graph.placeholders.listed import placeholders
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.countries import country_code, subdivision_code
from ingest.cleaning.identifiers.identifiers import IdentifierType
from ingest.cleaning.spreadsheets import whole_digits

_COUNTRY = re.compile("^[A-Z]{1,2}(?=[0-9]{6})")
"""What stands before the digits of tax numbers and passports: DE123456789."""

_SPANISH = re.compile("[0-9XYZ][0-9]{7}[A-Z]")
_CHECK_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
"""The last letter of a Spaniard's or resident's number, by the rest of what stands before divided by 23."""

TYPES = ("passport", "national_id", "ssn", "tax_id", "drivers_license", "register")


class Document(IdentifierType):
    """A document number; the words say of which type and who issued it."""

    kind: ClassVar[str] = "document"
    names_things: ClassVar[bool] = True
    words: ClassVar[Mapping[str, bool]] = {"type": True, "issuer": False}

    def word(self, text: str, name: str, context: Context) -> str:
        """Type of the model, or ISO code of the issuing country or state; raises InvalidValue."""
        if name == "issuer":
            state = context.word("type") == "drivers_license" and subdivision_code(text, context.country)
            return state or country_code(text)
        word = text.lower().replace(" ", "_").replace("'", "")
        if word not in TYPES:
            raise InvalidValue(f"has a document type that is none of {', '.join(TYPES)}")
        return word

    def clean(self, text: str, context: Context) -> Identifier:
        """The identifier `type:issuer:number`, letters and digits in capitals; raises InvalidValue."""
        type_, issuer = context.word("type"), context.word("issuer")
        number = re.sub(r"[\W_]", "", whole_digits(text)).upper()
        if type_ == "ssn":
            issuer = issuer or "US"
            if not re.fullmatch(r"(?!000|666|9\d\d)\d{3}(?!00)\d{2}(?!0000)\d{4}", number):
                raise InvalidValue("is not a whole social security number")
        if type_ == "tax_id" and (issuer or context.country) == "ES" and _is_of_a_resident(number):
            type_ = "national_id"
        listed = placeholders("document")
        invented = number in listed or _COUNTRY.sub("", number) in listed or text in placeholders("key")
        if len(number) < 4 or invented:
            raise InvalidValue("is not a document number")
        return self.identifier(f"{type_}:{issuer}:{number}", document_type=type_, issuer=issuer or None)


def _is_of_a_resident(number: str) -> bool:
    """Whether a Spanish tax number is that of a person, which the identity card has, too."""
    if not _SPANISH.fullmatch(number):
        return False
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return _CHECK_LETTERS[int(digits) % 23] == number[-1]
