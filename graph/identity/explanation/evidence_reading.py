"""Where the evidence for explanations is read from: the state of the last run, or else the journal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import duckdb

from graph.errors import MissingRunError
from graph.identity.connection.planning import plan_for_size
from graph.identity.explanation import from_journal, from_state
from graph.identity.explanation.pair_evidence import PairEvidence, Source
from graph.identity.inputs import LastRun, last_run
from graph.identity.judgements import RECORD_VIEWS
from graph.identity.model.matching import load_matching
from graph.identity.rules import Rules, rules_in_force
from graph.identity.state.file import UnusableStateError, state_path
from graph.identity.state.reading import last_state
from graph.journal import Journal
from graph.journal.reading.views import VIEWS
from graph.settings import Settings

T = TypeVar("T")


def with_evidence(journal: Journal, settings: Settings, work: Callable[[PairEvidence], T]) -> T:
    """What `work` makes of the evidence under the model of the last run; none is gathered before `prepare`.

    It is read from the state of the last run or, where that cannot be used, worked out anew from the journal
    with the same result; `work` is called again then. Raises MissingRunError where no run has been made.
    """
    try:
        return _worked_out(journal, settings, work, _from_state, _FEW_VIEWS)
    except UnusableStateError:
        return _worked_out(journal, settings, work, _from_journal, VIEWS)


_FEW_VIEWS = ("runs", "aliases", "judgements", "review_cases", *RECORD_VIEWS)
"""Views of the journal that are looked at beside the state."""


@dataclass(frozen=True, slots=True)
class _Opened:
    connection: duckdb.DuckDBPyConnection
    journal: Journal
    settings: Settings
    last: LastRun
    rules: Rules


def _worked_out(
    journal: Journal,
    settings: Settings,
    work: Callable[[PairEvidence], T],
    source_of: Callable[[_Opened], AbstractContextManager[Source]],
    views: Collection[str],
) -> T:
    with closing(journal.connect_apart(views)) as connection:
        plan_for_size(connection)
        last = last_run(connection)
        if last is None:
            raise MissingRunError("No identity run has been made.", "Run `ckg resolve` first.")
        opened = _Opened(connection, journal, settings, last, rules_in_force(settings))
        models = settings.home.absolute() / "models"
        with source_of(opened) as source:
            matching = load_matching(connection, models, last.model_version)
            return work(PairEvidence(connection, opened.rules, matching, source))


@contextmanager
def _from_state(opened: _Opened) -> Iterator[Source]:
    connection, rules = opened.connection, opened.rules
    path = state_path(opened.settings)
    with last_state(connection, opened.journal, path, opened.last, rules):
        from_state.show_last_run(connection)
        gather = partial(from_state.gather_known, connection, rules)
        yield Source(gather, from_state.RECORDS, from_state.LINKS)


@contextmanager
def _from_journal(opened: _Opened) -> Iterator[Source]:
    connection = opened.connection
    from_journal.show_journal(connection)
    gather = partial(from_journal.gather_told, connection, opened.journal, opened.rules)
    yield Source(gather, from_journal.RECORDS, from_journal.LINKS)
