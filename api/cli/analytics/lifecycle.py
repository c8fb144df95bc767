"""`ckg insight lifecycle`: how customers come along, and how many are active."""

from typing import Any

from rich.table import Table

from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson
from graph.analytics.lifecycle.activity import ACTIVITIES
from graph.analytics.lifecycle.stages import STAGES
from graph.analytics.reading import read_run, value_report
from graph.settings import load_settings
from graph.store import Store


def lifecycle(as_json: AsJson = False) -> None:
    """Steps from stage to stage, with the share who take them and the median of their days; how many had
    which stage and activity at the end of the last twelve months, and have now."""
    with Store.open(load_settings()) as store:
        run = read_run(store)
    value_report(run)  # or it is of an earlier version
    said = run["report"]["lifecycle"]
    if as_json:
        print_json({name: run[name] for name in ("run", "version", "as_of")} | said)
        return
    out.print(_steps(said))
    out.print(f"shares are of those who reached a stage {said['step_days']} days ago, within as many days")
    for title, names, of in (("stage", STAGES, "stages"), ("activity", ACTIVITIES, "activities")):
        out.print(_history(title, names, [(each["day"], each[of]) for each in said["history"]]))


def _steps(said: dict[str, Any]) -> Table:
    table = Table(
        "from", "to", "customers", "long enough ago", "took the step", "share", "median days", box=None
    )
    for step in said["steps"]:
        share = "–" if step["share"] is None else f"{step['share']:.1%}"
        days = "–" if step["median_days"] is None else f"{step['median_days']:,.1f}"
        counts = (f"{step[name]:,}" for name in ("reached", "mature", "moved"))
        table.add_row(step["before"], step["after"], *counts, share, days)
    return table


def _history(title: str, names: tuple[str, ...], rows: list[tuple[str, dict[str, int]]]) -> Table:
    table = Table(title, *names, box=None)
    for day, counts in rows:
        table.add_row(day, *(f"{counts.get(name, 0):,}" for name in names))
    return table
