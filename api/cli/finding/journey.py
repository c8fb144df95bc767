"""`ckg journey`: what a customer did, session by session."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from api.cli.finding.naming import HELP
from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson
from graph.analytics.reading import no_such_customer
from graph.behaviour.sessions import Session, Span, Step
from graph.journeys import read_journey
from graph.settings import load_settings

_FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("journey")(show_journey)


def show_journey(
    customer: Annotated[str, typer.Argument(help=HELP)],
    since: Annotated[datetime | None, typer.Option(formats=_FORMATS, help="From then on, UTC.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_FORMATS, help="Before then, UTC.")] = None,
    first: Annotated[int, typer.Option(min=1, help="At most so many steps, the latest.")] = 200,
    as_json: AsJson = False,
) -> None:
    """What a customer did, session by session.

    It is read from the journal: views, events, orders, tickets, contacts and answers, with their times.
    """
    journey = read_journey(load_settings(), customer, Span(_utc(since), _utc(until)), first)
    if journey is None:
        raise no_such_customer(customer)
    if as_json:
        print_json(journey.sessions)
        return
    out.print(f"{len(journey.sessions):,} sessions of customer {journey.customer_id}", markup=False)
    for session in journey.sessions:
        _show(session)


def _utc(time: datetime | None) -> datetime | None:
    return time and time.replace(tzinfo=UTC)


def _show(session: Session) -> None:
    length = (session.ended_at - session.started_at).total_seconds() / 60
    title = f"{session.started_at:%Y-%m-%d %H:%M}  {session.record_id}, {length:,.0f} minutes"
    out.print(title, style="bold", markup=False)
    for step in session.steps:
        out.print(f"  {step.at:%H:%M:%S}  {_words(step)}", markup=False)


def _words(step: Step) -> str:
    spent = None if step.seconds is None else f"{step.seconds:,.0f} s"
    parts = (step.kind.replace("_", " "), step.name, step.page, *step.interests, spent)
    return "  ".join(part for part in parts if part)
