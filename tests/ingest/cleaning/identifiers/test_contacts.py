"""E-mail addresses and other identifiers as sources write them."""

from pathlib import Path

import pytest

from graph.entries import RecordVersion
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.documents import Document
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.handles import Handle
from ingest.cleaning.identifiers.identifiers import Account, Cookie, Device
from tests.ingest.ingestors.one_row import outcome

GERMAN = Context(source="crm")


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
    "written",
    [
        "a@b",
        "a@@b.de",
        "a.b.de",
        "a b@c.de",
        "a@b,de",
        "@b.de",
        "a@.de",
        "a..b@c.de",
        "Anna a@b.de",
        "http://a@b.de",
    ],
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
        ("linkedin", "https://www.linkedin.com/in/anna-meier/de/", "linkedin:anna-meier"),
        ("linkedin", "https://www.linkedin.com/company/acme/", "linkedin:company/acme"),
        ("facebook", "https://www.facebook.com/profile.php?id=10001&ref=x", "facebook:10001"),
        ("x", "https://x.com/anna/status/12345", "x:anna"),
        ("youtube", "https://youtube.com/channel/UC123", "youtube:uc123"),
        ("xing", "https://www.xing.com/profile/Anna_Meier", "xing:anna_meier"),
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
    found = Document().clean(written, context)
    assert (found.value, found.properties) == (value, {"document_type": type_, "issuer": code})


@pytest.mark.parametrize(
    ("country", "written", "type_"),
    [
        ("ES", "12345678Z", "national_id"),  # 12345678 leaves 14 of 23, the letter Z
        ("ES", "12.345.678-Z", "national_id"),
        ("ES", "X1234567L", "national_id"),  # X stands for 0: 1234567 leaves 19, the letter L
        ("ES", "12345678A", "tax_id"),
        ("ES", "B96558240", "tax_id"),
        ("DE", "12345678Z", "tax_id"),
    ],
)
def test_the_tax_number_of_a_spaniard_is_that_of_the_identity_card(
    country: str, written: str, type_: str
) -> None:
    found = Document().clean(written, Context(country=country, words=(("type", "tax_id"),)))

    assert (found.value.partition(":")[0], found.properties["document_type"]) == (type_, type_)


@pytest.mark.parametrize("written", ["3241", "000-12-3456", "666-12-3456", "123-00-4567", "123-45-0000"])
def test_what_is_no_social_security_number(written: str) -> None:
    with pytest.raises(InvalidValue):
        Document().clean(written, Context(words=(("type", "ssn"),)))


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ('"Müller, Anna" <anna@x.example>', ["anna@x.example"]),
        ("Müller, Anna <Anna@X.example>;", ["anna@x.example"]),
        ("<anna@x.example>", ["anna@x.example"]),
        ("'anna@x.example'", ["anna@x.example"]),
        ("anna@x.example (Anna Müller)", ["anna@x.example"]),
        ("mailto:anna@x.example?subject=Hallo", ["anna@x.example"]),
        ("Anna <mailto:anna@x.example>", ["anna@x.example"]),
        ("<mailto:anna@x.example|anna@x.example>", ["anna@x.example"]),
        ("anna@x.example...", ["anna@x.example"]),
        ("a@x.example; b@y.example", ["a@x.example", "b@y.example"]),
        ("a@x.example,b@y.example", ["a@x.example", "b@y.example"]),
        ("a@x.example\nb@y.example", ["a@x.example", "b@y.example"]),
        ("A <a@x.example>; B <b@y.example>", ["a@x.example", "b@y.example"]),
        ('a@x.example, "B, C" <b@y.example>', ["a@x.example", "b@y.example"]),
        ('"a@x.example" <a@x.example>', ["a@x.example"]),
        ("Müller, Anna (anna@x.example)", ["anna@x.example"]),
        ("Anna Müller [anna@x.example]", ["anna@x.example"]),
        ("Anna Müller <anna@x.example> (Chefin)", ["anna@x.example"]),
        ("SMTP:anna@x.example", ["anna@x.example"]),
        ("smtp:a@x.example;SMTP:b@y.example", ["a@x.example", "b@y.example"]),
        ("E-Mail: anna@x.example", ["anna@x.example"]),
        ("mailto:anna%2Bshop@x.example", ["anna+shop@x.example"]),
        ("anna(at)x(dot)example", ["anna@x.example"]),
        ("anna＠x.example", ["anna@x.example"]),
        ("a@x.example / b@y.example", ["a@x.example", "b@y.example"]),
        ("a@x.example oder b@y.example", ["a@x.example", "b@y.example"]),
        ("Privat: a@x.example; Büro: b@y.example", ["a@x.example", "b@y.example"]),
    ],
)
def test_addresses_with_display_names_and_several_in_a_cell(
    tmp_path: Path, written: str, addresses: list[str]
) -> None:
    made = outcome(tmp_path, "customer", source_id="7", email=written)
    (record,) = made.entries
    assert isinstance(record, RecordVersion)
    assert made.left_out == []
    assert [it.value for it in record.identifiers] == addresses
