"""What the record of an identity run says of how it came to its customers."""

from __future__ import annotations

import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.identity.clusters.stable_ids import IdCounts
from graph.identity.clusters.stitching import StitchCounts
from graph.identity.evidence.vetoes import TO_BE_PROVEN
from graph.identity.households.households import HouseholdCounts
from graph.identity.model.health import Health
from graph.identity.model.matching import Matching
from graph.identity.rules import Rules
from graph.identity.running.options import RunOptions


@dataclass(frozen=True)
class StepResults:
    """What the steps of a run came to; `changed` counts the records it looked at, `unlike` says in what the
    data differ from those of an earlier model."""

    matching: Matching
    health: Health
    stitched: StitchCounts
    ids: IdCounts
    households: HouseholdCounts
    changed: int
    unlike: Sequence[str]


def run_record(computed: StepResults, rules: Rules, options: RunOptions) -> dict[str, Any]:
    """The model in force, what was made of verdicts and vetoes, and the counts of clusters and households."""
    return {**_of_model(computed, rules, options), **_of_clusters(computed)}


def _of_model(computed: StepResults, rules: Rules, options: RunOptions) -> dict[str, Any]:
    matching, model = computed.matching, computed.matching.model
    return {
        "engine": rules.engine,
        "model_version": matching.version,
        "trained_on": model.records,
        "threshold": matching.threshold,
        "doubted_from": matching.doubted_from(rules.clusters),
        "threshold_method": model.threshold.method,
        "health": computed.health.as_dict(),
        "trained_because": [*options.because, *computed.unlike],
        "distrusted": [*options.distrusted, *options.doubted],
        "untaught": list(options.untaught),
        "labels": matching.labels.as_dict() if matching.labels else None,
        "answers": matching.answers.as_dict() if matching.answers else None,
        "rules": rules.fingerprint,
        "changed_records": computed.changed,
        "vetoes_dropped": sorted(str(v) for v in rules.vetoes - matching.vetoes - TO_BE_PROVEN),
        "veto_noise": {name: round(share, 4) for name, share in matching.noise.items()},
        "family_kinds": sorted(matching.family_kinds.alike),
        "namesake_kinds": sorted(matching.family_kinds.equal),
        "blocking": [{"columns": r.columns, "pairs": r.pairs} for r in model.rules],
        "blocking_refused": [{"columns": r.columns, "pairs": r.pairs} for r in model.refused],
    }


def _of_clusters(computed: StepResults) -> dict[str, Any]:
    return {
        "vetoed": computed.stitched.vetoed,
        "cuts": computed.stitched.cuts,
        "ids": vars(computed.ids),
        "households": computed.households.households,
        "household_members": computed.households.people,
        "groups_too_large_for_a_household": computed.households.too_large,
    }


def peak_memory_mb() -> int:
    """The most memory that the process had; macOS counts it in bytes, Linux in 1,024 of them."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) >> 20
