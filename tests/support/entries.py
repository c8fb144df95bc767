"""Entries for tests: small, deterministic, with something of everything."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from graph.entries import CountedItem, EdgeItem, Entry, Event, Identifier, NodeItem, Origin, RecordVersion
from graph.model.traits import Trait, TraitType

START = datetime(2024, 1, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    """That many days after the start of 2024, UTC."""
    return START + timedelta(days=number)


def person(
    key: str, at: datetime | None = None, *identifiers: Identifier, source: str = "crm", **attributes: Any
) -> RecordVersion:
    """A version of a person's record in a source."""
    return RecordVersion(source, key, attributes, identifiers, at, Origin(f"{source}.csv", 1))


def email(value: str) -> Identifier:
    """An e-mail identifier with its domain."""
    return Identifier("email", value, {"domain": value.split("@")[1]})


def address(street: str) -> Identifier:
    """A postal address in Cologne."""
    return Identifier("address", f"{street}|1|50667|köln|DE", {"street": street, "city": "Köln"})


def order(number: str, key: str, at: datetime, **properties: Any) -> Event:
    """An order that a record of the shop placed."""
    node = NodeItem("Order", (f"shop:{number}",), {"number": number, "ordered_at": at, **properties})
    edge = EdgeItem("PLACED", ("SourceRecord", ("shop", key)), ("Order", node.key), {"at": at})
    return Event("order", f"shop:{number}", "shop", key, at, Origin("o.csv", 1), (), (node,), (edge,))


def contract(number: str, key: str, starts_at: datetime, **properties: Any) -> Event:
    """A contract that a record of the shop signed."""
    node = NodeItem("Contract", (f"shop:{number}",), {"number": number, "starts_at": starts_at, **properties})
    edge = EdgeItem(
        "SIGNED", ("SourceRecord", ("shop", key)), ("Contract", node.key), {"valid_from": starts_at}
    )
    return Event(
        "contract", f"shop:{number}", "shop", key, starts_at, Origin("c.csv", 1), (), (node,), (edge,)
    )


def line(number: str, product: str) -> Event:
    """A line of an order of the shop."""
    edge = EdgeItem("CONTAINS", ("Order", (f"shop:{number}",)), ("Product", (product,)), {"line": product})
    return Event(
        "order_line", f"shop:{number}:{product}", "shop", None, None, Origin("l.csv", 1), edges=(edge,)
    )


def order_status(number: str, status: str, at: datetime) -> Event:
    """A state of an order of the shop, told apart from it."""
    node = NodeItem("Order", (f"shop:{number}",), {"number": number, "status": status})
    return Event("order_status", f"shop:{number}", "shop", None, at, Origin("s.csv", 1), nodes=(node,))


def refund(number: str, amount: float, at: datetime, key: str = "") -> Event:
    """What was paid back of an order of the shop."""
    node = NodeItem("Order", (f"shop:{number}",), {"amount": amount})
    return Event("refund", f"shop:{number}:{key}", "shop", None, at, Origin("r.csv", 1), nodes=(node,))


def view(message: str, key: str, product: str, at: datetime) -> Event:
    """A look at a product by a visitor of the web site, known by a cookie."""
    counted = (CountedItem("VIEWED", "Product", product), CountedItem("INTERESTED_IN", "Interest", "garden"))
    cookie = (Identifier("cookie", f"shop.de:{key}"),)
    return Event("product_view", message, "web", key, at, Origin("w.jsonl", 1), cookie, counted=counted)


def declares(source: str, name: str, type_: str, *, personal: bool = False) -> Event:
    """What a source says of a trait."""
    trait = Trait(name, TraitType(type_), personal)
    return Event(
        "trait", f"{source}:{name}", source, None, None, Origin("m.yaml", 1), details=trait.as_dict()
    )


def company(people: int) -> Iterator[Entry]:
    """A small company: people in two sources who move, order, look at products and refer each other."""
    for i in range(people):
        first, second = email(f"p{i}@x.de"), email(f"p{i}@y.de")
        yield person(str(i), day(i), first, address(f"alt{i}"), given_name="Anna", family_name=f"N{i}")
        yield person(str(i), day(i + 40), second, address(f"neu{i}"), given_name="Anna", family_name=f"M{i}")
        yield person(str(i), day(i + 1), first, source="shop", full_name=f"Anna N{i}")
        yield order(f"{i}", str(i), day(i + 2), total=10.5 * i, status="open")
        yield order(f"{i}", str(i), day(i + 2), total=10.5 * i, status="shipped")
        for j in range(3):
            yield view(f"v{i}-{j}", str(i), f"P{(i + j) % 4}", day(i + j))
        yield referral(str(i), str((i * 7 + 1) % people), day(i + 3))


def referral(advocate: str, brought: str, at: datetime) -> Event:
    """One customer of the shop who brought another."""
    ends = ("SourceRecord", ("shop", advocate)), ("SourceRecord", ("shop", brought))
    edge = EdgeItem("REFERRED", *ends, {"at": at, "channel": "link"})
    return Event("referral", f"{advocate}>{brought}", "shop", advocate, at, Origin("r.csv", 1), edges=(edge,))
