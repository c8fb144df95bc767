"""What a report tells of a run besides what is in the run's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class IdChange:
    """What happened to a customer id: `kind` is merged, split, new or retired; `others` are the ids that it
    took in or gave to."""

    kind: str
    customer_id: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trust:
    """How far the run's model is to be trusted.

    `health` is what the check of it saw, by name; `distrusted` what is wrong with the model that the data
    teach, none for a sound one; `method` is how the threshold was found. `placeholder_dates` are source,
    date and people.
    """

    health: Mapping[str, float] = field(default_factory=dict)
    distrusted: tuple[str, ...] = ()
    method: str = ""
    trained_because: tuple[str, ...] = ()
    vetoes_dropped: tuple[str, ...] = ()
    family_kinds: tuple[str, ...] = ()
    namesake_kinds: tuple[str, ...] = ()
    placeholder_dates: tuple[tuple[str, str, int], ...] = ()

    @classmethod
    def of_report(cls, report: Mapping[str, Any]) -> Trust:
        """As a run's record in the journal tells it; records of former versions tell less."""
        health = {name: seen for name, seen in report.get("health", {}).items() if name != "faults"}
        dates = report.get("placeholder_dates", ())
        return cls(
            health,
            tuple(report.get("distrusted", ())),
            str(report.get("threshold_method", "")),
            tuple(report.get("trained_because", ())),
            tuple(report.get("vetoes_dropped", ())),
            tuple(report.get("family_kinds", ())),
            tuple(report.get("namesake_kinds", ())),
            tuple((found["source"], found["birth_date"], found["people"]) for found in dates),
        )


@dataclass(frozen=True)
class RunFacts:
    """One identity run in figures.

    `counts` are what the run came to, by name, in the order in which they are shown; `previous` are those of
    the run before, or None for the first. `threshold` is the match weight from which links counted.
    `seconds` is how long each step took, in their order, and `peak_memory` the most memory in bytes.
    `cluster_sizes` says how many clusters have so many records.
    """

    run_id: str
    started_at: datetime
    finished_at: datetime
    mode: str
    engine: str
    model_version: str
    threshold: float
    counts: Mapping[str, int]
    seconds: Mapping[str, float]
    peak_memory: int
    cluster_sizes: Mapping[int, int]
    previous: Mapping[str, float] | None = None
    changes: Sequence[IdChange] = field(default_factory=tuple)
    trust: Trust = field(default_factory=Trust)

    @classmethod
    def of_report(
        cls,
        report: Mapping[str, Any],
        started_at: datetime,
        previous: Mapping[str, Any] | None,
        changes: Sequence[IdChange],
    ) -> RunFacts:
        """The facts of a run that started then, from its record in the journal and that of the run before."""
        steps = report["seconds"]
        return cls(
            run_id=report["run_id"],
            started_at=started_at,
            finished_at=started_at + timedelta(seconds=sum(steps.values())),
            mode=report["mode"],
            engine=report["engine"],
            model_version=report["model_version"],
            threshold=report["threshold"],
            counts=_counts(report),
            seconds=steps,
            peak_memory=report["peak_memory_mb"] * 2**20,
            cluster_sizes={int(size): count for size, count in report["clusters_by_size"].items()},
            previous=_counts(previous) if previous else None,
            changes=changes,
            trust=Trust.of_report(report),
        )


def _counts(report: Mapping[str, Any]) -> dict[str, int]:
    """The record's counts by name; `ids` count customers too, but in an incremental run not all of them."""
    nested = {f"ids {kind}": n for kind, n in report.get("ids", {}).items() if kind != "customers"}
    nested |= {f"links cut: {kind}": n for kind, n in report.get("cuts", {}).items()}
    return {name: int(report[name]) for name in _COUNTED if name in report} | nested


_COUNTED = (
    "records",
    "changed_records",
    "pairs",
    "links",
    "rule_links",
    "blocked_values",
    "shared_values",
    "vetoed",
    "customers_before",
    "customers",
    "households",
    "household_members",
    "groups_too_large_for_a_household",
)
"""Names in a run's record that are counts."""
