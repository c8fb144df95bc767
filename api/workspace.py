"""What most commands open: the journal, the identity rules, and the projector with golden records.

Splink and networkx take long to import and are imported where a run or scores are asked for.
"""

from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.progress import OnProgress
from graph.projection import ProjectionResult, project, rebuild
from graph.schema import apply_schema
from graph.settings import Settings
from graph.store import Store

AT_ONCE = 10_000
"""Entries up to which an ingest resolves what it brought; after more the model may be due for training."""


class Workspace:
    """One installation, opened: its journal and rules, and the graph brought up to date from them.

    Raises JournalError, or IdentityError when the rules cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.journal = Journal.open(settings)
        self.rules = load_rules(settings.rules)
        self._golden = GoldenRecords(self.rules)

    def project(self, store: Store, on_progress: OnProgress) -> ProjectionResult:
        """Bring the graph up to what the journal holds."""
        apply_schema(store)
        return project(self.journal, store, self._golden, on_progress)

    def resolve_changes(self, entries: int, on_progress: OnProgress) -> bool:
        """Give new records their customers at once, if they are few and a run has trained a model; whether
        all have theirs now."""
        from graph.identity.run import RunOptions, can_follow, resolve

        if not entries:
            return True
        if entries > AT_ONCE or not can_follow(self.journal, self.settings):
            return False
        resolve(self.journal, self.settings, RunOptions(), on_progress)
        return True

    def rebuild(self, store: Store, on_progress: OnProgress) -> ProjectionResult:
        """Write the graph anew from the journal."""
        apply_schema(store)
        return rebuild(self.journal, store, self._golden, on_progress)

    def score(self, store: Store) -> None:
        """Compute the scores that depend on the whole graph."""
        from graph.analytics.advocacy import score_advocates

        score_advocates(store)
