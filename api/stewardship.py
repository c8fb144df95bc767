"""A steward's acts with all that follows: stored, clustered again, and brought into the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from api.workspace import Workspace
from graph.identity.judgements import Judgement
from graph.identity.stewards import review
from graph.identity.stewards.cases import ReviewCase
from graph.identity.stewards.stewardship import Author, Outcome, Stewardship, Verdict
from graph.progress import silent
from graph.settings import Settings
from graph.store import Store

if TYPE_CHECKING:
    from graph.identity.run import RunResult
    from graph.identity.stewards.teaching import Lesson

T = TypeVar("T")


class StewardDesk:
    """Where the command line and GraphQL act for a steward; every call blocks until the graph shows it.

    Raises what `graph.identity.stewards.stewardship` raises, and StoreError: the act is stored then all the
    same, and the next projection shows it.
    """

    def __init__(self, settings: Settings) -> None:
        self._workspace = Workspace(settings)

    def act(self, act: Callable[[Stewardship], Outcome]) -> Outcome:
        """Carry out an act on judgements."""
        outcome = act(Stewardship(self._workspace.journal, self._workspace.settings))
        with Store.open(self._workspace.settings) as store:
            self._workspace.project(store, silent)
        return outcome

    def answer(self, pair: tuple[str, str], verdict: Verdict, author: Author) -> tuple[Judgement, Lesson]:
        """Store an answer that teaches the model; returns it and where the teaching stands then."""
        from graph.identity.stewards.teaching import Teaching  # takes long, and few acts need it

        teaching = Teaching(self._workspace.journal, self._workspace.settings)
        stored = teaching.answer(pair, verdict, author)
        return self._shown(stored), teaching.lesson()

    def train(self) -> RunResult:
        """A full run, which learns from all answers."""
        from graph.identity.run import Mode, RunOptions  # as above

        options = RunOptions(Mode.FULL)
        with Store.open(self._workspace.settings) as store:
            return self._workspace.resolve(options, store, silent)[0]

    def claim(self, case_id: str, steward: str) -> ReviewCase:
        """Lock a case for a steward."""
        return self._shown(review.claim(self._workspace.journal, case_id, steward))

    def release(self, case_id: str, steward: str) -> ReviewCase:
        """Give a case back."""
        return self._shown(review.release(self._workspace.journal, case_id, steward))

    def _shown(self, result: T) -> T:
        with Store.open(self._workspace.settings) as store:
            self._workspace.project(store, silent)
        return result
