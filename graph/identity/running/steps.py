"""The steps of a run over one connection, over everything or over what changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from secrets import token_hex
from typing import Any

import duckdb

from graph.identity.beginning import RunStart
from graph.identity.clusters.stable_ids import IdCounts, assign_ids
from graph.identity.clusters.stitching import ClusterBounds, StitchCounts, stitch
from graph.identity.evidence.rule_links import drop_blocked
from graph.identity.features.build import build_features
from graph.identity.households.households import (
    HouseholdCounts,
    find_all_households,
    find_changed_households,
)
from graph.identity.inputs import LastRun, load_inputs
from graph.identity.lookup.index import IndexState, write_index
from graph.identity.model.fitting import Lessons, rebase_matching, train_matching, untrained_matching
from graph.identity.model.ground import differences, ground_of, other_columns
from graph.identity.model.health import Health, examine
from graph.identity.model.matching import Matching, load_matching
from graph.identity.model.pairs.weighing import weigh
from graph.identity.model.training import safe_model, usual_model
from graph.identity.outcome.publish import decide_finally, summarise
from graph.identity.report import RunFacts, find_changes, write_report
from graph.identity.rules import Rules, rules_in_force
from graph.identity.running.following import decides_alike, is_of_last_run, placeholder_dates, serves
from graph.identity.running.indexing import follow_index
from graph.identity.running.options import Mode, RunOptions
from graph.identity.running.record import StepResults, peak_memory_mb, run_record
from graph.identity.running.step_progress import Steps
from graph.identity.state.changes import (
    Span,
    find_changed,
    reach,
    score_changed,
    take_entries,
    take_newcomers,
)
from graph.identity.state.file import StateStamp, save_state, state_path
from graph.identity.state.stage import stage_all, stage_scope
from graph.identity.state.update import update_state
from graph.journal import Journal
from graph.progress import OnProgress
from graph.settings import Settings


class Run:
    """One run, step by step: `begin`, `compute`, `report`; then what it leaves behind."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        journal: Journal,
        settings: Settings,
        options: RunOptions,
        on_progress: OnProgress,
    ) -> None:
        self.connection = connection
        self._began = time.monotonic()
        self.rules: Rules = rules_in_force(settings)
        self.mode = options.mode
        self._journal, self._settings = journal, settings
        self._options, self._steps = options, Steps(on_progress)
        self._models = settings.home.absolute() / "models"
        self._last: LastRun | None
        self.start: RunStart
        self._span: Span
        self.matching: Matching
        self.stitched: StitchCounts
        self.health: Health
        self.unlike: list[str] = []
        self.ids: IdCounts
        self.households: HouseholdCounts
        self.changed = 0

    def begin(self, start: RunStart, last: LastRun | None, mark: StateStamp | None) -> None:
        """Settle the mode: the one asked for, or the next one that can be had.

        `start` says what this run sees of the journal, `mark` what the state that is there is of.
        """
        self.start, self._last = start, last
        self._span = Span(mark.versions if mark else {}, start.versions)
        if last is None:
            self.mode = Mode.FULL
        elif self.mode is Mode.INCREMENTAL and not self._can_follow(last, mark):
            self.mode = Mode.REBASE
        if last is not None and self.mode is not Mode.FULL and not self._serves(last):
            self.mode = Mode.FULL

    def _can_follow(self, last: LastRun, mark: StateStamp | None) -> bool:
        if self._options.threshold is not None or not is_of_last_run(mark, last, self._journal, self._span):
            return False
        return decides_alike(last, self.rules, self.connection)

    def _serves(self, last: LastRun) -> bool:
        """Whether the model in force can be used further."""
        new: Counter[str] = Counter()
        if self.mode is Mode.INCREMENTAL:
            named = self._journal.records_named(self._span.since, self._span.until)
            new.update(name.partition(":")[0] for name in named)
        return serves(self._models / last.model_version, last, new)

    def elapsed(self) -> float:
        """Seconds since the run began, whatever became of the clock."""
        return time.monotonic() - self._began

    def step(self, name: str) -> None:
        """A new step begins."""
        self._steps.begin(name)

    def compute(self) -> None:
        """Everything up to the customer ids, as tables of the connection."""
        if self.mode is Mode.INCREMENTAL:
            self._match_changes()
        else:
            self._match_all()
        self.step("clusters")
        bounds = ClusterBounds(self.matching.vetoes, self.matching.limits(self.rules.clusters))
        self.stitched = stitch(self.connection, bounds, partial(weigh, self.matching.model))
        self.health = examine(self.connection, self.matching.model)
        decide_finally(self.connection, self.matching.doubted_from(self.rules.clusters))
        self.step("ids")
        self.ids = assign_ids(self.connection, token_hex(16))  # kept nowhere: see `new_id`
        self.step("households")
        find = find_changed_households if self.mode is Mode.INCREMENTAL else find_all_households
        self.households = find(self.connection, self.rules.households, self.start.run_id)

    def _match_all(self) -> None:
        self.step("features")
        load_inputs(self.connection)
        drop_blocked(self.connection, self.rules)
        build_features(self.connection)
        self.step("model")
        wanted = self._options.threshold
        if self.mode is Mode.REBASE:
            earlier = self._earlier()
            self._distrust(earlier, differences(earlier.model.ground, ground_of(self.connection)))
            self.mode = Mode.FULL if self.unlike else Mode.REBASE
        if self._options.distrusted:
            standing_in = safe_model if self._options.doubted else usual_model
            self.matching = untrained_matching(self.connection, self.rules, self.start.run_id, standing_in)
        elif self.mode is Mode.FULL:
            lessons = Lessons(self._options.labels, not self._options.untaught)
            self.matching = train_matching(self.connection, self.rules, self.start.run_id, wanted, lessons)
        else:
            self.matching = rebase_matching(self.connection, self.rules, earlier, self.start.run_id, wanted)
        self.changed = stage_all(self.connection)

    def _match_changes(self) -> None:
        self.step("features")
        self.matching = self._earlier()
        take_entries(self.connection, self._journal, self.rules, self._span)
        self.changed = find_changed(self.connection, self.rules)
        fresh = ground_of(self.connection, "fresh_features")
        self._distrust(self.matching, other_columns(self.matching.model.ground, fresh))
        self.step("model")
        score_changed(self.connection, self.matching.model)
        self.step("scope")
        reach(self.connection, self.matching.threshold)
        take_newcomers(self.connection)
        stage_scope(self.connection, self.rules)

    def _distrust(self, earlier: Matching, unlike: Iterable[str]) -> None:
        """Note in what the data are unlike those of an earlier model; labels are not thrown away for that."""
        self.unlike = [] if earlier.model.is_labelled else list(unlike)

    def _earlier(self) -> Matching:
        assert self._last is not None  # noqa: S101 - only runs after the first ask for it
        return load_matching(self.connection, self._models, self._last.model_version)

    def instead(self) -> RunOptions | None:
        """What to do in place of this run where its model is unsound, or of other data; None where it serves.

        A model of an earlier run makes way for one that is trained anew, one that verdicts taught for the one
        without them, that one for usual rates, and these for the safe one.
        """
        faults = self.health.faults
        if faults and self.matching.answers:
            return replace(self._options, mode=Mode.FULL, untaught=faults)
        if self.mode is Mode.FULL:
            return self._options.standing_in(faults) if faults else None
        reasons = (*faults, *self.unlike)
        return replace(self._options, mode=Mode.FULL, because=reasons) if reasons else None

    def report(self) -> dict[str, Any]:
        """What the run's record says."""
        computed = StepResults(
            self.matching, self.health, self.stitched, self.ids, self.households, self.changed, self.unlike
        )
        return (
            summarise(self.connection, self._last)
            | {"run_id": self.start.run_id, "mode": str(self.mode)}
            | run_record(computed, self.rules, self._options)
            | {
                "placeholder_dates": placeholder_dates(self.connection),
                "seconds": self._steps.seconds(),
                "peak_memory_mb": peak_memory_mb(),
            }
        )

    def write_report(self, report: dict[str, Any]) -> None:
        """Write the HTML report, where one is wanted."""
        if self._options.reports is None:
            return
        before = self._last.report if self._last else None
        facts = RunFacts.of_report(report, self.start.at, before, find_changes(self.connection))
        path = self._options.reports / f"{self.start.run_id}.html"
        write_report(facts, self.matching.model, self.connection, path)

    def keep_state(self) -> None:
        """Leave the next run what it needs to look at changes alone."""
        seen = dict(self._span.until)
        mark = StateStamp(self.start.run_id, self._journal.id, seen, self._journal.commit_ids(seen))
        if self.mode is Mode.INCREMENTAL:
            update_state(self.connection, mark, self.start.at)
        else:
            save_state(self.connection, state_path(self._settings), mark, self.start.at)

    def sees_nobody_erased(self) -> bool:
        """Whether nobody was erased since it began: what it knows of them must not be kept."""
        return self._journal.versions()["erasures"] == self._span.until["erasures"]

    def keep_index(self, records: int) -> None:
        """Bring the look-up index up to this run."""
        state = IndexState(self.start.run_id, self.matching.version, self.rules.fingerprint, records)
        folder = self._settings.home.absolute() / "index"
        model = self.matching.model
        if self.mode is not Mode.INCREMENTAL or self._last is None:
            write_index(self.connection, model, state, folder)
            return
        follow_index(self.connection, model, state, folder, self._last.run_id)
