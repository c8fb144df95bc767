"""Exports of usual programs are known by their columns, and go in by the mappings packaged for them."""

from pathlib import Path
from typing import Any

import pytest

from graph.entries import Entry, Event, RecordVersion
from graph.errors import MappingError
from ingest.inputs.finding import find_inputs
from ingest.mapping_files.columns import check_columns
from ingest.mapping_files.loader import load_mapping
from ingest.packaged import mapping_path, recognised, signatures
from ingest.pipeline.pipeline import outcomes
from ingest.readers import open_reader
from ingest.rows.line_items import LineItems
from tests.ingest.support import write

_HERE = Path(__file__).parent
NAMES = sorted(signatures())


def taken_in(name: str, file: Path) -> list[Entry]:
    """What a file becomes by a packaged mapping, nothing of which is refused."""
    mapping = load_mapping(mapping_path(name))
    [(source, reading, entry)] = find_inputs(mapping, [file])
    reader = open_reader(source, reading)
    check_columns(mapping, [(reader, entry)])
    found = list(outcomes(reader, entry, mapping.source, LineItems()))
    assert [rejection for outcome in found for rejection in (*outcome.refused, *outcome.left_out)] == []
    return [entry for outcome in found for entry in outcome.entries]


def export(name: str) -> Path:
    """A small export of each product."""
    return next(_HERE.glob(f"{name}.*"))


def columns(name: str) -> list[str]:
    """The columns of an export, as its mapping reads them."""
    [(source, reading, _)] = find_inputs(load_mapping(mapping_path(name)), [export(name)])
    return list(open_reader(source, reading).columns)


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_known_by_its_columns(name: str) -> None:
    assert recognised(columns(name)) == name


def test_other_files_are_not_known() -> None:
    assert recognised(["Id", "Name", "Email", "First Name", "Last Name"]) == ""


