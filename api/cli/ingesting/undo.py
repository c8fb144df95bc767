"""`ckg undo` and `ckg source`: what was read, and taking it back."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import out, print_json, progress
from api.cli.terminal.options import AsJson
from graph.journal import Journal
from graph.journal.withdrawing.undo import WithdrawalEffect, effect_of, of_ingest, of_source, readings
from graph.journal.withdrawing.withdrawals import Withdrawal
from graph.settings import load_settings

source = typer.Typer(help="What sources said, and taking back all of one.", no_args_is_help=True)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and change nothing.")]
_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("undo")(undo)
    source.command("ingests")(show_readings)
    source.command("drop")(drop)
    app.add_typer(source, name="source")


def undo(
    ingest: Annotated[
        str, typer.Argument(help="Id of the ingest, or its beginning, from `ckg source ingests`.")
    ],
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take back what one ingest said; what others said too stays.

    To undo an undo, ingest again.
    """
    _take_back(lambda journal: of_ingest(journal, ingest), dry_run=dry_run, as_json=as_json)


def drop(
    name: Annotated[str, typer.Argument(help="Name of the source.")],
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take back all that a source has said so far."""
    _take_back(lambda journal: of_source(journal, name), dry_run=dry_run, as_json=as_json)


def show_readings(
    name: Annotated[str | None, typer.Argument(help="Name of a source; all if none is given.")] = None,
    as_json: AsJson = False,
) -> None:
    """The files that were read, by which ingest, the oldest first."""
    found = readings(Journal.open(load_settings()), name)
    if as_json:
        print_json([asdict(reading) for reading in found])
        return
    table = Table("ingest", "source", "file", "at", "accepted", "unchanged", "rejected", "", box=None)
    for it in found:
        counts = (f"{count:,}" for count in (it.accepted, it.unchanged, it.rejected))
        taken = "taken back" if it.taken_back else ""
        table.add_row(it.ingest_id[:12], it.source, it.file or "", f"{it.at:%Y-%m-%d %H:%M}", *counts, taken)
    out.print(table)


def _take_back(chosen: Callable[[Journal], Sequence[Withdrawal]], *, dry_run: bool, as_json: bool) -> None:
    settings = load_settings()
    journal = Journal.open(settings)
    withdrawals = chosen(journal)
    effect = effect_of(journal, withdrawals)
    if not dry_run:
        from api.workspace import Workspace  # takes long, as does a store; mistakes are told before
        from graph.store import Store
        from ingest.live.drain import state_anew

        workspace = Workspace(settings)
        with Store.open(settings) as store, progress() as on_progress:
            workspace.journal.withdraw(withdrawals)
            state_anew(workspace.journal, settings)
            brought = workspace.project(store, on_progress)
    if as_json:
        print_json({"ingests": [one.ingest_id for one in withdrawals], **asdict(effect)})
    else:
        _show(effect, withdrawals, dry_run=dry_run)
    if not dry_run:
        end_with(brought.alert)


def _show(effect: WithdrawalEffect, withdrawals: Sequence[Withdrawal], *, dry_run: bool) -> None:
    if not withdrawals:
        out.print("That was taken back already.")
        return
    would = "would be " if dry_run else ""
    records, events = effect.entries["records"], effect.entries["events"]
    out.print(
        f"{records:,} statements on people and {events:,} on all else {would}taken back:"
        f" {effect.gone:,} records {would or 'are '}no more, {effect.changed:,} say something else,"
        f" of {len(effect.customers):,} customers.",
        markup=False,
    )
    if any(effect.returning.values()):
        records, events = effect.returning["records"], effect.returning["events"]
        out.print(
            f"{records:,} statements on people and {events:,} on all else that it had ended"
            f" {'would be' if dry_run else 'are'} back, and {effect.back:,} records with them.",
            markup=False,
        )
    for customer in effect.customers[:_SHOWN]:
        told = f"{customer.gone} of {customer.records} records go, {customer.changed} change"
        told += f", {customer.back} come back" if customer.back else ""
        out.print(f"  {customer.customer_id}: {told}", markup=False)
    if len(effect.customers) > _SHOWN:
        out.print("  …")
    if not dry_run:
        out.print("Run `ckg resolve` to find out who is who without it.", markup=False)
