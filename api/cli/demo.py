"""`ckg demo`: the whole loop on the sample company, and a short story of what came out."""

import time
from pathlib import Path
from typing import Annotated

import typer

from api.cli import demo_story
from api.cli.ingesting.bringing_in import file_progress
from api.cli.terminal.console import out, progress
from api.workspace import Workspace
from graph.errors import CkgError
from graph.progress import OnProgress
from graph.settings import Settings, load_settings
from graph.store import Store
from ingest.pipeline.pipeline import IngestOptions, ingest
from ingest.pipeline.summary import IngestSummary
from ingest.sample import SampleReport, generate


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("demo")(demo)


def demo(
    people: Annotated[int, typer.Option(help="How many people the sample company knows.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Same seed, same company.")] = 1,
) -> None:
    """Make a sample company, ingest all its sources, find out who is who, and tell what came out."""
    started = time.monotonic()
    settings = load_settings()
    workspace = Workspace(settings)
    folder = settings.home / "sample"
    _refuse_other_data(workspace, folder)
    with Store.open(settings) as store:
        with progress() as on_progress:
            sample = _make(people, seed, folder, on_progress)
            summaries = _ingest_all(sample, settings, workspace, on_progress)
            run, _ = workspace.resolve(None, store, on_progress)
        demo_story.tell_records(summaries)
        demo_story.tell_customers(run)
        demo_story.tell_one_customer(store)
        demo_story.tell_advocates(store)
        demo_story.tell_quality(folder / "truth.csv", workspace.journal)
    out.print(f"\nAll of this took {time.monotonic() - started:.0f} seconds. Go on with:")
    demo_story.tell_next_steps()


def _make(people: int, seed: int, folder: Path, on_progress: OnProgress) -> SampleReport:
    return generate(
        people, seed, folder, progress=lambda done, total: on_progress("sample company", done, total)
    )


def _ingest_all(
    sample: SampleReport, settings: Settings, workspace: Workspace, on_progress: OnProgress
) -> list[IngestSummary]:
    options = IngestOptions.of(settings)
    show = file_progress(on_progress)
    return [ingest(mapping, [], workspace.journal, options, show) for mapping in sample.mappings]


def _refuse_other_data(workspace: Workspace, folder: Path) -> None:
    """The sample company must not be mixed into anybody's real data."""
    with workspace.journal.connect(views=("ingests",)) as connection:
        [(ingests,)] = connection.execute("SELECT count(*) FROM ingests").fetchall()
    if ingests and not folder.exists():
        raise CkgError(
            f"The journal in {workspace.settings.home} holds other data than the sample company.",
            "Set CKG_HOME to another folder for the demo.",
        )
