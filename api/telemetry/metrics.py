"""Counts and times of requests for Prometheus; with several processes they add up what each of them counts.

Labels are codes, kinds and statuses: never a name, an address, a query or a value.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which several processes count; prometheus_client reads it when it is imported."""

_HERE = CollectorRegistry()
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_OBJECTS = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)

RESPONSES = Counter("ckg_http_responses", "Answers by path and status", ["path", "status"], registry=_HERE)
OPERATIONS = Counter(
    "ckg_graphql_operations", "GraphQL operations by kind and outcome", ["kind", "outcome"], registry=_HERE
)
SECONDS = Histogram(
    "ckg_graphql_seconds", "Time that operations took", ["kind"], buckets=_SECONDS, registry=_HERE
)
COST = Histogram(
    "ckg_graphql_cost", "Objects that operations could return", ["kind"], buckets=_OBJECTS, registry=_HERE
)
ERRORS = Counter("ckg_errors", "Errors that clients were told, by code", ["code"], registry=_HERE)


def share(folder: Path) -> None:
    """Let the processes that are started from now on count in a folder, from zero."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[SHARED] = str(folder)


def exposition(gauges: Iterable[Metric]) -> bytes:
    """All metrics as Prometheus reads them: what was counted, and the gauges."""
    if SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it has no types
    else:
        registry = _HERE
    return generate_latest(registry) + generate_latest(_registry(gauges))


def _registry(gauges: Iterable[Metric]) -> CollectorRegistry:
    class Given(Collector):
        def collect(self) -> Iterable[Metric]:
            return gauges

    registry = CollectorRegistry()
    registry.register(Given())
    return registry
