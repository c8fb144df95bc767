"""Topics into the journal for as long as they are read: portion by portion, from where the journal is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.errors import IngestError, JournalError
from graph.files.lease import sole_lease
from graph.journal import Journal
from graph.settings import Settings
from ingest.kafka.arrived import Partition, ReceivedMessage
from ingest.kafka.cluster import (
    PATIENCE_SECONDS,
    failure,
    is_hopeless,
    log,
    metadata,
    open_consumer,
    told,
    topic_numbers,
)
from ingest.kafka.messages import TopicMessages
from ingest.kafka.reached import ClusterTopics, LostOffsets, PartitionExtent, ReachedOffsets
from ingest.kafka.rows import PortionCounts, TopicRows
from ingest.live.log import log_folder
from ingest.mapping.mapping import KafkaSource, SourceMapping
from ingest.mapping_files.traits import check_traits

if TYPE_CHECKING:
    from confluent_kafka import Message

PORTION_MESSAGES = 5_000
PORTION_BYTES = 16_000_000
PORTION_SECONDS = 1.0
"""A portion is stored when it is that large, or that old, or nothing comes any more for a moment."""
_SLICE, _SLICE_SECONDS = 500, 0.1


@dataclass(frozen=True)
class ConsumeOptions:
    """How to read: over losses that were told before; everything again; after how many seconds to look again
    which partitions there are."""

    accept_losses: bool = False
    full: bool = False
    look_seconds: float = 30.0


@contextmanager
def consumption(
    mapping: SourceMapping, journal: Journal, settings: Settings, how: ConsumeOptions
) -> Iterator[Consumption]:
    """Opens the topics of a mapping, where the journal is.

    Raises IngestError where there are none or they cannot be read, Lost where Kafka has not what comes next,
    MappingError for a trait of another type elsewhere, and JournalError where another process reads this
    source into this home.
    """
    cluster = cluster_of(mapping)
    check_traits(mapping, journal.traits() if mapping.traits else ())
    lock = log_folder(settings.home) / f"kafka-{mapping.source}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    taken = JournalError(
        f"Another process reads the topics of source {mapping.source} into {settings.home} already.",
        "One is enough: it reads all partitions. End it first to start another one.",
    )
    rows, reached = TopicRows(journal, mapping), ReachedOffsets(journal, mapping.source)
    with (
        sole_lease(lock, taken),
        closing(TopicMessages(journal, settings, mapping)) as messages,
        closing(Consumption(cluster, rows, messages, reached)) as found,
    ):
        found.look(how)
        yield found


def cluster_of(mapping: SourceMapping) -> KafkaSource:
    """All topics of a mapping; raises IngestError where there are none, or they are of several clusters."""
    found = [entry.reading.kafka for entry in mapping.files if entry.reading.kafka]
    if not found:
        raise IngestError(
            f"Mapping {mapping.path} names no topic.", "Add an entry with `kafka`; files go to `ckg ingest`."
        )
    topics = tuple(topic for each in found for topic in each.topics)
    if len(set(topics)) < len(topics):
        twice = next(topic for topic in topics if topics.count(topic) > 1)
        raise IngestError(f"Topic {twice} is in two entries of {mapping.path}.", "Give one its `rows`.")
    shared = {replace(each, topics=(), messages=False, key=(), max_bytes=0) for each in found}
    if len(shared) > 1:
        raise IngestError(
            f"The topics of {mapping.path} are of several clusters or groups.", "Write a mapping for each."
        )
    return replace(found[0], topics=topics)


class Consumption:
    """Reads topics; partitions are assigned here, all of them: a group would divide them among homes."""

    def __init__(
        self, cluster: KafkaSource, rows: TopicRows, messages: TopicMessages, reached: ReachedOffsets
    ) -> None:
        self._cluster, self._rows, self._messages, self._reached = cluster, rows, messages, reached
        self._consumer = open_consumer(cluster)
        self._look_seconds = ConsumeOptions().look_seconds
        self._numbers: Mapping[str, int] = {}
        self._next: dict[Partition, int] = {}
        self._until: dict[Partition, int] = {}
        self._looked, self._lost = 0.0, False

    def close(self) -> None:
        """Leave the cluster."""
        self._consumer.close()

    @property
    def done(self) -> bool:
        """Whether all is read that was there when reading began."""
        return all(self._next[it] >= until for it, until in self._until.items())

    def behind(self) -> dict[Partition, int]:
        """How many messages each partition has that were not read, as far as the client knows."""
        from confluent_kafka import TopicPartition

        found = {}
        for partition, at in sorted(self._next.items()):
            with told(self._cluster):
                known = self._consumer.get_watermark_offsets(TopicPartition(*partition), cached=True)
            high = known[1] if known and known[1] >= 0 else self._until.get(partition, at)
            found[partition] = max(0, high - at)
        return found

    def portion(self, goes_on: Callable[[], bool] = lambda: True) -> PortionCounts:
        """Wait for messages, for about a second, and store them; it ends early when it need not go on.

        Raises IngestError where reading cannot go on, with what came before stored, and JournalError where
        storing fails: the journal knows what to read again.
        """
        arrived, problem = self._collected(goes_on)
        brought = self._stored(arrived) if arrived else PortionCounts()
        if problem:
            raise problem
        if self._lost or time.monotonic() - self._looked > self._look_seconds:
            self._look_again()
        return brought

    def _look_again(self) -> None:
        """Look while reading goes on; a cluster that does not answer is asked later."""
        self._looked = time.monotonic()
        try:
            self.look(ConsumeOptions(look_seconds=self._look_seconds), again=self._lost)
            self._lost = False
        except LostOffsets:
            raise
        except IngestError as error:
            log.warning("%s It is asked again later.", error.message)

    def _collected(self, goes_on: Callable[[], bool]) -> tuple[list[ReceivedMessage], IngestError | None]:
        """Messages in their order, and why there can be no more of them."""
        found: list[ReceivedMessage] = []
        size, until = 0, time.monotonic() + PORTION_SECONDS
        while goes_on() and len(found) < PORTION_MESSAGES and size < PORTION_BYTES:
            if time.monotonic() > until:
                break
            with told(self._cluster):
                come = self._consumer.consume(_SLICE, _SLICE_SECONDS)
            for message in come:
                if (error := message.error()) is None:
                    found.append(_arrived(message))
                    size += len(message.value() or b"")
                elif _is(error, "_AUTO_OFFSET_RESET"):
                    self._lost = True
                    return found, None
                elif is_hopeless(error):
                    return found, failure(self._cluster, error)
                elif _is(error, "_PARTITION_EOF"):
                    self._ended(message)
            if found and not come:
                break
        return found, None

    def _ended(self, message: Message) -> None:
        """Behind the last message there may be marks of transactions, which nobody is given."""
        partition = Partition(str(message.topic()), int(message.partition() or 0))
        self._next[partition] = max(self._next[partition], message.offset() or 0)

    def _stored(self, arrived: list[ReceivedMessage]) -> PortionCounts:
        of_rows = [it for it in arrived if it.partition.topic in self._rows.topics]
        others = [it for it in arrived if it.partition.topic not in self._rows.topics]
        brought = self._rows.store(of_rows, self._numbers) if of_rows else PortionCounts()
        brought += self._messages.store(others, self._numbers) if others else PortionCounts()
        for it in arrived:
            self._next[it.partition] = max(self._next[it.partition], it.offset + 1)  # the end may be known
        if self._cluster.group:
            self._tell_group({it.partition for it in arrived})
        return brought

    def _tell_group(self, partitions: set[Partition]) -> None:
        """Let Kafka's own tools see how far reading is; nothing here asks for it."""
        from confluent_kafka import TopicPartition

        offsets = [TopicPartition(*it, self._next[it]) for it in sorted(partitions)]
        with told(self._cluster):
            self._consumer.commit(offsets=offsets, asynchronous=True)

    def look(self, how: ConsumeOptions, *, again: bool = False) -> None:
        """Find out which partitions there are, and begin those that are new where the journal is; all of them
        `again` where they cannot be read on.

        Raises IngestError where there are none, and Lost where Kafka has not what comes next.
        """
        from confluent_kafka import TopicPartition

        known = metadata(self._consumer, self._cluster)
        self._numbers = topic_numbers(self._cluster, known)
        there = {
            Partition(topic, number)
            for topic in self._cluster.topics
            for number in known.topics[topic].partitions
        }
        asked = there if again else there - set(self._next)
        extents = {it: self._extent(it) for it in sorted(asked)}
        starts = self._reached.starts(
            ClusterTopics(extents, self._numbers), accept_losses=how.accept_losses, full=how.full
        )
        with told(self._cluster):
            self._consumer.incremental_unassign([TopicPartition(*it) for it in starts if it in self._next])
            self._consumer.incremental_assign([TopicPartition(*it, at) for it, at in starts.items()])
        self._next |= starts
        self._until |= {it: extent.high for it, extent in extents.items() if it not in self._until}
        self._looked, self._look_seconds = time.monotonic(), how.look_seconds

    def _extent(self, partition: Partition) -> PartitionExtent:
        from confluent_kafka import TopicPartition

        with told(self._cluster):
            found = self._consumer.get_watermark_offsets(TopicPartition(*partition), PATIENCE_SECONDS)
        if found is None:
            raise IngestError(f"The {partition.shown} does not answer.", "Check its brokers.")
        return PartitionExtent(*found)


def _is(error: object, name: str) -> bool:
    from confluent_kafka import KafkaError

    return isinstance(error, KafkaError) and error.code() == getattr(KafkaError, name)


def _arrived(message: Message) -> ReceivedMessage:
    _, at = message.timestamp()
    moment = datetime.fromtimestamp(at / 1000, UTC) if at > 0 else datetime.now(UTC)
    partition = Partition(str(message.topic()), int(message.partition() or 0))
    return ReceivedMessage(
        partition, int(message.offset() or 0), _bytes(message.key()), _bytes(message.value()), moment
    )


def _bytes(content: str | bytes | None) -> bytes | None:
    return content.encode() if isinstance(content, str) else content
