"""Identifiers that are written in several ways and are one, and what only looks like one."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.documents import Document
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.identifiers import Account
from ingest.cleaning.identifiers.phones import Phone
from ingest.cleaning.texts import Key
from ingest.mapping_files.binding import STEPS

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


@pytest.mark.parametrize("written", ["{{{}}}", "{}"])
def test_a_uuid_is_one_in_capitals_and_braces(written: str) -> None:
    plain = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
    for id_ in (plain, plain.upper()):
        assert Key().clean(written.format(id_), Context()) == plain
        assert Account().clean(written.format(id_), BANK).value == f"bank:{plain}"


def test_ids_that_differ_in_case_alone_are_two() -> None:
    assert len({Key().clean(it, Context()) for it in ("0035g00000AbCdE", "0035g00000aBcDe")}) == 2


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("001D000000IqhSL", "001D000000IqhSLIAZ"),
        ("001D000000IqhSLIAZ", "001D000000IqhSLIAZ"),
        ("4711", "4711"),
    ],
)
def test_an_id_of_salesforce_is_one_with_15_and_18_characters(written: str, id_: str) -> None:
    assert STEPS["salesforce_id"](written, Context()) == id_


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
