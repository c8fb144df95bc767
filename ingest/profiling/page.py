"""A profile as a page that opens without a network: tables, and charts as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.pages.markup import Markup, bars, figure, paragraph, table, text
from graph.pages.page import Page, Section, render_page
from ingest.profiling.column_profile import ColumnProfile
from ingest.profiling.profile import Profile

_LABEL, _WIDTH, _ROW = 200, 440, 26


def profile_page(profiles: Sequence[Profile]) -> str:
    """The whole document."""
    title = f"Profile of {', '.join(found.file for found in profiles)}"
    style = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    sections = [Section(f"f{number}", found.file, _file(found)) for number, found in enumerate(profiles)]
    return render_page(Page(title, sections, style))


def _file(found: Profile) -> Markup:
    looked = f"The first {found.rows:,} rows" if found.sampled else f"{found.rows:,} rows"
    bad = f" {found.bad_rows:,} further rows could not be read." if found.bad_rows else ""
    keys = f" Key candidates: {', '.join(found.keys)}." if found.keys else ""
    head = ("column", "type", "meaning", "filled", "distinct", "least", "greatest", "look at")
    rows = [
        (
            *(it.name, it.type, it.kind or "–", f"{it.fill:.0%}", it.distinct, it.shown(it.least)),
            *(it.shown(it.greatest), "; ".join(it.remarks())),
        )
        for it in found.columns
    ]
    parts = [
        paragraph(f"{looked} of {len(found.columns)} columns.{bad}{keys} Personal values are masked."),
        figure(_fill_chart(found.columns), "How much of each column is filled."),
        table(head, rows),
        *(_column(column) for column in found.columns),
    ]
    return Markup("".join(parts))


def _fill_chart(columns: Sequence[ColumnProfile]) -> Markup:
    """A bar a column, as long as it is full; what only says that nothing is known is lighter."""
    lines = []
    for number, column in enumerate(columns):
        top = number * _ROW
        none = column.nothing / column.rows if column.rows else 0
        lines += [
            f'<text x="0" y="{top + 16}">{text(column.name[:28])}</text>',
            _bar("all", top, 0, 1),
            _bar("full", top, 0, column.fill),
            _bar("none", top, column.fill, none),
        ]
    size = f'viewBox="0 0 {_LABEL + _WIDTH} {len(columns) * _ROW}"'
    return Markup(f'<svg {size} role="img" aria-label="Fill of columns">{"".join(lines)}</svg>')


def _bar(kind: str, top: int, start: float, share: float) -> str:
    place = (
        f'x="{_LABEL + _WIDTH * start:.1f}" y="{top + 3}" width="{_WIDTH * share:.1f}" height="{_ROW - 10}"'
    )
    return f'<rect class="{kind}" {place}><title>{share:.1%}</title></rect>'


def _column(column: ColumnProfile) -> Markup:
    top: dict[str, float] = {}
    for it in column.top:
        shown = column.shown(it.text)
        top[shown] = top.get(shown, 0) + it.count
    patterns: dict[str, float] = {it.text: it.count for it in column.patterns}
    parts = [("Most frequent", bars(top)), ("Patterns", bars(patterns))]
    inside = "".join(f"<div><h3>{name}</h3>{chart}</div>" for name, chart in parts)
    return Markup(f"<details><summary>{text(column.name)}</summary><div class='two'>{inside}</div></details>")
