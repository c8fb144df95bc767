"""Whatever a cell holds, a cleaner gives a value that can be stored or a finding, in bounded time."""

import json
from datetime import UTC, datetime
from time import process_time
from typing import Any

import orjson
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entries import Identifier
from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.dates.times import Time
from ingest.ingestors import INGESTORS
from ingest.mapping_files.binding import Cleaning
from tests.support.budget import examples
from tests.support.characters import CHARACTERS

CONTEXT = Context(
    source="crm",
    words=(("realm", "app"), ("domain", "shop.de"), ("network", "x"), ("type", "passport"), ("issuer", "DE")),
)
TYPES: dict[str, ValueType] = {
    f"{type(field.type).__name__}": field.type for ingestor in INGESTORS.values() for field in ingestor.fields
}
CLEANERS = {name: Cleaning(type_, CONTEXT).cleaner() for name, type_ in TYPES.items()}
LONGEST_SECONDS = 1.0

nasty = st.sampled_from(
    [
        *("01.01.2024 10:00 +25:00", "9999-12-31 23:59:60", "0001-01-01T00:00:00+14:00", "-Infinity", "NaN"),
        *("\ud800", "Anna \udfff", "\u202eannA", "\u2066x\u2069", "\x00", "1e999999999", "²", "٣", "9" * 400),
        *("=" * 50, "'" * 50, "@" * 50, "<" * 50, "29000.0", "--05-03", "2024-07-01T25:61:61Z", "+" * 40),
        *("24:00:00", "31.02.9999 24:00", "00.00.0000", "1604-05-03", "99999", "0x10", "[object Object]"),
    ]
)
texts = st.one_of(
    nasty, st.text(CHARACTERS, max_size=40), st.text("0123456789.,:-+/eETZ '()@<>", max_size=30)
)
numbers = st.one_of(
    st.integers(), st.integers(10**300, 10**400), st.floats(), st.decimals(allow_nan=False, places=3)
)
scalars = st.one_of(
    texts, numbers, st.booleans(), st.none(), st.datetimes(), st.dates(), st.binary(max_size=4)
)
values = st.recursive(scalars, lambda of: st.lists(of, max_size=3) | st.dictionaries(texts, of, max_size=3))


@pytest.fixture(scope="module", autouse=True)
def _names_of_countries() -> None:
    """Names in all languages are read once, which takes longer than a value may."""
    CLEANERS["Country"]("Nirgendwo", {})


def problems(value: Any) -> list[str]:
    """Why a clean value could not be stored."""
    if value is None or isinstance(value, InvalidValue):
        return []
    if isinstance(value, PartialValue):
        return problems(value.value)
    if isinstance(value, Identifier):
        return problems(value.value) + problems(dict(value.properties))
    if isinstance(value, tuple):
        return [problem for part in value for problem in problems(part)]
    if isinstance(value, datetime):
        pa.array([value], pa.timestamp("us", tz="UTC"))
        return [] if value.tzinfo == UTC and 1899 <= value.year <= 2201 else ["time"]
    if isinstance(value, str):
        hidden = [it for it in value if it in "\u202e\u202d\u2066\u2067\u2068\u2069\u200b\ufeff\x00"]
        return hidden + ([] if value.encode() else ["empty text"])
    orjson.dumps(value)
    return []


@given(value=values, name=st.sampled_from(sorted(TYPES)))
@settings(max_examples=examples(200), deadline=None)
def test_every_cleaner_takes_every_value(value: Any, name: str) -> None:
    started = process_time()
    cleaned = CLEANERS[name](value, {})
    assert problems(cleaned) == []
    assert process_time() - started < LONGEST_SECONDS


UNITS = ("a", "1", " a", "a@", "(", "1-", "a.1 ", "<", ", ", "Str. ", "ä", "1:11 ")


@pytest.mark.parametrize("name", sorted(TYPES))
@pytest.mark.parametrize("unit", UNITS)
def test_no_text_is_too_long(name: str, unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = process_time()
    cleaned = CLEANERS[name](text, {})
    assert process_time() - started < LONGEST_SECONDS
    assert isinstance(cleaned, InvalidValue)
    assert text not in str(cleaned)


@pytest.mark.parametrize("name", sorted(TYPES))
def test_a_text_of_the_longest_length_is_read_at_once(name: str) -> None:
    longest = TYPES[name].longest
    for unit in (*UNITS, "ab, 1 ", "str. 1", "'", "<a>", "x1: "):
        started = process_time()
        CLEANERS[name]((unit * longest)[:longest].strip(), {})
        assert process_time() - started < LONGEST_SECONDS, unit


@pytest.mark.parametrize(
    "written", ["01.01.2024 10:00 +25:00", "2024-01-01T10:00:00+20:00", "2024-01-01 10:61"]
)
def test_times_that_cannot_be(written: str) -> None:
    with pytest.raises(InvalidValue):
        Time().clean(written, CONTEXT)


def test_the_last_second_of_the_last_day_is_no_end() -> None:
    assert Time().clean("9999-12-31 23:59:60", CONTEXT) is None
    assert isinstance(CLEANERS["BirthDate"]("9999-12-31 23:59:60", {}), InvalidValue)


def test_a_broken_character_costs_a_key_and_only_itself_of_a_text() -> None:
    assert isinstance(CLEANERS["Key"]("a\ud83d", {}), InvalidValue)
    comment = CLEANERS["Text"]("so gut \ud83d", {})
    assert isinstance(comment, PartialValue)
    assert comment.value == "so gut"


def test_values_kept_as_json_are_json_to_every_reader() -> None:
    value = {"big": 10**400, "deep": [{"\ud800": "x\ud800"}], "nan": float("nan"), "id": 2**70}
    cleaned = CLEANERS["Json"](value, {})
    assert isinstance(cleaned, InvalidValue)
    cleaned = CLEANERS["Json"]({**value, "big": 2**64}, {})
    assert json.loads(orjson.dumps(cleaned))["big"] == "18446744073709551616"
    assert [CLEANERS["Json"](text, {}) for text in ('{"a": 1}', "12,5", " x ")] == ['{"a": 1}', "12,5", "x"]
    assert BirthDate().native(datetime(1980, 5, 4, tzinfo=UTC), CONTEXT) == "1980-05-04"
