"""Countries with something beside them, and what stands where no country is known."""

import pytest

from graph.words.nationalities import COUNTRIES
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.countries import Country, Nationality, country_code
from ingest.cleaning.identifiers.phones import Phone


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Österreich (Wien)", "AT"), ("Wien, Österreich", "AT"), ("Switzerland (Zürich)", "CH"),
        ("Germany - Berlin", "DE"), ("Bayern, Deutschland", "DE"), ("California, USA", "US"),
        ("New York, US", "US"),
        ("England, UK", "GB"), ("Taiwan, R.O.C.", "TW"), ("Hong Kong, China", "HK"),
        ("Puerto Rico, USA", "PR"),
        ("Guadeloupe (Frankreich)", "GP"),
        ("Oesterreich", "AT"), ("Tuerkei", "TR"), ("Daenemark", "DK"),
        ("Suedafrika", "ZA"), ("Elfenbeinküste", "CI"), ("Weißrussland", "BY"),
    ],
)  # fmt: skip
def test_a_country_beside_what_is_none(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "Sudan (South)", "Ireland, Northern", "Samoa (American)", "Guinea (Bissau)", "Guyana (French)",
        "Lebanon, PA", "Mexico, Missouri", "Georgia, USA", "Paris, Texas", "Deutschland, Österreich",
        "1010 Wien, Österreich", "Jersey, New",
    ],
)  # fmt: skip
def test_what_may_make_another_country_of_it(written: str) -> None:
    with pytest.raises(InvalidValue):
        country_code(written)


@pytest.mark.parametrize("written", ["0", "00", "xx", "other", "Sonstige", "none"])
def test_what_stands_for_no_country_says_nothing(written: str) -> None:
    assert Country().clean(written, Context()) is None
    assert Phone().word_of_row(written, "country", Context()) == ""


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("deutsch", "DE"), ("Deutsche", "DE"), ("German", "DE"), ("Österreichisch", "AT"), ("Swiss", "CH"),
        ("türkisch", "TR"), ("British", "GB"), ("US-amerikanisch", "US"), ("Syrian", "SY"), ("Türkei", "TR"),
        ("D", "DE"), ("276", "DE"),
        ("française", "FR"), ("polskie", "PL"), ("española", "ES"), ("tedesco", "DE"),
        ("Türk", "TR"), ("T.C.", "TR"),
        ("Nederlandse", "NL"), ("Brasileira", "BR"),
    ],
)  # fmt: skip
def test_what_people_of_a_country_are_called(written: str, code: str) -> None:
    assert Nationality().clean(written, Context()) == code


@pytest.mark.parametrize("written", ["staatenlos", "koreanisch", "arabisch", "bayerisch"])
def test_what_is_no_nationality(written: str) -> None:
    with pytest.raises(InvalidValue):
        Nationality().clean(written, Context())


def test_adjectives_are_of_countries_that_there_are() -> None:
    assert {country_code(code) for code in COUNTRIES.values()} == set(COUNTRIES.values())
