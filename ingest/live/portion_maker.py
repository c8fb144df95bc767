"""What deliveries become: a portion, by the mappings of their sources and by what came before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.entries import Entry, RecordVersion
from graph.errors import CkgError
from graph.journal import Journal
from graph.journal.appending.encode import record_id
from graph.journal.suppressing.names import names_in
from graph.journal.suppressing.suppression import Suppressed
from ingest.live.delivery import Delivery
from ingest.live.ingests import Ingests
from ingest.live.mapped import NumberedMessage, SourceMappings, read
from ingest.live.memory import Memory
from ingest.live.messages import RefusedMessage
from ingest.live.portion import Part, Portion, StoredMessage, names_of_sender
from ingest.rows.outcome import Outcome

_DECLARING = ("events", "ingests", "withdrawals")
"""Tables that say which traits are declared."""
_KEPT_BYTES = 8_000_000
"""Traits that are kept in mind, of all messages that are mapped together: each has all of its record."""


@dataclass(slots=True)
class _Arrival:
    """What a delivery, or a piece of it, brought that never came before; why its source's traits are not
    taken, if so; and how many bytes of traits were kept in mind of those whom its messages are about."""

    part: Part
    contradiction: str
    places: list[int] = field(default_factory=list)
    messages: list[NumberedMessage] = field(default_factory=list)
    refused: Sequence[RefusedMessage] = ()
    kept: int = 0


class PortionMaker:
    """Makes portions of deliveries, in the order of the log."""

    def __init__(self, journal: Journal, memory: Memory, mapped: SourceMappings) -> None:
        self._journal, self._memory = journal, memory
        self._mapped = mapped
        self._ingests = Ingests(journal)
        self._erased = Suppressed()
        self._left_out: set[tuple[int, bytes]] = set()
        """Messages, with the position behind their delivery, of which the mapping tells that they are about
        people who were erased."""
        self._declared_at: dict[str, int] | None = None

    def made(self, deliveries: Sequence[tuple[int, Delivery]], erased: Suppressed) -> Portion:
        """What deliveries become, each given with the position behind it, without what is about those who
        were erased.

        Their messages are mapped together: to clean many values at once costs a fraction of one by one.
        """
        self._erased, self._left_out = erased, set()
        self._memory.mark()
        while True:
            known = len(self._left_out)
            portion = self._tried(deliveries)
            if len(self._left_out) == known:
                return portion
            self._memory.back_to_mark()  # nothing is learned of them, nor what others are beside them

    def _tried(self, deliveries: Sequence[tuple[int, Delivery]]) -> Portion:
        """The portion without what is left out; of what it turns out to hold of people who were erased, that
        it has to be left out."""
        portion = Portion(deliveries[-1][0])
        self._ingests.look()
        self._look_for_traits()
        contradictions: dict[str, str] = {}
        together: list[_Arrival] = []
        kept = 0
        for end, delivery in deliveries:
            part = Part(portion, end, self._ingests.of(delivery.source), delivery)
            portion.positions |= delivery.positions
            if delivery.source not in contradictions:
                contradictions[delivery.source] = self._declare(part)
            for arrival in self._arrivals(part, contradictions[delivery.source]):
                together.append(arrival)
                kept += arrival.kept
                if kept > _KEPT_BYTES:
                    self._map(together)
                    together, kept = [], 0
        self._map(together)
        return portion

    def stored(self, events: int) -> None:
        """Say which version of the events a portion has become: where nobody else wrote, it declares
        nothing."""
        if self._declared_at and self._declared_at["events"] == events - 1:
            self._declared_at["events"] = events

    def _declare(self, part: Part) -> str:
        """Let a source declare its traits; why its messages are taken without any, where it cannot."""
        source = part.delivery.source
        contradiction = self._mapped.contradiction(source)  # one source never holds up the others
        for event in () if contradiction else self._mapped.declaring(source):
            part.add("events", event)
            self._declared_at = None  # look again, once it is stored
        return contradiction

    def _look_for_traits(self) -> None:
        """Traits come with files, by what was stored here before, and by drains of other processes."""
        versions = self._journal.versions()
        when = {name: versions[name] for name in _DECLARING}
        if when != self._declared_at:
            self._declared_at = when
            self._mapped.know(self._journal.traits())

    def _arrivals(self, part: Part, contradiction: str) -> Iterator[_Arrival]:
        """What is new of a delivery, in pieces of which not too much is kept in mind."""
        found = _Arrival(part, contradiction)
        for place, taken in enumerate(part.delivery.taken):
            message = read(taken, part.delivery, place)
            part.portion.messages += 1
            names = names_of_sender(message.told, taken.body)
            if (part.end, taken.body) in self._left_out or self._erased.holds(names):
                part.portion.suppressed += 1
            elif self._memory.is_new(message.told.source, message.told.message_id):
                number = self._memory.visitor(message.told)
                known = None if message.told.traits is None else self._memory.traits(message.told, number)
                found.places.append(place)
                found.messages.append(NumberedMessage(message, number, part.origin(place), known))
                found.kept += known.size if known else 0
            else:
                part.portion.repeated += 1
            if found.kept > _KEPT_BYTES:
                yield found
                found = _Arrival(part, contradiction)
        found.refused = part.delivery.refused
        yield found

    def _map(self, arrivals: Sequence[_Arrival]) -> None:
        """Take in what the messages of several become, mapped together."""
        outcomes = iter(self._outcomes([message for each in arrivals for message in each.messages]))
        for arrival in arrivals:
            self._take_in(arrival, outcomes)

    def _outcomes(self, messages: Sequence[NumberedMessage]) -> list[Outcome | Exception]:
        """What each message becomes, or why it becomes nothing."""
        try:
            return list(self._mapped.outcomes(messages))
        except CkgError:
            raise
        except Exception as error:  # one message never holds up the others
            if len(messages) == 1:
                return [error]
            return [outcome for message in messages for outcome in self._outcomes([message])]

    def _take_in(self, arrival: _Arrival, outcomes: Iterator[Outcome | Exception]) -> None:
        part, delivery = arrival.part, arrival.part.delivery
        for place, message in zip(arrival.places, arrival.messages, strict=True):
            taken = delivery.taken[place]
            before = part.portion.sizes()
            part.add("messages", StoredMessage(message.message, delivery, taken.body))
            self._settle(arrival, place, message, next(outcomes))
            if self._erased.holds(part.portion.names(before)):
                self._left_out.add((part.end, taken.body))
        for refused in arrival.refused:
            if self._erased.holds(names_in(part.rejection(refused))):
                part.portion.suppressed += 1
            elif self._memory.is_new(delivery.source, f"refused {refused.body!r}"):
                part.reject(refused)

    def _settle(
        self, arrival: _Arrival, place: int, message: NumberedMessage, outcome: Outcome | Exception
    ) -> None:
        part, taken = arrival.part, arrival.part.delivery.taken[place]
        id_ = message.message.told.message_id
        if isinstance(outcome, Exception):
            reason = f"makes no sense as a whole ({type(outcome).__name__})"
            part.reject(RefusedMessage(place, id_, "", reason, taken.body))
            return
        if arrival.contradiction and any(_has_traits(entry) for entry in outcome.entries):
            outcome.entries = [_without_traits(entry) for entry in outcome.entries]
            part.reject(RefusedMessage(place, id_, "traits", arrival.contradiction, taken.body))
        part.take_in(outcome)
        part.portion.news.update(filter(None, map(self._told_of, outcome.entries)))

    def _told_of(self, entry: Entry) -> str | None:
        """The record of which nobody ever said what the entry says of who it is; None where somebody did."""
        if entry.source_id is None:
            return None
        who = sorted((it.kind, it.value) for it in entry.identifiers)
        stated = entry.attributes if isinstance(entry, RecordVersion) else None
        is_new = self._memory.is_new(entry.source, f"{entry.source_id} is {who} {stated}")
        return record_id(entry.source, entry.source_id) if is_new else None


def _has_traits(entry: Entry) -> bool:
    return isinstance(entry, RecordVersion) and bool(entry.traits)


def _without_traits(entry: Entry) -> Entry:
    return replace(entry, traits={}) if isinstance(entry, RecordVersion) else entry
