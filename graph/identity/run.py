"""An identity-resolution run: from the journal's records to customers, and back into the journal."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any

import duckdb

from graph.errors import IdentityError
from graph.identity.evidence import EvidenceCounts, drop_blocked
from graph.identity.features import build_features
from graph.identity.index import IndexState, write_index
from graph.identity.inputs import LastRun, last_run, open_inputs
from graph.identity.labels import Labels
from graph.identity.matching import (
    Matching,
    find_evidence,
    forget_shared,
    load_matching,
    rebase_matching,
    rescore,
    save_matching,
    train_matching,
    weigh,
)
from graph.identity.outcome import BlastRadius, blast_radius, decide_finally, publish, summarise
from graph.identity.report import RunFacts, find_changes, write_report
from graph.identity.rules import Rules, load_rules
from graph.identity.scope import (
    changed_records,
    scope_of_all,
    scope_of_changes,
    take_known_scores,
    write_fingerprints,
)
from graph.identity.stable_ids import IdCounts, assign_ids
from graph.identity.stitching import Bounds, StitchCounts, stitch
from graph.journal import Journal
from graph.progress import OnProgress, silent
from graph.projection.lease import lease
from graph.settings import Settings


class Mode(StrEnum):
    """What a run does.

    FULL trains a new model and clusters everything. REBASE clusters everything under the model of the last
    run. INCREMENTAL clusters what changed since the last run, with the same outcome as REBASE; where the
    rules or the threshold have changed since, it is one. The first run is always full.
    """

    FULL = "full"
    REBASE = "rebase"
    INCREMENTAL = "incremental"


@dataclass(frozen=True)
class RunOptions:
    """What to do; `threshold` is a match probability that takes the place of the rules' one.

    `reports` is the folder for the run's HTML report; none is written without it. A full run learns from
    `labels` too, if given.
    """

    mode: Mode = Mode.INCREMENTAL
    threshold: float | None = None
    reports: Path | None = None
    labels: Labels | None = None


@dataclass(frozen=True)
class RunResult:
    """A finished run: `report` is what its record in the journal says; `alert` names what a person should
    look at, null if nothing."""

    run_id: str
    mode: Mode
    report: dict[str, Any]
    alert: str | None


def resolve(
    journal: Journal, settings: Settings, options: RunOptions | None = None, on_progress: OnProgress = silent
) -> RunResult:
    """Find out who is who, and store it in the journal; the projection takes it from there.

    Killed at any point it leaves nothing that a reader would see, and the next call starts afresh. Raises
    RulesError, IdentityError or JournalError.
    """
    with _prepared(journal, settings, options or RunOptions(), on_progress) as run:
        run.compute()
        report = run.report()
        run.step("store")
        if run.mode is not Mode.INCREMENTAL:
            save_matching(run.matching, run.connection, _models(settings))
        write_fingerprints(run.connection, _fingerprints(settings, run.run_id))
        run.write_report(report)
        with lease(journal.folder / "projector.lock"):
            publish(journal, run.connection, run.run_id, run.started_at, report, run.rules)
        _forget_fingerprints(settings, run.run_id)
        run.step("index")
        state = IndexState(run.run_id, run.matching.version, run.rules.fingerprint, report["records"])
        write_index(run.connection, run.matching.model, state, settings.home.absolute() / "index")
    return RunResult(run.run_id, run.mode, report, _alert(report, run.rules))


def preview(
    journal: Journal, settings: Settings, options: RunOptions | None = None, on_progress: OnProgress = silent
) -> BlastRadius:
    """What a run would change, without changing anything: the rules and options in force are tried out."""
    with _prepared(journal, settings, options or RunOptions(), on_progress) as run:
        run.compute()
        return blast_radius(run.connection, run.report())


class _Run:
    """One run over one connection, step by step."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        settings: Settings,
        options: RunOptions,
        on_progress: OnProgress,
    ) -> None:
        self.connection = connection
        self.started_at = datetime.now(UTC)
        self.run_id = f"{self.started_at:%Y%m%dT%H%M%S}-{token_hex(3)}"
        self.rules: Rules = load_rules(settings.rules)
        _check_engine(self.rules)
        self.last = last_run(connection)
        self.mode = options.mode
        self._settings, self._options, self._on_progress = settings, options, on_progress
        self._times: list[tuple[str, datetime]] = []
        self.matching: Matching
        self.evidence: EvidenceCounts
        self.stitched: StitchCounts
        self.ids: IdCounts
        self.changed = 0

    def step(self, name: str) -> None:
        """A new step begins."""
        self._times.append((name, datetime.now(UTC)))
        self._on_progress(f"identity: {name}", len(self._times) - 1, 7)

    def compute(self) -> None:
        """Everything up to the customer ids, as tables of the connection."""
        self.step("features")
        self.blocked = drop_blocked(self.connection, self.rules)
        build_features(self.connection)
        self.step("model")
        self.mode = self._possible_mode()
        if self.mode is Mode.INCREMENTAL:
            self._score_changes()
        else:
            self._score_all()
        self.step("clusters")
        bounds = Bounds(
            self.matching.threshold,
            self.matching.vetoes,
            self.rules.clusters.max_size,
            self.rules.clusters.slack,
        )
        self.stitched = stitch(self.connection, bounds, partial(weigh, self.matching.model))
        decide_finally(self.connection, self.matching.threshold, self.rules.clusters.review_band)
        self.step("ids")
        self.ids = assign_ids(self.connection, self.run_id)

    def report(self) -> dict[str, Any]:
        """What the run's record says."""
        ends = [at for _, at in self._times[1:]] + [datetime.now(UTC)]
        seconds = {
            name: round((end - start).total_seconds(), 3)
            for (name, start), end in zip(self._times, ends, strict=True)
        }
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return summarise(self.connection, self.last) | {
            "run_id": self.run_id,
            "mode": str(self.mode),
            "engine": self.rules.engine,
            "model_version": self.matching.version,
            "threshold": self.matching.threshold,
            "threshold_method": self.matching.model.threshold.method,
            "labels": self.matching.labels.as_dict() if self.matching.labels else None,
            "rules": self.rules.fingerprint,
            "blocked_values": self.blocked,
            "shared_values": self.evidence.shared,
            "rule_links": self.evidence.links,
            "changed_records": self.changed,
            "vetoes_dropped": sorted(str(v) for v in self.rules.vetoes - self.matching.vetoes),
            "veto_noise": {name: round(share, 4) for name, share in self.matching.noise.items()},
            "blocking": [{"columns": r.columns, "pairs": r.pairs} for r in self.matching.model.rules],
            "blocking_refused": [
                {"columns": r.columns, "pairs": r.pairs} for r in self.matching.model.refused
            ],
            "vetoed": self.stitched.vetoed,
            "cuts": self.stitched.cuts,
            "ids": vars(self.ids),
            "seconds": seconds,
            "peak_memory_mb": peak // 1024,
        }

    def write_report(self, report: dict[str, Any]) -> None:
        """Write the HTML report, where one is wanted."""
        if self._options.reports is None:
            return
        before = self.last.report if self.last else None
        facts = RunFacts.of_report(report, self.started_at, before, find_changes(self.connection))
        path = self._options.reports / f"{self.run_id}.html"
        write_report(facts, self.matching.model, self.connection, path)

    def _possible_mode(self) -> Mode:
        """The mode asked for, or the next one that can be had."""
        if self.last is None:
            return Mode.FULL
        prints = _fingerprints(self._settings, self.last.run_id)
        same_rules = self.last.report.get("rules") == self.rules.fingerprint
        if self.mode is Mode.INCREMENTAL and not (
            same_rules and self._options.threshold is None and prints.is_file()
        ):
            return Mode.REBASE
        return self.mode

    def _score_all(self) -> None:
        wanted = self._options.threshold
        if self.mode is Mode.FULL:
            found = train_matching(self.connection, self.rules, self.run_id, wanted, self._options.labels)
        else:
            found = rebase_matching(self.connection, self.rules, self._earlier(), self.run_id, wanted)
        self.matching, self.evidence = found
        [(self.changed,)] = self.connection.execute("SELECT count(*) FROM records").fetchall()
        scope_of_all(self.connection)

    def _score_changes(self) -> None:
        self.matching = self._earlier()
        self.evidence = find_evidence(self.connection, self.rules)
        forget_shared(self.connection)
        changed = changed_records(self.connection, _fingerprints(self._settings, self._last_id()))
        self.changed = len(changed)
        take_known_scores(self.connection)
        rescore(self.connection, self.matching.model, changed)
        self.step("scope")
        scope_of_changes(self.connection, self.matching.threshold, changed)

    def _earlier(self) -> Matching:
        assert self.last is not None  # noqa: S101 - only runs after the first ask for it
        return load_matching(self.connection, _models(self._settings), self.last.model_version)

    def _last_id(self) -> str:
        assert self.last is not None  # noqa: S101 - as above
        return self.last.run_id


