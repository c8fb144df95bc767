"""`ckg erase` and `ckg erasures`: forgetting people, and what was done about it."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import out, print_json, progress
from api.cli.terminal.options import AsJson
from graph.erasure.requests import due, requests
from graph.erasure.subject import Subject, subjects_of
from graph.errors import CkgError
from graph.journal import Journal
from graph.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("erase")(erase)
    app.command("erasures")(show_requests)


def erase(
    whom: Annotated[
        list[str] | None,
        typer.Argument(
            help="Ids of customers, or records of theirs, source:id; each is a request of its own."
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option(help="Why, such as the number of the request; nothing about the person.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would go, and change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    purge: Annotated[
        bool, typer.Option("--purge", help="Take everybody off the disk who was erased; for the night.")
    ] = False,
    lift: Annotated[
        str | None,
        typer.Option(help="Let somebody come back: an e-mail address, another identifier, or source:id."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Forget people: all that any source said, at once; what comes of them later is not stored.

    Until `ckg erase --purge` it is still on the disk.
    """
    if sum((bool(whom), purge, lift is not None)) != 1:
        raise CkgError(
            "Say one thing: whom to erase, --purge, or --lift with whom.", "See `ckg erase --help`."
        )
    if purge and dry_run:
        _show_due(as_json=as_json)
    elif purge:
        _purge(as_json=as_json)
    elif lift is not None:
        _lift(lift, as_json=as_json)
    elif whom and dry_run:
        _try_out(whom, as_json=as_json)
    elif whom:
        _erase(whom, reason, asks=not yes, as_json=as_json)


def _try_out(whom: Sequence[str], *, as_json: bool) -> None:
    subjects = subjects_of(Journal.open(load_settings()), whom)
    if as_json:
        print_json([_as_dict(it) for it in subjects])
    else:
        _show(subjects)


def _erase(whom: Sequence[str], reason: str, *, asks: bool, as_json: bool) -> None:
    settings = load_settings()
    subjects = subjects_of(Journal.open(settings), whom)
    if not as_json:
        _show(subjects)
    if asks:
        typer.confirm("Nobody can take that back. Erase?", abort=True)
    from api.forgetting import Requester, hide  # takes long, as does a store; mistakes are told before

    with progress() as on_progress:
        erased = hide(settings, subjects, Requester(getpass.getuser(), reason), on_progress)
    if as_json:
        print_json({"requests": erased})
    else:
        out.print(f"Erased: {', '.join(erased)}.", markup=False)
        out.print("It is still on the disk until `ckg erase --purge`.", markup=False)
        out.print("Run `ckg resolve` to find out who is who without it.", markup=False)


def _as_dict(subject: Subject) -> dict[str, object]:
    counts = {"rows": dict(subject.rows), "touched": dict(subject.touched)}
    return {"records": subject.records, "customers": subject.customers, **counts}


def _show(subjects: Sequence[Subject]) -> None:
    for subject in subjects:
        _show_subject(subject)


def _show_subject(subject: Subject) -> None:
    records = ", ".join(subject.records[:10]) + (", …" if len(subject.records) > 10 else "")
    out.print(f"{len(subject.records):,} records: {records}", markup=False)
    held = ", ".join(f"{count:,} {name}" for name, count in subject.rows.items() if count)
    out.print(f"In the journal: {held or 'nothing'}.", markup=False)
    out.print(f"{len(subject.values):,} identifiers that nobody else has will be kept out.", markup=False)
    touched = ", ".join(
        f"{count:,} {name.replace('_', ' ')}" for name, count in subject.touched.items() if count
    )
    if touched:
        out.print(f"Of others it touches: {touched}.", markup=False)


def _show_due(*, as_json: bool) -> None:
    waiting = due(Journal.open(load_settings()))
    if as_json:
        print_json({"due": [asdict(it) for it in waiting]})
    else:
        out.print(f"{len(waiting):,} erasures are still on the disk.", markup=False)


def _purge(*, as_json: bool) -> None:
    from api.forgetting import purge  # as above

    with progress() as on_progress:
        done = purge(load_settings(), on_progress)
    if as_json:
        print_json({"requests": done.requests, **done.proof} if done else {"requests": 0})
    elif done is None:
        out.print("Nobody is to be taken off the disk.", markup=False)
    else:
        out.print(
            f"{done.requests:,} erasures are done: {sum(done.proof['rows'].values()):,} rows,"
            f" {done.proof['files_written']:,} files written anew. Look-ups are back with `ckg resolve`.",
            markup=False,
        )
    end_with(done.alert if done else None)


def _lift(whom: str, *, as_json: bool) -> None:
    from graph.erasure.hiding import lift

    count = lift(Journal.open(load_settings()), whom)
    if as_json:
        print_json({"lifted": count})
    else:
        out.print("What comes of them from now on is taken in again.", markup=False)


def show_requests(as_json: AsJson = False) -> None:
    """Who was erased, by request: when, why, how much, and whether it is off the disk."""
    found = requests(Journal.open(load_settings()))
    if as_json:
        print_json([asdict(it) for it in found])
        return
    table = Table("request", "erased", "by", "reason", "rows", "off the disk", "remains", "", box=None)
    for it in found:
        rows = sum(it.report["rows"].values())
        purged = f"{it.purged_at:%Y-%m-%d %H:%M}" if it.purged_at else "due"
        left = "" if it.proof is None else f"{len(it.proof['remains']):,} files"
        sound = "" if it.signed else "NOT AS IT WAS SIGNED"
        table.add_row(
            *(it.request_id[:12], f"{it.erased_at:%Y-%m-%d %H:%M}", it.by or "", it.reason),
            *(f"{rows:,}", purged, left, sound),
        )
    out.print(table)
    if any(not it.signed for it in found):
        end_with("Erasures do not stand as they were signed; compare the journal with a copy.")
