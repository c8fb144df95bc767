"""Yes and no in the words and signs of many languages."""

import pytest

from graph.words.yes_and_no import NO, YES
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.numbers.numbers import Flag


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("✔", "✘"), ("☑", "☐"), ("IGAZ", "HAMIS"), ("PRAVDA", "NEPRAVDA"), ("ADEVĂRAT", "FALS"),
        ("TOSI", "EPÄTOSI"),
        ("SANN", "USANN"), ("ИСТИНА", "ЛОЖЬ"), ("da", "nu"), ("Có", "Không"), ("Ya", "Tidak"), ("כן", "לא"),
        ("نعم", "لا"), ("jā", "nē"), ("Subscribed", "Unsubscribed"), ("opted in", "opted out"),
        ("erteilt", "nicht erteilt"), ("accepted", "declined"), ("eingewilligt", "widersprochen"),
    ],
)  # fmt: skip
def test_yes_and_no(yes: str, no: str) -> None:
    assert [Flag().clean(yes, Context()), Flag().clean(no, Context())] == [True, False]


@pytest.mark.parametrize("written", ["pending", "maybe", "2", "+", "cleaned"])
def test_neither(written: str) -> None:
    with pytest.raises(InvalidValue):
        Flag().clean(written, Context())


def test_no_word_says_both() -> None:
    assert not YES & NO
