"""The data sets of at most 10,000 records, and two of dedupe's own examples: files of organisations.

The examples are not handed on with this project. They are looked for in the folder `dedupe` of the data:
`restaurant-nophone-training.csv` (benchmarks of dedupeio/dedupe) and `csv_example_messy_input.csv` with
`csv_example_input_with_true_ids.csv` (dedupeio/dedupe-examples).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.identity_data import DATA_SETS, DataSet, Loader, Stage, existing
from graph.journal import record_id

SMALL = ("fake_1000", "FEBRL 1", "FEBRL 2", "FEBRL 3", "FEBRL 4", "Senzing", "RLdata10000")

Rows = Iterable[tuple[str, Mapping[str, str]]]
"""Who each row is of, and what it says."""


def restaurants(data: Path, work: Path) -> DataSet:
    """864 entries of two restaurant guides, 112 restaurants in both."""
    path = existing(data / "dedupe" / "restaurant-nophone-training.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return _organisations(work, "restaurants", _restaurants(csv.DictReader(file, skipinitialspace=True)))


def childhood(data: Path, work: Path) -> DataSet:
    """3,337 sites of early childhood education in Chicago, from several lists."""
    path = existing(data / "dedupe" / "csv_example_input_with_true_ids.csv")
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return _organisations(work, "childhood", _sites(csv.DictReader(file)))


TEACHING_SETS: dict[str, Loader] = {
    "restaurants": restaurants,
    "childhood": childhood,
    **{name: DATA_SETS[name] for name in SMALL},
}


def _restaurants(rows: Iterable[dict[str, str]]) -> Rows:
    for row in rows:
        said = {"organization_name": row["name"], "street": row["address"], "city": row["city"]}
        yield row["unique_id"].strip("'"), said


def _sites(rows: Iterable[dict[str, str]]) -> Rows:
    for row in rows:
        if row["Id"]:
            yield (
                row["True Id"],
                {
                    "organization_name": " ".join(row["Site name"].split()),
                    "address_text": " ".join(row["Address"].split()),
                    "postal_code": row["Zip"],
                    "phone": f"+1312{row['Phone']}" if row["Phone"] else "",
                    "email": row["Email Address"] if "@" in row["Email Address"] else "",
                },
            )


def _organisations(work: Path, name: str, rows: Rows) -> DataSet:
    """The rows as a file with its mapping, under the names that our mappings have for columns."""
    found = [(who, {"id": str(place), **said}) for place, (who, said) in enumerate(rows)]
    columns = list(found[0][1])
    path, mapping = work / f"{name}.csv", work / f"{name}.yaml"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(said for _, said in found)
    fields = "".join(f"          {column}: {column}\n" for column in columns[1:])
    mapping.write_text(
        f"source: {name}\ncountry: US\nfiles:\n  - path: {name}.csv\n    rows:\n      - kind: customer\n"
        f"        fields:\n          source_id: id\n{fields}",
        encoding="utf-8",
    )
    truth = {record_id(name, said["id"]): who for who, said in found}
    return DataSet((Stage(name, ((mapping, (path,)),), truth),))