EXPECTED: dict[str, dict[str, Any]] = {
    "shopify-customers": {
        "full_name": "Anna Jansen",
        "postal_code": "3512 JC",
        "country": "NL",
        "region": "UT",
    },
    "shopify-orders": {"full_name": "Anna Jansen", "street": "Dorpsstraat", "house_number": "1"},
    "woocommerce-orders": {"full_name": "Marie Dupont", "postal_code": "69001", "city": "Lyon"},
    "woocommerce-customers": {"full_name": "Marie Dupont", "city": "Lyon", "country": "FR"},
    "hubspot-contacts": {"full_name": "Gaëlle Perrin", "employer": "Fromagerie Perrin", "country": "FR"},
    "salesforce-contacts": {"full_name": "Rose Gonzalez", "gender": "female", "birth_date": "1963-10-22"},
    "salesforce-accounts": {"entity_type": "organization", "organization_name": "Edge Communications"},
    "zendesk-tickets": {"full_name": "Ana Lopez"},
    "zendesk-users": {"full_name": "Ana Lopez", "employer": "Mapas"},
    "mailchimp-audience": {"full_name": "Juan Pérez", "postal_code": "28001", "city": "Madrid"},
    "datev-debtors": {"full_name": "Sabine Koch", "title": "Dr.", "country": "DE"},
    "google-contacts": {"full_name": "Sam Rivera", "birth_date": "1990-04-12", "employer": "Acme"},
    "amazon-orders": {"full_name": "Anna Meier", "street": "Main St", "house_number": "12", "country": "US"},
    "ebay-orders": {"full_name": "Anna Meier", "street": "Hauptstraße", "house_number": "5", "country": "DE"},
    "etsy-items": {"full_name": "Anna Meier", "postal_code": "10115", "country": "DE"},
    "klaviyo-profiles": {"full_name": "Sam Rivera", "postal_code": "LS1 1BA", "country": "GB"},
    "magento-customers": {"full_name": "Anna Meier", "gender": "female", "birth_date": "1980-05-03"},
    "magento-addresses": {"street": "Hauptstraße", "house_number": "5", "employer": "Meier GmbH"},
    "paypal-activity": {"full_name": "Anna Meier", "postal_code": "10115", "country": "DE"},
    "meta-leads": {"full_name": "Anna Meier", "city": "Berlin"},
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_export_goes_in_as_it_is(name: str) -> None:
    made = taken_in(name, export(name))
    records = [entry for entry in made if isinstance(entry, RecordVersion)]

    assert records[0].attributes.items() >= EXPECTED[name].items()
    assert all(it.identifiers or it.attributes for it in records)


def events(name: str, kind: str) -> list[Event]:
    return [it for it in taken_in(name, export(name)) if isinstance(it, Event) and it.kind == kind]


def test_rows_of_further_line_items_are_no_orders() -> None:
    orders, lines = events("shopify-orders", "order"), events("shopify-orders", "order_line")

    assert [(it.key, it.nodes[0].properties["total"]) for it in orders] == [
        ("shopify:#1001", 50.0),
        ("shopify:#1002", 15.0),
    ]
    assert len(lines) == 3
    [back] = events("shopify-orders", "refund")
    assert (back.nodes[0].key, back.nodes[0].properties) == (("shopify:#1002",), {"amount": 5.0})


def test_the_price_of_an_item_at_amazon_is_that_of_all_pieces() -> None:
    lines = events("amazon-orders", "order_line")

    assert [(edge.properties["quantity"], edge.properties["total"]) for it in lines for edge in it.edges] == [
        (2, 39.98),
        (1, 5.0),
    ]


def test_debtors_are_firms_or_persons_by_which_name_they_have() -> None:
    made = taken_in("datev-debtors", _HERE / "datev-debtors.csv")
    told = [
        tuple(it.attributes.get(name) for name in ("organization_name", "family_name", "entity_type"))
        for it in made
        if isinstance(it, RecordVersion)
    ]

    assert told[:2] == [(None, "Koch", None), ("Kern Autohaus GmbH", None, "organization")]


def test_products_are_those_of_the_lines_of_orders() -> None:
    made = events("shopify-products", "product")

    assert [(it.key, it.nodes[0].properties["price"]) for it in made] == [
        ("shopify:TC-S", 12.5),
        ("shopify:TC-L", 15.0),
        ("shopify:tea-pot", 40.0),
    ]


def test_objections_are_consents_denied() -> None:
    edges = {it.source_id: it.edges[0].type for it in events("mailchimp-audience", "consent")}
    assert edges == {"aa11bb22cc": "GRANTED", "dd33ee44ff": "DENIED"}
    assert [it.edges[0].type for it in events("hubspot-contacts", "consent")] == ["DENIED"]
    assert [it.edges[0].type for it in events("salesforce-contacts", "consent")] == ["DENIED"]


def test_who_works_at_the_helpdesk_is_no_customer() -> None:
    made = taken_in("zendesk-users", _HERE / "zendesk-users.csv")
    assert [it.source_id for it in made if isinstance(it, RecordVersion)] == ["ana@help.example"]


def test_columns_may_lack_but_for_those_that_are_needed(tmp_path: Path) -> None:
    few = write(tmp_path / "customers_export_1.csv", "First Name,Last Name,Email\nAnna,Jansen,a@b.example\n")
    none = write(tmp_path / "customers_export_2.csv", "First Name,Last Name\nAnna,Jansen\n")

    assert len(taken_in("shopify-customers", few)) == 1
    with pytest.raises(MappingError, match='has no column "Email"'):
        taken_in("shopify-customers", none)


def test_an_order_on_ebay_has_its_total_in_one_row_and_items_in_others() -> None:
    [order] = events("ebay-orders", "order")
    lines = [it.nodes[0].properties if it.nodes else it.key for it in events("ebay-orders", "order_line")]

    assert order.source_id == "anna_m"
    assert order.nodes[0].properties["total"] == 29.9
    assert order.nodes[0].properties["currency"] == "GBP"
    assert len(lines) == 2


def test_buyers_on_etsy_are_known_by_their_user_name_or_else_the_order() -> None:
    orders = {it.key: it.source_id for it in events("etsy-items", "order")}
    assert orders == {"etsy:3021745630": "annam1", "etsy:3021745999": "3021745999"}
    assert len(events("etsy-items", "order_line")) == 3


def test_who_was_never_asked_by_klaviyo_has_said_nothing() -> None:
    said = [
        (it.nodes[0].properties["channel"], it.edges[0].type) for it in events("klaviyo-profiles", "consent")
    ]
    assert said == [("email", "GRANTED"), ("email", "DENIED"), ("sms", "DENIED")]


def test_only_addresses_of_bills_are_those_of_magentos_customers() -> None:
    made = taken_in("magento-addresses", export("magento-addresses"))
    assert [it.attributes["given_name"] for it in made if isinstance(it, RecordVersion)] == ["Anna"]


def test_events_of_google_analytics_are_views_and_orders_of_a_visitor() -> None:
    made = [it for it in taken_in("ga4-events", export("ga4-events")) if isinstance(it, Event)]
    [order] = [it for it in made if it.kind == "order"]

    assert {it.source_id for it in made if it.source_id} == {"1000139.1700000139"}
    assert (order.key, order.nodes[0].properties["total"], str(order.at)[:10]) == (
        "ga4:T1",
        37.5,
        "2024-01-01",
    )
    assert [it.value for it in order.identifiers] == ["ga4:9139"]
    assert sorted(it.kind for it in made if it.kind not in ("order", "product")) == [
        "event",
        "order_line",
        "order_line",
        "page_view",
        "product_view",
    ]


def test_numbers_of_leads_lose_the_letter_in_front() -> None:
    made = taken_in("meta-leads", export("meta-leads"))
    phones = [it.value for entry in made for it in entry.identifiers if it.kind == "phone"]

    assert set(phones) == {"+4915112345678"}
    assert len(events("meta-leads", "campaign_contact")) == 1


def test_only_payments_that_were_received_are_orders() -> None:
    made = taken_in("paypal-activity", export("paypal-activity"))
    orders = [
        (it.key, it.nodes[0].properties["total"])
        for it in made
        if isinstance(it, Event) and it.kind == "order"
    ]

    assert orders == [("paypal:1AB23456CD789012E", 1200.0)]
    assert {it.value for entry in made for it in getattr(entry, "identifiers", ()) if it.kind == "email"} == {
        "anna@meier.example"
    }
