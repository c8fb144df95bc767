"""Lines of streets that are told for a whole column say what each says by itself."""

from itertools import product

import pyarrow as pa
import pytest

from graph.words import dwellings
from graph.words.streets import MONTHS, TYPES
from ingest.cleaning.base import Context
from ingest.columns.street_lines import usual_street_lines
from ingest.columns.value_parts import STREET_PARTS, street_parts

WORDS = sorted({
    *dwellings.PARTS, *dwellings.LETTERS, *dwellings.STOREYS, *dwellings.ALONE, *dwellings.SIDES,
    *dwellings.IN_FRONT, *dwellings.NUMBERS, *dwellings.NO_NUMBER, *dwellings.BOXES, *TYPES, *MONTHS,
    "Silberstr.", "SILBERSTRASSE", "Am Alten Markt", "Haupt-Straße", "Ort", "none", "Straße",
})  # fmt: skip
NUMBERS = ("1", "5", "12", "123", "7b", "999z")


def told(lines: list[str], country: str) -> list[tuple[str | None, ...]]:
    parts = usual_street_lines(pa.array(lines, pa.string()), Context(country=country))
    return list(zip(*(parts[name].to_pylist() for name in STREET_PARTS), strict=True))


@pytest.mark.parametrize("country", ["DE", "FR", "US", "ES", "FI", "TR"])
def test_words_of_all_kinds_beside_numbers(country: str) -> None:
    forms = ("{0} {1}", "Kern {0} {1}", "{0} Kern {1}", "2 Kern {0} {1}")
    lines = [form.format(word, number) for form, word, number in product(forms, WORDS, NUMBERS)]
    differ = [
        (line, found)
        for line, found in zip(lines, told(lines, country), strict=True)
        if found[0] is not None and found != street_parts(line, country)
    ]
    assert not differ


def test_plain_lines_are_told() -> None:
    lines = [
        "Silberstr. 41",
        "Am Alten Markt 7b",
        "Silberstraße",
        "Weg 5, 2. OG",
        "Rue du 8 Mai 1945",
        "Chaussee 1945",
    ]
    assert told(lines, "DE") == [
        ("Silberstraße", "Silberstraße 41", "41", "Silberstr. 41"),
        ("Am Alten Markt", "Am Alten Markt 7b", "7b", "Am Alten Markt 7b"),
        *[(None,) * 4] * 4,
    ]
