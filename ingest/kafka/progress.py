"""How far behind topics are, where other processes can see it: a small file in the home folder."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.files.whole_file import whole_file
from graph.settings import Settings
from ingest.kafka.arrived import Partition
from ingest.live.log import log_folder


@dataclass(frozen=True, slots=True)
class PartitionLag:
    """That of a partition so many messages were not read, as a source was told at a time (since 1970)."""

    source: str
    topic: str
    partition: int
    messages: int
    at: float


def note(settings: Settings, source: str, behind: Mapping[Partition, int]) -> None:
    """Write how far behind the topics of a source are."""
    path = log_folder(settings.home) / f"kafka-{source}.json"
    rows = [[*partition, count] for partition, count in sorted(behind.items())]
    with whole_file(path) as draft:
        draft.write_text(json.dumps({"at": time.time(), "behind": rows}), encoding="utf-8")


def noted(settings: Settings) -> Iterator[PartitionLag]:
    """What was written last of each source; nothing of a file that is damaged."""
    for path in sorted(log_folder(settings.home).glob("kafka-*.json")):
        source = path.stem.removeprefix("kafka-")
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            rows = [
                PartitionLag(source, str(topic), number, count, found["at"])
                for topic, number, count in found["behind"]
            ]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        yield from rows
