"""Label files: pairs of records, or whole clusters, of which a person said whether they are one."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import IdentityError
from graph.identity.evaluation.truth import COLUMNS as CLUSTER_COLUMNS
from graph.identity.evaluation.truth import read_truth
from graph.journal import record_id

PAIR_COLUMNS = ("source_l", "source_id_l", "source_r", "source_id_r", "match")

_SPLINK = ("source_dataset_l", "unique_id_l", "source_dataset_r", "unique_id_r", "clerical_match_score")
"""The same in Splink's label files, with a score from 0 to 1."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Labels:
    """`pairs`: whether two records, the smaller id first, are one; `entities`: entity by record."""

    pairs: dict[Pair, bool] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)


def read_labels(path: Path) -> Labels:
    """Labels of a CSV file: pairs (PAIR_COLUMNS, or Splink's), or clusters as in a truth file.

    Raises IdentityError with file, line and field for what cannot be used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            header = reader.fieldnames or ()
            if set(CLUSTER_COLUMNS) <= set(header):
                return Labels(entities=read_truth(path))
            return Labels(dict(_pairs(path, reader, _columns(path, header))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise IdentityError(
            f"Label file {path} cannot be read ({type(error).__name__}).", "Give a CSV file in UTF-8."
        ) from error


def _columns(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    for columns in (PAIR_COLUMNS, _SPLINK):
        if set(columns) <= set(header):
            return columns
    missing = [name for name in PAIR_COLUMNS if name not in header]
    raise IdentityError(
        f"Label file {path}, line 1: column {', '.join(missing)} is missing.",
        f"Its columns must be {', '.join(PAIR_COLUMNS)}, or for clusters {', '.join(CLUSTER_COLUMNS)}.",
    )


def _pairs(path: Path, reader: csv.DictReader[str], columns: tuple[str, ...]) -> Iterator[tuple[Pair, bool]]:
    seen: dict[Pair, bool] = {}
    for row in reader:
        place = f"Label file {path}, line {reader.line_num}"
        for name in columns:
            if not row[name]:
                raise IdentityError(f"{place}: {name} is empty.", "Fill it, or leave the line out.")
        ends = sorted(
            (record_id(row[columns[0]], row[columns[1]]), record_id(row[columns[2]], row[columns[3]]))
        )
        pair, match = (ends[0], ends[1]), _match(place, columns[4], row[columns[4]])
        if ends[0] == ends[1]:
            raise IdentityError(f"{place}: both records are the same.", "Name two records, or leave it out.")
        if seen.setdefault(pair, match) != match:
            raise IdentityError(
                f"{place}: an earlier line says the contrary of the same pair.",
                "Keep the line that is right.",
            )
        yield pair, match


def _match(place: str, column: str, text: str) -> bool:
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise IdentityError(
            f"{place}: {column} is neither 0 nor 1.", "Write 1 for one person and 0 for two people."
        )
    return score >= 0.5
