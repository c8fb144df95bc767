"""A proposed mapping is tried on its own files before anybody reads it: fields that are mistakes go, and what
of the first rows would stay out is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import CkgError
from ingest.inputs import Input
from ingest.pipeline.checking import check_files
from ingest.pipeline.pipeline import IngestOptions, OpenedMapping, try_to_open
from ingest.proposing.parts import holds
from ingest.proposing.proposal import FileProposal
from ingest.proposing.writing import mapping_text

_FIRST = 1_000
_ROUNDS = 3
"""How often fields that are mistakes are taken out; `ckg check` tells what is one after that."""

_REASONS = 3
_OF_A_FIELD = re.compile(r"files\[(\d+)\]\.rows\[(\d+)\]\.fields\.(\w+)")
"""Where in a mapping a mistake is."""


@dataclass
class MappingTrial:
    """What became of the first rows of files: how many there are, and how many would stay out, by reason; or
    that the mapping has mistakes all the same."""

    rows: int = 0
    refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    fails: bool = False

    @property
    def told(self) -> str:
        """The same in a sentence; empty where all rows would go in."""
        if self.fails:
            return "The mapping has mistakes still: ckg check names them."
        if not self.refused:
            return ""
        why = "; ".join(f"{reason} ({count:,})" for reason, count in self.reasons.most_common(_REASONS))
        return f"Of the first {self.rows:,} rows {self.refused:,} would stay out: {why}."


def try_out(
    name: str, files: Sequence[FileProposal], given: Sequence[Input], options: IngestOptions
) -> MappingTrial:
    """What the proposals would make of the first rows, without the fields that no mapping may have: these are
    taken out of them."""
    for _ in range(_ROUNDS):
        with TemporaryDirectory() as folder, suppress(CkgError):
            path = Path(folder, "proposed.yaml")
            path.write_text(mapping_text(name, files), encoding="utf-8")
            opened, problems = try_to_open(path, _with_entries(files, given), options)
            if not problems.found:
                return _tried(opened)
            _take_out([text for _, text in problems.found], files)
    return MappingTrial(fails=True)


def _with_entries(files: Sequence[FileProposal], given: Sequence[Input]) -> list[Input]:
    """The files of which something is proposed: a mapping takes no others."""
    left = [file for file in files if not file.is_told]
    told = [file for file in files if file.is_told]
    return [
        one for one in given if any(map(holds, told, repeat(one))) or not any(map(holds, left, repeat(one)))
    ]


def _tried(opened: OpenedMapping) -> MappingTrial:
    trial = MappingTrial()
    for checked in check_files(opened, _FIRST, 0):
        trial.rows += checked.rows
        trial.refused += checked.refused_rows
        trial.reasons += checked.refused
    return trial


def _take_out(mistakes: Sequence[str], files: Sequence[FileProposal]) -> None:
    """Takes fields out of the proposals, and entries that lack what they need then."""
    entries = [file for file in files if file.is_told]
    at_fault = {(int(it[1]), int(it[2]), it[3]) for text in mistakes if (it := _OF_A_FIELD.match(text))}
    for place, file in enumerate(entries):
        for number, rows in enumerate(file.rows):
            rows.lines = [line for line in rows.lines if (place, number, line.name) not in at_fault]
        file.rows = [rows for rows in file.rows if rows.whole]
