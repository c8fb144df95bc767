"""An identity-resolution run: from the journal's records to customers, and back into the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any

from graph.files.disk import writing
from graph.files.lease import identity_lease, placing_lease, projector_lease
from graph.identity.beginning import RunStart, announced, start_of
from graph.identity.connection.memory import limit_memory
from graph.identity.connection.planning import plan_for_size
from graph.identity.features.placeholders import find_placeholders
from graph.identity.inputs import last_run, open_events, open_inputs
from graph.identity.model.health import told_distrust
from graph.identity.model.keeping import prune_models
from graph.identity.model.matching import save_matching
from graph.identity.outcome.blast_radius import BlastRadius, blast_radius
from graph.identity.outcome.publish import publish
from graph.identity.rules import Rules
from graph.identity.running.options import Mode, RunOptions
from graph.identity.running.progress_file import published
from graph.identity.running.steps import Run
from graph.identity.state.file import DamagedStateError, attached, intact, read_mark, state_path
from graph.journal import Journal
from graph.journal.quality.source_quality import MEASURED, source_quality, told_in_report
from graph.progress import OnProgress, silent
from graph.settings import Settings

MANY_FILES = 50
"""Files of a journal table, one a commit, above which a run joins them: each costs every reader some time."""

_MEASURED_EACH_TIME = 100_000
"""Records up to which each run measures the quality of sources; where there are more, those do that look at
everything anyway."""


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
    RulesError, IdentityError, JournalError or DiskError.
    """
    chosen = options or RunOptions()
    with writing(settings.home.absolute()), published(settings.home, on_progress) as tell:
        try:
            return _carry_out(journal, settings, chosen, tell)
        except DamagedStateError:
            state_path(settings).unlink(missing_ok=True)
            return _carry_out(journal, settings, chosen, tell)


def _carry_out(
    journal: Journal, settings: Settings, options: RunOptions, on_progress: OnProgress
) -> RunResult:
    with _computed(journal, settings, options, on_progress, announced) as run:
        report = run.report()
        run.step("store")
        models = settings.home.absolute() / "models"
        if run.mode is not Mode.INCREMENTAL:
            save_matching(run.matching, run.connection, models)
        run.write_report(report)
        if run.mode is not Mode.INCREMENTAL or report["records"] <= _MEASURED_EACH_TIME:
            customers = run.connection.sql("FROM customers_after").to_arrow_table()
            report[MEASURED] = told_in_report(source_quality(journal, customers))
        with projector_lease(journal.folder, on_progress):
            pass  # who writes for long is waited for before newcomers have to wait
        with placing_lease(journal.folder):  # until look-ups know of it: nobody gets a customer by older ones
            with projector_lease(journal.folder, on_progress):
                publish(journal, run.connection, run.start, run.elapsed, report, run.rules)
            with journal.suppression.standing():  # who is erased from here on is forgotten by who erases them
                if run.sees_nobody_erased():
                    run.keep_state()
                    run.step("index")
                    run.keep_index(report["records"])
        prune_models(run.connection, models, used=[run.matching.version])
        journal.compact(MANY_FILES)
    return RunResult(run.start.run_id, run.mode, report, _alert(report, run.rules))


def preview(
    journal: Journal, settings: Settings, options: RunOptions | None = None, on_progress: OnProgress = silent
) -> BlastRadius:
    """What a run would change, without changing anything: the rules and options in force are tried out."""
    with _computed(journal, settings, options or RunOptions(), on_progress, start_of) as run:
        open_events(run.connection)
        return blast_radius(run.connection, run.report(), run.rules)


def can_follow(journal: Journal, settings: Settings) -> bool:
    """Whether a run would look at changes alone, so that somebody can wait for it."""
    start = start_of(journal)
    with closing(journal.connect_apart(("runs", "stored_records"), start.versions)) as connection:
        find_placeholders(connection)
        run = Run(connection, journal, settings, RunOptions(), silent)
        run.begin(start, last_run(connection), read_mark(connection, state_path(settings)))
        return run.mode is Mode.INCREMENTAL


def versions_to_look_at(journal: Journal) -> int:
    """How many versions of records a run over everything looks at."""
    with closing(journal.connect_apart(("stored_records",))) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM stored_records").fetchall()
    return int(count)


@contextmanager
def _computed(
    journal: Journal,
    settings: Settings,
    options: RunOptions,
    on_progress: OnProgress,
    starting: Callable[[Journal], RunStart],
) -> Iterator[Run]:
    """A run that has found its outcome under a sound model, be it at a later attempt."""
    attempt: RunOptions | None = options
    while attempt is not None:
        with _prepared(journal, settings, attempt, on_progress, starting) as run:
            run.compute()
            attempt = run.instead()
            if attempt is None:
                yield run


@contextmanager
def _prepared(
    journal: Journal,
    settings: Settings,
    options: RunOptions,
    on_progress: OnProgress,
    starting: Callable[[Journal], RunStart],
) -> Iterator[Run]:
    """A run that no other disturbs."""
    with ExitStack() as stack:
        stack.enter_context(identity_lease(journal.folder, on_progress))
        start = starting(journal)
        connection = stack.enter_context(open_inputs(journal, start.versions))
        limit_memory(connection, settings)
        plan_for_size(connection)
        path = state_path(settings)
        run = Run(connection, journal, settings, options, on_progress)
        mark = read_mark(connection, path) if options.mode is Mode.INCREMENTAL else None
        run.begin(start, last_run(connection), mark)
        if run.mode is Mode.INCREMENTAL:
            stack.enter_context(attached(connection, path))
            stack.enter_context(intact(path))
        yield run


def _alert(report: dict[str, Any], rules: Rules) -> str | None:
    if report["distrusted"]:
        return told_distrust(report["distrusted"], report["threshold_method"])
    if report["untaught"]:
        return (
            f"Stewards' verdicts taught a model that cannot be right ({'; '.join(report['untaught'])}). It"
            " was trained without them; they hold for their own pairs. `ckg review judgements` lists them."
        )
    before, merged = report["customers_before"], report["ids"]["merged"]
    if before and merged / before > rules.alert_share:
        return f"The run merged {merged} of {before} customers, more than a share of {rules.alert_share:g}."
    return None


__all__ = ["BlastRadius", "Mode", "RunOptions", "RunResult", "can_follow", "preview", "resolve"]
