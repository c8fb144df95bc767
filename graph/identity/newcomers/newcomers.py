"""Customers for new records, before the next run looks at them.

A run works out all that follows from what is new, which takes seconds. For most new records a look-up tells
what it will say: that it is a customer of its own, or somebody whom nothing else ties to others. So it gets
the id here that the next run keeps, as it keeps every customer's; who joins somebody gets theirs. What would
make one of two customers is left to the run, and so are records that share an identifier with another one
that no run has seen; but not a visitor of whom no more is known than the device, and then who that is: be
that somebody new, or somebody known, whose the visitor's records become.

It goes on while a run is under way, with records that came after what the run sees, by what the last one
knew; the others are the run's. What could not be told is looked at again at its end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa

from graph.errors import IdentityError
from graph.files.lease import placing_lease, projector_lease
from graph.identity.beginning import RunStart, under_way
from graph.identity.inputs import RUN_BEGUN, last_run
from graph.identity.lookup.lookup import Lookups
from graph.identity.newcomers.during_run import DuringRun, seen_by
from graph.identity.newcomers.named import VIEWS, NamedRecord, named_records, values_of
from graph.identity.newcomers.since_run import CREATED, PLACED, LatestAssignment, SinceRun, came_since
from graph.identity.newcomers.without_index import JournalLookups
from graph.identity.rules import rules_in_force
from graph.identity.state.file import state_path
from graph.journal import Journal
from graph.journal.reading.finding import of_customer, of_record
from graph.journal.reading.views_sql import customers_sql
from graph.journal.suppressing.suppression import Suppressed
from graph.journal.tables.times import moment_after
from graph.settings import Settings

MOST = 50
"""New records that are looked up one by one at a time, and known ones; more are a matter for a run. Visitors
whose devices nobody has are told at once, however many they are."""
MOST_AT_START = 10_000
"""Records that may have come since the last run when the first are looked at; more are a matter for one."""

_VIEWS = (*VIEWS, "stored_runs")
_GIVEN = "(SELECT unnest($given::VARCHAR[]) AS id)"
_OF_RECORDS = f"SELECT {of_record('id')} FROM {_GIVEN}"  # noqa: S608 - SQL of the journal
_OF_CUSTOMERS = f"SELECT {of_customer('id')} FROM {_GIVEN}"  # noqa: S608 - as above
_OF_THEIR_RECORDS = f"SELECT {of_record('record_id')} FROM near_assignments"  # noqa: S608 - as above
_NOW = customers_sql("near_assignments")
_CUSTOMERS = f"SELECT customer_id FROM ({_NOW}) WHERE record_id IN (SELECT unnest($records::VARCHAR[]))"  # noqa: S608 - as above
_TIED = f"""
    SELECT record_id FROM ({_NOW})
    WHERE customer_id IN (SELECT unnest($customers::VARCHAR[])) AND customer_id <> $own ORDER BY record_id
