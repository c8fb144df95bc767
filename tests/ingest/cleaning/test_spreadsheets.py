"""Numbers that went through spreadsheets, each by itself and in its column."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.numbers.numbers import WholeNumber
from ingest.cleaning.places.postal_codes import PostalCode
from ingest.cleaning.places.streets import HouseNumber
from ingest.cleaning.spreadsheets import repair_of, whole_digits
from ingest.cleaning.texts import Key, tidy
from tests.support.budget import examples


@pytest.mark.parametrize(
    "written",
    ["4,91701E+12", "4.91701E+12", "4.91701234567E+12", "+4,91701E+12", "3.01234E+09", "5E+12", "1.5E-3"],
)
def test_no_digit_is_invented(written: str) -> None:
    for type_ in (Key(), PostalCode(), HouseNumber()):
        with pytest.raises(InvalidValue, match="does not show all its digits"):
            type_.clean(written, Context())


@pytest.mark.parametrize("key", ["12E5", "1E3", "4e10", "A1.0", "1-2", "v1.0", "10.0.0.1", "00042", "1.001"])
def test_keys_that_are_no_broken_numbers_stay(key: str) -> None:
    assert Key().clean(key, Context()) == key


def test_floats_that_cannot_hold_all_digits_are_refused() -> None:
    for value in (2.0**60, 1e22, float("-inf")):
        with pytest.raises(InvalidValue):
            Key().native(value, Context())
    with pytest.raises(InvalidValue, match="more digits"):
        Key().clean(whole_digits("123456789012345678.0"), Context())


def test_large_whole_numbers_keep_every_digit() -> None:
    assert WholeNumber().clean("9007199254740993", Context()) == 9007199254740993
    assert Key().native(9007199254740993, Context()) == "9007199254740993"


@pytest.mark.parametrize("written", ["2014-12-01", "12. Dez", "Dez 14", "01.12.2014", "3-Apr", "12-Dec"])
def test_a_house_number_that_became_a_date_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue, match="is a date"):
        HouseNumber().clean(written, Context())


@pytest.mark.parametrize("written", ["12 bis", "5 ter", "7a", "12-14", "3/4", "12 1/2"])
def test_house_numbers_that_are_no_dates(written: str) -> None:
    assert HouseNumber().clean(written, Context()) == written.replace(" ", "")


@pytest.mark.parametrize(
    ("column", "decimal", "read"),
    [
        (["1001.0", "1002.0"], ".", ["1001", "1002"]),
        (["1001", "1002.0", "A7"], ".", ["1001", "1002", "A7"]),
        (["1.0", "1.1"], ".", ["1.0", "1.1"]),
        (["1.0", "1.0.3"], ".", ["1.0", "1.0.3"]),
        (["999", "1,000", "12,345,678"], ".", ["999", "1000", "12345678"]),
        (["999", "1,000.00"], ".", ["999", "1000"]),
        (["1.000", "2.500"], ",", ["1000", "2500"]),
        (["1.000", "2.500"], ".", ["1.000", "2.500"]),
        (["1000", "1,001"], ".", ["1000", "1,001"]),
        (["50012,0", "50.013"], ",", ["50012", "50.013"]),
        (["50012,0", "1.050.013"], ",", ["50012", "1.050.013"]),
        (["50012,0", "50.000"], ",", ["50012", "50.000"]),
        (["50012.0", "50,013"], ".", ["50012", "50,013"]),
        (["50012,0", "7,5"], ",", ["50012,0", "7,5"]),
        (["1.0", "1.1"], ",", ["1.0", "1.1"]),
        (["1001.0", "1002.0"], ",", ["1001", "1002"]),
        (["1’000", "2’500"], ".", ["1000", "2500"]),
        (["12E5", "7"], ".", ["12E5", "7"]),
        ([], ".", []),
    ],
)
def test_how_a_column_of_keys_is_read(column: list[str], decimal: str, read: list[str]) -> None:
    repair = repair_of(column, decimal)
    assert [repair(text) if repair else text for text in column] == read


@given(
    number=st.integers(0, 2**53),
    dress=st.sampled_from(["{}", "{}.0", "'{}", '="{}"', "{},0", " {} ", "{}.00"]),
)
@settings(max_examples=examples(100), deadline=None)
def test_a_whole_number_keeps_its_digits_in_any_dress(number: int, dress: str) -> None:
    assert whole_digits(tidy(dress.format(number))) == str(number)


@given(digits=st.text("0123456789", min_size=2, max_size=15), shown=st.integers(1, 15))
@settings(max_examples=examples(100), deadline=None)
def test_scientific_notation_gives_all_digits_or_none(digits: str, shown: int) -> None:
    number = f"{1 + int(digits[0]) % 9}{digits[1:]}"
    written = f"{number[0]}.{number[1 : 1 + shown] or '0'}E+{len(number) - 1:02d}"
    try:
        assert whole_digits(written) == number
    except InvalidValue:
        assert shown < len(number) - 1
