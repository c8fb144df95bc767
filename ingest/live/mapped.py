"""Messages into entries, by the mapping of their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from math import isfinite
from pathlib import Path
from typing import Any

import msgspec

from graph.entries import Event, Origin
from graph.errors import MappingError
from graph.files.regular import shown_path
from graph.journal.tables.times import in_utc
from graph.model.traits import Trait, merged
from graph.settings import Settings
from ingest.cleaning.base import Context
from ingest.live.delivery import Delivery
from ingest.live.memory import IdentityClaim
from ingest.live.messages import AcceptedMessage, named
from ingest.live.times import event_time, moment
from ingest.live.traits import Traits
from ingest.mapping.conditions import MatchingRows
from ingest.mapping.mapping import SourceMapping
from ingest.mapping_files.loader import load_mapping
from ingest.mapping_files.traits import check_traits, declaring
from ingest.rows.clean_rows import clean_rows
from ingest.rows.outcome import Outcome

_AMOUNTS = ("total", "value", "revenue")
_PARTS = ("products", *_AMOUNTS)
PACKAGED = Path(__file__).with_name("segment.yaml")


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """A message, read: what it says of itself, and its JSON values."""

    told: IdentityClaim
    type: str
    body: Mapping[str, Any]


def read(taken: AcceptedMessage, delivery: Delivery, place: int) -> ParsedMessage:
    """The message with the time when it happened, and an id where it has none of its own; `place` is where it
    stands among those of the delivery that were taken."""
    body: dict[str, Any] = msgspec.json.decode(taken.body)
    states = traits_of(body) if taken.type == "identify" else None
    sent = moment(body.get("sentAt") or delivery.sent_at)
    stated = moment(body.get("timestamp") or body.get("originalTimestamp"))
    if delivery.context:
        body["context"] = {**delivery.context, **(body.get("context") or {})}
    of_its_own = (body.get("messageId") or "").strip() or delivery.id
    id_ = of_its_own or _made_id(taken.type, body, None if stated else (delivery.received, place))
    at = event_time(stated, sent, delivery.received_at)
    who = named(body.get("anonymousId")), named(body.get("userId"))
    told = IdentityClaim(delivery.source, id_, *who, at, delivery.received_at, states)
    return ParsedMessage(told, taken.type, body)


def stored_told(row: Sequence[Any], traits: Mapping[str, Any] | None) -> IdentityClaim:
    """What a message of the journal says, with the traits that it states: of its source, message_id,
    anonymous_id, user_id, at and received_at. Some ids that older versions stored are nobody's."""
    source, message_id, anonymous_id, user_id, at, received_at = row
    who = named(anonymous_id), named(user_id)
    return IdentityClaim(source, message_id, *who, in_utc(at), in_utc(received_at), traits)


def traits_of(message: Mapping[str, Any]) -> dict[str, Any]:
    """The traits that a message states, wherever its client puts them."""
    further = (message.get("context") or {}).get("traits")
    return {**(further if isinstance(further, dict) else {}), **(message.get("traits") or {})}


@dataclass(frozen=True, slots=True)
class NumberedMessage:
    """A message with the number of its visitor, see `Memory.visitor`, and where it comes from; of one of type
    identify what is known of all traits by now."""

    message: ParsedMessage
    visitor: int
    origin: Origin
    known: Traits | None = None


