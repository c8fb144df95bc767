"""The grid's results as Markdown, in a section of their own of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.grid.figures import Figures
from benchmarks.grid.measure import Result

HEAD = (
    "| cell | entities | found | merged with strangers | precision | recall | F1 | B³ F1 | s |"
    " plain: strangers | precision | recall | F1 | B³ F1 | s | verdict |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)
TITLE = "# Identity over a grid of company files"
TEXT = f"""{TITLE}

Made-up customer files as companies have them: people and organisations, from no duplicates to a third, few
and many records, columns left out, one source or several with and without overlap, German, English and
mixed names. The cells cover all pairs of these choices. Another seed makes other people with other habits;
the model was built on other seeds than these. Strangers share homes, telephones, e-mail addresses and whole
names; no two are alike in all that a careful clerk would look at. Plain Splink has comparisons, blocking
rules and training as in its tutorial, threshold .95, and columns that are already tidy.

A cell's name: kind, share of records whose entity has an earlier one, records, columns, sources, names.
`in-turn`: a run follows each source. `listed`: people on lists, known by name and nationality. `addressed`:
organisations known by name and address. `owned`: contacts of a CRM, each with its owner's telephone.
`shop`: customers with a default country. `mailing`: addresses alone. `members`: families with one address.

Verdict: without duplicates at most one record in 2,000 may be merged with a stranger's; up to 5 % precision
must be at least .98 and recall at least plain Splink's (in brackets: plain Splink has more, at a precision
below .98); at 30 % F1 may not be more than .005 below what it was when the grid was new.
"""


def line(result: Result) -> str:
    """One row of the table."""
    ours = result.ours
    plain = _figures(result.plain) if result.plain else " | ".join("–" * 6)
    return (
        f"| {result.cell.name} | {ours.entities:,} | {ours.clusters:,} | {_figures(ours)}"
        f" | {plain} | {result.verdict} |"
    )


def summary(results: Sequence[Result]) -> str:
    """How many cells of each share of duplicates are as they should be."""
    cells = Counter(result.cell.share for result in results)
    good = Counter(result.cell.share for result in results if result.verdict in ("ok", "(recall)"))
    return "".join(
        f"- {share * 100:g} % duplicates: {good[share]} of {cells[share]} cells as they should be\n"
        for share in sorted(cells)
    )


def write_report(path: Path, results: Sequence[Result]) -> None:
    """Put the section in place of the one that `path` has, or at its end."""
    others = before_section(path)
    table = "\n".join([HEAD, *map(line, results)])
    path.write_text(f"{others}\n{TEXT}\n{summary(results)}\n{table}\n", encoding="utf-8")


def before_section(path: Path) -> str:
    """What stands before the section in the report, which may be a new file."""
    if not path.exists():
        return ""
    return path.read_text(encoding="utf-8").split(f"\n{TITLE}")[0].rstrip("\n") + "\n"


def section(path: Path) -> str:
    """The section as it stands in the report, or nothing."""
    _, title, rest = path.read_text(encoding="utf-8").partition(f"\n{TITLE}")
    return title + rest


def _figures(found: Figures) -> str:
    rates = (found.precision, found.recall, found.f1, found.b3_f1)
    return (
        f"{found.strangers:.4f} | " + " | ".join(f"{rate:.3f}" for rate in rates) + f" | {found.seconds:.1f}"
    )
