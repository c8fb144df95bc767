"""E-mail addresses, phone numbers and other identifiers as sources write them."""

from random import Random

import phonenumbers
import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.contacts import Account, Cookie, Device, Email, Handle, Phone
from ingest.cleaning.documents import Document

GERMAN = Context(source="crm")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0171/123 45 67", "+491711234567"),
        ("0049(0)171/1234567", "+491711234567"),
        ("+49 (0)171 1234567", "+491711234567"),
        ("+49 0171 1234567", "+491711234567"),
        ("49 171 1234567", "+491711234567"),
        ("(0171) 1234567", "+491711234567"),
        ("0171–1234567", "+491711234567"),
        ("Tel.: 030-123456", "+4930123456"),
        ("030/123456 (Büro)", "+4930123456"),
        ("Mobil 0160 99887766", "+4916099887766"),
        ("030 1234567 Durchwahl 12", "+49301234567"),
        ("+43 (0) 664 1234567", "+436641234567"),
        ("0041 44 668 18 00", "+41446681800"),
        ("+1 702-919-1300", "+17029191300"),
    ],
)
def test_german_phone_numbers(written: str, number: str) -> None:
    assert Phone().clean(written, GERMAN).value == number


@pytest.mark.parametrize(
    "written", ["123", "0000000000", "11111111", "keine", "0171 1234567 oder 030 99", "221-2412"]
)
def test_what_is_no_phone_number(written: str) -> None:
    with pytest.raises(InvalidValue):
        Phone().clean(written, GERMAN)


def test_german_mobile_numbers_are_read_as_phonenumbers_reads_them() -> None:
    random = Random(7)  # noqa: S311 - test data
    for _ in range(2000):
        prefix = random.choice(("15", "160", "161", "162", "163", "164", "17", "170", "178"))
        written = f"0{prefix}{random.randrange(10**6, 10**9)}"
        parsed = phonenumbers.parse(written, "DE")
        if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE:
            expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            cleaned = Phone().clean(written, GERMAN)
            assert (cleaned.value, cleaned.properties["line"]) == (expected, "mobile")


def test_a_phone_number_knows_country_and_line() -> None:
    mobile = Phone().clean("0171 1234567", GERMAN)
    fixed = Phone().clean("030 123456", GERMAN)
    assert mobile.properties == {"country": "DE", "line": "mobile"}
    assert fixed.properties == {"country": "DE", "line": "fixed"}


def test_a_national_number_belongs_to_the_country_of_the_source_or_the_row() -> None:
    american = Phone().clean("(702) 919-1300", Context(country="US"))
    austrian = Phone().clean("0664 1234567", Context(country="DE", words=(("country", "AT"),)))
    assert american.value == "+17029191300"
    assert austrian.value == "+436641234567"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Anna.Müller@Web.DE", "anna.müller@web.de"),
        ("info@MÜLLER.de", "info@müller.de"),
        (" mailto:a@b.de ", "a@b.de"),
        ("a@b.de;", "a@b.de"),
        ("a@b.de.", "a@b.de"),
        ("a (at) b.de", "a@b.de"),
        ('"Jay Jones" <jjones@fmail.com>', "jjones@fmail.com"),
        ("Maria Sentosa<msentosa@fmail.com>", "msentosa@fmail.com"),
        ("max+shop@example.co.uk", "max+shop@example.co.uk"),
    ],
)
def test_email_addresses(written: str, address: str) -> None:
    assert Email().clean(written.strip(), GERMAN).value == address


@pytest.mark.parametrize(
    "written", ["a@b", "a@@b.de", "a.b.de", "a b@c.de", "a@b,de", "@b.de", "a@.de", "a..b@c.de"]
)
def test_what_is_no_email_address(written: str) -> None:
    with pytest.raises(InvalidValue):
        Email().clean(written, GERMAN)


def test_an_email_knows_its_domain() -> None:
    assert Email().clean("a@B.de", GERMAN).properties == {"domain": "b.de"}


def test_an_account_belongs_to_its_realm_or_else_to_the_source() -> None:
    assert Account().clean("K-77", GERMAN).value == "crm:K-77"
    assert Account().clean("K-77", Context(words=(("realm", "Loyalty"),))).value == "loyalty:K-77"


@pytest.mark.parametrize(
    ("network", "written", "value"),
    [
        ("instagram", "@Anna_M", "instagram:anna_m"),
        ("Twitter", "https://twitter.com/AnnaM?lang=de", "x:annam"),
        ("facebook", "https://www.facebook.com/anna.m/", "facebook:anna.m"),
    ],
)
def test_social_handles(network: str, written: str, value: str) -> None:
    word = Handle().word(network, "network", GERMAN)
    assert Handle().clean(written, Context(words=(("network", word),))).value == value


def test_a_cookie_is_prefixed_with_its_domain() -> None:
    domain = Cookie().word("www.Shop.de", "domain", GERMAN)
    cookie = Cookie().clean("GA1.2.3", Context(words=(("domain", domain),)))
    assert (cookie.value, cookie.properties) == ("shop.de:GA1.2.3", {"domain": "shop.de"})


def test_device_ids() -> None:
    assert Device().clean("6D92078A-8246-4BA4-AE5B-76104861E7DC", GERMAN).value == (
        "6d92078a-8246-4ba4-ae5b-76104861e7dc"
    )
    with pytest.raises(InvalidValue):
        Device().clean("00000000-0000-0000-0000-000000000000", GERMAN)


@pytest.mark.parametrize(
    ("type_", "issuer", "written", "value"),
    [
        ("passport", "Germany", "C01X-0006 H1", "passport:DE:C01X0006H1"),
        ("passport", "CA", "10251111", "passport:CA:10251111"),
        ("drivers_license", "CA", "112233", "drivers_license:US-CA:112233"),
        ("drivers_license", "Texas", "112233", "drivers_license:US-TX:112233"),
        ("ssn", "US", "521-21-2123", "ssn:US:521212123"),
        ("tax_id", "D", "86 095 742 719", "tax_id:DE:86095742719"),
    ],
)
def test_documents(type_: str, issuer: str, written: str, value: str) -> None:
    american = Context(country="US", words=(("type", type_),))
    code = Document().word(issuer, "issuer", american)
    context = Context(country="US", words=(("type", type_), ("issuer", code)))
    assert Document().clean(written, context).value == value


@pytest.mark.parametrize("written", ["3241", "000-12-3456", "666-12-3456", "123-00-4567", "123-45-0000"])
def test_what_is_no_social_security_number(written: str) -> None:
    with pytest.raises(InvalidValue):
        Document().clean(written, Context(words=(("type", "ssn"),)))
