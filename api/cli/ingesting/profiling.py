"""`ckg profile`: what is in files, column by column."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from api.cli.terminal.console import out, print_json, progress
from api.cli.terminal.options import AsJson
from graph.errors import IngestError
from graph.files.whole_file import whole_file
from graph.settings import load_settings
from ingest.cleaning.base import Context
from ingest.inputs import Input
from ingest.inputs.finding import find_inputs, opened, parts_of
from ingest.mapping_files.loader import load_mapping
from ingest.profiling.column_profile import ColumnProfile
from ingest.profiling.page import profile_page
from ingest.profiling.profile import MOST, Profile, profile
from ingest.proposing.opening import by_part

_MAPPINGS = (".yaml", ".yml")


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("profile")(profile_files)


def profile_files(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files, folders, archives, - for standard input, or a mapping: its files."),
    ],
    rows: Annotated[int, typer.Option(help="Rows of each file to look at.", min=1)] = MOST,
    html: Annotated[Path | None, typer.Option(help="Write a page with charts to this file.")] = None,
    country: Annotated[
        str, typer.Option(help="Country of phone numbers without one, where you know it.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show what is in files: types, fill, frequent values, patterns, what is wrong, likely keys.

    Nothing is stored; personal values are masked everywhere. Files that cannot be read are named at the end.
    """
    found: list[Profile] = []
    refused: list[IngestError] = []
    with progress() as on_progress:
        inputs = _inputs(files)
        for done, source in enumerate(inputs, start=1):
            try:
                found.append(profile(source, rows, country.upper()))
            except IngestError as error:
                refused.append(error)
            on_progress("files profiled", done, len(inputs))
    if refused and not found:
        raise refused[0]
    if html:
        with whole_file(html) as draft:
            draft.write_text(profile_page(found), encoding="utf-8")
    if as_json:
        print_json({"files": [_told(one) for one in found], "refused": [str(error) for error in refused]})
        return
    for one in found:
        _show(one)
    for refusal in refused:
        out.print(f"Not profiled: {refusal}", markup=False)
    if html:
        out.print(f"A page with charts: {html}", markup=False)


def _inputs(files: Sequence[Path]) -> list[Input]:
    """The files that are named, and those that mappings name."""
    found: list[Input] = []
    settings = load_settings()
    for file in files:
        if file.suffix in _MAPPINGS:
            mapping = load_mapping(file, Context(country=settings.country, timezone=settings.timezone))
            found += [source for source, _, _ in find_inputs(mapping)]
        else:
            found += by_part(parts_of(opened([file])))
    return found


def _told(found: Profile) -> dict[str, Any]:
    """A profile, ready for JSON, with personal values masked."""
    return {
        "file": found.file,
        "format": found.format,
        "rows": found.rows,
        "sampled": found.sampled,
        "bad_rows": found.bad_rows,
        "key_candidates": found.keys,
        "columns": [_column(column) for column in found.columns],
    }


def _column(column: ColumnProfile) -> dict[str, Any]:
    masked = {"least": column.shown(column.least), "greatest": column.shown(column.greatest)}
    top = [{"value": column.shown(it.text), "count": it.count} for it in column.top]
    placeholders = [asdict(it) for it in column.placeholders]
    return asdict(column) | masked | {"top": top, "placeholders": placeholders, "fill": round(column.fill, 4)}


def _show(found: Profile) -> None:
    looked = f"the first {found.rows:,} rows" if found.sampled else f"{found.rows:,} rows"
    bad = f", {found.bad_rows:,} more that cannot be read" if found.bad_rows else ""
    out.print(f"{found.file}: {looked}{bad}", markup=False)
    table = Table("column", "type", "meaning", "filled", "distinct", "frequent", "look at", box=None)
    for column in found.columns:
        frequent = ", ".join(dict.fromkeys(column.shown(it.text)[:24] for it in column.top[:3]))
        cells = (
            column.name,
            column.type,
            column.kind,
            f"{column.fill:.0%}",
            f"{column.distinct:,}",
            frequent,
        )
        table.add_row(*(cell.replace("[", r"\[") for cell in (*cells, "; ".join(column.remarks()))))
    out.print(table)
    if found.keys:
        out.print(f"Key candidates: {', '.join(found.keys)}", markup=False)
