"""Truth files: which records really are one entity, to measure a run against."""

import csv
from collections.abc import Sequence
from pathlib import Path

from graph.errors import IdentityError
from graph.journal import record_id

COLUMNS = ("source", "source_id", "entity")


def read_truth(path: Path) -> dict[str, str]:
    """Entity by record id, from a CSV file with the columns source, source_id and entity.

    Raises IdentityError with file and line for a missing column, an empty value or a record named twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check_header(path, reader.fieldnames or ())
            return _entities(path, reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = type(error).__name__
        raise IdentityError(
            f"Truth file {path} cannot be read ({reason}).", "Give a CSV file in UTF-8."
        ) from error


def _check_header(path: Path, header: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise IdentityError(
            f"Truth file {path}, line 1: column {', '.join(missing)} is missing.",
            f"Its columns must be {', '.join(COLUMNS)}.",
        )


def _entities(path: Path, reader: "csv.DictReader[str]") -> dict[str, str]:
    entities: dict[str, str] = {}
    for row in reader:
        source, source_id, entity = (row[name] for name in COLUMNS)
        if not (source and source_id and entity):
            raise IdentityError(
                f"Truth file {path}, line {reader.line_num}: source, source_id or entity is empty.",
                "Fill it, or leave the line out.",
            )
        key = record_id(source, source_id)
        if key in entities:
            raise IdentityError(
                f"Truth file {path}, line {reader.line_num}: the record stands in the file twice.",
                "Keep one line per record.",
            )
        entities[key] = entity
    return entities
