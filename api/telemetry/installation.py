"""The state of an installation in numbers: what waits, what is set aside, how far the graph is behind."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from graph.errors import CkgError
from graph.journal import Journal
from graph.projection import lag
from graph.settings import Settings
from graph.store import Store
from graph.stores.endpoint import Endpoint
from ingest.kafka.progress import noted
from ingest.live.log import waiting

KEPT_SECONDS = 10.0
"""The state is looked up no more often than that: it takes reading the journal."""

_QUEUES = """
    SELECT 'cases_open', count(*) FROM review_cases WHERE state = 'open'
    UNION ALL SELECT 'cases_claimed', count(*) FROM review_cases WHERE state = 'claimed'
    UNION ALL SELECT 'quarantined', count(DISTINCT (source, file, line, "row")) FROM rejected
    UNION ALL SELECT 'suppressed', coalesce(sum(suppressed), 0)::BIGINT FROM stored_ingests
    UNION ALL SELECT 'due', count(DISTINCT request_id) FILTER (act = 'erased')
        - count(DISTINCT request_id) FILTER (act = 'purged') FROM stored_erasures"""
_OF_QUEUES = ("review_cases", "rejected", "stored_ingests", "stored_erasures")


class Installation:
    """Gauges of an installation; what cannot be found out is left out, and `up` says so."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._known: tuple[float, list[Metric]] | None = None

    def gauges(self, endpoint: Endpoint) -> list[Metric]:
        """The gauges, at most ten seconds old; it blocks."""
        with self._lock:
            if self._known is None or time.monotonic() - self._known[0] > KEPT_SECONDS:
                self._known = (time.monotonic(), list(self._found(endpoint)))
            return self._known[1]

    def _found(self, endpoint: Endpoint) -> Iterator[Metric]:
        try:
            journal = Journal.open(self._settings)
            yield from _queues(journal)
            yield from _intake(journal, self._settings)
            up = 1
        except CkgError:
            journal, up = None, 0
        yield _gauge("ckg_journal_up", "Whether the journal can be read", up)
        try:
            with Store(endpoint) as store:
                if journal is not None:
                    yield from _projection(journal, store)
            up = 1
        except CkgError:
            up = 0
        yield _gauge("ckg_store_up", "Whether the store answers", up)


def _queues(journal: Journal) -> Iterator[Metric]:
    with closing(journal.connect(views=_OF_QUEUES)) as connection:
        counts = dict(connection.execute(_QUEUES).fetchall())
    cases = GaugeMetricFamily("ckg_review_cases", "Review cases that wait for a steward", labels=["state"])
    for state in ("open", "claimed"):
        cases.add_metric([state], counts[f"cases_{state}"])
    yield cases
    yield _gauge("ckg_quarantined_rows", "Rows of sources that are in quarantine", counts["quarantined"])
    yield _gauge(
        "ckg_suppressed_entries",
        "Entries of files that were left out, as those whom they are about were erased",
        counts["suppressed"],
    )
    yield _gauge("ckg_erasures_due", "Erasures whose people are still on the disk", counts["due"])


def _intake(journal: Journal, settings: Settings) -> Iterator[Metric]:
    found = waiting(journal, settings)
    yield _gauge("ckg_intake_waiting_messages", "Messages taken in and not in the journal", found.messages)
    yield _gauge("ckg_intake_waiting_bytes", "Bytes of the log that are not in the journal", found.bytes)
    yield _gauge(
        "ckg_intake_age_seconds",
        "How long the oldest of them has waited; 0 without any",
        found.oldest_seconds,
    )
    behind, told = (
        GaugeMetricFamily(name, meaning, labels=["source", "topic", "partition"])
        for name, meaning in (
            ("ckg_kafka_behind_messages", "Messages of a partition that were not read, as was told last"),
            ("ckg_kafka_told_timestamp_seconds", "When that was told, in seconds since 1970"),
        )
    )
    for it in noted(settings):
        labels = [it.source, it.topic, str(it.partition)]
        behind.add_metric(labels, it.messages)
        told.add_metric(labels, it.at)
    yield from (behind, told)


def _projection(journal: Journal, store: Store) -> Iterator[Metric]:
    behind = lag(journal, store)
    yield _gauge("ckg_projection_pending_rows", "Rows of the journal that are not in the graph", behind.rows)
    yield _gauge(
        "ckg_projection_age_seconds", "How long the oldest of them has waited; 0 without any", behind.seconds
    )
    yield _gauge("ckg_set_aside_entries", "Entries that could not be written", behind.set_aside)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)
