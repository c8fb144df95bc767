"""The one flow of an installation: ingest, journal, customers, graph, scores, search; what follows what.

Splink and scores take long to import and are imported where they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from api.idempotent_answers import forget_in_answers
from graph.bulk.load import loader_for, write_import
from graph.erasure.hiding import go_on
from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import rules_in_force
from graph.identity.state.file import state_path
from graph.journal import Journal
from graph.progress import OnProgress
from graph.projection import (
    ProjectionResult,
    SetAside,
    entries_set_aside,
    prepare,
    project,
    rebuild,
    score,
)
from graph.projection.remaking import remake_customers
from graph.search.index_files import IndexFiles
from graph.search.upkeep import keep_up
from graph.settings import Settings
from graph.store import Store
from ingest.live.drain import state_anew

if TYPE_CHECKING:
    from graph.identity.run import RunOptions, RunResult

AT_ONCE = 10_000
"""Entries up to which an ingest resolves what it brought; after more the model may be due for training."""
YOUNG = 10_000
"""Versions of records up to which a run over everything takes seconds, so that nobody need call it."""


@dataclass(frozen=True)
class GraphUpdate:
    """How the graph was brought up to the journal: what was written, how many nodes got each score that was
    due, and all entries that are set aside."""

    projection: ProjectionResult
    scores: dict[str, int]
    set_aside: tuple[SetAside, ...]

    def after(self, earlier: ProjectionResult) -> GraphUpdate:
        """The same with what had been written before."""
        return replace(self, projection=earlier + self.projection)

    @property
    def alert(self) -> str | None:
        """What a person should look at; null if nothing."""
        if not self.projection.set_aside:
            return None
        return f"{self.projection.set_aside:,} entries could not be brought into the graph; see `ckg status`."


class Workspace:
    """One installation, opened: each method begins where something is new, and carries out all that follows.
    An erasure that was killed is carried out first, and what was left to do of an undo.

    Raises JournalError, or IdentityError when the rules cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rules = rules_in_force(settings)
        self.journal = Journal.open(settings)
        go_on(self.journal, partial(forget_in_answers, settings.home))
        state_anew(self.journal, settings)
        self.golden = GoldenRecords(self.rules)
        self._has_schema = False

    def take_in(self, entries: int, store: Store, on_progress: OnProgress) -> tuple[bool, GraphUpdate]:
        """What follows new entries in the journal: their customers, if they are few and a run has trained a
        model, and the graph. Also returns whether all have their customers now."""
        return self._resolve_changes(entries, on_progress), self.project(store, on_progress)

    def resolve(
        self, options: RunOptions | None, store: Store, on_progress: OnProgress
    ) -> tuple[RunResult, GraphUpdate]:
        """Find out who is who, and show it in the graph; other rules than before count for everybody."""
        from graph.identity.run import resolve

        result = resolve(self.journal, self.settings, options, on_progress)
        written = self._projected(store, on_progress)
        remade = remake_customers(self.journal, store, self.golden, on_progress)
        written = replace(written, customers=written.customers + remade)
        return result, self._followed(written, store, on_progress)

    def follow(self, store: Store, on_progress: OnProgress) -> int:
        """Show in the graph what is new in the journal, and leave the scores to the next `project`; returns
        how many rows were new.

        Called after each few messages, so constraints and indexes are made sure of with the first call alone.
        """
        if not self._has_schema:
            prepare(store)
            self._has_schema = True
        return project(self.journal, store, self.golden, on_progress).rows

    def resolve_news(self, on_progress: OnProgress) -> bool:
        """Find out whose the journal's new entries are, in a young installation be it with a run over
        everything; false where only a `resolve` over everything can."""
        return self._resolve_changes(1, on_progress) or self._resolve_young(on_progress)

    def project(self, store: Store, on_progress: OnProgress) -> GraphUpdate:
        """What follows anything new in the journal: the graph, and the scores that depend on all of it."""
        return self._followed(self._projected(store, on_progress), store, on_progress)

    def rebuild(self, store: Store, on_progress: OnProgress) -> GraphUpdate:
        """Write the graph anew from the journal, with all scores."""
        prepare(store)
        loader = loader_for(store, self.settings)
        written = rebuild(self.journal, store, self.golden, on_progress, loader)
        return self._followed(written, store, on_progress)

    def write_import(self, folder: Path, on_progress: OnProgress) -> ProjectionResult:
        """Write the whole graph as files for Neo4j's own import; returns what they hold."""
        return write_import(self.settings, self.journal, self.golden, folder, on_progress)

    def _projected(self, store: Store, on_progress: OnProgress) -> ProjectionResult:
        prepare(store)
        loader = loader_for(store, self.settings)
        return project(self.journal, store, self.golden, on_progress, loader)

    def _resolve_changes(self, entries: int, on_progress: OnProgress) -> bool:
        if not entries:
            return True
        if entries > AT_ONCE or not state_path(self.settings).exists():
            return False  # nothing to go on from
        from graph.identity.run import RunOptions, can_follow, resolve

        if not can_follow(self.journal, self.settings):
            return False
        resolve(self.journal, self.settings, RunOptions(), on_progress)
        return True

    def _resolve_young(self, on_progress: OnProgress) -> bool:
        from graph.identity.run import RunOptions, resolve, versions_to_look_at

        versions = versions_to_look_at(self.journal)
        if 0 < versions <= YOUNG:
            resolve(self.journal, self.settings, RunOptions(), on_progress)
        return versions <= YOUNG

    def _scores(self, store: Store) -> dict[str, int]:
        from graph.analytics.scores import compute_scores

        return compute_scores(self.journal, self.rules, store)

    def _followed(self, projected: ProjectionResult, store: Store, on_progress: OnProgress) -> GraphUpdate:
        scores = score(self.journal, store, self._scores, on_progress) or {}
        keep_up(self.journal, IndexFiles(self.settings.home), on_progress)
        return GraphUpdate(projected, scores, entries_set_aside(self.journal, store))
