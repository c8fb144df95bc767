"""What a customer did, session by session."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from graph.behaviour.sessions import VIEWS, Session, Span, read_sessions
from graph.entries import CountedItem, Event, Origin
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, order
from tests.support.identity import assign

_MINUTE = 1 / 1440


def look(key: str, minutes: float, record: str = "1", seconds: float = 5) -> Event:
    """A look at a page, so many minutes after the start."""
    details = {"page": f"/{key}", "seconds": seconds}
    counted = (CountedItem("INTERESTED_IN", "Interest", "tea"),)
    at = day(minutes * _MINUTE)
    return Event("page_view", key, "web", record, at, Origin("w", 1), counted=counted, details=details)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal.open(Settings(home=tmp_path))
    assign(journal, "r", day(0), {"web:1": "A", "web:2": "A", "shop:1": "A", "web:3": "B"})
    return journal


def sessions(journal: Journal, span: Span = Span(), first: int = 100) -> tuple[Session, ...]:  # noqa: B008 - frozen
    with closing(journal.connect(views=VIEWS)) as connection:
        return read_sessions(connection, "A", timedelta(minutes=30), span, first)


def pages(found: tuple[Session, ...]) -> list[list[str | None]]:
    return [[step.page for step in session.steps] for session in found]


def test_a_pause_ends_a_session(journal: Journal) -> None:
    journal.append([look("a", 0), look("b", 29), look("c", 58.9), look("d", 90)], "one")
    found = sessions(journal)
    assert pages(found) == [["/a", "/b", "/c"], ["/d"]]
    assert (found[0].started_at, found[0].ended_at) == (day(0), day(58.9 * _MINUTE))
    step = found[0].steps[0]
    assert (step.kind, step.seconds, step.interests) == ("page_view", 5, ("tea",))


def test_devices_in_use_at_a_time_make_sessions_of_their_own(journal: Journal) -> None:
    journal.append([look("a", 0), look("b", 1, "2"), look("c", 2), look("x", 2, "3")], "one")
    assert pages(sessions(journal)) == [["/a", "/c"], ["/b"]]


def test_a_journey_leads_to_its_order(journal: Journal) -> None:
    journal.append([order("7", "1", day(0)), look("a", 0)], "one")
    assert [session.steps[0].id for session in sessions(journal)] == ["shop:7", None]


def test_a_span_and_a_limit_keep_the_latest_steps(journal: Journal) -> None:
    journal.append([look(f"p{n}", n) for n in range(10)], "one")
    span = Span(day(2 * _MINUTE), day(8 * _MINUTE))
    assert pages(sessions(journal, span, 3)) == [["/p5", "/p6", "/p7"]]


def test_a_corrected_step_is_told_once(journal: Journal) -> None:
    journal.append([look("a", 0)], "one")
    journal.append([replace(look("a", 0), details={"page": "/right"})], "two")
    assert pages(sessions(journal)) == [["/right"]]
