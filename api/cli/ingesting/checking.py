"""`ckg check`: what a mapping would make of its files, without storing anything."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from api.cli.terminal.console import counted, out, print_json
from api.cli.terminal.options import AsJson
from graph.settings import load_settings
from ingest.packaged import mapping_path
from ingest.pipeline.checking import Arrival, CheckedFile, check_files
from ingest.pipeline.pipeline import IngestOptions, open_inputs

_REASONS = 10


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("check")(check_mapping)


def check_mapping(
    mapping: Annotated[
        Path, typer.Argument(help="Mapping of the source, YAML, or the name of a packaged one.")
    ],
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files, folders or archives; the mapping's when left out.")
    ] = None,
    first: Annotated[int, typer.Option(help="Rows of each kind to show in full.", min=0)] = 3,
    rows: Annotated[int, typer.Option(help="Rows of each file to try.", min=1)] = 1_000,
    as_json: AsJson = False,
) -> None:
    """Show the first rows as they would arrive, what would be refused, and all mistakes of a mapping.

    Nothing is stored. Personal values are masked but on a terminal.
    """
    opened = open_inputs(mapping_path(mapping), files or [], IngestOptions.of(load_settings()))
    checked = check_files(opened, rows, first)
    if as_json:
        print_json({"source": opened.mapping.source, "files": [_told(file) for file in checked]})
        return
    for file in checked:
        _show(file, seen=sys.stdout.isatty())
    for kind in sorted(
        {row.ingestor.kind for entry in opened.mapping.files for row in entry.rows if row.is_of_nobody}
    ):
        out.print(f"Rows of kind {kind} are nobody's: their `source_id` is not mapped.", markup=False)
    out.print("Nothing was stored.", markup=False)


def _told(file: CheckedFile) -> dict[str, Any]:
    """What was found of a file, ready for JSON; personal values are masked."""
    arrivals = [
        {"line": it.line, "kind": it.kind, "ended": it.ended}
        | {"values": [{"name": value.name, "value": value.mask} for value in it.values]}
        for it in file.arrivals
    ]
    counts = {"rows": file.rows, "refused_rows": file.refused_rows, "skipped_rows": file.skipped_rows}
    reasons = {"kinds": file.kinds, "refused": file.refused, "left_out": file.left_out, "lines": file.places}
    reasons["remarks"] = dict(file.remarks)
    return {"file": file.name, **counts, **reasons, "arrivals": arrivals}


def _show(file: CheckedFile, *, seen: bool) -> None:
    kinds = ", ".join(counted(kind, count) for kind, count in file.kinds.items()) or "nothing"
    out.print(f"{file.name}: the first {file.rows:,} rows would give {kinds}.", markup=False)
    if file.skipped_rows:
        out.print(
            f"  {file.skipped_rows:,} rows are skipped: no entry under `rows` is for them.", markup=False
        )
    for arrival in file.arrivals:
        out.print(_table(arrival, seen=seen))
    for told, reasons in (("refused row", file.refused), ("faulty value", file.left_out)):
        for reason, count in reasons.most_common(_REASONS):
            lines = ", ".join(map(str, file.places[reason]))
            out.print(f"  {counted(told, count)}: {reason} (line {lines})", markup=False)
    for remark, count in file.remarks.items():
        out.print(f"  {remark} ({count:,})", markup=False)


def _table(arrival: Arrival, *, seen: bool) -> Table:
    """A row as it would arrive, a value a line."""
    ended = f", {arrival.ended}" if arrival.ended else ""
    table = Table("", f"{arrival.kind} of line {arrival.line}{ended}", box=None, padding=(0, 2))
    for value in arrival.values:
        shown = str(value.value if seen else value.mask)
        table.add_row(f"  {value.name}", shown.replace("[", r"\["))
    return table
