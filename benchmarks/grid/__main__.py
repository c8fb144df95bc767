"""Command line of the grid; `benchmarks.grid` says how."""

from __future__ import annotations

import argparse
import json
from fnmatch import fnmatch
from pathlib import Path

from benchmarks.grid.cells import Cell, cells
from benchmarks.grid.measure import measure
from benchmarks.grid.peers import Peers
from benchmarks.grid.report import HEAD, line, summary, write_report


def main() -> None:
    """Measure the cells that are asked for, a line each as it is done."""
    asked = _arguments()
    chosen = wanted(asked.cells.split(",") if asked.cells else [], asked.max_records)
    peers = Peers(asked.peers)
    results = []
    print(HEAD)
    for cell in chosen:
        results.append(measure(cell, asked.seeds, peers, asked.homes))
        print(line(results[-1]), flush=True)
        if asked.json:
            found = [result.as_json() for result in results]
            asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(summary(results))
    if asked.report:
        write_report(asked.report, results)


def wanted(patterns: list[str], most: int) -> list[Cell]:
    """The cells whose name fits one of the patterns (or has it in it), of at most so many records."""
    return [
        cell
        for cell in cells()
        if cell.records <= most
        and (not patterns or any(fnmatch(cell.name, pattern) or pattern in cell.name for pattern in patterns))
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grid")
    parser.add_argument("--cells", default="", help="names, parts of names or patterns, with commas")
    parser.add_argument("--max-records", type=int, default=20_000)
    parser.add_argument("--seeds", default="building", help="family of seeds: building, reported, held_out")
    parser.add_argument("--json", type=Path, help="file for all figures")
    parser.add_argument(
        "--peers", type=Path, help="such a file of the same seeds, to take Splink's figures from"
    )
    parser.add_argument("--homes", type=Path, help="folder in which journals are kept, to be taken again")
    parser.add_argument("--report", type=Path, help="Markdown file that gets the tables")
    return parser.parse_args()


if __name__ == "__main__":
    main()
