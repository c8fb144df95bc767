"""Texts that say something of a person: what a form is filled with where nothing is known is no value."""

from typing import ClassVar

from graph.placeholders.listed import called_so, placeholders
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.texts import Text


class Attribute(Text):
    """What somebody works as, for whom, and the like."""

    of_any_words: ClassVar[bool] = False

    def clean(self, text: str, context: Context) -> str:
        """The text itself; raises InvalidValue for a placeholder."""
        del context
        return known_text(text)


class PlaceName(Text):
    """A city, a region, a place of birth."""

    of_any_words: ClassVar[bool] = False

    def clean(self, text: str, context: Context) -> str:
        """The name itself; raises InvalidValue for a placeholder and for what has no letter."""
        del context
        return known_place(text)


class DoubtfulPlace(str):
    """What stands for no place, or is the name of one in some countries: the row's country tells."""

    __slots__ = ()

    def name_in(self, country: str) -> str | None:
        """The name, where a place is called so in a country."""
        return str(self) if self in called_so().get(country, ()) else None


class PlaceOfAddress(PlaceName):
    """A city or a region of an address, which has a country."""

    def clean(self, text: str, context: Context) -> str:
        """The name itself, doubtful where a place in any country is called like a placeholder."""
        if any(text in names for names in called_so().values()):
            return DoubtfulPlace(text)
        return super().clean(text, context)


def known_text(text: str) -> str:
    """The text itself; raises InvalidValue where it stands for nothing."""
    if text in placeholders("attribute"):
        raise InvalidValue("is a placeholder and says nothing")
    return text


def known_place(text: str) -> str:
    """The name of a place; raises InvalidValue where it stands for none."""
    if text in placeholders("place"):
        raise InvalidValue("is a placeholder, not a place")
    if not any(map(str.isalpha, text)):
        raise InvalidValue("is a place without a letter")
    return known_text(text)
