"""Test entries that somebody forgot to delete, in CRM, shop and app."""

from random import Random

from ingest.sample.block import Block, Row, german, moment
from ingest.sample.people import START, TODAY

_NOBODIES = (
    ("Max", "Mustermann", "test@test.de"), ("Erika", "Mustermann", "test@example.com"),
    ("Test", "Test", "test@test.de"), ("bitte löschen", "bitte löschen", ""),
    ("Testkunde", "IT-Abteilung", "noreply@kranich.example"), ("asdf", "asdf", "asdf@asdf.de"),
    ("Dummy", "Dummy", "test@test.de"), ("xxx", "xxx", ""),
)  # fmt: skip


def write(block: Block) -> None:
    """A few test entries in each of the three sources."""
    rng = block.task.rng("tests")
    for _ in block.people:
        if block.tally.happens("test_entry", block.task.rates, rng):
            rng.choice((_crm, _shop, _app))(block, rng)


def _crm(block: Block, rng: Random) -> None:
    given, family, email = rng.choice(_NOBODIES)
    number, day = f"9{block.number('crm'):08d}", moment(START, TODAY, rng).date()
    row = {
        "Kundennummer": number, "Vorname": given, "Nachname": family, "E-Mail": email,
        "Geburtsdatum": "01.01.1900", "Straße": "Musterstraße", "Hausnummer": "1", "PLZ": "12345",
        "Ort": "Musterstadt", "Land": "D", "Telefon": rng.choice(("0123456789", "000000", "")),
        "Angelegt am": german(day), "Geändert am": german(day),
    }  # fmt: skip
    block.add("crm_kunden.csv", [row])
    block.tests.append(("crm", number))


def _shop(block: Block, rng: Random) -> None:
    given, family, email = rng.choice(_NOBODIES)
    number, at = f"G{block.number('guest'):08d}", moment(START, TODAY, rng).isoformat() + "+01:00"
    contact: Row = {
        "firstName": given,
        "lastName": family,
        "email": email or None,
        "phone": None,
        "birthday": None,
    }
    address = {"street": "Musterstraße 1", "zip": "12345", "city": "Musterstadt", "country": "DE"}
    row = {"customerId": number, "registeredAt": at, "updatedAt": at, "contact": contact, "shipping": address}
    block.add("shop_customers.jsonl", [{**row, "crmNumber": None}])
    block.tests.append(("shop", number))


def _app(block: Block, rng: Random) -> None:
    given, family, email = rng.choice(_NOBODIES)
    number, at = f"M{block.number('app'):08d}", moment(START, TODAY, rng)
    profile: Row = {
        "name": {"first": given, "last": family},
        "birthday": "1900-01-01",
        "email": email or None,
    }
    card = {
        "number": f"{block.number('card'):08d}",
        "tier": "Bronze",
        "points": 0,
        "since": at.date().isoformat(),
    }
    row: Row = {"memberId": number, "profile": {**profile, "phone": None, "zip": None, "city": None}}
    row |= {"links": {"shop": None, "instagram": None}, "card": card, "devices": []}
    block.add("app_members.jsonl", [{**row, "updatedAt": at.isoformat() + "+01:00"}])
    block.tests.append(("app", number))
