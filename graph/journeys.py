"""The journey of a customer by any id: whose it is today, the sessions, and what the customer cared for."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from graph.behaviour.interests import customer_interests, faded
from graph.behaviour.sessions import MOST, VIEWS, Session, Span, read_sessions
from graph.identity.clusters.owned import OWNED_VIEWS, look_up_owned
from graph.identity.outcome.revenue import take_revenue
from graph.identity.rules import rules_in_force
from graph.journal import Journal
from graph.journal.reading.finding import of_event, of_record
from graph.journal.reading.views_sql import customers_sql
from graph.journal.tables.times import in_utc

if TYPE_CHECKING:
    from graph.settings import Settings


_OF_INTERESTS = ("assignments", "orders", "stored_events")
_MOMENT = timedelta(microseconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC) + _MOMENT
_OF_OWN = f"SELECT {of_record('record_id')} AS number FROM own_records"  # noqa: S608 - SQL of this package
# A version of an event may be about somebody else.
_OF_SAME = f"SELECT {of_event('kind', 'key')} AS number FROM near_events"  # noqa: S608 - as above
_SHOWN = (
    "CREATE TEMP VIEW stored_events AS FROM near_events",
    f"CREATE TEMP VIEW assignments AS {customers_sql('assignment_history')}",
)


@dataclass(frozen=True, slots=True)
class Journey:
    """The sessions of a customer, the earliest first."""

    customer_id: str
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Interest:
    """What a customer cared for: label and id of the node, the score as of a time, how many signs of it there
    were by then, and when the first and the last were."""

    label: str
    id: str
    score: float
    at: datetime
    count: int
    first_seen: datetime
    last_seen: datetime


def read_interests(settings: Settings, customer_id: str, until: datetime | None = None) -> list[Interest]:
    """What a customer cared for before a time, as of that time, or by now, as of the latest sign; the
    strongest first. What was told later of before counts, and records are those of today."""
    rules = rules_in_force(settings)
    half_life = timedelta(days=rules.interests.half_life_days)
    before = until and max(until, _FIRST) - _MOMENT
    with closing(Journal.open(settings).connect(views=_OF_INTERESTS)) as connection:
        take_revenue(connection, rules.revenue)
        found = customer_interests(connection, rules.interests, [customer_id], before).to_pylist()
    rows = [{name: in_utc(value) for name, value in row.items()} for row in found]
    interests = [
        Interest(
            score=faded(row["score"], row["scored_at"], until or row["scored_at"], half_life),
            at=until or row["scored_at"],
            **{name: row[name] for name in ("label", "id", "count", "first_seen", "last_seen")},
        )
        for row in rows
    ]
    return sorted(interests, key=lambda each: (-each.score, each.label, each.id))


def read_journey(settings: Settings, customer: str, span: Span, first: int = MOST) -> Journey | None:
    """What a customer did, of more than `first` steps the latest; None where there is no such customer.

    `customer` may be an id that was retired, or one of the records, source:source_id.
    """
    pause = timedelta(minutes=rules_in_force(settings).interests.session_minutes)
    nearby = Journal.open(settings).nearby({*VIEWS, *OWNED_VIEWS}, ("assignments", "events"))
    with closing(nearby.connection) as connection:
        id_, records = look_up_owned(nearby, customer)
        if not records:
            return None
        connection.register("own_records", pa.table({"record_id": pa.array(records, pa.string())}))
        nearby.look_up("events", _OF_OWN)
        nearby.look_up("events", _OF_SAME)
        for sql in _SHOWN:
            connection.execute(sql)
        return Journey(id_, read_sessions(connection, id_, pause, span, first))
