"""Ingests of what comes all the time: an hour of a source is one, so that it can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from graph.journal import Journal


class Ingests:
    """Names of ingests: what a source says within an hour is one, so that it can be taken back."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._named: dict[str, str] = {}
        self._when: tuple[datetime, int] | None = None

    def look(self) -> None:
        """Begin other ingests where an hour is over or something was taken back."""
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        when = hour, self._journal.versions()["withdrawals"]
        if when != self._when:
            self._when, self._named = when, {}

    def of(self, source: str) -> str:
        """The id of the ingest of a source that is open now."""
        return self._named.setdefault(source, uuid4().hex)
