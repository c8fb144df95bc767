"""`ckg ingest` and `ckg sample`: data in."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.alerts import end_with
from api.cli.console import out, print_json, progress, warn_of_clock
from api.cli.options import AsJson
from graph.progress import OnProgress
from graph.settings import load_settings
from ingest.finding import opened
from ingest.pipeline import IngestOptions, check, ingest
from ingest.summary import IncompleteFiles, IngestSummary, Progress


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("ingest")(ingest_files)
    app.command("references")(show_references)
    app.command("sample")(make_sample)


def ingest_files(
    mapping: Annotated[Path, typer.Argument(help="Mapping of the source, YAML.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files, folders or archives to read instead of the mapping's; - for standard input."
        ),
    ] = None,
    max_rejects: Annotated[
        str | None,
        typer.Option(help="Store nothing when more rows than this are rejected: a number or a percentage."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Map, clean, check and journal a source's files, then bring the graph up to date.

    Up to 10,000 new entries get their customers at once when `ckg resolve` has run before.
    """
    settings = load_settings()
    options = IngestOptions.of(settings, max_rejects)
    given = opened(files or [])
    check(mapping, given, options)
    from api.workspace import Workspace  # takes long, as does a store; mistakes are told before
    from graph.store import Store

    workspace = Workspace(settings)
    warn_of_clock(workspace.journal)
    with Store.open(settings) as store, progress() as on_progress:
        summary, failure = _ingested(
            lambda: ingest(mapping, given, workspace.journal, options, file_progress(on_progress))
        )
        resolved, brought = workspace.take_in(summary.total("accepted"), store, on_progress)
    if as_json:
        print_json(summary.as_dict() | {"resolved": resolved, "set_aside": brought.projection.set_aside})
    else:
        show_summary(summary)
        if not resolved:
            out.print("Run `ckg resolve` to find out who is who among them.", markup=False)
    if failure:
        raise failure
    end_with(brought.alert)


def _ingested(run: Callable[[], IngestSummary]) -> tuple[IngestSummary, IncompleteFiles | None]:
    """What an ingest did, and that files of it broke off: what was read of them is brought into the graph."""
    try:
        return run(), None
    except IncompleteFiles as error:
        return error.summary, error


def show_references(
    first: Annotated[int, typer.Option(help="How many to list.", min=1)] = 50, as_json: AsJson = False
) -> None:
    """List what is named and stated nowhere: orders, products, people referred.

    One that is named by mistake stays; one whose file is still to come heals when it is ingested.
    """
    from graph.journal import Journal  # takes long, and other commands here need none
    from graph.journal.references import open_references

    journal = Journal.open(load_settings())
    found, counts = open_references(journal, first), journal.count_references()
    if as_json:
        print_json({"counts": counts, "references": [asdict(reference) for reference in found]})
        return
    for reference in found:
        named = f"{', '.join(reference.kinds)} of {', '.join(reference.sources)}"
        out.print(f"{LABELS[reference.label]} {reference.id}  named by {named}", markup=False)
    out.print(told_references(counts) or "Everything that is named is stated.", markup=False)


LABELS = {"Order": "order", "Product": "product", "SourceRecord": "record"}


def told_references(counts: Mapping[str, int]) -> str:
    """How many references lead nowhere, in words; nothing for none."""
    counted = ", ".join(f"{count:,} {LABELS[label]}{'s' * (count > 1)}" for label, count in counts.items())
    return f"Named, and stated by no entry: {counted}." if counted else ""


def make_sample(
    to: Annotated[Path, typer.Option(help="Folder to write to.")],
    people: Annotated[int, typer.Option(help="How many people the company knows.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Same seed, same files.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Make the sample company: the files of nine sources, their mappings, and the truth."""
    from ingest.sample import generate

    with progress() as on_progress:
        report = generate(
            people, seed, to, progress=lambda done, total: on_progress("sample company", done, total)
        )
    if as_json:
        print_json(report)
    else:
        out.print(f"{sum(report.rows.values()):,} rows of {report.people:,} people in {to}", markup=False)


def file_progress(on_progress: OnProgress) -> Callable[[Progress], None]:
    """Shows how far the ingest is in each file, in percent."""

    def show(progress: Progress) -> None:
        on_progress(f"{progress.phase} {progress.file}", round(progress.fraction * 100), 100)

    return show


def show_summary(summary: IngestSummary) -> None:
    """A line per file: what was read, went in, was known, stayed out; then the reasons."""
    table = Table("file", "rows", "accepted", "unchanged", "rejected rows", "rejected values", box=None)
    for file in summary.files:
        counts = (file.rows, file.accepted, file.unchanged, file.rejected_rows, file.rejected_values)
        table.add_row(file.name, *(f"{count:,}" for count in counts))
    out.print(table)
    if told := told_references(summary.references):
        out.print(f"{told} `ckg references` lists them.", markup=False)
    for file in summary.files:
        for reason, count in (file.row_reasons + file.value_reasons + file.remarks).most_common(8):
            where = _lines(file.places.get(reason, []), count)
            out.print(f"  {file.name}: {count:,} × {reason}{where}", markup=False)
        for born, people in file.filled_in.items():
            out.print(
                f"  {file.name}: birth_date {born} of {people:,} people, more than chance gives; "
                "identity takes it for a placeholder",
                markup=False,
            )


def _lines(first: list[int], count: int) -> str:
    """Where to look: the first lines, and that there are more; nothing where none was noted."""
    more = ", …" if count > len(first) else ""
    return f" (line{'s' * (len(first) > 1)} {', '.join(map(str, first))}{more})" if first else ""
