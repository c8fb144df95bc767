"""Languages as sources write them."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.languages import Language


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("de_DE", "de"), ("zh-Hant-TW", "zh"), ("deu", "de"), ("ger", "de"), ("ENG", "en"), ("nb-NO", "nb"),
        ("Deutsch", "de"), ("Niederländisch", "nl"), ("Dutch", "nl"), ("czech", "cs"), ("English (US)", "en"),
        ("Polski", "pl"), ("Français", "fr"), ("Türkçe", "tr"), ("русский", "ru"), ("日本語", "ja"),
        ("D", "de"), ("f", "fr"), ("I", "it"), ("E", "en"),
    ],
)  # fmt: skip
def test_a_language_has_one_code(written: str, code: str) -> None:
    assert Language().clean(written, Context()) == code


def test_one_letter_is_spanish_where_that_is_spoken() -> None:
    assert Language().clean("E", Context(country="MX")) == "es"


@pytest.mark.parametrize("written", ["xx", "und", "NA", "0", "Elbisch"])
def test_what_is_no_language(written: str) -> None:
    with pytest.raises(InvalidValue):
        Language().clean(written, Context())
