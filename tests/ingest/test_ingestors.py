"""Every kind of row in the form of the graph, and every entry held against the model."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.entries import CountedItem, EdgeItem, Entry, Event, Identifier, NodeItem, Origin, RecordVersion
from graph.model import MODEL
from graph.model_nodes import PERSON_PROPERTIES
from graph.types import EdgeTime
from ingest.ingestors import INGESTORS
from ingest.loader import load_mapping
from ingest.rows import Outcome, clean_row

AT = datetime(2024, 7, 1, 10, 30, tzinfo=UTC)
WHEN = "01.07.2024 12:30"
ORIGIN = Origin("test.csv", 2)
RECORD = ("SourceRecord", ("shop", "7"))


def outcome(tmp_path: Path, kind: str, **values: Any) -> Outcome:
    """What one row becomes; columns are called like the fields, with the words that are required."""
    words = {
        "handle": {"network": "instagram"},
        "cookie": {"domain": "shop.de"},
        "document": {"type": "passport"},
    }
    fields = {name: {"column": name, **words.get(name, {})} for name in values}
    rows = [{"kind": kind, "fields": fields}]
    mapping = {"source": "shop", "files": [{"path": "test.jsonl", "rows": rows}]}
    path = tmp_path / "shop.yaml"
    path.write_text(yaml.safe_dump(mapping))
    return clean_row(load_mapping(path).files[0].rows[0], values, ORIGIN)


def event(tmp_path: Path, kind: str, **values: Any) -> Event:
    """The only event that one row becomes."""
    made = outcome(tmp_path, kind, **values)
    assert (made.refused, made.left_out) == ([], [])
    (entry,) = made.entries
    assert isinstance(entry, Event)
    assert misfits(entry) == []
    return entry


def test_customer(tmp_path: Path) -> None:
    made = outcome(
        tmp_path,
        "customer",
        source_id="7",
        observed_at=WHEN,
        salutation="Frau Dr.",
        given_name="Erika",
        family_name="Mustermann geb. Gabler",
        birth_date="24.12.1980",
        street="Hauptstr. 5a",
        postal_code="1067",
        city="Dresden",
        email=["A@B.de", "a@b.de"],
        phone="0351 123456",
        account="4711",
        other_names="Rika",
        language="Deutsch",
    )
    (record,) = made.entries
    assert misfits(record) == []
    address = "hauptstr|5a|01067|dresden|de"
    parts = {
        "street": "Hauptstraße", "house_number": "5a", "postal_code": "01067", "city": "Dresden",
        "country": "DE",
    }  # fmt: skip
    assert record == RecordVersion(
        "shop",
        "7",
        {
            "full_name": "Erika Mustermann",
            "title": "Dr.",
            "given_name": "Erika",
            "family_name": "Mustermann",
            "birth_name": "Gabler",
            "other_names": ["Rika"],
            "gender": "female",
            "birth_date": "1980-12-24",
            "language": "de",
            **parts,
        },
        (
            Identifier("account", "shop:4711", {"realm": "shop"}),
            Identifier("email", "a@b.de", {"domain": "b.de"}),
            Identifier("phone", "+49351123456", {"country": "DE", "line": "fixed"}),
            Identifier("address", address, parts),
        ),
        AT,
        ORIGIN,
    )


def test_customer_with_one_name_field_and_one_address_field(tmp_path: Path) -> None:
    made = outcome(
        tmp_path, "customer", source_id="7", full_name="Müller, Dr. Hans", address_text="Weg 5, A-1010 Wien"
    )
    (record,) = made.entries
    assert isinstance(record, RecordVersion)
    assert record.attributes == {
        "full_name": "Hans Müller", "title": "Dr.", "given_name": "Hans", "family_name": "Müller",
        "street": "Weg", "house_number": "5", "postal_code": "1010", "city": "Wien", "country": "AT",
        "address_text": "Weg 5, A-1010 Wien",
    }  # fmt: skip


def test_a_company_is_an_organization(tmp_path: Path) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", full_name="Müller GmbH").entries
    assert isinstance(record, RecordVersion)
    assert record.attributes == {
        "entity_type": "organization", "full_name": "Müller GmbH", "organization_name": "Müller GmbH"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "identifier"),
    [
        (
            "device",
            {"device": "D1", "device_type": "Handy", "platform": "iOS", "model": "iPhone 12"},
            Identifier("device", "D1", {"device_type": "phone", "platform": "iOS", "model": "iPhone 12"}),
        ),
        (
            "cookie",
            {"cookie": "C1", "user_agent": "Firefox"},
            Identifier("cookie", "shop.de:C1", {"domain": "shop.de", "user_agent": "Firefox"}),
        ),
        (
            "account",
            {
                "account": "A1",
                "account_type": "Bonus",
                "status": "aktiv",
                "tier": "Gold",
                "opened_at": WHEN,
                "balance": "5",
            },
            Identifier(
                "account",
                "shop:A1",
                {
                    "realm": "shop",
                    "account_type": "loyalty",
                    "status": "aktiv",
                    "tier": "Gold",
                    "opened_at": AT,
                    "balance": 5.0,
                },
            ),
        ),
        (
            "social_handle",
            {"handle": "@Anna", "url": "https://instagram.com/anna", "followers": "12"},
            Identifier(
                "handle",
                "instagram:anna",
                {
                    "network": "instagram",
                    "name": "anna",
                    "url": "https://instagram.com/anna",
                    "followers": 12,
                },
            ),
        ),
    ],
)
def test_sightings(tmp_path: Path, kind: str, values: dict[str, Any], identifier: Identifier) -> None:
    seen = event(tmp_path, kind, source_id="7", at=WHEN, email="a@b.de", **values)
    key = f"shop:7:{identifier.value}:2024-07-01T10:30:00+00:00"
    email = Identifier("email", "a@b.de", {"domain": "b.de"})
    assert (seen.kind, seen.key, seen.source_id, seen.at) == (kind, key, "7", AT)
    assert set(map(repr, seen.identifiers)) == {repr(identifier), repr(email)}


def test_product(tmp_path: Path) -> None:
    made = event(
        tmp_path, "product", id="P1", name="Mixer", category="Küche", price="49.90", currency="€", active="ja"
    )
    properties = {"name": "Mixer", "category": "Küche", "price": 49.9, "currency": "EUR", "active": True}
    assert (made.key, made.source_id, made.at) == ("shop:P1", None, None)
    assert made.nodes == (NodeItem("Product", ("P1",), properties),)


def test_order(tmp_path: Path) -> None:
    made = event(
        tmp_path, "order", source_id="7", number="O1", ordered_at=WHEN, total="12.50", currency="EUR"
    )
    properties = {"number": "O1", "ordered_at": AT, "total": 12.5, "currency": "EUR"}
    assert made.nodes == (NodeItem("Order", ("shop:O1",), properties),)
    assert made.edges == (EdgeItem("PLACED", RECORD, ("Order", ("shop:O1",)), {"at": AT}),)


def test_order_line(tmp_path: Path) -> None:
    made = event(tmp_path, "order_line", order="O1", product="P1", quantity="2", price="5")
    ends = (("Order", ("shop:O1",)), ("Product", ("P1",)))
    assert made.key == "shop:O1:P1"
    assert made.edges == (EdgeItem("CONTAINS", *ends, {"line": "P1", "quantity": 2, "price": 5.0}),)


def test_contract(tmp_path: Path) -> None:
    made = event(
        tmp_path, "contract", source_id="7", number="V1", starts_at=WHEN, ends_at="31.12.9999",
        status="gekündigt", cancelled_at="02.07.2024", monthly_fee="9.90", product=["P1", "P2"],
    )  # fmt: skip
    node = ("Contract", ("shop:V1",))
    end = datetime(2024, 7, 1, 22, tzinfo=UTC)
    properties = {
        "number": "V1",
        "status": "cancelled",
        "starts_at": AT,
        "cancelled_at": end,
        "monthly_fee": 9.9,
    }
    assert made.nodes == (NodeItem(*node, properties),)
    assert made.edges == (
        EdgeItem("SIGNED", RECORD, node, {"valid_from": AT, "valid_to": end}),
        EdgeItem("COVERS", node, ("Product", ("P1",))),
        EdgeItem("COVERS", node, ("Product", ("P2",))),
    )


def test_ticket(tmp_path: Path) -> None:
    made = event(
        tmp_path, "ticket", source_id="7", number="T1", opened_at=WHEN, subject="Defekt", status="offen",
        sentiment="negativ", product="P1", order="O1", phone="0171 1234567",
    )  # fmt: skip
    node = ("Ticket", ("shop:T1",))
    properties = {
        "number": "T1",
        "subject": "Defekt",
        "status": "open",
        "opened_at": AT,
        "sentiment": "negative",
    }
    assert made.nodes == (NodeItem(*node, properties),)
    assert [identifier.value for identifier in made.identifiers] == ["+491711234567"]
    assert made.edges == (
        EdgeItem("OPENED", RECORD, node, {"at": AT}),
        EdgeItem("ABOUT", node, ("Product", ("P1",))),
        EdgeItem("ABOUT", node, ("Order", ("shop:O1",))),
    )


def test_campaign_contact(tmp_path: Path) -> None:
    made = event(
        tmp_path, "campaign_contact", source_id="7", campaign="C1", at=WHEN, name="Sommer", channel="mail",
        outcome="geklickt",
    )  # fmt: skip
    properties = {"at": AT, "channel": "mail", "outcome": "clicked"}
    assert made.nodes == (NodeItem("Campaign", ("C1",), {"name": "Sommer", "channel": "mail"}),)
    assert made.edges == (EdgeItem("RECEIVED", RECORD, ("Campaign", ("C1",)), properties),)


def test_views_are_counted(tmp_path: Path) -> None:
    page = event(tmp_path, "page_view", source_id="7", at=WHEN, page="/rad", topic=["Rad", "rad", "Ski"])
    product = event(
        tmp_path, "product_view", source_id="7", at=WHEN, product="P1", topic="Rad", message_id="m1"
    )
    interests = (
        CountedItem("INTERESTED_IN", "Interest", "rad"),
        CountedItem("INTERESTED_IN", "Interest", "ski"),
    )
    assert page.counted == interests
    assert page.nodes[1] == NodeItem("Interest", ("ski",), {"name": "Ski"})
    assert product.key == "shop:m1"
    assert product.counted == (CountedItem("VIEWED", "Product", "P1"), interests[0])


def test_views_without_message_id_have_a_key_made_of_their_content(tmp_path: Path) -> None:
    one = event(tmp_path, "page_view", source_id="7", at=WHEN, page="/rad")
    same = event(tmp_path, "page_view", source_id="7", at=WHEN, page="/rad")
    other = event(tmp_path, "page_view", source_id="7", at=WHEN, page="/ski")
    assert one.key == same.key
    assert one.key != other.key


def test_event(tmp_path: Path) -> None:
    made = event(
        tmp_path, "event", source_id="7", name="App installed", at=WHEN, message_id="m1", channel="app",
        value="2", product="P1", properties=[{"version": 3}],
    )  # fmt: skip
    node = ("Event", ("shop:m1",))
    properties = {"name": "App installed", "at": AT, "channel": "app", "value": 2.0}
    properties["properties"] = '{"properties": {"version": 3}}'
    assert made.nodes == (NodeItem(*node, properties),)
    assert made.edges == (
        EdgeItem("DID", RECORD, node, {"at": AT}),
        EdgeItem("ABOUT", node, ("Product", ("P1",))),
    )


def test_referral(tmp_path: Path) -> None:
    made = outcome(
        tmp_path, "referral", source_id="7", referred_id="8", at=WHEN, code="ANNA", email="a@b.de",
        referred_email="c@d.de",
    )  # fmt: skip
    referral, referred = made.entries
    assert isinstance(referral, Event)
    assert isinstance(referred, Event)
    assert misfits(referral) + misfits(referred) == []
    other = ("SourceRecord", ("shop", "8"))
    assert referral.edges == (EdgeItem("REFERRED", RECORD, other, {"at": AT, "code": "ANNA"}),)
    assert [identifier.value for identifier in referral.identifiers] == ["a@b.de"]
    assert (referred.source_id, referred.edges) == ("8", ())
    assert [identifier.value for identifier in referred.identifiers] == ["c@d.de"]


def test_survey_answer(tmp_path: Path) -> None:
    made = event(
        tmp_path, "survey_answer", source_id="7", number="S1", answered_at=WHEN, survey="Q3", metric="NPS",
        score="9", order="O1",
    )  # fmt: skip
    node = ("SurveyResponse", ("shop:S1",))
    properties = {"survey": "Q3", "metric": "nps", "score": 9, "answered_at": AT}
    assert made.nodes == (NodeItem(*node, properties),)
    assert made.edges == (
        EdgeItem("ANSWERED", RECORD, node, {"at": AT}),
        EdgeItem("ABOUT", node, ("Order", ("shop:O1",))),
    )


@pytest.mark.parametrize(("granted", "edge"), [("ja", "GRANTED"), ("nein", "DENIED")])
def test_consent(tmp_path: Path, granted: str, edge: str) -> None:
    made = event(tmp_path, "consent", source_id="7", purpose="Werbung", granted=granted, at=WHEN)
    node = ("Consent", ("werbung:any",))
    assert made.nodes == (NodeItem(*node, {"purpose": "werbung", "channel": "any"}),)
    assert made.edges == (EdgeItem(edge, RECORD, node, {"valid_from": AT, "valid_to": None}),)


@pytest.mark.parametrize(
    ("kind", "values", "field", "reason"),
    [
        (
            "survey_answer",
            {"number": "S1", "answered_at": WHEN, "survey": "Q", "metric": "csat", "score": "9"},
            "score",
            "is not between 1 and 5",
        ),
        (
            "contract",
            {"number": "V", "starts_at": WHEN, "ends_at": "01.01.2020"},
            "ends_at",
            "lies before the start of the contract",
        ),
        ("referral", {"referred_id": "7", "at": WHEN}, "referred_id", "is the record of who referred"),
        (
            "consent",
            {"purpose": "mail", "granted": "ja", "at": WHEN, "valid_to": "01.01.2020"},
            "valid_to",
            "lies before the time of the consent",
        ),
        (
            "order",
            {"number": "O1", "ordered_at": "31.02.2024"},
            "ordered_at",
            "is not a date of the calendar",
        ),
        ("order", {"number": "", "ordered_at": WHEN}, "number", "is empty"),
    ],
)
def test_rows_that_make_no_sense(
    tmp_path: Path, kind: str, values: dict[str, Any], field: str, reason: str
) -> None:
    made = outcome(tmp_path, kind, source_id="7", **values)
    (rejection,) = made.refused
    assert made.entries == []
    assert (rejection.field, rejection.reason, rejection.origin) == (field, reason, ORIGIN)


def test_a_record_of_another_source(tmp_path: Path) -> None:
    path = tmp_path / "hotline.yaml"
    path.write_text(
        "source: hotline\nfiles:\n  - path: t.csv\n    rows:\n      - kind: ticket\n        fields:\n"
        "          source_id: {column: K, source: crm}\n          number: N\n          opened_at: Z\n"
        "          order: {column: B, source: {column: S}}\n"
    )
    row = {"K": "7", "N": "T1", "Z": WHEN, "B": "O1", "S": "shop"}
    (ticket,) = clean_row(load_mapping(path).files[0].rows[0], row, ORIGIN).entries
    assert isinstance(ticket, Event)
    assert (ticket.source, ticket.source_id, ticket.key) == ("crm", "7", "hotline:T1")
    assert ticket.edges[1].end == ("Order", ("shop:O1",))


def misfits(entry: Entry) -> list[str]:
    """Where an entry does not fit the model."""
    found = [it.kind for it in entry.identifiers if it.kind not in MODEL.identifier]
    for identifier in entry.identifiers:
        label = MODEL.identifier[identifier.kind].label
        found += _property_misfits(label, identifier.properties)
    if isinstance(entry, RecordVersion):
        types = {declared.name: declared.type for declared in PERSON_PROPERTIES}
        return found + [
            name for name, value in entry.attributes.items() if not isinstance(value, types[name].value)
        ]
    for node in entry.nodes:
        found += _property_misfits(node.label, node.properties)
        found += [node.label] if len(node.key) != len(MODEL.node[node.label].key) else []
    for edge in entry.edges:
        kind = MODEL.edge[edge.type]
        found += [f"{edge.type} ends"] if (edge.start[0], edge.end[0]) not in kind.endpoints else []
        found += [f"{edge.type}.{name}" for name in edge.properties if name not in kind.property_names]
        found += [f"{edge.type} needs {name}" for name in kind.time.value if name not in edge.properties]
    for item in entry.counted:
        kind = MODEL.edge[item.type]
        found += (
            []
            if kind.time is EdgeTime.COUNTED and ("SourceRecord", item.label) in kind.endpoints
            else [item.type]
        )
    return found


def _property_misfits(label: str, properties: dict[str, Any]) -> list[str]:
    types = {declared.name: declared.type for declared in MODEL.node[label].properties}
    return [
        f"{label}.{name}"
        for name, value in properties.items()
        if name not in types or not isinstance(value, types[name].value)
    ]


def test_every_field_is_described() -> None:
    fields = [field for ingestor in INGESTORS.values() for field in ingestor.fields]
    assert [field.name for field in fields if not field.description] == []


def test_a_street_that_ends_in_a_number_keeps_it_beside_a_house_number(tmp_path: Path) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", street="Straße 12", house_number="3").entries
    assert isinstance(record, RecordVersion)
    assert (record.attributes["street"], record.attributes["house_number"]) == ("Straße 12", "3")


def test_the_name_of_an_organization_is_not_split(tmp_path: Path) -> None:
    (record,) = outcome(
        tmp_path, "customer", source_id="7", full_name="Hajah Maimunah", entity_type="Firma"
    ).entries
    assert isinstance(record, RecordVersion)
    assert record.attributes == {
        "entity_type": "organization",
        "full_name": "Hajah Maimunah",
        "organization_name": "Hajah Maimunah",
    }
