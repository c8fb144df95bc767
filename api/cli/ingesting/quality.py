"""`ckg quality`: how good the data of the sources is, now, ingest by ingest and run by run."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson
from graph.settings import load_settings

if TYPE_CHECKING:
    from graph.journal.quality.source_quality import IngestQuality, MeasuredQuality, SourceQuality

_PARTS = ("completeness", "validity", "freshness", "consistency")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("quality")(quality)


def quality(
    source: Annotated[
        str | None,
        typer.Argument(help="Show what the ingests of this source brought, and how good it was at each run."),
    ] = None,
    first: Annotated[int, typer.Option(min=1, help="So many ingests and runs, the latest first.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show how good the data of each source is, 0 to 1, or how that of one went, by ingest and run."""
    from graph.journal import Journal
    from graph.journal.quality.source_quality import quality_history, quality_trend, source_quality

    journal = Journal.open(load_settings())
    if source is None:
        _show_sources(source_quality(journal), as_json=as_json)
    else:
        trend, history = quality_trend(journal, source, first), quality_history(journal, source, first)
        _show_course(source, trend, history, as_json=as_json)


def _show_sources(found: list[SourceQuality], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(each) | {"score": each.score} for each in found])
        return
    table = Table("source", "records", "score", *_PARTS, "rejections", box=None)
    for each in found:
        shares = (_share(value) for value in (each.score, *(getattr(each, part) for part in _PARTS)))
        table.add_row(each.source, f"{each.records:,}", *shares, f"{each.rejections:,}")
    out.print(table if found else "no source has records")


def _show_course(
    source: str, trend: list[IngestQuality], history: list[MeasuredQuality], *, as_json: bool
) -> None:
    if as_json:
        from graph.journal.quality.source_quality import told_in_report

        ingests = [asdict(each) | {"validity": each.validity} for each in trend]
        runs = [{"run_id": it.run_id, "at": it.at, **told_in_report([it.quality])[source]} for it in history]
        print_json({"ingests": ingests, "runs": runs})
        return
    table = Table("ingest", "at", "entries", "rejections", "validity", box=None)
    for each in trend:
        counts = f"{each.entries:,}", f"{each.rejections:,}"
        table.add_row(each.ingest_id, f"{each.at:%Y-%m-%d %H:%M}", *counts, _share(each.validity))
    out.print(table if trend else f"nothing was ingested of {source}", markup=False)
    if history:
        out.print(_runs(history))


def _runs(history: list[MeasuredQuality]) -> Table:
    table = Table("run", "at", "records", "score", *_PARTS, "rejections", box=None)
    for each in history:
        found = each.quality
        shares = (_share(value) for value in (found.score, *(getattr(found, part) for part in _PARTS)))
        at = f"{each.at:%Y-%m-%d %H:%M}"
        table.add_row(each.run_id, at, f"{found.records:,}", *shares, f"{found.rejections:,}")
    return table


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
