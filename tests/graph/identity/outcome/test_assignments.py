"""Which record belongs to which customer, as a file."""

import csv
from pathlib import Path

import pyarrow.parquet as pq

from graph.identity.outcome.assignments import export_assignments
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, person
from tests.support.identity import assign

KEYS = ("+49", "-2+3", "4711", "=HYPERLINK(1)", "@SUM(A1)", "a=b")


def test_no_key_is_a_formula_in_csv_and_each_is_itself_in_parquet(tmp_path: Path) -> None:
    journal = Journal.open(Settings(home=tmp_path / "home"))
    journal.append([person(key, day(0), source="web", given_name="Anna") for key in KEYS], "one")
    assign(journal, "r", day(1), {f"web:{key}": f"c{place}" for place, key in enumerate(KEYS)})
    for name in ("a.csv", "a.parquet"):
        assert export_assignments(journal, tmp_path / name) == len(KEYS)

    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        shown = [(row["source_id"], row["customer_id"]) for row in csv.DictReader(file)]
    assert shown == [
        *(("'+49", "c0"), ("'-2+3", "c1"), ("4711", "c2")),
        *(("'=HYPERLINK(1)", "c3"), ("'@SUM(A1)", "c4"), ("a=b", "c5")),
    ]
    assert pq.read_table(tmp_path / "a.parquet").column("source_id").to_pylist() == list(KEYS)
