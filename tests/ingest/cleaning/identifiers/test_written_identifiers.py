"""Identifiers that are written in several ways and are one, and what only looks like one."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.documents import Document
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.identifiers import Account
from ingest.cleaning.identifiers.phones import Phone

BANK = Context(words=(("realm", "bank"),))
TAX = Context(words=(("type", "tax_id"),))


@pytest.mark.parametrize(
    "written", ["DE89 3704 0044 0532 0130 00", "de89370400440532013000", "DE89-3704-0044-0532-0130-00"]
)
def test_a_bank_account_number_is_one_however_it_is_grouped(written: str) -> None:
    assert Account().clean(written, BANK).value == "bank:DE89370400440532013000"


@pytest.mark.parametrize("written", ["DE88 3704 0044 0532 0130 00", "A 17", "ab-12", "12E4", "00123"])
def test_other_accounts_stay_as_they_are_written(written: str) -> None:
    assert Account().clean(written, BANK).value == f"bank:{written}"


@pytest.mark.parametrize("written", ["DE123456789", "DE000000000", "X999999999"])
def test_a_country_before_a_placeholder_makes_no_document_of_it(written: str) -> None:
    with pytest.raises(InvalidValue):
        Document().clean(written, TAX)
    assert Document().clean("DE123456788", TAX).value == "tax_id::DE123456788"


@pytest.mark.parametrize("written", ["030 123456/7", "030 123456/-7", "030 123456/-78"])
def test_the_other_last_digit_of_a_second_number_is_none_of_the_first(written: str) -> None:
    assert Phone().clean(written, Context()).value == "+4930123456"


@pytest.mark.parametrize("written", ["01/05/2024", "12.05.1980", "2024-05-01", "01. Mai 2024"])
def test_a_date_is_no_phone_number(written: str) -> None:
    with pytest.raises(InvalidValue):
        Phone().clean(written, Context())


def test_a_domain_in_our_letters_is_the_one_in_its_own() -> None:
    assert Email().clean("anna@xn--mller-kva.de", Context()).value == "anna@müller.de"


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("a@x.de/b@y.de", ["a@x.de", "b@y.de"]),
        ("a@x.de (privat), b@y.de (gesch.)", ["a@x.de", "b@y.de"]),
        ("a@x.de#mailto:a@x.de#", ["a@x.de"]),
        ("a@x.de; b@y.de, n/a", ["a@x.de", "b@y.de"]),
    ],
)
def test_addresses_in_one_cell(written: str, pieces: list[str]) -> None:
    assert [Email().clean(it, Context()).value for it in Email().pieces(written)] == pieces
