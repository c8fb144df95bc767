"""The journey of a customer by any id: whose it is today, and the sessions."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from graph.behaviour.sessions import MOST, VIEWS, Session, Span, read_sessions
from graph.identity.clusters.stable_ids import resolve_id
from graph.identity.rules import load_rules
from graph.journal import Journal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Journey:
    """The sessions of a customer, the earliest first."""

    customer_id: str
    sessions: tuple[Session, ...]


def read_journey(settings: Settings, customer: str, span: Span, first: int = MOST) -> Journey | None:
    """What a customer did, of more than `first` steps the latest; None where there is no such customer.

    `customer` may be an id that was retired, or one of the records, source:source_id.
    """
    pause = timedelta(minutes=load_rules(settings.rules).interests.session_minutes)
    with closing(Journal.open(settings).connect(views=VIEWS)) as connection:
        connection.execute("CREATE VIEW assignment_history AS FROM stored_assignments")
        id_ = _owner(connection, customer) if ":" in customer else resolve_id(connection, customer)
        return Journey(id_, read_sessions(connection, id_, pause, span, first)) if id_ else None


def _owner(connection: DuckDBPyConnection, record: str) -> str | None:
    found = connection.execute("SELECT customer_id FROM assignments WHERE record_id = $id", {"id": record})
    row = found.fetchone()
    return row[0] if row else None
