"""Customers for new records, before the next run looks at them.

A run works out all that follows from what is new, which takes seconds. For most new records a look-up tells
what it will say: that it is a customer of its own, or somebody whom nothing else ties to others. So it gets
the id here that the next run keeps, as it keeps every customer's; who joins somebody gets theirs. What would
make one of two customers is left to the run, and so are records that share an identifier with another one
that no run has seen; but not a visitor of whom no more is known than the device, and then who that is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import pyarrow as pa

from graph.entries import Identifier, Origin, RecordVersion
from graph.errors import IdentityError, JournalError
from graph.identity.clusters.stable_ids import new_id
from graph.identity.evidence.rule_links import blocked_sql
from graph.identity.inputs import LATEST, last_run
from graph.identity.lookup.lookup import Lookups
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.journal.schema import PERSON_COLUMNS
from graph.journal.times import moment_after
from graph.lease import sole_lease
from graph.settings import Settings

MOST = 50
"""New records that are looked up one by one; more are a matter for a run."""

_VIEWS = ("records", "identifiers", "stored_assignments", "stored_runs")
_ORIGIN = Origin("", 0)
_NAMED = f"""
SELECT record_id, source, source_id, struct_pack({", ".join(PERSON_COLUMNS)}) AS attributes, observed_at,
    customer_id
FROM records LEFT JOIN (
    SELECT record_id, arg_max(customer_id, valid_from) AS customer_id FROM stored_assignments
    SEMI JOIN chosen_records USING (record_id) GROUP BY record_id
) USING (record_id) ORDER BY record_id
"""  # noqa: S608 - the model's names
_USES = "SELECT record_id, kind, value FROM identifiers"
_OF_DEVICES = frozenset({"cookie", "device"})
"""Kinds of identifiers that tell nothing of who somebody is."""

_Value = tuple[str, str]


class _UnderWayError(JournalError):
    """A run is under way, which may see the records."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A record that is named by something new, and the customer that it ever got, if it did."""

    record: RecordVersion
    customer_id: str | None

    @property
    def id(self) -> str:
        return f"{self.record.source}:{self.record.source_id}"

    @property
    def own_id(self) -> str:
        """The id of a customer of its own."""
        return new_id("", self.id)

    @property
    def is_bare(self) -> bool:
        """Whether nothing is known but devices."""
        kinds = {each.kind for each in self.record.identifiers}
        return bool(kinds) and kinds <= _OF_DEVICES and not self.record.attributes


@dataclass
class _SinceRun:
    """What came since a run: by identifier the customers of newcomers who use it, null for those who have
    none; customers of bare newcomers alone, and values that link nobody."""

    run_id: str = ""
    users: defaultdict[_Value, set[str | None]] = field(default_factory=lambda: defaultdict(set))
    bare: set[str] = field(default_factory=set)
    blocked: set[_Value] = field(default_factory=set)

    def neighbours(self, record: RecordVersion) -> set[str | None]:
        """The customers of newcomers that share an identifier with a record."""
        return set().union(*(self.users[value] for value in _values(record)))

    def is_visitor(self, record: RecordVersion, customer_id: str | None) -> bool:
        """Whether a customer is a visitor that a record tells the name of."""
        shared = {value for value in _values(record) if self.users[value]}
        kinds = {kind for kind, _ in shared}
        return customer_id in self.bare and kinds == {"cookie"} and self.blocked.isdisjoint(shared)

    def take(self, named: _Named, customer_id: str | None) -> None:
        """Keep in mind whose a record is."""
        for value in _values(named.record):
            self.users[value].add(customer_id)
        if not named.is_bare:
            self.bare.discard(customer_id or "")
        elif customer_id == named.own_id and named.customer_id is None:
            self.bare.add(customer_id)


