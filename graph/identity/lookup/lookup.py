"""Look-ups that change nothing: whose record is this, of what the last run knew."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from graph.entries import RecordVersion
from graph.errors import MissingRunError
from graph.identity.lookup.decision import Candidate, Measure, Resolution, Rivals, StoredRecord, decide
from graph.identity.lookup.index import CURRENT, IndexState, current_index, open_index
from graph.identity.lookup.index_files import NOWHERE, IndexFacts, IndexFiles, Places
from graph.identity.lookup.judge import Judge, PairVerdict
from graph.identity.lookup.rule_links import FoundLinks
from graph.identity.lookup.session import LookupQuery, LookupSession
from graph.identity.rules import rules_in_force
from graph.journal.appending.encode import record_id
from graph.settings import Settings

LARGEST_BLOCK = 2_000
"""Records under one key that are looked at; a key that more have tells too little to be worth it."""


@dataclass(frozen=True)
class _Known:
    """Verdicts of stewards on the record, by number of the other one, and links that rules make to it, by
    record."""

    judged: Mapping[int, str]
    links: Mapping[str, tuple[str, ...]]


_NO_LINKS = FoundLinks({}, {})


class Lookup:
    """The customers of one finished run, open for look-ups; any number of threads may ask."""

    _session: LookupSession
    _judge: Judge
    _measure: Measure

    def __init__(self, settings: Settings, earlier: Lookup | None = None) -> None:
        """Raises MissingRunError where no run has left an index.

        What an `earlier` one made of the same model, rules and rulings is used again.
        """
        state, self._files, self._facts = _opened(index_folder(settings))
        rules = rules_in_force(settings)
        self.run_id = state.run_id
        self._made_of = state.model_version, rules.fingerprint, self._files.schema, self._facts.overruled
        if earlier is not None and earlier._made_of == self._made_of:
            self._session, self._judge, self._measure = earlier._session, earlier._judge, earlier._measure
            return
        models = settings.home.absolute() / "models"
        self._session = LookupSession(self._files.schema, state, models, rules)
        self._judge = Judge(self._session.matching, rules, self._facts.overruled)
        weights = {kind: rule.weight for kind, rule in rules.identifiers.items()}
        self._measure = Measure(self._session.matching.limits(rules.clusters), weights)

    def resolve(self, record: RecordVersion) -> Resolution:
        """The customer that `record` belongs to, and the records that speak for it."""
        asked = self._session.ask(record, self._facts.values)
        own = self._files.places_of(np.array([asked.row["record_no"]]))
        users = np.setdiff1d(self._files.places(asked.identifiers, LARGEST_BLOCK), own)
        links = self._judge.links(asked.row, self._files.rows(users)) if len(users) else _NO_LINKS
        values = self._facts.values.grown(links.shared)
        if values is not self._facts.values:  # shared because of this record, which changes what it says
            asked = self._session.ask(record, values)
        judged = self._facts.verdicts.get(asked.record_id, {})
        near = self._files.places(asked.keys, LARGEST_BLOCK)
        near = np.setdiff1d(np.union1d(near, self._files.places_of(np.array(sorted(judged)))), own)
        known = _Known(judged, links.kinds)
        verdicts = self._verdicts(asked, near, known)
        likely = {verdict.customer_key for verdict in verdicts if self._measure.accepts(verdict)}
        members = self._files.places(np.array(sorted(likely), np.uint64), LARGEST_BLOCK)
        further = np.setdiff1d(members, np.union1d(near, own))
        verdicts += self._verdicts(asked, further, known)
        verdicts = self._with_vetoes(asked, verdicts, likely)
        rivals = self._rivals(asked, verdicts)
        return decide(verdicts, self._measure, self._stored(asked, own), self.run_id, rivals)

    def strangers(self, visitors: Sequence[RecordVersion]) -> set[str]:
        """The ids of those of records of which devices alone are known whose devices nobody has: `resolve`
        finds nobody for any of them, and takes a thousand times as long."""
        used = {
            record_id(it.source, it.source_id): {(use.kind, use.value) for use in it.identifiers}
            for it in visitors
        }
        keys = self._session.keys_of(set().union(*used.values()), self._facts.values.silent)
        had = self._files.has(np.array([*keys.values()], np.uint64)).tolist()
        free = {value for value, is_had in zip(keys, had, strict=True) if not is_had}
        return {name for name, values in used.items() if values <= free and name not in self._facts.verdicts}

    def _rivals(self, asked: LookupQuery, verdicts: Iterable[PairVerdict]) -> Rivals:
        """Whether what is known of the records of two customers, of `verdicts`, forbids that they are one."""
        places: dict[str, list[int]] = {}
        for verdict in verdicts:
            places.setdefault(verdict.customer_id, []).append(verdict.place)

        def rows(one: str, other: str) -> tuple[pa.Table, pa.Table]:
            mine, theirs = (self._rows(asked, np.array(places[name])) for name in (one, other))
            return mine, theirs

        def foes(one: str, other: str) -> bool:
            mine, theirs = rows(one, other)
            everyone = pa.concat_tables([mine, theirs])
            return any(self._judge.vetoes(row, theirs, everyone) for row in mine.to_pylist())

        return Rivals(foes, lambda one, other: self._judge.two_people(*rows(one, other)))

    def _verdicts(self, asked: LookupQuery, places: Places, known: _Known) -> list[PairVerdict]:
        """Weights, rule links and judgements on the records at `places`."""
        if not len(places):
            return []
        return [
            replace(
                verdict,
                place=int(place),
                rules=known.links.get(verdict.record_id, ()),
                judgement=known.judged.get(verdict.number),
            )
            for place, verdict in zip(
                places, self._judge.weigh(asked.row, self._rows(asked, places)), strict=True
            )
        ]

    def _rows(self, asked: LookupQuery, places: Places) -> pa.Table:
        """The rows at sorted `places`, as a run would have them that takes the record in."""
        rows, known = self._files.rows(places), self._facts.values
        return rows if asked.values is known else self._session.corrected(rows, known, asked.values)

    def _with_vetoes(
        self, asked: LookupQuery, verdicts: Iterable[PairVerdict], likely: set[int]
    ) -> list[PairVerdict]:
        """The verdicts with what speaks against them, where that matters."""
        verdicts = sorted(verdicts, key=lambda verdict: verdict.place)
        places = np.array([verdict.place for verdict in verdicts], np.int64)
        asks = [v.customer_key in likely or self._measure.concerns(v) for v in verdicts]
        suspects = self._rows(asked, places[np.array(asks, np.bool_)])
        partners = self._rows(asked, places if asked.uses("account") else NOWHERE)
        reasons = self._judge.vetoes(asked.row, suspects, partners)
        return [replace(verdict, veto=reasons.get(verdict.record_id)) for verdict in verdicts]

    def _stored(self, asked: LookupQuery, own: Places) -> StoredRecord | None:
        """What the run knew of the record itself."""
        if not len(own):
            return None
        [row] = self._files.rows(own).to_pylist()
        fellows = self._files.places(np.array([row["customer_key"]], np.uint64), LARGEST_BLOCK)
        return StoredRecord(row["customer_id"], asked.same_as(row), alone=len(fellows) == 1)


class Lookups:
    """Look-ups in the index in force: a run that finishes meanwhile counts from the next one on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: Lookup | None = None
        self._lock = threading.Lock()

    def resolve(self, record: RecordVersion) -> Resolution:
        """As `Lookup.resolve`; raises MissingRunError where no run has left an index."""
        return self._current().resolve(record)

    def strangers(self, visitors: Sequence[RecordVersion], run_id: str) -> set[str]:
        """As `Lookup.strangers`, by what this run knew; none where another's index is in force."""
        lookup = self._current()
        return lookup.strangers(visitors) if lookup.run_id == run_id else set()

    def prepare(self) -> None:
        """Open the index now, which takes longer than a look-up; raises as `resolve`."""
        self._current()

    def are_outdated(self) -> bool:
        """Whether there is an index that another version of the program left, which is not read."""
        folder = index_folder(self._settings)
        return (folder / CURRENT).is_file() and current_index(folder) is None

    def _current(self) -> Lookup:
        with self._lock:
            state = current_index(index_folder(self._settings))
            if self._open is None or state is None or state.run_id != self._open.run_id:
                self._open = Lookup(self._settings, self._open)
            return self._open


def index_folder(settings: Settings) -> Path:
    """Where the index of this installation is."""
    return settings.home.absolute() / "index"


def _opened(folder: Path) -> tuple[IndexState, IndexFiles, IndexFacts]:
    """The index in force, opened; another may take its place while it is being opened."""
    for _ in range(10):
        state = current_index(folder)
        if state is None:  # or its files went while it was read
            continue
        try:
            return state, *open_index(folder, state)
        except OSError:
            continue
    raise MissingRunError(
        "There is no index of customers to look in, or it is of another version.", "Run `ckg resolve` first."
    )


__all__ = ["Candidate", "Lookup", "Lookups", "Resolution", "index_folder"]
