"""CRM of the sales department: Windows-1252, semicolons, German columns and dates."""

from datetime import date, timedelta

from ingest.sample.block import Block, Record, Row, german
from ingest.sample.names import latin
from ingest.sample.people import Person
from ingest.sample.scribe import Scribe, in_cp1252

FILE = "crm_kunden.csv"


def write(block: Block) -> None:
    """Customers of the CRM; a few are there twice under two numbers."""
    scribe = block.scribe("crm")
    for person in block.people:
        if scribe.rng.random() >= 0.72 and any(b.signs_in for b in person.browsers):
            continue
        _record(block, scribe, person, person.crm_number)
        if scribe.happens("duplicate_record"):
            _record(block, scribe, person, f"9{block.number('crm'):08d}")


def _record(block: Block, scribe: Scribe, person: Person, number: str) -> None:
    rng = scribe.rng
    day = person.join + timedelta(days=rng.randint(0, (person.last - person.join).days))
    works = person.switchboard if person.switchboard and rng.random() < 0.75 else ""
    row = _row(scribe, person, day, works or person.landline or "")
    block.add(FILE, [{"Kundennummer": number, **row}])
    left = works if any(c.isdigit() for c in row["Telefon"]) else ""
    block.records.append(Record("crm", number, person, phone=left))


def _row(scribe: Scribe, person: Person, day: date, fixed: str) -> Row:
    rng, home = scribe.rng, person.lives_at(day)
    name = in_cp1252(scribe.name(person, day))
    born = person.family_name.before or ""
    return {
        "Anrede": ("Frau" if person.gender == "f" else "Herr") if rng.random() < 0.93 else "",
        "Titel": person.title if rng.random() < 0.8 else "",
        "Vorname": name.given,
        "Nachname": name.family,
        "Geburtsname": latin(born) if day >= person.family_name.since and rng.random() < 0.5 else "",
        "Geburtsdatum": birth_date(scribe, person) if rng.random() < 0.88 else "",
        "Straße": latin(scribe.street(home)),
        "Hausnummer": home.house_number,
        "PLZ": home.postal_code,
        "Ort": home.city,
        "Land": rng.choice(("D", "DE", "Deutschland")),
        "E-Mail": scribe.optional(scribe.email(person, day), 0.8),
        "Telefon": scribe.optional(scribe.as_written(fixed), 0.75),
        "Mobil": scribe.optional(scribe.as_written(person.mobile.on(day) or ""), 0.6),
        "Beruf": scribe.optional(person.occupation, 0.3),
        "Firma": person.employer if fixed and fixed == person.switchboard else "",
        "Angelegt am": german(person.join),
        "Geändert am": german(day),
    }


def birth_date(scribe: Scribe, person: Person) -> str:
    """The birth date as German offices write it; at times none that exists."""
    if scribe.happens("invalid_value"):
        return f"31.02.{person.birth_date.year}"
    return german(scribe.birth_date(person))
