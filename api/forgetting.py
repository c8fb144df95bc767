"""Forgetting people: at once for everybody who asks, and on the disk when it is due; what follows what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from typing import Any

from api.idempotent_answers import forget_answers, forget_in_answers
from api.workspace import Workspace
from graph.erasure.derived import forget_derived
from graph.erasure.hiding import hide_in_journal
from graph.erasure.plan import Plan, plan_path
from graph.erasure.remains import remains
from graph.erasure.requests import PURGED, due, note
from graph.erasure.rewriting import rewrite
from graph.erasure.subject import Subject, values_of_all
from graph.erasure.traces import Traces
from graph.errors import JournalError
from graph.files.lease import erasing_lease, identity_lease, placing_lease, projector_lease
from graph.identity.rules import rules_in_force
from graph.journal import Journal
from graph.progress import OnProgress
from graph.projection import confirm_commits
from graph.settings import Settings
from graph.store import Store
from graph.stores.embedded import delete_embedded
from graph.wal.reader import LOG
from graph.wal.renewing import begin_anew
from ingest.live.drain import Drain
from ingest.live.log import draining_lease, log_folder

_TRIES = 5


@dataclass(frozen=True)
class PurgeReport:
    """A purge: how many requests it was for, what it did, and in which files it still finds what it looked
    for, with how often."""

    requests: int
    proof: Mapping[str, Any]
    remains: Mapping[str, int]

    @property
    def alert(self) -> str | None:
        """What a person should look at; null if nothing."""
        if not self.remains:
            return None
        named = ", ".join(list(self.remains)[:5])
        return f"{len(self.remains):,} files of the home still hold what was to go: {named}."


@dataclass(frozen=True)
class Requester:
    """Who asks for an erasure, and why; both are kept for good."""

    name: str
    reason: str = ""


def hide(
    settings: Settings, subjects: Sequence[Subject], asker: Requester, on_progress: OnProgress
) -> list[str]:
    """Let people vanish from journal, customers, look-ups, searches, kept answers and graph; returns the
    requests' ids. Raises RulesError, before anybody does, where the graph could not follow."""
    rules_in_force(settings)
    journal = Journal.open(settings)
    with Store.open(settings) as store:
        requests = hide_in_journal(
            journal,
            subjects,
            asker.reason,
            asker.name,
            partial(forget_in_answers, settings.home),
            on_progress,
        )
        Workspace(settings).project(store, on_progress)
    return requests


def purge(settings: Settings, on_progress: OnProgress) -> PurgeReport | None:
    """Take everybody off the disk who was hidden; None where nobody is due.

    Killed at any time it goes on when it is called again. Raises JournalError where others are in the way.
    """
    workspace = Workspace(settings)
    journal, home = workspace.journal, settings.home.absolute()
    if not due(journal) and not plan_path(journal).exists():
        return None
    with erasing_lease(journal.folder, on_progress):
        with closing(Drain(journal, settings)) as drain:
            _drained(drain)
            plan = _begun(journal) or _planned(workspace, on_progress)
            if plan is None:
                return None
            traces = Traces(plan.subject)
            counts = _taken_off(workspace, drain, plan, traces, on_progress)
        _graph_again(workspace, plan, on_progress)
        on_progress("purge: looking for what remains", 0, None)
        traces.leave_to_others(values_of_all(journal))
        left = remains(home, traces, plan_path(journal))
        proof = {**counts, "rows": dict(plan.subject.rows), "searched": len(traces.needles), "remains": left}
        for request_id in plan.requests:
            note(journal, PURGED, [], {**proof, "requests": len(plan.requests)}, (request_id, ""))
        plan.forget(journal)
    return PurgeReport(len(plan.requests), proof, left)


def _begun(journal: Journal) -> Plan | None:
    """The plan of a purge that was killed, if it is not done."""
    plan = Plan.kept(journal)
    if plan and {it.request_id for it in due(journal)}.isdisjoint(plan.requests):
        plan.forget(journal)  # killed between the proof and the end
        return None
    return plan


def _planned(workspace: Workspace, on_progress: OnProgress) -> Plan | None:
    """A new plan, with a graph that shows none of those whom it is about."""
    shown = workspace.journal.versions()
    with Store.open(workspace.settings) as store:
        workspace.project(store, on_progress)
    return Plan.made(workspace.journal, shown)


def _drained(drain: Drain) -> None:
    while drain.waiting():
        drain.portion()


def _taken_off(
    workspace: Workspace, drain: Drain, plan: Plan, traces: Traces, on_progress: OnProgress
) -> dict[str, int]:
    journal, home = workspace.journal, workspace.settings.home.absolute()
    with ExitStack() as stack:
        stack.enter_context(identity_lease(journal.folder, on_progress))
        stack.enter_context(placing_lease(journal.folder))
        stack.enter_context(projector_lease(journal.folder, on_progress))
        files = rewrite(journal, plan, on_progress)
        reports = forget_derived(home, traces)
        forget_answers(home, traces.in_page)
    _renew_log(workspace, drain)
    after = sum(1 for _ in journal.folder.rglob("*.parquet"))
    return {"files_before": plan.files, "files_after": after, "files_written": files, "reports": reports}


def _renew_log(workspace: Workspace, drain: Drain) -> None:
    """The log of messages without those that are in the journal."""
    journal, folder = workspace.journal, log_folder(workspace.settings.home)
    for _ in range(_TRIES):
        _drained(drain)
        with draining_lease(folder):
            if begin_anew(folder, journal.position("messages", LOG)):
                drain.forget()
                return
    raise JournalError(
        "Messages come in so fast that the log of them cannot be renewed.",
        "Run the command again when less is going on; it goes on where it was.",
    )


def _graph_again(workspace: Workspace, plan: Plan, on_progress: OnProgress) -> None:
    """The embedded store keeps what is deleted in its pages: it is made anew. A server's graph holds nothing
    of those who go, and is told the new names of the commits that it holds."""
    settings, journal = workspace.settings, workspace.journal
    delete_embedded(settings)
    with Store.open(settings) as store:
        if settings.neo4j_uri is not None:
            with projector_lease(journal.folder, on_progress):
                confirmed = confirm_commits(journal, store, plan.commits)
            if confirmed:
                workspace.project(store, on_progress)
                return
        workspace.rebuild(store, on_progress)
