"""Look-ups that change nothing: whose record is this, of what the last run knew."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graph.entries import RecordVersion
from graph.errors import IdentityError
from graph.identity.agglomerate import BOUND
from graph.identity.index import current_index
from graph.identity.lookup_session import LookupSession, PairVerdict
from graph.identity.rules import load_rules
from graph.settings import Settings

LARGEST_BLOCK = 2_000
"""Records under one key that are looked at; a key that more have tells too little to be worth it."""


@dataclass(frozen=True)
class Candidate:
    """A stored record that might be the same person.

    `weight` (log2 odds) and `probability` are the model's, and null where either has no name. `rules` name
    the identifier kinds by which rules link the two; `veto` is why they must not be one, null if they may.
    """

    record_id: str
    customer_id: str
    weight: float | None
    probability: float | None
    rules: tuple[str, ...]
    veto: str | None
    accepted: bool


@dataclass(frozen=True)
class Resolution:
    """Whose record it is: `customer_id` is null where no customer fits. `probability` is that of the best
    accepted candidate. `candidates` come best first; `run_id` names the run that knew them."""

    customer_id: str | None
    probability: float | None
    candidates: tuple[Candidate, ...]
    run_id: str


class Lookup:
    """The customers of one finished run, open for look-ups; threads take turns."""

    def __init__(self, settings: Settings) -> None:
        """Raises IdentityError where no run has left an index."""
        folder = index_folder(settings)
        state = current_index(folder)
        if state is None:
            raise IdentityError("There is no index of customers to look in.", "Run `ckg resolve` first.")
        rules = load_rules(settings.rules)
        self.run_id = state.run_id
        self._slack = rules.clusters.slack
        models = settings.home.absolute() / "models"
        self._session = LookupSession(folder, state, models, rules)
        self._threshold = self._session.matching.threshold
        self._lock = threading.Lock()

    def resolve(self, record: RecordVersion) -> Resolution:
        """The customer that `record` belongs to, and the records that speak for it."""
        with self._lock:
            return self._resolve(record)

    def _resolve(self, record: RecordVersion) -> Resolution:
        asked = self._session.ask(record)
        places = self._session.files.places(asked.keys, LARGEST_BLOCK)
        verdicts = self._session.judge(places)
        likely = {verdict.customer_id for verdict in verdicts if self._acceptable(verdict)}
        members = self._session.files.places(self._session.customer_keys(likely), LARGEST_BLOCK)
        more = np.setdiff1d(members, places)
        if len(more):
            verdicts = self._session.judge(np.union1d(places, more))
        return self._decide(verdicts)

    def _acceptable(self, verdict: PairVerdict) -> bool:
        return bool(verdict.rules) or (verdict.weight or -BOUND) >= self._threshold

    def _decide(self, verdicts: Sequence[PairVerdict]) -> Resolution:
        """The customer with the strongest evidence, among those that nothing speaks against."""
        by_customer: dict[str, list[PairVerdict]] = {}
        for verdict in verdicts:
            by_customer.setdefault(verdict.customer_id, []).append(verdict)
        fitting = {customer for customer, group in by_customer.items() if self._fits(group)}
        candidates = [
            Candidate(
                record_id=verdict.record_id,
                customer_id=verdict.customer_id,
                weight=verdict.weight,
                probability=_probability(verdict.weight),
                rules=verdict.rules,
                veto=verdict.veto,
                accepted=verdict.customer_id in fitting and not verdict.veto and self._acceptable(verdict),
            )
            for verdict in verdicts
            if verdict.customer_id in fitting or verdict.rules or (verdict.weight or -BOUND) > 0
        ]
        candidates.sort(key=_strength)
        best = next((candidate for candidate in candidates if candidate.accepted), None)
        return Resolution(
            best.customer_id if best else None,
            best.probability if best else None,
            tuple(candidates),
            self.run_id,
        )

    def _fits(self, group: Sequence[PairVerdict]) -> bool:
        """Whether the record may join a customer: as in clustering, no member forbids it, and a rule links
        it or the mean weight between it and the members is high enough."""
        if any(verdict.veto for verdict in group) or not any(map(self._acceptable, group)):
            return False
        if any(verdict.rules for verdict in group):
            return True
        weights = [max(-BOUND, min(BOUND, v.weight)) for v in group if v.weight is not None]
        return sum(weights) / len(weights) >= self._threshold - self._slack


class Lookups:
    """Look-ups in the index in force: a run that finishes meanwhile counts from the next one on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: Lookup | None = None
        self._lock = threading.Lock()

    def resolve(self, record: RecordVersion) -> Resolution:
        """As `Lookup.resolve`; raises IdentityError where no run has left an index."""
        return self._current().resolve(record)

    def _current(self) -> Lookup:
        with self._lock:
            state = current_index(index_folder(self._settings))
            if self._open is None or state is None or state.run_id != self._open.run_id:
                self._open = Lookup(self._settings)
            return self._open


def index_folder(settings: Settings) -> Path:
    """Where the indexes of this installation are."""
    return settings.home.absolute() / "index"


def _probability(weight: float | None) -> float | None:
    return None if weight is None else 1 / (1 + 2.0 ** -max(-1000.0, min(weight, 1000.0)))


def _strength(candidate: Candidate) -> tuple[bool, int, float, str]:
    return (
        not candidate.accepted,
        -len(candidate.rules),
        -(candidate.weight if candidate.weight is not None else -BOUND),
        candidate.record_id,
    )


__all__ = ["Candidate", "Lookup", "Lookups", "Resolution", "index_folder"]