class Newcomers:
    """Gives customers to records that come in between runs; for one thread."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal, self._lookups = journal, Lookups(settings)
        self._rules = load_rules(settings.rules)
        self._seen: Mapping[str, int] | None = None
        self._since = _SinceRun()

    def settle(self) -> tuple[int, bool]:
        """Look at the records named since the last call; returns how many got a customer, and whether a run
        can wait, as far as can be told of so few. The first call looks at none."""
        since, self._seen = self._seen, self._journal.versions()
        if since is None:
            return 0, False
        named = self._journal.records_named(since, self._seen)
        try:
            # Whoever runs meanwhile might find somebody for a record, without seeing what it got here.
            with sole_lease(self._journal.folder / "identity.lock", _UnderWayError("A run is under way.")):
                return self._settle(named)
        except (_UnderWayError, IdentityError):
            return 0, False

    def _settle(self, named: list[str]) -> tuple[int, bool]:
        with closing(self._journal.connect(named, _VIEWS)) as connection:
            last = last_run(connection)
            found = _found(connection)
            unknown = [each for each in found if each.customer_id is None]
            if last is None or len(unknown) > MOST:
                return 0, False
            if last.run_id != self._since.run_id:
                self._since = _SinceRun(last.run_id)
            blocked = blocked_sql(connection, self._rules)
            self._since.blocked.update(connection.execute(f"SELECT kind, value FROM ({blocked})").fetchall())  # noqa: S608 - SQL of rules
            at = moment_after(connection, LATEST)
        given = self._given(unknown)
        if given:
            self._journal.append_table("assignments", _assignments(given, at))
        known = [each for each in found if each.customer_id is not None]
        can_wait = len(given) == len(unknown) and len(known) <= MOST
        return len(given), can_wait and all(map(self._stays, known))

    def _given(self, unknown: Sequence[_Named]) -> dict[str, str]:
        """The customer of each record of which that can be told; visitors first: others may name them."""
        uses = Counter(value for each in unknown if not each.is_bare for value in _values(each.record))
        given: dict[str, str] = {}
        for each in sorted(unknown, key=lambda it: (not it.is_bare, it.id)):
            several = any(uses[value] > 1 for value in _values(each.record))
            customer_id = None if several and not each.is_bare else self._customer_of(each)
            self._since.take(each, customer_id)
            if customer_id is not None:
                given[each.id] = customer_id
        return given

    def _customer_of(self, named: _Named) -> str | None:
        found = self._lookups.resolve(named.record)
        if found.run_id != self._since.run_id:
            return None
        likely = {each.customer_id for each in found.candidates if each.accepted}
        near = self._since.neighbours(named.record)
        if not near:
            return named.own_id if not likely else found.customer_id if len(likely) == 1 else None
        [first, *others] = near
        joins = not others and not likely and self._since.is_visitor(named.record, first)
        return first if joins else None

    def _stays(self, named: _Named) -> bool:
        """Whether what a known record says now ties it to nobody but those whom it is with."""
        near = self._since.neighbours(named.record) - {named.customer_id}
        found = self._lookups.resolve(named.record)
        likely = {each.customer_id for each in found.candidates if each.accepted}
        self._since.take(named, named.customer_id)
        return not near and likely <= {named.customer_id} and found.run_id == self._since.run_id


def _found(connection: duckdb.DuckDBPyConnection) -> list[_Named]:
    """All records of a connection."""
    uses: dict[str, list[Identifier]] = {}
    for record_id, kind, value in connection.execute(_USES).fetchall():
        uses.setdefault(record_id, []).append(Identifier(kind, value))
    return [
        _Named(
            RecordVersion(
                *(source, source_id),
                {name: value for name, value in attributes.items() if value is not None},
                tuple(uses.get(record_id, ())),
                observed_at,
                _ORIGIN,
            ),
            customer_id,
        )
        for record_id, source, source_id, attributes, observed_at, customer_id in connection.execute(
            _NAMED
        ).fetchall()
    ]


def _values(record: RecordVersion) -> Iterable[_Value]:
    return {(each.kind, each.value) for each in record.identifiers}


def _assignments(given: Mapping[str, str], at: datetime) -> pa.Table:
    """Rows of no run: customers by record."""
    columns = {"record_id": list(given), "customer_id": list(given.values())}
    return pa.table({**columns, "valid_from": [at] * len(given)})
