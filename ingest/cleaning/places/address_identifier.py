"""The value of an address as an identifier: the same for all usual spellings."""

import re
from functools import lru_cache

from graph.words.folding import fold_text
from graph.words.streets import street_key

_NO_WORD = re.compile(r"\W+")


def address_value(
    street: str, house_number: str, postal_code: str = "", city: str = "", country: str = ""
) -> str:
    """Value of the address identifier: folded parts joined by a bar, the same for all usual spellings."""
    code = postal_code.replace(" ", "").lower()
    return f"{folded_street(street)}|{house_number.lower()}|{code}|{folded_place(city)}|{country.lower()}"


@lru_cache(maxsize=20_000)
def folded_place(text: str) -> str:
    """A place as the address identifier has it."""
    return _NO_WORD.sub(" ", fold_text(text) or "").strip()


@lru_cache(maxsize=20_000)
def folded_street(street: str) -> str:
    """A street as the address identifier has it."""
    return street_key(street).replace(" ", "")
