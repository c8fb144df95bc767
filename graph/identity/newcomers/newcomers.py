"""Customers for new records, before the next run looks at them.

A run works out all that follows from what is new, which takes seconds. For most new records a look-up tells
what it will say: that it is a customer of its own, or somebody whom nothing else ties to others. So it gets
the id here that the next run keeps, as it keeps every customer's; who joins somebody gets theirs. What would
make one of two customers is left to the run, and so are records that share an identifier with another one
that no run has seen; but not a visitor of whom no more is known than the device, and then who that is: be
that somebody new, or somebody known, whose the visitor's records become.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import closing, suppress
from datetime import datetime

import duckdb
import pyarrow as pa

from graph.errors import IdentityError, JournalError
from graph.files.lease import projector_lease, sole_lease
from graph.identity.inputs import RUN_BEGUN, last_run
from graph.identity.lookup.lookup import Lookups
from graph.identity.newcomers.named import VIEWS, NamedRecord, named_records, values_of
from graph.identity.newcomers.since_run import CREATED, PLACED, LatestBetweenRuns, SinceRun, came_since
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


class _UnderWayError(JournalError):
    """A run is under way, which may see the records."""


class Newcomers:
    """Gives customers to records that come in between runs; for one thread."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal, self._lookups = journal, Lookups(settings)
        self._known: Lookups | JournalLookups = self._lookups
        self._rules, self._state = rules_in_force(settings), state_path(settings)
        self._latest = LatestBetweenRuns(journal)
        self._begun = False
        self._missed: set[str] = set()
        """Records of whom something was told while nobody could look."""
        self._since = SinceRun(self._rules)

    def settle(self, named: Collection[str]) -> tuple[int, bool]:
        """Look at the records of whom something was told since the last call, with the first one since the
        last run; returns how many got a customer, or another, and whether a run can wait, as far as can be
        told of so few.

        Who only comes again need not be named. Once somebody was erased nobody gets a customer until the next
        run: look-ups may know them.
        """
        begun, self._begun = self._begun, True
        knows_all = begun or self._prepare()
        if not named and not self._missed:
            return 0, knows_all
        try:
            # Whoever runs meanwhile might find somebody for a record, without seeing what it got here; of
            # whom is erased meanwhile something would be stored behind their end.
            lock, under_way = self._journal.folder / "identity.lock", _UnderWayError("A run is under way.")
            with sole_lease(lock, under_way), self._journal.suppression.standing() as erased:
                found = self._settle(set(named), erased)
        except _UnderWayError:
            self._missed.update(named)
            return 0, False
        except IdentityError:  # until a run leaves look-ups, which sees all who came by then
            found = 0, False
        self._missed.clear()
        count, can_wait = found
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
        with closing(self._journal.connect(sorted(named | self._missed), _VIEWS)) as connection:
            last = last_run(connection)
            found = [it for it in named_records(connection) if it.id in named or it.customer_id is None]
            unknown = [each for each in found if each.customer_id is None]
            if last is None:
                return 0, False
            if last.run_id != self._since.run_id:
                self._since = SinceRun(self._rules, last.run_id, erased)
            if erased is not self._since.erased:
                return 0, False
            at = self._moment(connection)
        outdated = bool(found) and self._lookups.are_outdated()
        self._known = JournalLookups(self._journal, last.run_id, found) if outdated else self._lookups
        given = self._given(unknown)
        if given:
            self._journal.append_table("assignments", _assignments(given, at))
        known = [each for each in found if each.customer_id is not None]
        known.sort(key=lambda each: not each.is_bare)  # visitors are told of before who they are
        moved = [self._taken_over(each) for each in known[:MOST]]
        for each in known[MOST:]:
            self._since.take(each, each.customer_id)
        count = len(given) + sum(len(visitors) for visitors in moved if visitors)
        return count, len(given) == len(unknown) and len(known) <= MOST and None not in moved

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
            visitors = named_records(connection)
            at = self._moment(connection)
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
