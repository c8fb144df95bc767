"""`ckg bulk-load`: a whole graph at once, by whatever way the store has for that."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import out, print_json, progress
from api.cli.terminal.options import AsJson
from graph.errors import CkgError
from graph.progress import OnProgress
from graph.settings import Settings, load_settings

if TYPE_CHECKING:
    from api.workspace import GraphUpdate


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("bulk-load")(bulk_load)


def bulk_load(
    replace: Annotated[bool, typer.Option(help="Replace what the graph holds.")] = False,
    files: Annotated[
        Path | None,
        typer.Option(help="Write the files for Neo4j's import to this folder, and leave the store alone."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fill an empty graph from the journal by the store's fastest way; on a Neo4j, by its own import.

    The local Neo4j is stopped for it and started again. For another server files are written, and the command
    to be run there is printed.
    """
    from graph.stores.neo4j_local import is_local

    settings = load_settings()
    if files or not (settings.neo4j_uri is None or is_local(settings)):
        _write(settings, files or settings.home / "import", as_json=as_json)
        return
    with progress() as on_progress:
        _check_empty(settings, replace=replace)
        load = _load_embedded if settings.neo4j_uri is None else _load_neo4j
        brought = load(settings, on_progress)
    if as_json:
        print_json(asdict(brought.projection) | {"scores": brought.scores})
    else:
        out.print(f"graph loaded: {brought.projection}", markup=False)
    end_with(brought.alert)


def _check_empty(settings: Settings, *, replace: bool) -> None:
    from graph.projection import is_empty
    from graph.store import Store

    with Store.open(settings) as store:
        if not replace and not is_empty(store):
            raise CkgError(
                "The graph is not empty.", "Any command brings it up to date; --replace makes it anew."
            )


def _load_embedded(settings: Settings, on_progress: OnProgress) -> GraphUpdate:
    from api.workspace import Workspace
    from graph.store import Store

    with Store.open(settings) as store:
        return Workspace(settings).rebuild(store, on_progress)


def _load_neo4j(settings: Settings, on_progress: OnProgress) -> GraphUpdate:
    """Killed on its way, it leaves what was there or the whole of the new, and perhaps a stopped server."""
    from api.workspace import Workspace
    from graph.bulk.load import traits_of
    from graph.bulk.neo4j_files import ARGUMENTS
    from graph.projection.stated.traits import index_traits
    from graph.store import Store
    from graph.stores.neo4j_import import import_files
    from graph.stores.neo4j_local import start_neo4j, stop_neo4j

    workspace, folder = Workspace(settings), settings.home.absolute() / "import"
    rmtree(folder, ignore_errors=True)
    held = workspace.write_import(folder, on_progress)
    on_progress("graph: importing", 0, None)
    try:
        import_files(settings, folder, ARGUMENTS)
    finally:
        rmtree(folder)
    stop_neo4j(settings)
    with Store(start_neo4j(settings)) as store:
        index_traits(store, traits_of(workspace.journal))
        return workspace.project(store, on_progress).after(held)


def _write(settings: Settings, folder: Path, *, as_json: bool) -> None:
    from api.workspace import Workspace
    from graph.bulk.neo4j_files import ARGUMENTS

    if folder.exists() and any(folder.iterdir()):
        raise CkgError(f"The folder {folder} is not empty.", "Name another one, or empty it.")
    with progress() as on_progress:
        held = Workspace(settings).write_import(folder, on_progress)
    database = settings.neo4j_database
    command = f"neo4j-admin database import full {database} @{ARGUMENTS}"
    if as_json:
        print_json(asdict(held) | {"folder": str(folder), "command": command})
        return
    out.print(
        f"written to {folder}: {held}\nWith the server stopped, or its database offline, run in that folder:"
        f"\n  {command}\nThen start it; `ckg init` makes constraints and indexes, and every command goes on"
        " from there.\nThe files hold personal data: delete them.",
        markup=False,
    )
