"""Spellings of street lines that are one street."""

import pytest

from graph.words.streets import street_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("W Devon Ave", "west devon avenue"),
        ("W. Devon Av.", "West Devon Ave"),
        ("Third Street", "3rd St."),
        ("Third St", "3 St"),
        ("E 54th St", "East 54th Street"),
        ("54th St between 5th and Madison Aves", "54th St."),
        ("Hauptstraße", "Hauptstr."),
        ("HAUPTSTRASSE", "Haupt Str"),
        ("Marktplatz", "Marktpl."),
        ("Bd Saint-Michel", "Boulevard St. Michel"),
        ("C/ Mayor", "Calle Mayor"),
        ("Avda. de América", "Avenida de America"),
        ("P.za Navona", "Piazza Navona"),
        ("V.le Europa", "Viale Europa"),
        ("Kerkstraat", "Kerkstr."),
        ("P.O. Box 12", "PO Box 12"),
    ],
)
def test_usual_spellings_are_one_street(one: str, other: str) -> None:
    assert street_key(one) == street_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("W Devon Ave", "E Devon Ave"),
        ("Third Street", "Fourth Street"),
        ("5th Avenue", "5th Street"),
        ("Marktplatz", "Marktgasse"),
        ("Calle Mayor", "Plaza Mayor"),
        ("Straßburger Straße", "Burger Straße"),
    ],
)
def test_other_streets_are_others(one: str, other: str) -> None:
    assert street_key(one) != street_key(other)
