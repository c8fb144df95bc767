"""A pair's waterfall as a picture: from two records picked at random to the weight of this pair."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from graph.identity.explanation.why import PairReport, Step

_ROW = 26
_LABELS = 380
_CHART = 420
_COLOURS = {True: "#2e7d32", False: "#c62828"}


def waterfall_svg(report: PairReport) -> str:
    """An SVG document with a bar for each comparison; it needs nothing else to be seen."""
    steps = report.waterfall
    ends = [0.0, report.threshold, *(end for step in steps for end in (step.start, step.end))]
    low, width = min(ends), (max(ends) - min(ends)) or 1.0
    height = _ROW * (len(steps) + 3)
    marks = "".join(_mark(name, _place(at, low, width), height) for name, at in _marks(report))
    bars = "".join(bar for row, step in enumerate(steps) for bar in _bar(row, step, low, width))
    title = escape(f"{report.record_l} and {report.record_r}: {report.weight or 0:.1f} bits")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LABELS + _CHART + 80}" height="{height}"'
        f' font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
        f'<text x="10" y="18" font-weight="bold">{title}</text>{marks}{bars}</svg>\n'
    )


def _marks(report: PairReport) -> Iterator[tuple[str, float]]:
    yield "0", 0.0
    yield f"threshold {report.threshold:.1f}", report.threshold


def _place(weight: float, low: float, width: float) -> float:
    return _LABELS + (weight - low) / width * _CHART


def _mark(name: str, place: float, height: int) -> str:
    return (
        f'<line x1="{place:.1f}" x2="{place:.1f}" y1="{_ROW}" y2="{height - _ROW}" stroke="#999"'
        f' stroke-dasharray="3 3"/><text x="{place:.1f}" y="{height - 8}" text-anchor="middle"'
        f' fill="#555">{escape(name) if name != "0" else ""}</text>'
    )


def _bar(row: int, step: Step, low: float, width: float) -> Iterator[str]:
    top = _ROW * (row + 1) + 6
    start, end = sorted((_place(step.start, low, width), _place(step.end, low, width)))
    label = escape(f"{step.name.replace('_', ' ')}: {step.outcome}")
    yield f'<text x="10" y="{top + 13}">{label}</text>'
    yield (
        f'<rect x="{start:.1f}" y="{top}" width="{max(end - start, 1):.1f}" height="{_ROW - 8}"'
        f' fill="{_COLOURS[step.weight >= 0]}"/>'
    )
    yield f'<text x="{end + 4:.1f}" y="{top + 13}">{step.weight:+.1f}</text>'
