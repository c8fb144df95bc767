"""Newsletter tool: consents by purpose and channel, and the contacts of campaigns."""

from datetime import date, datetime, timedelta

from ingest.sample.block import Block, Record, Row, german, moment
from ingest.sample.catalogue import CAMPAIGNS
from ingest.sample.people import Person
from ingest.sample.scribe import Scribe

_OUTCOMES = ("sent",) * 5 + ("opened",) * 4 + ("clicked",) * 2 + ("converted", "bounced")


def write(block: Block) -> None:
    """Recipients, one per e-mail address."""
    scribe = block.scribe("marketing")
    for person in block.people:
        if person.owns_email and scribe.rng.random() < 0.5:
            _recipient(block, scribe, person)


def _recipient(block: Block, scribe: Scribe, person: Person) -> None:
    rng = scribe.rng
    number = f"N{block.number('recipient'):08d}"
    at = moment(person.join, person.last, rng)
    who = _details(scribe, person, at)
    for consent in _consents(scribe, person, at.date()):
        block.add("marketing_consents.csv", [{"Empfänger": number, **who, **consent}])
    block.add("marketing_contacts.csv", ({"Empfänger": number, **c} for c in _contacts(scribe, person)))
    block.records.append(Record("marketing", number, person, named=bool(who["Vorname"] and who["Nachname"])))


def _details(scribe: Scribe, person: Person, at: datetime) -> Row:
    rng, name = scribe.rng, scribe.name(person, at.date())
    return {
        "E-Mail": scribe.mailbox(person, at.date()),
        "Vorname": name.given if rng.random() < 0.7 else "",
        "Nachname": name.family if rng.random() < 0.5 else "",
        "Kundennummer": person.crm_number if rng.random() < 0.3 else "",
    }


def _consents(scribe: Scribe, person: Person, day: date) -> list[Row]:
    """Newsletter consent, at times withdrawn later, and for some one for profiling."""
    rng = scribe.rng
    withdrawn = day + timedelta(days=rng.randint(1, 300))
    takes_back = withdrawn < person.last and rng.random() < 0.25
    found = [_consent(("Newsletter", "E-Mail", "ja"), day, withdrawn if takes_back else None)]
    if takes_back:
        found.append(_consent(("Newsletter", "E-Mail", "nein"), withdrawn, None))
    if rng.random() < 0.5:
        answer = "ja" if rng.random() < 0.6 else "nein"
        found.append(_consent(("Profilbildung", "alle", answer), day, None))
    return found


def _consent(what: tuple[str, str, str], start: date, end: date | None) -> Row:
    purpose, channel, answer = what
    return {
        "Zweck": purpose,
        "Kanal": channel,
        "Zustimmung": answer,
        "gültig ab": german(start),
        "gültig bis": german(end) if end else "",
    }


def _contacts(scribe: Scribe, person: Person) -> list[Row]:
    rng = scribe.rng
    return [
        {
            "Kampagne": number,
            "Kampagnenname": name,
            "Beginn": german(start),
            "Ende": german(end),
            "Kanal": "E-Mail",
            "Gesendet": moment(first, last, rng).strftime("%d.%m.%Y %H:%M"),
            "Ergebnis": rng.choice(_OUTCOMES),
        }
        for number, name, start, end in CAMPAIGNS
        for first, last in [(date.fromisoformat(start), date.fromisoformat(end))]
        if person.join < first < person.last and rng.random() < 0.45
    ]