"""  # noqa: S608 - as above


@dataclass(frozen=True)
class _Look:
    """Records as they are now, after the last run, which has no name if there was none; those of them that
    the run under way, if there is one, has `seen`; and when they get their customers."""

    last_run: str
    run: RunStart | None
    records: Sequence[NamedRecord]
    seen: Set[str]
    at: datetime


class Newcomers:
    """Gives customers to records that come in since a run began; for one thread."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal, self._lookups = journal, Lookups(settings)
        self._known: Lookups | JournalLookups = self._lookups
        self._rules, self._state = rules_in_force(settings), state_path(settings)
        self._latest = LatestAssignment(journal)
        self._begun = False
        self._missed: set[str] = set()
        """Records of whom something was told before the first look."""
        self._run: RunStart | None = None
        """The run under way, if there is one, at the last look."""
        self._during = DuringRun()
        self._since = SinceRun(self._rules)

    def settle(self, named: Collection[str]) -> tuple[int, bool]:
        """Look at the records of whom something was told since the last call, with the first one since the
        last run; returns how many got a customer, or another, and whether a run can wait, as far as can be
        told of so few; while one is under way, the next.

        Who only comes again need not be named. Once somebody was erased nobody gets a customer until the next
        run: look-ups may know them.
        """
        begun, self._begun = self._begun, True
        knows_all = begun or self._prepare()
        if not named and not self._missed and not self._during.waiting:
            return 0, knows_all
        try:
            # A run that begins meanwhile might find somebody for a record, without seeing what it got here;
            # of whom is erased meanwhile something would be stored behind their end.
            with placing_lease(self._journal.folder), self._journal.suppression.standing() as erased:
                count, can_wait = self._settle(set(named), erased)
        except IdentityError:  # until a run leaves look-ups, which sees all who came by then
            count, can_wait = 0, False
            self._look_later(named)
        self._missed.clear()
        return count, can_wait and knows_all

    def _prepare(self) -> bool:
        """Do now what takes longest with the first look-up, begin to watch who is erased, and learn who came
        since the last run; whether that can be told, of not too many."""
        self._latest.now()
        with closing(self._journal.connect(views=_VIEWS)) as connection:
            last = last_run(connection)
            if last is None:
                return False
            placed = [it for (it,) in connection.execute(PLACED).fetchall()]
            created = {it for (it,) in connection.execute(CREATED).fetchall()}
        self._since = SinceRun(self._rules, last.run_id, self._journal.suppression.now())
        with suppress(IdentityError):
            self._lookups.prepare()
        came = came_since(self._journal, last, self._state)
        if len(came or ()) + len(placed) > MOST_AT_START:
            return False
        self._missed.update(came or ())
        with closing(self._journal.connect(placed, _VIEWS)) as connection:
            self._since.begin_with(named_records(connection) if placed else (), created)
        return came is not None or self._lookups.are_outdated()

    def _settle(self, named: Set[str], erased: Suppressed) -> tuple[int, bool]:
        look = self._look(named | self._missed)
        ended = self._ended(look)
        if ended:
            named |= ended.waiting
            look = self._look(named | self._missed | ended.unseen)
        if not look.last_run:
            self._look_later(named - look.seen)
            return 0, False
        if look.last_run != self._since.run_id:
            placed = [it for it in look.records if ended and it.id in ended.unseen and it.customer_id]
            earlier, self._since = self._since, SinceRun(self._rules, look.last_run, erased)
            self._since.begin_with(placed, earlier.bare)
        if erased is not self._since.erased:
            self._look_later(named)
            return 0, False
        return self._placed(look, named)

    def _look_later(self, records: Collection[str]) -> None:
        """Look at records again at the end of the run under way; without one they are the next one's."""
        if self._during.run_id:
            self._during.waiting.update(records)

    def _look(self, records: Set[str]) -> _Look:
        with closing(self._journal.connect(sorted(records), _VIEWS)) as connection:
            last, run = last_run(connection), under_way(self._journal, connection)
            found, seen = named_records(connection), seen_by(run, connection)
            return _Look(last.run_id if last else "", run, found, seen, self._moment(connection))

    def _ended(self, look: _Look) -> DuringRun | None:
        """What came during the last run, if it has ended since the last look."""
        run_id = look.run.run_id if look.run else ""
        if self._during.run_id == run_id:
            return None
        during, self._during = self._during, DuringRun(run_id)
        return during if during.run_id == look.last_run else None

    def _placed(self, look: _Look, named: Set[str]) -> tuple[int, bool]:
        """Give the records of a look their customers."""
        self._run = look.run
        found = [it for it in look.records if it.id in named or it.customer_id is None]
        outdated = bool(found) and self._lookups.are_outdated()
        self._known = JournalLookups(self._journal, look.last_run, found) if outdated else self._lookups
        unknown = {each.id: each for each in found if each.customer_id is None}
        runs = unknown.keys() & look.seen
        for name in runs:
            self._since.take(unknown[name], None)
        given = self._given([each for name, each in unknown.items() if name not in runs])
        if given:
            self._journal.append_table("assignments", _assignments(given, look.at))
        known = [each for each in found if each.customer_id is not None]
        known.sort(key=lambda each: not each.is_bare)  # visitors are told of before who they are
        moved = {each.id: self._taken_over(each) for each in known[:MOST]}
        for each in known[MOST:]:
            self._since.take(each, each.customer_id)
        left = {each.id for each in found if each.id not in given and moved.get(each.id) is None}
        if look.run:
            self._during.unseen |= {each.id for each in found} - look.seen
        self._look_later(left - runs)
        return len(given) + sum(len(visitors) for visitors in moved.values() if visitors), not left

    def _moment(self, connection: duckdb.DuckDBPyConnection) -> datetime:
        """The time now, or a moment after the latest run and the latest customer without one, see
        `moment_after`."""
        return moment_after(connection, RUN_BEGUN, self._latest.now())

    def _given(self, unknown: Sequence[NamedRecord]) -> dict[str, str]:
        """The customer of each record of which that can be told; visitors first: others may name them."""
        uses = Counter(value for each in unknown if not each.is_bare for value in values_of(each.record))
        visitors = [each.record for each in unknown if each.is_bare]
        strangers = self._known.strangers(visitors, self._since.run_id) if visitors else set()
        given: dict[str, str] = {}
        looked_up = 0
        for each in sorted(unknown, key=lambda it: (not it.is_bare, it.id)):
            customer_id = None
            if each.id in strangers and not self._since.neighbours(each.record):
                customer_id = each.own_id
            elif looked_up < MOST:
                looked_up += 1
                alone = each.is_bare or all(uses[value] <= 1 for value in values_of(each.record))
                customer_id = self._customer_of(each) if alone else None
            self._since.take(each, customer_id)
            if customer_id is not None:
                given[each.id] = customer_id
        return given

    def _customer_of(self, named: NamedRecord) -> str | None:
        found = self._known.resolve(named.record)
        if found.run_id != self._since.run_id:
            return None
        likely = {each.customer_id for each in found.candidates if each.accepted}
        near = self._since.neighbours(named.record)
        if not near:
            return named.own_id if not likely else found.customer_id if len(likely) == 1 else None
        [first, *others] = near
        return first if not others and not likely and self._since.joins(named, first) else None

    def _taken_over(self, named: NamedRecord) -> list[NamedRecord] | None:
        """The visitors that a known record now says it was, who become its customer; null where what it says
        ties it to others in any other way."""
        near = self._since.neighbours(named.record) - {named.customer_id}
        found = self._known.resolve(named.record)
        self._since.take(named, named.customer_id)
        likely = [it for it in found.candidates if it.accepted and it.customer_id != named.customer_id]
        if found.run_id != self._since.run_id:
            return None
        if not near and not likely:
            return []
        if named.is_bare or None in near:
            return None
        return self._moved(named, near, [it.record_id for it in likely])

    def _moved(
        self, named: NamedRecord, near: Set[str | None], likely: Sequence[str]
    ) -> list[NamedRecord] | None:
        """Let a known record's customer take the place of these customers, and of those of these records, if
        all are visitors."""
        records = self._tied(near, likely, named.customer_id)
        if not records or len(records) > MOST:
            return None if records else []
        with closing(self._journal.connect(records, _VIEWS)) as connection:
            visitors, at = named_records(connection), self._moment(connection)
            if seen_by(self._run, connection):
                return None
        own = values_of(named.record)
        if not all(it.is_bare and self._since.are_cookies(own & values_of(it.record)) for it in visitors):
            return None
        self._store_moved(visitors, str(named.customer_id), at)
        self._since.move(visitors, str(named.customer_id))
        return visitors

    def _tied(self, customers: Set[str | None], records: Sequence[str], own: str | None) -> list[str]:
        """The records of these customers and of those of these records, but for those of the `own` one."""
        nearby = self._journal.nearby(("stored_assignments",), ("assignments",))
        with closing(nearby.connection) as connection:
            nearby.look_up("assignments", _OF_RECORDS, params={"given": list(records)})
            of_records = connection.execute(_CUSTOMERS, {"records": list(records)}).fetchall()
            tied = sorted({*filter(None, customers), *(it for (it,) in of_records if it is not None)})
            nearby.look_up("assignments", _OF_CUSTOMERS, params={"given": tied})
            nearby.look_up("assignments", _OF_THEIR_RECORDS)
            return [it for (it,) in connection.execute(_TIED, {"customers": tied, "own": own}).fetchall()]

    def _store_moved(self, visitors: Sequence[NamedRecord], customer_id: str, at: datetime) -> None:
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
