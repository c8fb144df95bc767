"""App and loyalty scheme: members with cards and devices, and what they do in the app."""

from datetime import datetime

from ingest.sample.block import Block, Record, Row, moment
from ingest.sample.catalogue import liked
from ingest.sample.devices import uuid
from ingest.sample.people import Person
from ingest.sample.scribe import Scribe

_TIERS = ("Bronze", "Silber", "Gold", "Gipfel")


def write(block: Block) -> None:
    """Members, more of them among loyal customers; some are there twice."""
    scribe = block.scribe("app")
    for person in block.people:
        if scribe.rng.random() < 0.2 + 0.5 * person.loyalty:
            _member(block, scribe, person)
            if scribe.happens("duplicate_record"):
                _member(block, scribe, person)


def _member(block: Block, scribe: Scribe, person: Person) -> None:
    rng = scribe.rng
    at = moment(person.join, person.last, rng)
    number = f"M{block.number('app'):08d}"
    block.add("app_members.jsonl", [{"memberId": number, **_profile(block, scribe, person, at)}])
    block.records.append(Record("app", number, person))
    for _ in range(int(rng.expovariate(1 / 2.5)) if person.devices else 0):
        block.add("app_events.jsonl", [_event(scribe, person, number)])


def _profile(block: Block, scribe: Scribe, person: Person, at: datetime) -> Row:
    rng, day = scribe.rng, at.date()
    name, mobile = scribe.name(person, day), person.mobile.on(day) or ""
    home = person.lives_at(day)
    has_phone = bool(mobile) and rng.random() < 0.6
    return {
        "profile": {
            "name": {"first": name.given, "last": name.family},
            "birthday": scribe.birth_date(person) if rng.random() < 0.65 else None,
            "email": scribe.email(person, day) if rng.random() < 0.85 or not has_phone else None,
            "phone": scribe.as_written(mobile) if has_phone else None,
            "zip": home.postal_code if rng.random() < 0.5 else None,
            "city": home.city if rng.random() < 0.4 else None,
        },
        "links": {"shop": person.shop_number if rng.random() < 0.25 and _has_shop(person) else None,
                  "instagram": _instagram(person) if rng.random() < 0.5 else None},
        "card": {"number": f"{block.number('card'):08d}", "tier": _TIERS[min(3, int(person.loyalty * 4.5))],
                 "points": round(rng.expovariate(1 / 800)), "since": person.join.isoformat()},
        "devices": [
            {"id": d.id, "type": d.type, "os": d.platform, "model": d.model} for d in person.devices[:2]
        ],
        "updatedAt": at.isoformat() + "+01:00",
    }  # fmt: skip


def _has_shop(person: Person) -> bool:
    return any(b.signs_in for b in person.browsers)


def _instagram(person: Person) -> str | None:
    return person.handle[1] if person.handle and person.handle[0] == "instagram" else None


def _event(scribe: Scribe, person: Person, number: str) -> Row:
    rng = scribe.rng
    at = moment(person.join, person.last, rng)
    name = rng.choice(("Tour aufgezeichnet", "Gutschein eingelöst", "Wunschliste ergänzt"))
    product = liked(person.interest(at.date()), rng).sku if name == "Wunschliste ergänzt" else None
    return {
        "eventId": uuid(rng),
        "memberId": number,
        "deviceId": person.devices[0].id,
        "name": name,
        "at": at.isoformat() + "+01:00",
        "sku": product,
        "value": rng.choice((5, 10, 20)) if name == "Gutschein eingelöst" else None,
        "km": round(rng.lognormvariate(2.3, 0.6), 1) if name == "Tour aufgezeichnet" else None,
    }
