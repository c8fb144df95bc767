"""Pieces of HTML; whatever comes from data is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NewType

Markup = NewType("Markup", str)
"""HTML that is safe to put into a page."""

NOTHING = Markup("")

Cell = str | int | float | None


def text(value: object) -> Markup:
    """`value` as escaped text."""
    return Markup(escape(str(value)))


def number(value: Cell) -> Markup:
    """Thousands apart; fractions with two digits; a dash for none."""
    if value is None:
        return Markup("–")
    if isinstance(value, float):
        return Markup(f"{value:,.2f}")
    return text(f"{value:,}") if isinstance(value, int) else text(value)


def paragraph(sentence: str) -> Markup:
    """A sentence or two."""
    return Markup(f"<p>{text(sentence)}</p>")


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Markup:
    """A table; cells that are numbers stand to the right."""
    titles = "".join(f"<th>{text(title)}</th>" for title in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    inside = f"<thead><tr>{titles}</tr></thead><tbody>{body}</tbody>"
    return Markup(f'<div class="wide" tabindex="0"><table>{inside}</table></div>')


def bars(values: Mapping[str, float], unit: str = "") -> Markup:
    """A horizontal bar for each value, as long as its share of the largest."""
    largest = max(values.values(), default=0) or 1
    rows = "".join(
        f'<tr><th>{text(name)}</th><td class="bar"><i style="width:{100 * value / largest:.1f}%"></i></td>'
        f'<td class="number">{number(value)}{text(unit)}</td></tr>'
        for name, value in values.items()
    )
    return Markup(f'<table class="bars"><tbody>{rows}</tbody></table>')


def tile(name: str, value: Cell, before: float | None) -> Markup:
    """A figure with its name and how it moved since the last run."""
    moved = (
        "" if before is None or not isinstance(value, int) else f"{value - before:+,.0f} since the last run"
    )
    return Markup(
        f'<div class="tile"><b>{number(value)}</b><span>{text(name)}</span><small>{text(moved)}</small></div>'
    )


def figure(drawing: Markup, caption: str) -> Markup:
    """A drawing with what it shows."""
    return Markup(f"<figure>{drawing}<figcaption>{text(caption)}</figcaption></figure>")


def _cell(value: Cell) -> str:
    kind = ' class="number"' if isinstance(value, int | float) else ""
    return f"<td{kind}>{number(value)}</td>"
