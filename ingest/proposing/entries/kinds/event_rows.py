"""Whether rows say that somebody did something at a time."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ingest.proposing.entries.fields.feeding import Columns, FedKind, fed_by
from ingest.proposing.entries.fields.signs import MOSTLY_ONCE, SURE
from ingest.proposing.meaning.meanings import Meaning

_MOSTLY_PERSONS = 0.3
_NAMES_OF_EVENTS = ("event_name", "service")
_EVENT_WORDS = (
    *("view", "click", "login", "log_in", "sign", "cart", "search", "page"),
    *("purchase", "open", "visit", "identify", "track", "call", "sms"),
)


def fed_event(columns: Columns) -> FedKind:
    """What feeds an event: no number that comes again, and of appointments no names of who comes."""
    event = fed_by("event", columns)
    if _comes_again(event.fields.get("message_id", ())):
        del event.fields["message_id"]
    if event.has("name") and are_appointments(event) and _are_persons(event.fields["name"][0]):
        del event.fields["name"]
    return event


def is_event(fed: FedKind, columns: Columns, subject: str) -> bool:
    """Whether rows say that somebody did something at a time."""
    if not fed.has("at"):
        return False
    best = {meanings[0].concept for meanings in columns if meanings and meanings[0].score >= SURE}
    numbered = bool(best & {"message_id", "event_id"}) and fed.has("message_id")
    if subject == "event" or "page" in best or numbered or are_appointments(fed):
        return True
    name = fed.fields.get("name")
    if name is None or _are_persons(name[0]) or _names_a_person(name[0], best):
        return False
    words = [text.lower() for text in name[0].column.counts]
    told = any(word in text for text in words for word in _EVENT_WORDS)
    return told or name[0].concept == "event_name" or "product_id" in best


def are_appointments(event: FedKind) -> bool:
    """Whether a header says that what the time, the number or the name is of are appointments, and a time has
    a clock, or something tells what it is for, or numbers it."""
    at, named, numbers = (event.fields.get(name, ()) for name in ("at", "name", "message_id"))
    told = any(it.subject == "appointment" and it.score >= SURE for it in (*at, *named, *numbers))
    served = any(it.concept == "service" for it in named)
    numbered = any(it.concept == "appointment_id" for it in numbers)
    clock = any(":" in text for it in at for text in it.column.counts)
    return told and any(it.column.texts for it in at) and (served or numbered or clock)


def is_told(event: FedKind) -> bool:
    """Whether headers say that rows are events: beside them the products are those that they are about."""
    named = any(it.concept in _NAMES_OF_EVENTS for it in event.fields.get("name", ()))
    return event.has("at") and (named or are_appointments(event))


def _comes_again(found: Sequence[Meaning]) -> bool:
    """Whether a column has the same value in many rows, as the number of a concert has, not of a message."""
    return any(len(it.column.counts) < MOSTLY_ONCE * len(it.column.texts) for it in found)


def _names_a_person(name: Meaning, best: AbstractSet[str]) -> bool:
    """Whether a plain name stands beside a family or a given one: it is the other."""
    names = best & {"given_name", "family_name"}
    return len(names) > 1 or (name.concept == "name" and bool(names))


def _are_persons(name: Meaning) -> bool:
    """Whether what may be the names of events are those of persons."""
    return name.concept != "event_name" and name.column.is_like("person") > _MOSTLY_PERSONS
