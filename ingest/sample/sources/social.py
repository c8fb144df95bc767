"""Social networks and the referral programme: handles, codes, and who invited whom."""

from datetime import date

from ingest.sample.block import Block, Record, Row, german
from ingest.sample.devices import uuid
from ingest.sample.lists import Weighted
from ingest.sample.people import Person
from ingest.sample.places import scrambled
from ingest.sample.referrals import NOBODY
from ingest.sample.scribe import Scribe

_CHANNELS = Weighted([("whatsapp", 5), ("instagram", 3), ("email", 3), ("persönlich", 2), ("facebook", 1)])
_DOMAIN = "wegwerf.example"


def member_number(index: int, second: int = 0) -> str:
    """Membership of a person by index: anybody's is known without making that person."""
    return f"F{scrambled(2 * index + second, 31, 8):08d}"


def code(index: int) -> str:
    """Referral code of a person by index."""
    return f"FREUND-{scrambled(index, 47, 7):07d}"


def write(block: Block) -> None:
    """Members of the programme, their referrals, and those who invite themselves."""
    scribe = block.scribe("social")
    referrers = block.task.network.referrer
    for person in block.people:
        referrer = referrers[person.index - block.task.first]
        if referrer == NOBODY and person.index not in block.task.members and scribe.rng.random() >= 0.12:
            continue
        _member(block, scribe, person)
        if referrer != NOBODY:
            _referral(block, scribe, person, referrer)
        if person.devices and scribe.happens("self_referral"):
            _self_referral(block, scribe, person)


def _member(block: Block, scribe: Scribe, person: Person) -> None:
    rng = scribe.rng
    number, day = member_number(person.index), person.join
    name = scribe.name(person, day)
    named = rng.random() < 0.8
    email = scribe.email(person, day) if rng.random() < 0.96 or not person.devices else ""
    device = person.devices[0].id if person.devices and (rng.random() < 0.5 or not email) else ""
    row = _row(person, number, f"{name.given} {name.family}" if named else name.given, rng.randint(10, 3000))
    block.add("social_members.tsv", [{**row, "email": email, "device": device}])
    block.records.append(Record("social", number, person, named=named))


def _row(person: Person, number: str, display: str, followers: int) -> Row:
    network, handle = person.handle or ("", "")
    return {
        "member": number,
        "code": code(person.index),
        "display_name": display,
        "network": network,
        "handle": f"@{handle}" if handle else "",
        "url": f"https://{network}.example/{handle}" if handle else "",
        "followers": str(followers) if handle else "",
        "joined": person.join.isoformat(),
    }


def _referral(block: Block, scribe: Scribe, person: Person, referrer: int) -> None:
    row = _invitation(scribe, (member_number(person.index), referrer), person.join)
    block.add("social_referrals.tsv", [row])
    block.referrals.append((f"P{referrer:07d}", person.entity, person.join.isoformat()))


def _invitation(scribe: Scribe, who: tuple[str, int], day: date) -> Row:
    invited, referrer = who
    return {
        "invited_member": invited,
        "invited_by": member_number(referrer),
        "code": code(referrer),
        "channel": _CHANNELS.draw(scribe.rng),
        "programme": "Freunde werben Freunde",
        "invited_on": german(day),
    }


def _self_referral(block: Block, scribe: Scribe, person: Person) -> None:
    """A second membership with a throw-away address, on the same device."""
    number = member_number(person.index, 1)
    name = scribe.name(person, person.last)
    row = _row(person, number, f"{name.given} {name.family[:1]}.", 0)
    row |= {"code": f"{code(person.index)}X", "network": "", "handle": "", "url": "", "followers": ""}
    row["joined"] = person.last.isoformat()
    email = f"{uuid(scribe.rng)[:8]}@{_DOMAIN}"
    block.add("social_members.tsv", [{**row, "email": email, "device": person.devices[0].id}])
    block.add("social_referrals.tsv", [_invitation(scribe, (number, person.index), person.last)])
    block.records.append(Record("social", number, person, named=False))
    block.self_referrals.append((member_number(person.index), number))
