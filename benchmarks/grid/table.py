"""The grid's results as a Markdown table."""

from __future__ import annotations

from benchmarks.grid.measure import Figures, Result

HEAD = (
    "| cell | entities | found | merged with strangers | precision | recall | F1 | B³ F1 | s |"
    " plain: strangers | precision | recall | F1 | B³ F1 | s | verdict |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def line(result: Result) -> str:
    """One row of the table."""
    ours = result.ours
    plain = _figures(result.plain) if result.plain else " | ".join("–" * 6)
    return (
        f"| {result.cell.name} | {ours.entities:,} | {ours.clusters:,} | {_figures(ours)}"
        f" | {plain} | {result.verdict} |"
    )


def _figures(found: Figures) -> str:
    rates = (found.precision, found.recall, found.f1, found.b3_f1)
    return (
        f"{found.strangers:.4f} | " + " | ".join(f"{rate:.3f}" for rate in rates) + f" | {found.seconds:.1f}"
    )
