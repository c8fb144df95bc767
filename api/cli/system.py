"""`ckg init`, `ckg rebuild`, `ckg stop`, `ckg status`: the installation itself.

Each imports what it needs when it is called, so that `ckg stop` does not import drivers and tables.
"""

import typer

from api.cli.console import out, print_json, progress
from api.cli.options import AsJson
from graph.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)
    app.command("rebuild")(rebuild_graph)
    app.command("stop")(stop)
    app.command("status")(status)


def init() -> None:
    """Create constraints and indexes; safe to repeat."""
    from graph.journal import Journal
    from graph.schema import apply_schema
    from graph.store import Store

    settings = load_settings()
    with Store.open(settings) as store:
        apply_schema(store)
        Journal.open(settings)
        out.print(f"ready: {store.endpoint.uri}, journal in {settings.home / 'journal'}", markup=False)


def rebuild_graph(as_json: AsJson = False) -> None:
    """Write the graph anew from the journal; nothing is lost, ids stay."""
    from api.workspace import Workspace
    from graph.store import Store

    settings = load_settings()
    with Store.open(settings) as store, progress() as on_progress:
        result = Workspace(settings).rebuild(store, on_progress)
    if as_json:
        print_json(result)
    else:
        out.print(f"graph rebuilt: {result}", markup=False)


def stop() -> None:
    """Stop the embedded store; the data stays."""
    from graph.stores.embedded import stop_embedded

    stopped = stop_embedded(load_settings())
    out.print("embedded store stopped" if stopped else "no embedded store is running")


def status(as_json: AsJson = False) -> None:
    """Which store and journal are in use, and whether they answer."""
    from graph.journal import Journal
    from graph.store import Store

    settings = load_settings()
    with Store.open(settings) as store:
        store.verify()
        report = {
            "store": store.endpoint.uri,
            "dialect": store.dialect.value,
            "journal": str(settings.home / "journal"),
            "versions": Journal.open(settings).versions(),
        }
    if as_json:
        print_json(report)
        return
    for name, value in report.items():
        out.print(f"{name}: {value}", markup=False)
