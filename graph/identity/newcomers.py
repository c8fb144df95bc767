"""Customers for new records, before the next run looks at them.

A run works out all that follows from what is new, which takes seconds. For most new records a look-up tells
what it will say: that it is a customer of its own, or somebody whom nothing else ties to others. So it gets
the id here that the next run keeps, as it keeps every customer's; who joins somebody gets theirs. What would
make one of two customers is left to the run, and so are records that share an identifier with another one
that no run has seen; but not a visitor of whom no more is known than the device, and then who that is: be
that somebody new, or somebody known, whose the visitor's records become.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from graph.entries import RecordVersion
from graph.errors import IdentityError, JournalError
from graph.identity.evidence.rule_links import blocked_sql
from graph.identity.inputs import LATEST, last_run
from graph.identity.lookup.lookup import Lookups
from graph.identity.named import VIEWS, Named, Value, named_records, values_of
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.journal.reading.views_sql import customers_sql
from graph.journal.tables.times import moment_after
from graph.lease import projector_lease, sole_lease
from graph.settings import Settings

MOST = 50
"""New records that are looked up one by one; more are a matter for a run."""

_VIEWS = (*VIEWS, "stored_runs")
_TIED = f"""
WITH customers AS ({customers_sql("stored_assignments")}), tied AS (
    SELECT unnest($customers::VARCHAR[]) AS customer_id
    UNION SELECT customer_id FROM customers WHERE record_id IN (SELECT unnest($records::VARCHAR[]))
)
SELECT record_id FROM customers SEMI JOIN tied USING (customer_id) WHERE customer_id <> $own
"""  # noqa: S608 - SQL of the journal's views


class _UnderWayError(JournalError):
    """A run is under way, which may see the records."""


@dataclass
class _SinceRun:
    """What came since a run: by identifier the customers of newcomers who use it, null for those who have
    none; customers of bare newcomers alone, and values that link nobody."""

    run_id: str = ""
    users: defaultdict[Value, set[str | None]] = field(default_factory=lambda: defaultdict(set))
    bare: set[str] = field(default_factory=set)
    blocked: set[Value] = field(default_factory=set)

    def neighbours(self, record: RecordVersion) -> set[str | None]:
        """The customers of newcomers that share an identifier with a record."""
        return set().union(*(self.users[value] for value in values_of(record)))

    def joins(self, named: Named, customer_id: str | None) -> bool:
        """Whether a record and a customer are one visitor and who that is, whichever came first."""
        shared = {value for value in values_of(named.record) if self.users[value]}
        is_visit = named.is_bare or customer_id in self.bare
        return customer_id is not None and is_visit and self.are_cookies(shared)

    def are_cookies(self, shared: Set[Value]) -> bool:
        """Whether what two records share are cookies, and nothing else, and none that link nobody."""
        return {kind for kind, _ in shared} == {"cookie"} and self.blocked.isdisjoint(shared)

    def take(self, named: Named, customer_id: str | None) -> None:
        """Keep in mind whose a record is."""
        for value in values_of(named.record):
            self.users[value].add(customer_id)
        if not named.is_bare:
            self.bare.discard(customer_id or "")
        elif customer_id == named.own_id and named.customer_id is None:
            self.bare.add(customer_id)

    def move(self, visitors: Iterable[Named], customer_id: str) -> None:
        """Keep in mind that visitors are a customer."""
        for each in visitors:
            self.bare.discard(each.customer_id or "")
            for value in values_of(each.record):
                self.users[value].discard(each.customer_id)
                self.users[value].add(customer_id)


class Newcomers:
    """Gives customers to records that come in between runs; for one thread."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal, self._lookups = journal, Lookups(settings)
        self._rules = load_rules(settings.rules)
        self._begun = False
        self._since = _SinceRun()

    def settle(self, named: Collection[str]) -> tuple[int, bool]:
        """Look at the records of whom something was told since the last call; returns how many got a
        customer, or another, and whether a run can wait, as far as can be told of so few.

        Who only comes again need not be named. The first call looks at none: what came before is not known.
        """
        begun, self._begun = self._begun, True
        if not begun or not named:
            return 0, begun
        try:
            # Whoever runs meanwhile might find somebody for a record, without seeing what it got here.
            with sole_lease(self._journal.folder / "identity.lock", _UnderWayError("A run is under way.")):
                return self._settle(sorted(named))
        except (_UnderWayError, IdentityError):
            return 0, False

    def _settle(self, named: list[str]) -> tuple[int, bool]:
        with closing(self._journal.connect(named, _VIEWS)) as connection:
            last = last_run(connection)
            found = named_records(connection)
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
        if len(known) > MOST:
            return len(given), False
        known.sort(key=lambda each: not each.is_bare)  # visitors are told of before who they are
        moved = [self._taken_over(each) for each in known]
        count = len(given) + sum(len(visitors) for visitors in moved if visitors)
        return count, len(given) == len(unknown) and None not in moved

    def _given(self, unknown: Sequence[Named]) -> dict[str, str]:
        """The customer of each record of which that can be told; visitors first: others may name them."""
        uses = Counter(value for each in unknown if not each.is_bare for value in values_of(each.record))
        given: dict[str, str] = {}
        for each in sorted(unknown, key=lambda it: (not it.is_bare, it.id)):
            several = any(uses[value] > 1 for value in values_of(each.record))
            customer_id = None if several and not each.is_bare else self._customer_of(each)
            self._since.take(each, customer_id)
            if customer_id is not None:
                given[each.id] = customer_id
        return given

    def _customer_of(self, named: Named) -> str | None:
        found = self._lookups.resolve(named.record)
        if found.run_id != self._since.run_id:
            return None
        likely = {each.customer_id for each in found.candidates if each.accepted}
        near = self._since.neighbours(named.record)
        if not near:
            return named.own_id if not likely else found.customer_id if len(likely) == 1 else None
        [first, *others] = near
        return first if not others and not likely and self._since.joins(named, first) else None

    def _taken_over(self, named: Named) -> list[Named] | None:
        """The visitors that a known record now says it was, who become its customer; null where what it says
        ties it to others in any other way."""
        near = self._since.neighbours(named.record) - {named.customer_id}
        found = self._lookups.resolve(named.record)
        self._since.take(named, named.customer_id)
        likely = [it for it in found.candidates if it.accepted and it.customer_id != named.customer_id]
        if found.run_id != self._since.run_id:
            return None
        if not near and not likely:
            return []
        if named.is_bare or None in near:
            return None
        return self._moved(named, near, [it.record_id for it in likely])

    def _moved(self, named: Named, near: Set[str | None], likely: Sequence[str]) -> list[Named] | None:
        """Let a known record's customer take the place of these customers, and of those of these records, if
        all are visitors."""
        tied = {"customers": sorted(filter(None, near)), "records": likely, "own": named.customer_id}
        with closing(self._journal.connect(views=("stored_assignments",))) as connection:
            records = [record_id for (record_id,) in connection.execute(_TIED, tied).fetchall()]
        if not records or len(records) > MOST:
            return None if records else []
        with closing(self._journal.connect(records, _VIEWS)) as connection:
            visitors = named_records(connection)
            at = moment_after(connection, LATEST)
        own = values_of(named.record)
        if not all(it.is_bare and self._since.are_cookies(own & values_of(it.record)) for it in visitors):
            return None
        self._store_moved(visitors, str(named.customer_id), at)
        self._since.move(visitors, str(named.customer_id))
        return visitors

    def _store_moved(self, visitors: Sequence[Named], customer_id: str, at: datetime) -> None:
        retired = sorted({each.customer_id for each in visitors if each.customer_id})
        aliases = {"retired_id": retired, "surviving_id": [customer_id] * len(retired)}
        with projector_lease(self._journal.folder):  # a graph never has the one without the other
            self._journal.append_table("aliases", pa.table({**aliases, "at": [at] * len(retired)}))
            moved = {each.id: customer_id for each in visitors}
            self._journal.append_table("assignments", _assignments(moved, at))


def _assignments(given: Mapping[str, str], at: datetime) -> pa.Table:
    """Rows of no run: customers by record."""
    columns = {"record_id": list(given), "customer_id": list(given.values())}
    return pa.table({**columns, "valid_from": [at] * len(given)})
