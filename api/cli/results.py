"""`ckg evaluate` and `ckg export`: what is in the graph, measured and written to files."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson
from api.workspace import Workspace
from graph.identity.evaluation.figures import Evaluation, evaluate
from graph.identity.evaluation.truth import read_truth
from graph.identity.outcome.assignments import current_assignment, export_assignments
from graph.journal import Journal
from graph.progress import silent
from graph.settings import load_settings
from graph.store import Store

export = typer.Typer(help="Write results to files.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("evaluate")(evaluate_truth)
    export.command("assignments")(export_to_file)
    export.command("segment")(export_segment)
    app.add_typer(export, name="export")


def evaluate_truth(
    truth: Annotated[Path, typer.Option(help="CSV file with columns source, source_id, entity.")],
    as_json: AsJson = False,
) -> None:
    """Hold the customers against a truth file: pairwise precision, recall and F1, and B³."""
    known = read_truth(truth)
    result = evaluate(known, current_assignment(Journal.open(load_settings())))
    if as_json:
        print_json(figures(result))
    else:
        show_figures(result)


def export_to_file(
    to: Annotated[Path, typer.Option(help="File to write: .csv or .parquet.")], as_json: AsJson = False
) -> None:
    """Which record belongs to which customer: source, source_id, customer_id."""
    count = export_assignments(Journal.open(load_settings()), to)
    if as_json:
        print_json({"records": count, "file": to})
    else:
        out.print(f"{count:,} records in {to}", markup=False)


def export_segment(
    name: Annotated[str, typer.Argument(help="Name of the segment, of the file that CKG_SEGMENTS names.")],
    purpose: Annotated[str, typer.Option(help="What for: only who consents to it is listed.")],
    channel: Annotated[str, typer.Option(help="Through which channel: email, phone, sms, post …")],
    to: Annotated[Path, typer.Option(help="File to write: .csv or .parquet.")],
    as_json: AsJson = False,
) -> None:
    """The list of a campaign: who is in a segment, consents, and can be reached.

    The graph is brought up to date before, so that a consent that was denied counts. The file holds personal
    data, and is for you alone; `exports.jsonl` in the home tells that it was written.
    """
    from api.campaign_list import Campaign, export_list

    settings = load_settings()
    with Store.open(settings) as store:
        Workspace(settings).follow(store, silent)
    exported = export_list(settings, Campaign(name, purpose, channel), to)
    if as_json:
        print_json({**asdict(exported), "file": to})
        return
    out.print(f"{exported.customers:,} customers of {name} in {to}", markup=False)
    for count, why in (
        (exported.without_consent, f"do not consent to {purpose} by {channel}"),
        (exported.without_address, "have no address there"),
        (exported.denied_by_others, "have one for which somebody else who uses it does not consent"),
        (exported.repeated, "have one that stands there already"),
    ):
        if count:
            out.print(f"  {count:,} others {why}", markup=False)


def figures(result: Evaluation) -> dict[str, float]:
    """The figures of an evaluation by name, shares rounded to six places."""
    names = ("precision", "recall", "f1", "b3_precision", "b3_recall", "b3_f1")
    counts = {
        name: getattr(result, name) for name in ("records", "true_pairs", "found_pairs", "correct_pairs")
    }
    return counts | {name: round(getattr(result, name), 6) for name in names}


def show_figures(result: Evaluation) -> None:
    """The figures as a table."""
    table = Table("", "precision", "recall", "F1", box=None)
    table.add_row("pairwise", *_shares(result.precision, result.recall, result.f1))
    table.add_row("B³", *_shares(result.b3_precision, result.b3_recall, result.b3_f1))
    out.print(table)
    out.print(f"{result.records:,} records, {result.true_pairs:,} true pairs, {result.found_pairs:,} found")


def _shares(*values: float) -> tuple[str, ...]:
    return tuple(f"{value:.4f}" for value in values)
