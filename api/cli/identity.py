"""`ckg resolve` and `ckg train`: who is who."""

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.stewards.radius_view import show_radius
from api.cli.stewards.teaching_loop import TeachingLoop
from api.cli.stewards.user import USER
from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import out, print_json, progress, warn_of_clock
from api.cli.terminal.options import AsJson
from api.workspace import Workspace
from graph.errors import IdentityError
from graph.identity.model.teaching.labels import read_labels
from graph.identity.run import Mode, RunOptions, RunResult, preview
from graph.identity.stewards.cases import next_case
from graph.journal import Journal
from graph.settings import load_settings
from graph.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("resolve")(resolve_identities)
    app.command("train")(train_with_labels)


def resolve_identities(
    full: Annotated[bool, typer.Option("--full", help="Train a new model and cluster everything.")] = False,
    threshold: Annotated[
        float | None,
        typer.Option(
            min=0.0, max=1.0, help="Match probability from which a link counts; found if not given."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; change nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find out which records are one customer, and bring the graph up to date.

    Exit status 3: done, but more customers were merged than the rules' alert share allows, or the data taught
    no model that can be right and another stood in.
    """
    reports = load_settings().home / "reports"
    options = RunOptions(Mode.FULL if full else Mode.INCREMENTAL, threshold, reports)
    if dry_run:
        _try_out(options, as_json=as_json)
    else:
        _carry_out(options, as_json=as_json)


def train_with_labels(
    labels: Annotated[
        Path | None,
        typer.Option(
            help="CSV file of labelled pairs (source_l, source_id_l, source_r, source_id_r, match: 0 or 1), "
            "or of clusters (source, source_id, entity)."
        ),
    ] = None,
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Ask about the pairs that teach most; answers are verdicts.")
    ] = False,
    steward: Annotated[str, typer.Option(envvar="CKG_STEWARD", help="Who answers.")] = USER,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; change nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Train a model with labels or answers, and find out again which records are one customer.

    What it learned from labels stays in force for every `ckg resolve` but one with --full, which trains
    without them. Answers are kept as verdicts, and every training without labels learns from them.
    """
    if labels and interactive:
        raise IdentityError("Labels and answers are learned from one at a time.", "Leave one of them out.")
    if interactive and not TeachingLoop(load_settings(), steward).run():
        return
    reports = load_settings().home / "reports"
    options = RunOptions(Mode.FULL, None, reports, read_labels(labels) if labels else None)
    if dry_run:
        _try_out(options, as_json=as_json)
    else:
        _carry_out(options, as_json=as_json)


def _carry_out(options: RunOptions, *, as_json: bool) -> None:
    settings = load_settings()
    workspace = Workspace(settings)
    warn_of_clock(workspace.journal)
    with Store.open(settings) as store, progress() as on_progress:
        result, brought = workspace.resolve(options, store, on_progress)
    _show(result, as_json=as_json)
    if not as_json:
        _show_queue(workspace.journal, result.report)
    end_with(result.alert and f"{result.alert} Look at it before going on.", brought.alert)


def _try_out(options: RunOptions, *, as_json: bool) -> None:
    settings = load_settings()
    with progress() as on_progress:
        radius = preview(Journal.open(settings), settings, options, on_progress)
    if as_json:
        print_json(radius)
    else:
        show_radius(radius)


def _show(result: RunResult, *, as_json: bool) -> None:
    if as_json:
        print_json(result.report | {"alert": result.alert})
        return
    report: dict[str, Any] = result.report
    ids = report["ids"]
    seconds = sum(report["seconds"].values())
    named = {"records": "records", "pairs": "pairs compared", "links": "links", "customers": "customers"}
    counts = ", ".join(f"{report[name]:,} {words}" for name, words in named.items())
    out.print(f"run {result.run_id} ({result.mode}): {counts} in {seconds:.1f} s", markup=False)
    out.print(f"  report: {load_settings().home / 'reports' / result.run_id}.html", markup=False)
    if found := report.get("labels"):
        out.print(
            f"  labels: {found['matches']:,} matches, {found['non_matches']:,} non-matches,"
            f" {found['unknown']:,} of unknown records; F1 on labels held out {found['with_labels']:.4f},"
            f" without labels {found['without_labels']:.4f}",
            markup=False,
        )
    if taught := report.get("answers"):
        given = taught["matches"] + taught["non_matches"]
        out.print(
            f"  answers: {taught['matches']:,} matches, {taught['non_matches']:,} non-matches; the model"
            f" agrees with {taught['agreed']:,}, without them with {taught['agreed_without']:,} of {given:,}",
            markup=False,
        )
    out.print(
        f"  ids: {ids['created']:,} new, {ids['merged']:,} merged, {ids['split']:,} split", markup=False
    )
    out.print(
        f"  households: {report['households']:,} with {report['household_members']:,} customers", markup=False
    )


def _show_queue(journal: Journal, report: dict[str, Any]) -> None:
    """How much waits for a person, and where; nothing where nothing does."""
    if found := next_case(journal, USER, ()):
        what = "case" if found.waiting == 1 else "cases"
        out.print(f"  review: {found.waiting:,} {what} for a person to decide (`ckg review`)", markup=False)
        if report["doubted_from"] == 0:
            odds = f"{2 ** report['threshold']:.0f} to 1"
            out.print(
                f"    With so few matches a pair links at {odds}; from even odds on it waits here.",
                markup=False,
            )
