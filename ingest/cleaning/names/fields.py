"""What fields of names hold: whole names, family names, given names."""

import re
from collections.abc import Mapping
from typing import ClassVar

from graph.placeholders.listed import placeholders
from graph.words.folding import folded_word
from graph.words.suffixes import WHOLE
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.dates.spreadsheet_dates import is_spreadsheet_date
from ingest.cleaning.names.firms import is_firm
from ingest.cleaning.names.forms import without_fields
from ingest.cleaning.names.listed import InWords
from ingest.cleaning.names.names import PersonName, of_one_field, without_birth_name
from ingest.cleaning.names.order import turned
from ingest.cleaning.names.several import are_joined, are_joined_words, family_of_several, without_address
from ingest.cleaning.names.titles import strip_titles, suffix_of

_SIGNS = re.compile("[\u2020\u2021\u2190-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff]+")
"""Pictures, stars and crosses, which are no part of a name."""
_FAMILY_FIRST = "family_first"


class FullName(ValueType):
    """A person's or organization's whole name; `parse_name` takes it apart.

    Its second word `order` says that the family name comes first in a column, where it does.
    """

    words: ClassVar[Mapping[str, bool]] = {"order": False}

    def word(self, text: str, name: str, context: Context) -> str:
        """The order; raises InvalidValue for another than `family_first`."""
        del name, context
        if text != _FAMILY_FIRST:
            raise InvalidValue("is no order of names; there is family_first alone")
        return text

    def clean(self, text: str, context: Context) -> str:
        """The name, `family, given` where the order is known; raises InvalidValue."""
        text = _name_in(text, context)
        if not context.word("order") or "," in text or is_firm(text):
            return text
        if family_of_several([text.split()], context.country) is not None or are_joined_words(text.split()):
            return text
        addressed = strip_titles(text.split())
        return " ".join((*addressed.titles, turned(addressed.name)))


class FamilyName(ValueType):
    """A family name; suffix, birth name and titles in it are found, and whether it is a firm's or a whole
    family's."""

    def clean(self, text: str, context: Context) -> PersonName:
        """The name with `family`, `suffix`, `birth_name`, `title`; raises InvalidValue."""
        text = _name_in(text, context)
        if several := without_address(text.split(), context.country):
            return PersonName(text, family=" ".join(several), household=True)
        plain, birth_name = without_birth_name(text)
        addressed, suffix = of_one_field(plain)
        *before, last = addressed.name
        if before and not suffix and folded_word(last) in WHOLE:  # behind a family name it is none itself
            addressed, suffix = addressed._replace(name=before), suffix_of(last)
        return PersonName(
            text,
            " ".join(addressed.titles) or None,
            family=" ".join(addressed.name),
            suffix=suffix,
            birth_name=birth_name,
            gender=addressed.gender,
            organization=is_firm(text, context.country),
        )


class GivenName(InWords):
    """A given name, or several; titles before it and a suffix behind it are found, and whether it is that of
    a couple."""

    def clean(self, text: str, context: Context) -> PersonName:
        """The name with `given`, `title`, `suffix` and `gender`; raises InvalidValue."""
        text = _name_in(text, context)
        tokens = text.split()
        if without_address(tokens, context.country) is not None or are_joined(tokens):
            return PersonName(text, household=True)
        addressed, suffix = of_one_field(text)
        return PersonName(
            text,
            " ".join(addressed.titles) or None,
            given=" ".join(addressed.name),
            suffix=suffix,
            gender=addressed.gender,
        )


def _name_in(text: str, context: Context) -> str:
    """The name without pictures; raises InvalidValue for what is none."""
    if len(text) > 1000:
        raise InvalidValue("is longer than 1000 characters")
    if is_spreadsheet_date(text, context.country):  # May and April, in the hands of a spreadsheet
        raise InvalidValue("is a date, not a name")
    _require_name(text)
    text = without_fields(text.strip("* "))
    return text if text.isascii() else " ".join(_SIGNS.sub(" ", text).split())


def _require_name(text: str) -> None:
    if not re.search(r"[^\W\d_]", text):
        raise InvalidValue("is a name without a letter")
    if text in placeholders("name"):
        raise InvalidValue("is a placeholder, not a name")
    if "@" in text or "://" in text:
        raise InvalidValue("is an address, not a name")
