"""`ckg watch`: files are ingested as they arrive in a folder."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ingesting.bringing_in import file_progress, show_summary
from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import err, progress, warn_of_clock
from graph.errors import CkgError, IngestError, MappingError
from graph.settings import load_settings
from ingest.cleaning.base import Context
from ingest.pipeline.pipeline import IngestOptions, ingest
from ingest.pipeline.summary import IncompleteFiles, IngestSummary
from ingest.pipeline.watching import Folder

if TYPE_CHECKING:
    from api.workspace import Workspace
    from graph.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("watch")(watch)


def watch(
    folder: Annotated[Path, typer.Argument(help="Folder in which files arrive.")],
    mapping: Annotated[
        list[Path], typer.Option(help="Mapping of a source; several times for several sources.")
    ],
    max_rejects: Annotated[
        str | None, typer.Option(help="Set a file aside when more of its rows than this are rejected.")
    ] = None,
    settle: Annotated[
        float, typer.Option(help="Seconds without a change after which a file is complete.")
    ] = 5.0,
    interval: Annotated[float, typer.Option(help="Seconds between two looks at the folder.", min=0.05)] = 2.0,
    once: Annotated[bool, typer.Option("--once", help="End when all files that are there are done.")] = False,
) -> None:
    """Ingest files as they arrive in a folder; nothing is moved, and the journal knows what was read.

    A file that cannot be read is set aside with a line that says why, and tried again when it changes.
    """
    from api.workspace import Workspace  # takes long, as does a store; mistakes are told before
    from graph.store import Store

    settings = load_settings()
    options = IngestOptions.of(settings, max_rejects)
    defaults = Context(country=settings.country, timezone=settings.timezone)
    found = Folder(folder, tuple(mapping), settle, defaults)
    workspace, aside = Workspace(settings), 0
    warn_of_clock(workspace.journal)
    with Store.open(settings) as store:
        watcher = _Watcher(found, workspace, store, options)
        while True:
            for path in found.ready():
                aside += not watcher.take(path)
            if once and not found.waiting:
                break
            time.sleep(interval)
    end_with(f"{aside:,} files were set aside." if aside else None)


class _Watcher:
    """Brings file after file in."""

    def __init__(
        self, folder: Folder, workspace: "Workspace", store: "Store", options: IngestOptions
    ) -> None:
        self._folder, self._workspace = folder, workspace
        self._store, self._options = store, options

    def take(self, path: Path) -> bool:
        """Ingests a file unless it was read before; false where it had to be set aside."""
        try:
            self._bring_in(path)
        except (IngestError, MappingError) as error:
            err.print(f"{path.name}: set aside. {_one_line(error)}", markup=False)
            return False
        finally:
            self._folder.done(path)
        return True

    def _bring_in(self, path: Path) -> None:
        mapping = self._folder.mapping_for(path)
        if mapping is None:
            raise IngestError("No entry of a mapping has its name.", "Correct `path` in the mapping.")
        if self._folder.was_read(self._workspace.journal, mapping, path):
            return
        with progress() as on_progress:
            show, failure = file_progress(on_progress), None
            try:
                summary = ingest(mapping, (path,), self._workspace.journal, self._options, show)
            except IncompleteFiles as error:
                summary, failure = error.summary, error
            self._follow(summary)
        if failure:
            raise failure

    def _follow(self, summary: IngestSummary) -> None:
        """What follows an ingest."""
        with progress() as on_progress:
            _, brought = self._workspace.take_in(summary.total("accepted"), self._store, on_progress)
        show_summary(summary)
        if brought.alert:
            err.print(f"alert: {brought.alert}", markup=False)


def _one_line(error: CkgError) -> str:
    return " ".join(f"{error.message} {error.hint or ''}".split())
