"""Identifiers as people write them are read as an ingest would have stored them."""

import pytest

from ingest.asked.identifiers import read_anything, read_identifier
from ingest.cleaning.base import InvalidValue

AREAS = {
    "account": ("club", "shop"),
    "handle": ("instagram", "x"),
    "cookie": ("shop.example",),
    "document": ("passport:DE", "ssn:US"),
}

OTHERWISE = [f"{realm}:{spelled}:4711" for spelled in ("SHOP", "shop") for realm in ("club", "shop")]
"""The same in other letters, in areas that are not written."""


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        ("email", " Mary@X.example ", ["mary@x.example"]),
        ("email", "Mary Jones <MARY@x.example>", ["mary@x.example"]),
        ("email", "mailto:mary@x.example", ["mary@x.example"]),
        ("phone", "030-0074321", ["+49300074321"]),
        ("phone", "+49 (0)30 / 1234567", ["+49301234567"]),
        ("phone", "0043 1 5123456", ["+4315123456"]),
        ("account", "4711", ["club:4711", "shop:4711"]),
        ("account", "Shop:4711", ["shop:4711", "club:Shop:4711", "shop:Shop:4711", *OTHERWISE]),
        ("handle", "@Mary", ["instagram:mary", "x:mary"]),
        ("handle", "twitter:@Mary", ["x:mary", "instagram:twitter:@mary", "x:twitter:@mary"]),
        ("handle", "https://twitter.com/Mary?s=20", ["x:mary"]),
        ("handle", "www.instagram.com/mary/", ["instagram:mary"]),
        ("cookie", "GA1.2.33", ["shop.example:GA1.2.33"]),
        ("cookie", "www.o.example:GA1.3", ["o.example:GA1.3", "shop.example:www.o.example:GA1.3"]),
        ("document", "c01 x00-t47", ["passport:DE:C01X00T47"]),
        ("document", "passport:Deutschland:C01X", ["passport:DE:C01X"]),
        ("device", "6D92078A-8246-4BA4-AE5B-76104861E7DC", ["6d92078a-8246-4ba4-ae5b-76104861e7dc"]),
    ],
)  # fmt: skip
def test_a_text_is_read_by_the_cleaners_of_an_intake(kind: str, text: str, values: list[str]) -> None:
    found = read_identifier(kind, text, "DE", AREAS.get(kind, ()))

    assert [each.value for each in found] == values
    assert {each.kind for each in found} == {kind}


@pytest.mark.parametrize(
    ("country", "value"), [("DE", "+49300074321"), ("FR", "+33300074321"), ("CH", "+41300074321")]
)
def test_a_national_number_is_of_the_country(country: str, value: str) -> None:
    text = "0300074321" if country != "FR" else "03 00 07 43 21"

    assert [each.value for each in read_identifier("phone", text, country, ())] == [value]


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("email", "mary at home", "is not an e-mail address"),
        ("email", "  ", "is empty"),
        ("email", "n/a", "is empty"),
        ("phone", "12", "is not a possible phone number"),
        ("account", "0", "is a placeholder"),
        ("document", "loyalty:DE:123456", "has a document type"),
        ("cookie", "x" * 301, "is longer than 300"),
        ("device", "\ud800", "half a character"),
    ],
)
def test_what_is_none_is_refused_with_the_reason(kind: str, text: str, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason):
        read_identifier(kind, text, "DE", AREAS.get(kind, ())[:1])


def test_an_identifier_has_300_characters_at_most_with_its_area() -> None:
    longest = "x7" * ((300 - len("shop.de:")) // 2)
    assert [each.value for each in read_identifier("cookie", longest, "DE", ["shop.de"])] == [
        f"shop.de:{longest}"
    ]
    with pytest.raises(InvalidValue, match="is longer than 300"):
        read_identifier("cookie", f"{longest}x", "DE", ["shop.de"])


def test_without_areas_one_has_to_be_written() -> None:
    with pytest.raises(InvalidValue, match=r"needs its realm: realm:…"):
        read_identifier("account", "4711", "DE", ())
    assert [each.value for each in read_identifier("account", "club:4711", "DE", ())] == ["club:4711"]


def test_a_text_of_any_kind_is_read_as_all_that_it_may_be() -> None:
    kinds = {
        kind: [each.value for each in found]
        for kind, found in read_anything("030-0074321", "DE", AREAS).items()
    }
    assert next(iter(kinds)) == "phone"
    assert kinds["phone"] == ["+49300074321"]
    assert kinds["account"] == ["club:030-0074321", "shop:030-0074321"]

    assert next(iter(read_anything("Mary@X.example", "DE", AREAS))) == "email"
    with pytest.raises(InvalidValue, match="no kind of identifier"):
        read_anything("—", "DE", AREAS)
