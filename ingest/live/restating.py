"""Records that messages stated together with what was taken back: stated anew, without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import msgspec

from graph.entries import Origin, RecordVersion
from graph.journal import Journal
from graph.journal.suppressing.names import names_of
from graph.journal.suppressing.suppression import Suppressed
from graph.journal.tables.times import in_utc
from ingest.live.mapped import NumberedMessage, ParsedMessage, SourceMappings, stored_told, traits_of
from ingest.live.memory import Memory
from ingest.live.portion import Portion

_ORIGIN = Origin("undo", 1)
_DATES = """
    SELECT source, source_id, max(observed_at) FROM stored_records WHERE file = $file GROUP BY ALL"""
_TOGETHER = 100
"""Messages that are mapped together; each has all traits of its record."""
# The last message of each user, and all of visitors: these may be several people.
_STANDING = """
    WITH told AS (
        SELECT *, (source, user_id IS NULL, coalesce(user_id, anonymous_id)) AS who
        FROM stored_messages WHERE type = 'identify'
    )
    SELECT ingest_id, source, message_id, anonymous_id, user_id, "at", received_at, body FROM told
    WHERE who IN (SELECT who FROM told WHERE ingest_id IN (SELECT unnest($ingests::VARCHAR[])))
        AND ingest_id NOT IN (SELECT ingest_id FROM stored_withdrawals)
    QUALIFY user_id IS NULL OR row_number() OVER (
        PARTITION BY who ORDER BY "position" DESC, "commit" DESC, seq DESC) = 1
    ORDER BY "position", "commit", seq"""


class Restating:
    """States anew what stands."""

    def __init__(self, journal: Journal, memory: Memory, mapped: SourceMappings) -> None:
        self._journal, self._memory, self._mapped = journal, memory, mapped

    def remember(self) -> None:
        """Let the memory know of what was stated anew before: what comes next is of a later time."""
        with closing(self._journal.connect(views=("stored_records",))) as connection:
            for source, record, at in connection.execute(_DATES, {"file": _ORIGIN.file}).fetchall():
                self._memory.date(source, record, in_utc(at))

    def portion(self, ingests: Sequence[str], erased: Suppressed) -> Portion:
        """New versions of the records of which ingests that were taken back said something, and others too.

        Each is of the ingest of what was said last of it, so that it goes with that.
        """
        self._mapped.know(self._journal.traits())
        portion = Portion(1)
        for messages in self._standing(ingests):
            outcomes = self._mapped.outcomes([message for _, message in messages])
            for (ingest, _), outcome in zip(messages, outcomes, strict=True):
                for entry in outcome.entries:
                    if isinstance(entry, RecordVersion) and not erased.holds(names_of(entry)):
                        portion.rows["records"].append((1, ingest, self._allowed(entry)))
        return portion

    def _allowed(self, entry: RecordVersion) -> RecordVersion:
        return replace(entry, traits={}) if self._mapped.contradiction(entry.source) else entry

    def _standing(self, ingests: Sequence[str]) -> Iterator[list[tuple[str, NumberedMessage]]]:
        """Messages that stand, each with its ingest and what is known of all traits by now."""
        with closing(self._journal.connect(views=("stored_messages", "stored_withdrawals"))) as connection:
            found = connection.execute(_STANDING, {"ingests": list(ingests)})
            while rows := found.fetchmany(_TOGETHER):
                yield [(ingest, self._numbered(*row)) for ingest, *row in rows]

    def _numbered(self, *stored: Any) -> NumberedMessage:
        *row, body = stored
        message = msgspec.json.decode(body)
        told = stored_told(row, traits_of(message))
        number = self._memory.visitor(told)
        read = ParsedMessage(told, "identify", message)
        return NumberedMessage(read, number, _ORIGIN, self._memory.traits(told, number))
