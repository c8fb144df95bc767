"""Size: a whole run beside bare Splink with the same model, on the same records in the same run.

`python -m benchmarks.scale [RECORDS]` makes that many records (200,000 without a number), measures each part
in a process of its own and writes benchmarks/scale.md. 1,000,000 records take about 20 minutes on 2 cores.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

REPORT = Path(__file__).with_suffix(".md")

Seconds = tuple[float, float]
"""Wall and processor seconds."""

ROWS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("reading the journal, features", ("open", "features"), ()),
    ("blocking rules chosen", ("model",), ()),
    ("training", ("training",), ("training",)),
    ("candidate pairs and their weights", ("pairs", "scoring"), ("blocking and scoring",)),
    ("identifier rules, shared values, vetoes tested", ("evidence",), ()),
    ("clusters", ("clusters",), ("clustering",)),
    ("stable ids", ("ids",), ()),
    ("households", ("households",), ()),
)
"""What a row says, and the steps of the full run and of bare Splink in it."""

TEXT = """# Identity: size

Written by `make bench-scale` for {records:,} records of `benchmarks/scale_data.py` on {cores} cores; the load
average was {load:.1f} when it began. Wall and processor seconds: where other programs want the same cores,
only processor seconds can be compared. Each column is a process of its own; both have the same limit on
DuckDB's memory (`CKG_RUN_MEMORY`).

**Full run**: `ckg resolve --full` without graph writing. **Bare Splink**: a `Linker` over the same feature
table, which it is given, with the run's comparisons, m, u, prior, blocking rules and threshold: `predict` and
`cluster_pairwise_predictions_at_threshold`. Its training is Splink's own, of the same comparisons: u from a
million random pairs, m from two sessions of at most 750,000 pairs each; its outcome is not used. Value
frequencies are those that Splink counts. Bare Splink has no vetoes, no identifier rules, no relatives in its
model and no check on clusters: it merges more.

| | full run: wall | CPU | bare Splink: wall | CPU | ratio, wall | ratio, CPU |
|---|---|---|---|---|---|---|
{table}

{figures}

## {news:,} more records, incrementally

| {steps} | all | peak memory |
|{line}|
| {values} |

Look-ups: [lookup.md](lookup.md).
"""


def main() -> None:
    """Measure, write the report and print it."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    load = os.getloadavg()[0]
    with TemporaryDirectory(prefix="ckg-scale-") as folder:
        _part("fill", folder, records)
        full = _part("full", folder)
        _part("features", folder)
        bare = _part("bare", folder)
        news = _part("news", folder, records)
    text = _report(records, load, full, bare, news)
    REPORT.write_text(text, encoding="utf-8")
    print(text)


def _part(name: str, folder: str, *arguments: object) -> dict[str, Any]:
    """What one part measured."""
    print(f"{name} …", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.scale_steps", name, folder, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module
    print(done.stdout[:600], file=sys.stderr, flush=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _report(
    records: int, load: float, full: dict[str, Any], bare: dict[str, Any], news: dict[str, Any]
) -> str:
    report = full["report"]
    rules, refused = report["blocking"], report["blocking_refused"]
    figures = (
        f"{sum(rule['pairs'] for rule in rules):,} pairs by {len(rules)} blocking rules, {len(refused)} rules"
        f" refused, the largest with {max((rule['pairs'] for rule in refused), default=0):,} pairs;"
        f" {report['pairs']:,} pairs kept, {report['links']:,} links, {report['customers']:,} customers"
        f" (bare Splink: {bare['customers']:,})."
    )
    steps = news["steps"]
    return TEXT.format(
        records=records,
        cores=os.cpu_count(),
        load=load,
        table="\n".join(_lines(full, bare)),
        figures=figures,
        news=news["report"]["changed_records"],
        steps=" | ".join(steps),
        line="---|" * (len(steps) + 1) + "---",
        values=" | ".join([*map(_said, steps.values()), _said(_sum(news, steps)), f"{news['peak_mb']:,} MB"]),
    )


def _lines(full: dict[str, Any], bare: dict[str, Any]) -> list[str]:
    ours = tuple(step for _, steps, _ in ROWS for step in steps)
    theirs = tuple(step for _, _, steps in ROWS for step in steps)
    untrained = tuple(step for step in ours if step != "training")
    return [
        *(_line(name, _sum(full, mine), _sum(bare, other)) for name, mine, other in ROWS),
        _line("**all**", _sum(full, ours), _sum(bare, theirs)),
        _line(
            "**all without training**",
            _sum(full, untrained),
            _sum(bare, ("blocking and scoring", "clustering")),
        ),
        _line("storing in the journal", _sum(full, ("store",)), (0.0, 0.0)),
        _line("index for look-ups", _sum(full, ("index",)), (0.0, 0.0)),
        f"| peak memory | {full['peak_mb']:,} MB | | {bare['peak_mb']:,} MB | | | |",
    ]


def _line(name: str, ours: Seconds, theirs: Seconds) -> str:
    if not any(theirs):
        return f"| {name} | {ours[0]:,.1f} | {ours[1]:,.1f} | – | – | | |"
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    figures = [*(f"{figure:,.1f}" for figure in (*ours, *theirs)), *(f"{ratio:.2f}" for ratio in ratios)]
    return f"| {name} | {' | '.join(figures)} |"


def _sum(measured: dict[str, Any], steps: Any) -> Seconds:
    found = [measured["steps"].get(step, (0.0, 0.0)) for step in steps]
    return sum(wall for wall, _ in found), sum(cpu for _, cpu in found)


def _said(seconds: Seconds) -> str:
    return f"{seconds[0]:.1f} ({seconds[1]:.1f} CPU)"


if __name__ == "__main__":
    main()
