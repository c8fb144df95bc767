"""Contracts and subscriptions, from the billing system."""

from datetime import date, timedelta

from ingest.sample.block import Block, Record, Row
from ingest.sample.catalogue import TARIFFS
from ingest.sample.people import TODAY, Person
from ingest.sample.scribe import Scribe

FILE = "contracts.parquet"


def write(block: Block) -> None:
    """Contract accounts, each with one or two contracts."""
    scribe = block.scribe("contracts")
    for person in block.people:
        if scribe.rng.random() < 0.26:
            _account(block, scribe, person)


def _account(block: Block, scribe: Scribe, person: Person) -> None:
    rng = scribe.rng
    number = f"V{block.number('account'):08d}"
    signed = person.join + timedelta(days=rng.randint(0, (person.last - person.join).days))
    holder = _holder(scribe, person, signed)
    for tariff in rng.sample(TARIFFS, 2 if rng.random() < 0.2 else 1):
        terms = _terms(scribe, person, signed)
        row = {"konto": number, "vertrag": f"{block.number('contract'):08d}", **holder, **terms}
        row |= {"tarif": tariff.sku, "tarif_name": tariff.name, "monatspreis": tariff.monthly_fee}
        block.add(FILE, [row])
    block.records.append(Record("contracts", number, person))


def _holder(scribe: Scribe, person: Person, day: date) -> Row:
    rng, home, name = scribe.rng, person.lives_at(day), scribe.name(person, day)
    mobile = person.mobile.on(day) or person.landline or ""
    return {
        "kundennummer": person.crm_number if rng.random() < 0.45 else None,
        "vorname": name.given,
        "name": name.family,
        "geburtsdatum": scribe.birth_date(person) if rng.random() < 0.97 else None,
        "strasse": f"{scribe.street(home)} {home.house_number}",
        "plz": home.postal_code,
        "ort": home.city,
        "email": scribe.email(person, day) if rng.random() < 0.6 else None,
        "telefon": scribe.as_written(mobile) if rng.random() < 0.45 else None,
    }


def _terms(scribe: Scribe, person: Person, signed: date) -> Row:
    """Signed, begun two weeks later; who has left has cancelled."""
    begin = signed + timedelta(days=14)
    gone = person.last < TODAY or scribe.rng.random() < 0.1
    cancelled = max(begin, person.last) if gone else None
    end = cancelled + timedelta(days=30) if cancelled else None
    status = "aktiv" if end is None else "gekündigt" if end > TODAY else "beendet"
    return {"unterschrieben": signed, "beginn": begin, "ende": end, "gekuendigt": cancelled, "status": status}