class SourceMappings:
    """The mappings of all sources; each is read once, and again when other traits are declared."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded: dict[str, SourceMapping] = {}
        self._declared: list[tuple[str, Trait]] = []

    def know(self, declared: list[tuple[str, Trait]]) -> None:
        """Let messages have these traits, which sources declare."""
        if declared != self._declared:
            self._declared, self._loaded = declared, {}

    def declaring(self, source: str) -> list[Event]:
        """The events by which a source declares what its mapping does and the journal does not have."""
        mapping = self._mapping(source)
        new = [it for it in mapping.traits.values() if (source, it.trait) not in self._declared]
        return declaring(source, new, Origin(shown_path(mapping.path.name), 1))

    def contradiction(self, source: str) -> str:
        """Which trait of a source is of another type in another one; empty where all agree.

        Raises MappingError where its mapping cannot be read.
        """
        mapping = self._mapping(source)
        try:
            check_traits(mapping, self._declared)
        except MappingError as error:
            return str(error)
        return ""

    def outcomes(self, messages: Sequence[NumberedMessage]) -> list[Outcome]:
        """What each message becomes; those of one source are cleaned together."""
        rows = [_row(it) for it in messages]
        found, fulfilling = [Outcome(raw=row) for row in rows], MatchingRows(rows)
        for source, places in _by_source(messages).items():
            for mapping in self._mapping(source).files[0].rows:
                # most are of other types of messages
                at = places if mapping.explode else fulfilling.places(mapping.applies, places)
                made = clean_rows(mapping, [rows[it] for it in at], [messages[it].origin for it in at])
                for place, outcome in zip(at, made, strict=True):
                    found[place].add(outcome)
        return found

    def _mapping(self, source: str) -> SourceMapping:
        if source not in self._loaded:
            self._loaded[source] = self._load(source)
        return self._loaded[source]

    def _load(self, source: str) -> SourceMapping:
        settings = self._settings
        own = settings.intake_mappings / f"{source}.yaml" if settings.intake_mappings else PACKAGED
        context = Context(source=source, country=settings.country, timezone=settings.timezone)
        traits = merged(trait for _, trait in self._declared).values()
        return load_mapping(own if own.exists() else PACKAGED, context, traits)


def _by_source(messages: Sequence[NumberedMessage]) -> dict[str, list[int]]:
    """The places of the messages of each source."""
    found: dict[str, list[int]] = {}
    for place, each in enumerate(messages):
        found.setdefault(each.message.told.source, []).append(place)
    return found


def _row(numbered: NumberedMessage) -> dict[str, Any]:
    """What mappings read of a message."""
    message, number, known = numbered.message, numbered.visitor, numbered.known
    told, body = message.told, message.body
    traits = traits_of(body)
    if known:  # its own hold or do not; those that a batch states for all its messages fill gaps
        of_batch = {it: value for it, value in traits.items() if it not in (told.traits or {})}
        traits = {**of_batch, **known.values}
    return {
        **body,
        "type": message.type,
        "source": told.source,
        "record": told.record(number),
        "visitor": told.visitor(number),
        "user": told.user_id,
        "id": told.message_id,
        "at": (known.at if known else told.at).isoformat(),
        "told": traits,
        "parts": "named" if _names_parts(body.get("properties")) else None,
        "refunded": _amount_of(body.get("properties")),
    }


def _names_parts(properties: object) -> bool:
    """Whether a message says which products, or what amount, it is about."""
    return isinstance(properties, Mapping) and any(properties.get(name) for name in _PARTS)


def _amount_of(properties: object) -> object:
    """The amount that a message is about, if it says one, else what the products that it names come to."""
    named = properties if isinstance(properties, Mapping) else {}
    stated = next((named[name] for name in _AMOUNTS if named.get(name)), None)
    return _sum_of(named.get("products")) if stated is None else stated


def _sum_of(products: object) -> float | None:
    """What products come to; None where one of them has no price, or one that is no number."""
    if not isinstance(products, list) or not all(isinstance(it, Mapping) for it in products):
        return None
    try:
        total = float(sum(_times(it["price"], it.get("quantity")) for it in products))
    except (KeyError, ArithmeticError):  # as of a number that is none, or beyond all measure
        return None
    return total if total and isfinite(total) else None


def _times(price: object, quantity: object) -> Decimal:
    return Decimal(str(price)) * Decimal("1" if quantity in (None, "") else str(quantity))


def _made_id(type_: str, body: Mapping[str, Any], came: tuple[float, int] | None) -> str:
    """An id for a message without one: of what it says, if it says when, so that it may be sent again.

    One that does not happened when and where it `came`: who clicks alike twice has clicked twice.
    """
    said = {name: value for name, value in body.items() if name != "sentAt"}
    content = msgspec.json.encode([type_, said, *(came or ())], order="deterministic")
    return f"made-{blake2b(content, digest_size=16).hexdigest()}"
