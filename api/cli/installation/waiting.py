"""`ckg drain`: what was taken in over HTTP, brought to its end without a server."""

import typer

from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import out, print_json, progress, warn_of_clock
from api.cli.terminal.options import AsJson
from graph.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("drain")(drain)


def drain(as_json: AsJson = False) -> None:
    """Bring what was taken in over HTTP into journal, customers and graph.

    `ckg serve` does so by itself.
    """
    from contextlib import closing

    from api.workspace import Workspace
    from graph.store import Store
    from ingest.live.drain import Drain

    settings = load_settings()
    workspace = Workspace(settings)
    warn_of_clock(workspace.journal)
    counts = {"messages": 0, "repeated": 0, "suppressed": 0, "entries": 0, "refused": 0}
    with closing(Drain(workspace.journal, settings)) as drain:
        while drain.waiting():
            portion = drain.portion()
            counts = {name: count + getattr(portion, name) for name, count in counts.items()}
    with Store.open(settings) as store, progress() as on_progress:
        known, brought = workspace.take_in(counts["entries"], store, on_progress)
    if as_json:
        print_json(counts | {"resolved": known})
    else:
        out.print(", ".join(f"{count:,} {name}" for name, count in counts.items()), markup=False)
        if not known:
            out.print("Run `ckg resolve` to find out who is who.", markup=False)
    end_with(brought.alert)
