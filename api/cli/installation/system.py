"""`ckg init`, `ckg rebuild`, `ckg stop`, `ckg status`: the installation itself.

Each imports what it needs when it is called, so that `ckg stop` does not import drivers and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import typer

from api.cli.terminal.alerts import end_with
from api.cli.terminal.console import out, print_json, progress, told_duration, told_of_clock
from api.cli.terminal.options import AsJson
from graph.settings import Settings, load_settings

if TYPE_CHECKING:
    from graph.journal import Journal
    from graph.projection import SetAside
    from graph.projection.lag import ProjectionLag
    from graph.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)
    app.command("rebuild")(rebuild_graph)
    app.command("stop")(stop)
    app.command("status")(status)


def init() -> None:
    """Create constraints and indexes; safe to repeat."""
    from graph.journal import Journal
    from graph.projection import prepare
    from graph.store import Store

    settings = load_settings()
    with Store.open(settings) as store:
        prepare(store)
        Journal.open(settings)
        out.print(f"ready: {store.endpoint.uri}, journal in {settings.home / 'journal'}", markup=False)


def rebuild_graph(as_json: AsJson = False) -> None:
    """Write the graph anew from the journal; nothing is lost, ids stay, all entries are tried again."""
    from api.workspace import Workspace
    from graph.store import Store

    settings = load_settings()
    with Store.open(settings) as store, progress() as on_progress:
        brought = Workspace(settings).rebuild(store, on_progress)
    if as_json:
        print_json(asdict(brought.projection) | {"scores": brought.scores})
    else:
        out.print(f"graph rebuilt: {brought.projection}", markup=False)
    end_with(brought.alert)


def stop() -> None:
    """Stop the embedded store; the data stays."""
    from graph.stores.embedded import stop_embedded

    stopped = stop_embedded(load_settings())
    out.print("embedded store stopped" if stopped else "no embedded store is running")


def status(as_json: AsJson = False) -> None:
    """Which store and journal are in use, whether they answer, what is not done and which command does it.

    Exit status 3: there are entries that could not be brought into the graph, it is another journal's, or
    an erasure was killed.
    """
    from graph.erasure.begun import begun_path
    from graph.errors import StoreError
    from graph.identity.outcome.golden import GoldenRecords
    from graph.identity.rules import rules_in_force
    from graph.journal import Journal
    from graph.projection import entries_set_aside
    from graph.projection.lag import lag
    from graph.projection.remaking import made_by_others
    from graph.store import Store

    settings = load_settings()
    with Store.open(settings) as store:
        store.verify()
        journal = Journal.open(settings)
        report = _report(settings, journal, store)
        aside: tuple[SetAside, ...] = ()
        behind: ProjectionLag | None = None
        problem = None
        golden = GoldenRecords(rules_in_force(settings))
        try:
            aside, behind = entries_set_aside(journal, store), lag(journal, store)
            report["other_rules"] = made_by_others(journal, store, golden)
        except StoreError as error:
            problem = str(error)
    if as_json:
        lacks = asdict(behind) if behind else None
        print_json(report | {"set_aside": aside, "behind": lacks, "graph": problem or "ok"})
    else:
        _show(report, behind, aside)
    lacking = f"{len(aside):,} entries are not in the graph; `ckg rebuild` tries them again."
    erasing = "An erasure is under way, or was killed; `ckg drain` goes on with it."
    begun = begun_path(settings.home.absolute()).exists()
    end_with(problem, lacking if aside else None, erasing if begun else None)


def _report(settings: Settings, journal: Journal, store: Store) -> dict[str, Any]:
    """What is in use, and what waits for it."""
    from ingest.kafka.progress import noted
    from ingest.live.log import waiting

    return {
        "store": store.endpoint.uri,
        "dialect": store.dialect.value,
        "journal": str(settings.home / "journal"),
        "versions": journal.versions(),
        "waiting": asdict(waiting(journal, settings)),
        "clock_behind_seconds": round(journal.clock_behind().total_seconds(), 3),
        "topics": {f"{it.source} {it.topic}:{it.partition}": it.messages for it in noted(settings)},
    }


_OTHER_RULES = "others than customers were made by: `ckg resolve` makes them anew"


def _show(report: Mapping[str, Any], behind: ProjectionLag | None, aside: Iterable[SetAside]) -> None:
    """A line for each part of the installation, as somebody reads it."""
    waits = report["waiting"]
    clock = told_of_clock(timedelta(seconds=report["clock_behind_seconds"]))
    oldest = told_duration(timedelta(seconds=waits["oldest_seconds"]))
    lines = {
        "store": f"{report['store']} answers ({report['dialect']})",
        "journal": report["journal"],
        "graph": "another journal's, see below" if behind is None else _told(behind),
        "messages": f"{waits['messages']:,} wait, the oldest for {oldest}"
        if waits["messages"]
        else "none wait",
        **({"clock": clock} if clock else {}),
        **({"rules": _OTHER_RULES} if report.get("other_rules") else {}),
        **{f"topic {name}": f"{count:,} messages behind" for name, count in report["topics"].items()},
    }
    for name, told in lines.items():
        out.print(f"{name:<10}{told}", markup=False)
    for entry in aside:
        out.print(f"set aside: {entry}", markup=False)


def _told(behind: ProjectionLag) -> str:
    if behind.taken_back:
        return "may show what was taken back: `ckg drain` makes it anew"
    if behind.rows:
        oldest = told_duration(timedelta(seconds=behind.seconds))
        lacks = f"lacks {behind.rows:,} entries of the journal, the oldest for {oldest}"
        return f"{lacks}: `ckg drain` brings them in"
    if behind.unscored:
        return "has all that the journal has, but for scores: `ckg drain` works them out"
    return "has all that the journal has"
