"""Topics of messages in Segment's format: through the log that messages over HTTP take, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.journal import Journal
from graph.policy.write_keys import WriteKey
from graph.settings import Settings
from graph.wal import Appender
from ingest.kafka.arrived import ReceivedMessage
from ingest.kafka.reached import ReachedOffsets
from ingest.kafka.rows import PortionCounts, next_offsets
from ingest.live.delivery import Delivery, packed
from ingest.live.drain import Drain, DrainedPortion
from ingest.live.log import floor, log_folder
from ingest.live.messages import RefusedMessage, RequestTerms, taken
from ingest.mapping.mapping import SourceMapping


class TopicMessages:
    """Takes in the messages of a source's topics; the journal says how far they are in its own commit."""

    def __init__(self, journal: Journal, settings: Settings, mapping: SourceMapping) -> None:
        """What waits in the log is stored first: it may be of these topics."""
        source = self._source = mapping.source
        self._longest = {
            kafka.topics[0]: kafka.max_bytes for entry in mapping.files if (kafka := entry.reading.kafka)
        }
        self._reached = ReachedOffsets(journal, source)
        self._key = WriteKey(id="", source=source, browser=False, origins=(), hash="", created_at="")
        self._log = Appender(log_folder(settings.home), floor(journal))
        self._drain = Drain(journal, settings)
        while self._drain.waiting():
            self._drain.portion()

    def close(self) -> None:
        """Close what is open."""
        self._drain.close()

    def store(self, messages: Sequence[ReceivedMessage], numbers: Mapping[str, int]) -> PortionCounts:
        """Store a portion, of topics with these numbers; all of it is in the journal when this returns.

        Raises JournalError or DiskError with nothing lost or doubled: messages have ids.
        """
        told = [message for message in messages if message.value is not None]
        positions = self._reached.names(next_offsets(messages), numbers)
        found = [self._delivery(message, numbers) for message in told]
        if not found:  # a delivery of nothing, that the positions go with
            found = [Delivery(self._source, 0.0, None, None, [], [], messages[-1].partition.shown)]
        found[-1].positions = positions
        self._log.append(list(map(packed, found)))
        drained = _all(self._drain)
        return PortionCounts(
            len(messages),
            drained.entries,
            drained.repeated,
            drained.suppressed,
            drained.refused,
            len(messages) - len(told),
            drained.news,
        )

    def _delivery(self, message: ReceivedMessage, numbers: Mapping[str, int]) -> Delivery:
        topic, number = message.partition
        terms = RequestTerms(self._key, message.at, None, self._longest[topic])
        found = taken(message.value or b"", 0, terms)
        good, bad = ([], [found]) if isinstance(found, RefusedMessage) else ([found], [])
        return Delivery(
            self._source,
            message.at.timestamp(),
            None,
            None,
            good,
            bad,
            message.partition.shown,
            message.offset,
            f"kafka-{topic}-{numbers.get(topic, 0)}-{number}-{message.offset}",
        )


def _all(drain: Drain) -> DrainedPortion:
    """What waits, stored; that of others who wrote to the log meanwhile is among it."""
    found = DrainedPortion()
    while drain.waiting():
        found += drain.portion()
    return found
