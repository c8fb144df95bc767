"""`ckg verify`: whether what was stored is there, and is what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import out, print_json, progress
from api.cli.terminal.options import AsJson
from graph.progress import OnProgress
from graph.settings import Settings, load_settings

if TYPE_CHECKING:
    from graph.verification import Finding, VerificationReport


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("verify")(verify)


def verify(
    graph: Annotated[bool, typer.Option("--graph", help="Hold the graph against the journal, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read the whole journal, and say what is lost or damaged; nothing is written.

    Exit status 3: something is lost, damaged, or different in the graph.
    """
    from graph.verification import verify_stored
    from ingest.live.log import log_folder

    settings = load_settings()
    with progress() as on_progress:
        verified = verify_stored(settings.home, log_folder(settings.home), on_progress)
        if graph:
            verified.findings += _of_graph(settings, on_progress)
    if as_json:
        print_json(verified)
    else:
        _print(verified)
    end_with(f"{verified.harm:,} findings of harm." if verified.harm else None)


def _of_graph(settings: Settings, on_progress: OnProgress) -> list[Finding]:
    from graph.identity.outcome.golden import GoldenRecords
    from graph.identity.rules import rules_in_force
    from graph.journal import Journal
    from graph.store import Store
    from graph.verification import verify_graph

    golden = GoldenRecords(rules_in_force(settings))
    with Store.open(settings) as store:
        return verify_graph(settings, store, Journal.open(settings), golden, on_progress)


def _print(verified: VerificationReport) -> None:
    files = f"{verified.files:,} files ({verified.unchecked:,} without checksum)"
    waiting = f"{verified.requests:,} requests in the log of messages"
    out.print(
        f"read: {verified.commits:,} commits, {files}, {waiting}, {verified.bytes:,} bytes", markup=False
    )
    for finding in verified.findings:
        out.print(str(finding), markup=False)
    if not verified.findings:
        out.print("all is as it was written")
