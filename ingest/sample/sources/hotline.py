"""Hotline: one row per ticket, the caller's name in one field, numbers as they were typed."""

from datetime import date, datetime, timedelta

from ingest.sample.block import Block, Record, Row, moment
from ingest.sample.catalogue import liked
from ingest.sample.lists import Weighted
from ingest.sample.people import Person
from ingest.sample.scribe import Scribe

FILE = "hotline_tickets.csv"
_CASES = Weighted(
    [(("Lieferung", "Paket nicht angekommen"), 4), (("Rechnung", "Frage zur Rechnung"), 3),
     (("Retoure", "Artikel passt nicht"), 3), (("Defekt", "Artikel defekt"), 3),
     (("Vertrag", "Tarifwechsel gewünscht"), 2), (("Kündigung", "Möchte kündigen"), 1),
     (("Beratung", "Welche Größe brauche ich?"), 2)]
)  # fmt: skip
_CHANNELS = Weighted([("Telefon", 6), ("E-Mail", 3), ("Chat", 1)])


def write(block: Block) -> None:
    """Callers with their tickets; who calls again often gets a new caller number."""
    scribe = block.scribe("hotline")
    for person in block.people:
        while scribe.rng.random() < 0.26:
            _caller(block, scribe, person)


def _caller(block: Block, scribe: Scribe, person: Person) -> None:
    rng = scribe.rng
    at = moment(person.join, person.last, rng)
    number = f"H{block.number('caller'):08d}"
    phone = scribe.phone(person, at.date()) if rng.random() < 0.88 else ""
    caller = _details(scribe, person, at.date(), phone)
    block.add(FILE, [{"Anrufer-ID": number, **caller, **_ticket(block, scribe, person, at)}])
    if rng.random() < 0.15:
        again = at + timedelta(days=rng.randint(1, 20))
        block.add(FILE, [{"Anrufer-ID": number, **caller, **_ticket(block, scribe, person, again)}])
    left = phone if phone and phone == person.switchboard else ""
    block.records.append(Record("hotline", number, person, phone=left))


def _details(scribe: Scribe, person: Person, day: date, phone: str) -> Row:
    rng, name = scribe.rng, scribe.name(person, day)
    handle = person.handle if rng.random() < 0.15 else None
    known = rng.random() < 0.55 or not phone
    title = f"{person.title} " if person.title and rng.random() < 0.5 else ""
    return {
        "Name": f"{name.family}, {title}{name.given}",
        "Rückrufnummer": scribe.as_written(phone),
        "E-Mail": scribe.optional(scribe.email(person, day), 0.3 if phone else 0.9),
        "Kundennr": person.crm_number if known and rng.random() < 0.9 else "",
        "Ort": person.lives_at(day).city if rng.random() < 0.8 else "",
        "Netzwerk": handle[0] if handle else "",
        "Handle": handle[1] if handle else "",
    }


def _ticket(block: Block, scribe: Scribe, person: Person, at: datetime) -> Row:
    rng = scribe.rng
    category, subject = _CASES.draw(rng)
    closed = at + timedelta(hours=rng.randint(1, 400))
    open_ = rng.random() < 0.08
    return {
        "Ticket": f"{block.number('ticket'):08d}",
        "Eröffnet": at.strftime("%Y-%m-%d %H:%M"),
        "Geschlossen": "" if open_ else closed.strftime("%Y-%m-%d %H:%M"),
        "Kanal": _CHANNELS.draw(rng),
        "Kategorie": category,
        "Betreff": subject,
        "Priorität": rng.choice(("normal", "normal", "hoch")),
        "Status": "offen" if open_ else "gelöst",
        "Stimmung": rng.choice(("zufrieden", "neutral", "neutral", "verärgert")),
        "Artikel": liked(person.interest(at.date()), rng).sku if category in ("Retoure", "Defekt") else "",
    }
