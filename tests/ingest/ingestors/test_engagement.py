"""Rows of campaigns, views, events and referrals."""

from pathlib import Path
from typing import Any

from graph.entries import CountedItem, EdgeItem, Event, NodeItem
from tests.ingest.ingestors.one_row import AT, RECORD, WHEN, event, misfits, outcome


def test_campaign_contact(tmp_path: Path) -> None:
    made = event(
        tmp_path, "campaign_contact", source_id="7", campaign="C1", at=WHEN, name="Sommer", channel="mail",
        outcome="geklickt",
    )  # fmt: skip
    properties = {"at": AT, "channel": "mail", "outcome": "clicked"}
    assert made.nodes == (
        NodeItem("Campaign", ("shop:C1",), {"number": "C1", "name": "Sommer", "channel": "mail"}),
    )
    assert made.edges == (EdgeItem("RECEIVED", RECORD, ("Campaign", ("shop:C1",)), properties),)


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
    assert product.counted == (CountedItem("VIEWED", "Product", "shop:P1"), interests[0])


def test_views_without_message_id_have_a_key_made_of_their_content(tmp_path: Path) -> None:
    one = event(tmp_path, "page_view", source_id="7", at=WHEN, page="/rad")
    same = event(tmp_path, "page_view", source_id="7", at=WHEN, page="/rad")
    other = event(tmp_path, "page_view", source_id="7", at=WHEN, page="/ski")
    assert one.key == same.key
    assert one.key != other.key


def test_events_without_message_id_are_told_apart_by_all_that_they_say(tmp_path: Path) -> None:
    said = {"source_id": "7", "name": "coupon", "at": WHEN}
    details: list[dict[str, Any]] = [{}, {"value": "2"}, {"channel": "app"}, {"properties": [{"code": 1}]}]
    details += [{"properties": [{"code": 2}]}, {"product": "P1"}]

    keys = [event(tmp_path, "event", **said, **more).key for more in details]

    assert len(set(keys)) == len(details)
    assert keys == [event(tmp_path, "event", **said, **more).key for more in details]


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
        EdgeItem("ABOUT", node, ("Product", ("shop:P1",))),
    )


def test_an_event_keeps_all_elements_of_a_list(tmp_path: Path) -> None:
    said = {"source_id": "7", "name": "search", "at": WHEN}
    several = event(tmp_path, "event", **said, properties=["red", "blue", "red"])
    other = event(tmp_path, "event", **said, properties=["green", "blue", "red"])
    assert several.nodes[0].properties["properties"] == '{"properties": ["red", "blue", "red"]}'
    assert several.key != other.key


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