@contextmanager
def _prepared(
    journal: Journal, settings: Settings, options: RunOptions, on_progress: OnProgress
) -> Iterator[_Run]:
    """A run that no other disturbs."""
    with lease(journal.folder / "identity.lock"), open_inputs(journal) as connection:
        yield _Run(connection, settings, options, on_progress)


def _alert(report: dict[str, Any], rules: Rules) -> str | None:
    before, merged = report["customers_before"], report["ids"]["merged"]
    if before and merged / before > rules.alert_share:
        return f"The run merged {merged} of {before} customers, more than a share of {rules.alert_share:g}."
    return None


def _check_engine(rules: Rules) -> None:
    if rules.engine != "duckdb":
        raise IdentityError(
            f"Runs cannot use engine {rules.engine} yet.",
            "Set engine: duckdb in the rules; docs/scale.md says how to score on Spark.",
        )


def _models(settings: Settings) -> Path:
    return settings.home.absolute() / "models"


def _fingerprints(settings: Settings, run_id: str) -> Path:
    return settings.home.absolute() / "models" / "fingerprints" / f"{run_id}.parquet"


def _forget_fingerprints(settings: Settings, run_id: str) -> None:
    """Only those of the latest finished run are needed."""
    for path in _fingerprints(settings, run_id).parent.glob("*.parquet"):
        if path.stem != run_id:
            path.unlink(missing_ok=True)


__all__ = ["BlastRadius", "LastRun", "Mode", "RunOptions", "RunResult", "preview", "resolve"]
