"""`ckg ingest` and `ckg sample`: data in."""

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.cli.ingesting.bringing_in import LABELS, bring_in, told_references
from api.cli.terminal.console import out, print_json, progress
from api.cli.terminal.options import AsJson
from graph.errors import IngestError
from graph.files.regular import shown_path
from graph.journal import Journal
from graph.settings import load_settings
from ingest.packaged import mapping_path
from ingest.pipeline.pipeline import IngestOptions, OpenedMapping, ingest_opened, open_inputs
from ingest.pipeline.summary import IngestSummary, ShowProgress


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("ingest")(ingest_files)
    app.command("references")(show_references)
    app.command("sample")(make_sample)


def ingest_files(
    mapping: Annotated[
        Path, typer.Argument(help="Mapping of the source, YAML, or the name of a packaged one.")
    ],
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files, folders or archives to read instead of the mapping's; - for standard input."
            " Or further mappings: each reads its own."
        ),
    ] = None,
    max_rejects: Annotated[
        str | None,
        typer.Option(help="Store nothing when more rows than this are rejected: a number or a percentage."),
    ] = None,
    accept_losses: Annotated[
        bool,
        typer.Option("--accept-losses", help="Let a `snapshot` end whatever it lacks, however much that is."),
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Read tables whole, not from where the last ingest ended.")
    ] = False,
    keys: Annotated[
        bool, typer.Option("--keys", help="Look through the keys of tables too: rows that are gone end.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Map, clean, check and journal a source's files, then bring the graph up to date.

    Up to 10,000 new entries get their customers at once when `ckg resolve` has run before.
    """
    settings = load_settings()
    options = IngestOptions.of(settings, max_rejects, accept_losses=accept_losses, full=full, keys=keys)
    given = _told_apart(mapping, files or [])
    opened = [open_inputs(mapping_path(one), of_it, options) for one, of_it in given]
    bring_in(settings, [partial(_ingest, inputs, options) for inputs in opened], as_json=as_json)


def _told_apart(mapping: Path, files: list[Path]) -> list[tuple[Path, list[Path]]]:
    """Mappings, each with the files given for it: data is never in YAML."""
    further = [path for path in files if path.suffix.lower() in (".yaml", ".yml")]
    if further and len(further) < len(files):
        raise IngestError(
            f"Files are given to one mapping, and {shown_path(further[0])} is a mapping too.",
            "Name one mapping and its files, or mappings alone: each reads the files that it names.",
        )
    return [(path, []) for path in (mapping, *further)] if further else [(mapping, files)]


def _ingest(
    inputs: OpenedMapping, options: IngestOptions, journal: Journal, show: ShowProgress
) -> IngestSummary:
    return ingest_opened(inputs, journal, options, show)


def show_references(
    first: Annotated[int, typer.Option(help="How many to list.", min=1)] = 50, as_json: AsJson = False
) -> None:
    """List what is named and stated nowhere: orders, products, people referred.

    One that is named by mistake stays; one whose file is still to come heals when it is ingested.
    """
    from graph.journal.reading.references import open_references

    journal = Journal.open(load_settings())
    found, counts = open_references(journal, first), journal.count_references()
    if as_json:
        print_json({"counts": counts, "references": [asdict(reference) for reference in found]})
        return
    for reference in found:
        named = f"{', '.join(reference.kinds)} of {', '.join(reference.sources)}"
        out.print(f"{LABELS[reference.label]} {reference.id}  named by {named}", markup=False)
    out.print(told_references(counts) or "Everything that is named is stated.", markup=False)


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
