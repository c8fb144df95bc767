"""`ckg quality`: how good the data of the sources is, now and ingest by ingest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson
from graph.settings import load_settings

if TYPE_CHECKING:
    from graph.journal.quality.source_quality import IngestQuality, SourceQuality

_PARTS = ("completeness", "validity", "freshness", "consistency")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("quality")(quality)


def quality(
    source: Annotated[
        str | None, typer.Argument(help="Show what the ingests of this source brought.")
    ] = None,
    first: Annotated[int, typer.Option(min=1, help="So many ingests, the latest first.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show how good the data of each source is, 0 to 1, or how that of one went, ingest by ingest."""
    from graph.journal import Journal
    from graph.journal.quality.source_quality import quality_trend, source_quality

    journal = Journal.open(load_settings())
    if source is None:
        _show_sources(source_quality(journal), as_json=as_json)
    else:
        _show_trend(source, quality_trend(journal, source, first), as_json=as_json)


def _show_sources(found: list[SourceQuality], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(each) | {"score": each.score} for each in found])
        return
    table = Table("source", "records", "score", *_PARTS, "rejections", box=None)
    for each in found:
        shares = (_share(value) for value in (each.score, *(getattr(each, part) for part in _PARTS)))
        table.add_row(each.source, f"{each.records:,}", *shares, f"{each.rejections:,}")
    out.print(table if found else "no source has records")


def _show_trend(source: str, found: list[IngestQuality], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(each) | {"validity": each.validity} for each in found])
        return
    table = Table("ingest", "at", "entries", "rejections", "validity", box=None)
    for each in found:
        counts = f"{each.entries:,}", f"{each.rejections:,}"
        table.add_row(each.ingest_id, f"{each.at:%Y-%m-%d %H:%M}", *counts, _share(each.validity))
    out.print(table if found else f"nothing was ingested of {source}", markup=False)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
