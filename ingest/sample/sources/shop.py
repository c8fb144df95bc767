"""Web shop: JSON Lines with nested customers and orders, and the catalogue."""

from datetime import datetime
from random import Random

from ingest.sample.block import Block, Record, Row, moment
from ingest.sample.catalogue import liked, products
from ingest.sample.people import Person
from ingest.sample.scribe import Scribe


def catalogue() -> list[Row]:
    """The rows of the catalogue; written once, not per block."""
    return [
        {"sku": p.sku, "title": p.name, "category": p.category, "brand": p.brand,
         "price": {"amount": p.price, "currency": "EUR"}, "active": not p.sku.endswith("061")}
        for p in products()
    ]  # fmt: skip


def write(block: Block) -> None:
    """Customers with their orders; who signs in somewhere has an account here."""
    scribe = block.scribe("shop")
    for person in block.people:
        if any(b.signs_in for b in person.browsers) or scribe.rng.random() < 0.45:
            _customer(block, scribe, person, person.shop_number)
            if scribe.happens("duplicate_record"):
                _customer(block, scribe, person, f"G{block.number('guest'):08d}")


def _customer(block: Block, scribe: Scribe, person: Person, number: str) -> None:
    rng = scribe.rng
    at = moment(person.join, person.last, rng)
    block.add("shop_customers.jsonl", [{"customerId": number, **_profile(scribe, person, at)}])
    block.records.append(Record("shop", number, person))
    orders = int(rng.expovariate(1 / (0.4 + 2.6 * person.loyalty)))
    for _ in range(orders):
        block.add("shop_orders.jsonl", [_order(block, person, number, rng)])


def _profile(scribe: Scribe, person: Person, at: datetime) -> Row:
    rng, day = scribe.rng, at.date()
    home, name = person.lives_at(day), scribe.name(person, day)
    mobile = person.mobile.on(day) or ""
    return {
        "registeredAt": f"{person.join.isoformat()}T08:00:00+01:00",
        "updatedAt": at.isoformat() + "+01:00",
        "contact": {
            "firstName": name.given,
            "lastName": name.family,
            "email": scribe.email(person, day),
            "phone": scribe.as_written(mobile) if rng.random() < 0.4 else None,
            "birthday": scribe.birth_date(person) if rng.random() < 0.25 else None,
        },
        "shipping": {"street": f"{scribe.street(home)} {home.house_number}", "zip": home.postal_code,
                     "city": home.city, "country": "DE"},
        "crmNumber": person.crm_number if rng.random() < 0.3 else None,
    }  # fmt: skip


def _order(block: Block, person: Person, customer: str, rng: Random) -> Row:
    at = moment(person.join, person.last, rng)
    number = f"B{block.number('order'):08d}"
    block.orders.append((person, number, at))
    lines = [_line(person, at, rng) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    total = round(sum(line["quantity"] * line["unitPrice"] for line in lines), 2)
    return {
        "orderId": number,
        "customerId": customer,
        "placedAt": at.isoformat() + "+01:00",
        "status": rng.choice(("delivered",) * 8 + ("returned", "cancelled")),
        "channel": rng.choice(("web", "web", "app", "store")),
        "items": lines,
        "total": {"amount": total, "currency": "EUR"},
    }


def _line(person: Person, at: datetime, rng: Random) -> Row:
    product = liked(person.interest(at.date()), rng)
    return {"sku": product.sku, "quantity": rng.choice((1, 1, 1, 2)), "unitPrice": product.price}
