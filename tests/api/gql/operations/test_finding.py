"""A customer by what people know of them, written as people write it."""

import pytest

from tests.api.conftest import Client

BY = "query ($by: CustomerBy!, $country: String) {customer(by: $by, country: $country) {id}}"


def found(client: Client, country: str | None = None, **by: str) -> str | None:
    customer = client.ask(BY, by=by, country=country)["customer"]
    return customer["id"] if customer else None


@pytest.mark.parametrize(
    ("kind", "text", "customer"),
    [
        ("id", "old1", "c01"),
        ("email", "Anna <ANNA@Example.de>", "c01"),
        ("phone", "0221 / 123-45", "c02"),  # used last by a record that is c02's now
        ("phone", "+49 221 12345", "c02"),
        ("account", "L-4711", "c10"),
        ("account", "CLUB:77", "c11"),
        ("handle", "@Jan.Kurz", "c10"),
        ("handle", "https://instagram.com/jan.kurz", "c10"),
        ("handle", "mastodon:jan.kurz", None),
        ("cookie", "GA1.2.77", "c10"),
        ("document", "c01 x00 t47", "c10"),
        ("device", "d1", "c07"),
        ("text", "anna@EXAMPLE.de", "c01"),
        ("text", "0221-12345", "c02"),
        ("text", "c03", "c03"),
        ("text", "l-4711 ", "c10"),
        ("email", "nobody@example.de", None),
    ],
)
def test_a_customer_is_found_as_people_write_it(
    client: Client, kind: str, text: str, customer: str | None
) -> None:
    assert found(client, **{kind: text}) == customer


def test_a_national_number_is_of_the_country_asked_for(client: Client) -> None:
    assert found(client, phone="022112345", country="Germany") == "c02"
    assert found(client, phone="022112345", country="AT") is None
    assert client.codes(BY, by={"phone": "022112345"}, country="Utopia") == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ({"email": "anna"}, "customer(by: email) is not an e-mail address."),
        ({"phone": "12"}, "customer(by: phone) is not a possible phone number"),
        ({"account": "77"}, "customer(by: account) is somebody else in each of club, shop: write which"),
    ],
)
def test_what_cannot_be_read_or_is_not_clear_is_told(client: Client, by: dict[str, str], told: str) -> None:
    [error] = client.answer(BY, by=by)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"].startswith(told)


def test_exactly_one_thing_is_given(client: Client) -> None:
    assert client.answer(BY, by={"email": "anna@example.de", "id": "c01"})["errors"]
    assert client.answer(BY, by={})["errors"]
    assert client.codes('{customer(id: "c01", by: {id: "c01"}) {id}}') == ["BAD_USER_INPUT"]
