"""Rows of a data set with the truth about them, as files with mappings and as one tidy table."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from graph.journal import record_id

Row = dict[str, str]
"""Values by field name of mappings; `other_names` may hold several, divided by semicolons."""


@dataclass(frozen=True)
class Said:
    """One record: who really is meant, in which source it stands under which key, and what it says."""

    entity: str
    source: str
    key: str
    row: Row

    @property
    def record(self) -> str:
        """The record's id in the journal."""
        return record_id(self.source, self.key)


@dataclass(frozen=True)
class DataSet:
    """Records of one cell in the order of their files. `in_turn` tells that a run follows each source."""

    records: list[Said]
    fields: tuple[str, ...]
    country: str
    in_turn: bool = False

    @property
    def truth(self) -> dict[str, str]:
        """Entity by record id."""
        return {said.record: said.entity for said in self.records}

    @property
    def sources(self) -> list[str]:
        """The names of the sources."""
        return list(dict.fromkeys(said.source for said in self.records))


def write(data: DataSet, folder: Path) -> list[tuple[Path, tuple[Path, ...]]]:
    """Each source as a CSV file with its mapping, in `folder`: what `ingest` takes."""
    folder.mkdir(parents=True, exist_ok=True)
    return [(_mapping(data, source, folder), (_file(data, source, folder),)) for source in data.sources]


def tidy(data: DataSet) -> list[dict[str, str | None]]:
    """All records in one table with `unique_id`, in small letters, missing values as null: what a user of
    Splink makes before linking."""
    return [
        {"unique_id": said.record} | {field: said.row.get(field, "").lower() or None for field in data.fields}
        for said in data.records
    ]


def _file(data: DataSet, source: str, folder: Path) -> Path:
    path = folder / f"{source}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["key", *data.fields], restval="")
        writer.writeheader()
        writer.writerows({"key": said.key, **said.row} for said in data.records if said.source == source)
    return path


def _mapping(data: DataSet, source: str, folder: Path) -> Path:
    path = folder / f"{source}.yaml"
    fields = {field: field for field in data.fields if field != "owner_phone"}
    if "other_names" in fields:
        fields["other_names"] = "{column: other_names, split: ';'}"
    if "owner_phone" in data.fields:
        fields["phone"] = "[phone, owner_phone]"
    lines = "".join(f"          {field}: {column}\n" for field, column in fields.items())
    path.write_text(
        f"source: {source}\ncountry: {data.country}\nfiles:\n  - path: {source}.csv\n    rows:\n"
        f"      - kind: customer\n        fields:\n          source_id: key\n{lines}",
        encoding="utf-8",
    )
    return path
