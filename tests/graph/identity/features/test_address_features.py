"""Addresses as they are compared: one for all spellings, in parts or in one text."""

from __future__ import annotations

import pytest

from tests.graph.identity.features.records import Features, told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            told(street="W Devon Ave", house_number="2401"),
            told(street="west devon avenue", house_number="2401"),
        ),
        (
            told(street="54th St. between 5th and Madison", house_number="13"),
            told(street="54th street", house_number="13"),
        ),
        (
            told(street="Third Avenue, Apt 4", house_number="900"),
            told(street="3rd ave #4b", house_number="900"),
        ),
        (told(street="Hauptstr. 5"), told(street="Hauptstraße", house_number="5")),
        (told(street="Hauptstr. 5, Whg. 12"), told(street="Hauptstraße", house_number="5")),
    ],
)
def test_spellings_of_an_address_are_one(features: Features, one: str, other: str) -> None:
    assert features(one, "street", "house_number") == features(other, "street", "house_number")


@pytest.mark.parametrize(
    ("record", "house"),
    [
        (told(**{column: text}), house)
        for house, texts in {
            "3232 fullerton": (
                "3232 W Fullerton",
                "3232 west Fullerton Ave., Suite 4",
                "3232 Fullerton near Kedzie, Chicago IL 60647",
            ),
            "900 3": ("900 Third Ave", "900 3rd Avenue between 54th and 55th", "900 E 3rd St"),
            "53 linden": ("Lindenstraße 53b", "Linden Str. 53, 93047 Regensburg", "Lindenstr. 53 B"),
            "12 paix": ("12 rue de la Paix", "12, Rue Paix, 75002 Paris"),
            "5 mayor": ("Calle Mayor 5", "C/ Mayor, 5 2º B"),
        }.items()
        for text in texts
        for column in ("address_text", "street")
    ],
)
def test_a_house_is_known_by_its_number_and_the_name_of_its_street(
    features: Features, record: str, house: str
) -> None:
    assert features(record, "house") == (house,)


@pytest.mark.parametrize("record", [told(address_text=text) for text in ("Postfach", "Hauptstraße", "7", "")])
def test_without_number_or_street_there_is_no_house(features: Features, record: str) -> None:
    assert features(record, "house") == (None,)


@pytest.mark.parametrize(
    "record", [told(street="Street 128", city="Phnom Penh"), told(address_text="Street 128 Phnom Penh")]
)
def test_an_address_has_the_same_words_in_parts_and_in_one_text(features: Features, record: str) -> None:
    assert features(record, "list_sort(place_words)") == (["128", "penh", "phnom", "str"],)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (told(postal_code=code), expected)
        for code, expected in (
            ("60601-1234", "60601"),
            ("606011234", "60601"),
            ("60601", "60601"),
            ("1234 AB", "1234AB"),
            ("01310-100", "01310100"),
        )
    ],
)
def test_a_postal_code_is_without_the_block(features: Features, record: str, expected: str) -> None:
    assert features(record, "postal_code") == (expected,)
