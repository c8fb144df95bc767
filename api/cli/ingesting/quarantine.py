"""`ckg quarantine`: what stayed out, why, and the ways back in."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.ingesting.bringing_in import bring_in
from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson
from graph.errors import IngestError
from graph.journal import Journal
from graph.journal.quality.quarantine import GROUPS, OpenRejection, RejectionFilter, days, groups
from graph.settings import load_settings
from ingest.packaged import mapping_path
from ingest.pipeline.pipeline import IngestOptions, replay
from ingest.quarantine_files import export_rows

quarantine = typer.Typer(help="What stayed out, why, and the ways back in.", no_args_is_help=True)

Source = Annotated[str | None, typer.Option(help="Of this source only.")]
Ingest = Annotated[str | None, typer.Option(help="Of this ingest only.")]
File = Annotated[str | None, typer.Option(help="Of this file only, as it is listed.")]
Reason = Annotated[str | None, typer.Option(help="Where field and reason hold this text.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for name, command in (
        ("list", show_groups),
        ("show", show_rows),
        ("export", export),
        ("replay", replay_rows),
        ("drop", drop),
    ):
        quarantine.command(name)(command)
    app.add_typer(quarantine, name="quarantine")


def show_groups(
    by: Annotated[str, typer.Option(help="reason, source, file, ingest or day.")] = "reason",
    source: Source = None,
    ingest: Ingest = None,
    file: File = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """How much is in quarantine, by reason, source, file or ingest; or how much was on each day."""
    journal, only = Journal.open(load_settings()), RejectionFilter(source, ingest, file, reason)
    if by == "day":
        _show_days(journal, source, as_json=as_json)
        return
    if by not in GROUPS:
        raise IngestError(f'"{by}" is nothing to group by.', f"Use one of {', '.join(GROUPS)}, day.")
    found = groups(journal, by, only)
    if as_json:
        print_json(
            [
                {**dict(zip(GROUPS[by], group.name, strict=True)), "count": group.count, "rows": group.rows}
                | {"first": group.first, "last": group.last}
                for group in found
            ]
        )
        return
    table = Table(*GROUPS[by], "count", "rows", "first", "last", box=None)
    for group in found:
        counts = (f"{group.count:,}", f"{group.rows:,}", f"{group.first:%Y-%m-%d}", f"{group.last:%Y-%m-%d}")
        table.add_row(*group.name, *counts)
    out.print(table if found else "Nothing is in quarantine.")


def _show_days(journal: Journal, source: str | None, *, as_json: bool) -> None:
    found = days(journal, source)
    if as_json:
        print_json(found)
        return
    table = Table("day", "refused", "released", "in quarantine", box=None)
    for day in found:
        table.add_row(str(day.day), f"{day.refused:,}", f"{day.released:,}", f"{day.open:,}")
    out.print(table)


def show_rows(
    first: Annotated[int, typer.Option(help="How many.", min=1)] = 20,
    source: Source = None,
    ingest: Ingest = None,
    file: File = None,
    reason: Reason = None,
) -> None:
    """The rows themselves, with what is wrong; values are shown on a terminal alone."""
    seen = sys.stdout.isatty()
    for number, found in enumerate(_chosen(RejectionFilter(source, ingest, file, reason))):
        if number == first:
            out.print("…")
            break
        value = f' "{found.value}"' if seen and found.value else ""
        place = f"{found.source}  {found.file}:{found.line}"
        out.print(f"{place}  {found.field or 'row'}{value} {found.reason}", markup=False)
        if seen:
            out.print(f"    {found.row}", markup=False)
    if not seen:
        out.print("Values are shown on a terminal alone; `ckg quarantine export` writes them to files.")


def export(
    to: Annotated[Path, typer.Option(help="Folder to write to.")],
    source: Source = None,
    ingest: Ingest = None,
    file: File = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Write the rows to files in the source's own columns, to be mended and ingested again."""
    written = export_rows(_chosen(RejectionFilter(source, ingest, file, reason)), to)
    if as_json:
        print_json({str(path): count for path, count in written.items()})
        return
    for path, count in written.items():
        out.print(f"{count:,} rows in {path}", markup=False)
    if not written:
        out.print("Nothing is in quarantine.")
    for folder in dict.fromkeys(path.parent for path in written):
        out.print(f"Mend them, then: ckg ingest MAPPING {folder}", markup=False)


def replay_rows(
    mapping: Annotated[Path, typer.Argument(help="Mapping of the source, corrected.")],
    ingest: Ingest = None,
    file: File = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Read the rows of a source again, after its mapping was corrected; what goes in leaves."""
    settings = load_settings()
    options = IngestOptions.of(settings)
    only = RejectionFilter(None, ingest, file, reason)
    bring_in(
        settings,
        [lambda journal, show: replay(mapping_path(mapping), only, journal, options, show)],
        as_json=as_json,
    )


def drop(
    source: Annotated[str, typer.Option(help="Of this source.")],
    ingest: Ingest = None,
    file: File = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Take what never will be right out of the quarantine; the journal keeps that it was there."""
    journal = Journal.open(load_settings())
    ids = [found.id for found in journal.in_quarantine(RejectionFilter(source, ingest, file, reason))]
    count = journal.release(source, ids, "dropped") if ids else 0
    if as_json:
        print_json({"dropped": count})
    else:
        out.print(f"{count:,} dropped", markup=False)


def _chosen(only: RejectionFilter) -> list[OpenRejection]:
    return list(Journal.open(load_settings()).in_quarantine(only))
