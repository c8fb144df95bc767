"""How far the journal has topics: in the commits of its tables, and held against what Kafka still has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from graph.errors import IngestError
from graph.journal import Journal
from graph.journal.tables.committing import Position
from ingest.kafka.arrived import Partition

LAST = "messages"
"""The table whose commit is the last of a portion: what it says is in the journal with all its tables."""
ROWS = ("records", "events")
"""Tables that keep with their rows what of a portion they have, should it break off."""


class LostOffsets(IngestError):  # noqa: N818 - named for what it says
    """Kafka no longer has what comes next, or has another topic of that name."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            " ".join(problems),
            "Send it again from where it came from, if it can be. To go on with what there is, run it once"
            " with --accept-losses; what the journal has stays.",
        )


@dataclass(frozen=True, slots=True)
class PartitionExtent:
    """From where to behind where Kafka has messages of a partition."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ClusterTopics:
    """What a cluster has: how far partitions reach, and numbers that tell topics from others of the name."""

    extents: Mapping[Partition, PartitionExtent]
    numbers: Mapping[str, int] = field(default_factory=dict)


class ReachedOffsets:
    """Offsets of a source's topics in the journal; Kafka's own are never asked."""

    def __init__(self, journal: Journal, source: str) -> None:
        self._journal, self._source = journal, source

    def next(self, partition: Partition, table: str = LAST) -> int | None:
        """The offset to read next; None where nothing of the partition was ever read."""
        at = self._journal.position(table, self._name(partition))
        return at - 1 if at else None

    def names(self, offsets: Mapping[Partition, int], numbers: Mapping[str, int]) -> dict[str, int]:
        """The positions of a commit by which these offsets are the next, of topics with these numbers."""
        told = {it.topic for it in offsets}
        topics = {f"kafka {self._source} {it}": number for it, number in numbers.items() if it in told}
        return {self._name(partition): offset + 1 for partition, offset in offsets.items()} | topics

    def starts(
        self, there: ClusterTopics, *, accept_losses: bool = False, full: bool = False
    ) -> dict[Partition, int]:
        """Where to begin each partition: where the journal is, else at its beginning, as `full` begins all.

        Raises Lost where Kafka has not what the journal lacks, unless losses are accepted.
        """
        anew = {topic for topic, number in there.numbers.items() if self._other(topic, number)}
        problems = [
            f"Topic {topic} was deleted and made anew: what was not read of the earlier one is lost."
            for topic in sorted(anew)
        ]
        lost: set[Partition] = set()
        for partition, extent in sorted(there.extents.items()):
            if partition.topic not in anew and (problem := self._problem(partition, extent)):
                lost.add(partition)
                problems.append(problem)
        if problems and not accept_losses:
            raise LostOffsets(problems)
        begun = {it for it in there.extents if full or it in lost or it.topic in anew}
        starts = {
            it: extent.low if it in begun or (at := self.next(it)) is None else at
            for it, extent in there.extents.items()
        }
        if begun:
            self._begin(begun, self.names({it: starts[it] for it in begun}, there.numbers))
        return starts

    def _other(self, topic: str, number: int) -> bool:
        known = self._journal.position(LAST, f"kafka {self._source} {topic}")
        return known not in (0, number)

    def _problem(self, partition: Partition, extent: PartitionExtent) -> str | None:
        at = self.next(partition)
        if at is None or extent.low <= at <= extent.high:
            return None
        if at < extent.low:
            return (
                f"{extent.low - at:,} messages of {partition.shown} were deleted before they were read,"
                f" offsets {at} to {extent.low - 1}: the topic does not keep them that long."
            )
        return (
            f"The {partition.shown} ends at offset {extent.high}, and {at} was to be read next: it is another"
            " topic than before, or the cluster has lost what it had."
        )

    def _begin(self, partitions: set[Partition], positions: Mapping[str, int]) -> None:
        """Forget where partitions were; the last table last, so that breaking off changes nothing."""
        forgotten = [Position(self._name(it), 0) for it in sorted(partitions)]
        for table in ROWS:
            self._journal.append_table(table, pa.table({}), forgotten)
        self._journal.append_table(LAST, pa.table({}), [Position(*it) for it in positions.items()])

    def _name(self, partition: Partition) -> str:
        return f"kafka {self._source} {partition.topic}/{partition.number}"
