"""The very same files once more are known without reading them, and come out as if they had been read."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.journal import Journal
from graph.journal.withdrawing.undo import of_ingest
from graph.settings import Settings
from ingest.pipeline.pipeline import IngestOptions, ingest
from ingest.pipeline.summary import Progress, RejectLimit
from ingest.readers.block import Block
from ingest.readers.csv_file import CsvFile
from tests.ingest.support import write
from tests.support.entries import day, person
from tests.support.looking import look

FILES = {
    "k1.csv": "Nr,Name,Mail,Geb\n1,Anna Groß,anna@mail.example,1980-02-29\n2,Carl Kern,kaputt,\n,Ohne,,\n",
    "k2.csv": "Nr,Name,Mail,Geb\n1,Anna Klein,anna@mail.example,1980-02-31\n2,Carl Kern,c@mail.example,\n",
    "k3.csv": 'Nr,Name,Mail,Geb\n"3,Kaputt\n4,Eva Lang,eva@mail.example,1970-01-01\n1,Anna Groß,,\n'
    "1,Anna Gans,,\n",
}
FIELDS = "{source_id: Nr, full_name: Name, email: Mail, birth_date: Geb}"
OTHER = "{source_id: Nr, family_name: Name, email: Mail}"
STEPS = (
    ("k1.csv", FIELDS, False),
    ("k2.csv", FIELDS, False),
    ("k1.csv", FIELDS, False),  # values go back
    ("k1.csv k2.csv k3.csv", FIELDS, False),
    ("k1.csv k2.csv k3.csv", FIELDS, True),
    ("k2.csv k1.csv k3.csv", FIELDS, False),  # in another order another one comes last
    ("k3.csv", OTHER, False),  # replaces what was said before
    ("k3.csv", OTHER, True),
    ("undo", "", False),
    ("k3.csv", OTHER, False),
)
"""Files, the mapping's fields, and whether the files are those of the ingest before."""


class Company:
    """One source and its journal; `full` reads all files, since there is a limit of rejected rows."""

    def __init__(self, folder: Path, *, full: bool) -> None:
        self.folder = folder
        self.options = IngestOptions(RejectLimit(percent=100) if full else None)
        self.last = ""
        folder.mkdir()
        for name, text in FILES.items():
            write(folder / name, text)

    @property
    def journal(self) -> Journal:
        return Journal.open(Settings(home=self.folder / "home"))

    def step(self, files: str, fields: str) -> dict[str, Any]:
        if files == "undo":
            self.journal.withdraw(of_ingest(self.journal, self.last))
            return {}
        entry = f"{{path: k*.csv, rows: [{{kind: customer, fields: {fields}}}]}}"
        path = write(self.folder / "m.yaml", f"source: crm\nfiles: [{entry}]")
        summary = ingest(path, [self.folder / name for name in files.split()], self.journal, self.options)
        self.last = summary.ingest_id
        told = [file | {"file": ""} for file in summary.as_dict()["files"]]
        return summary.as_dict() | {"ingest_id": "", "files": told}

    def stored(self) -> list[list[Any]]:
        """What the journal holds, but for ids of ingests and times."""
        queries = (
            "SELECT record_id, file, line, content_hash FROM stored_records ORDER BY ALL",
            "SELECT kind, key, content_hash FROM stored_events ORDER BY ALL",
            "SELECT id, file, line, released, about FROM stored_rejected ORDER BY ALL",
            "SELECT file, accepted, unchanged, rejected, content, reading FROM stored_ingests ORDER BY ALL",
            "SELECT file, hashes, same_file, same_ingest IS NULL FROM stored_confirmations ORDER BY ALL",
            "SELECT record_id, full_name FROM records ORDER BY ALL",
        )
        return [look(self.journal, query) for query in queries]


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose rows were read, as it goes on."""
    found: list[str] = []
    blocks = CsvFile.blocks

    def noted(self: CsvFile) -> Iterator[Block]:
        found.append(self.source.name)
        return blocks(self)

    monkeypatch.setattr(CsvFile, "blocks", noted)
    return found


def test_what_is_not_read_again_comes_out_as_if_it_were(tmp_path: Path, readings: list[str]) -> None:
    quick, full = Company(tmp_path / "quick", full=False), Company(tmp_path / "full", full=True)
    for number, (files, fields, same) in enumerate(STEPS):
        readings.clear()
        summary = quick.step(files, fields)
        assert bool(readings) is (not same and files != "undo"), number
        assert summary == full.step(files, fields), number
    assert quick.stored() == full.stored()


def test_an_undo_of_the_first_reading_leaves_what_the_second_confirmed(
    tmp_path: Path, readings: list[str]
) -> None:
    company = Company(tmp_path / "c", full=False)
    company.step("k1.csv", FIELDS)
    first = company.last
    readings.clear()
    company.step("k1.csv", FIELDS)
    assert not readings
    company.journal.withdraw(of_ingest(company.journal, first))
    assert look(company.journal, "SELECT source_id FROM records ORDER BY 1") == [("1",), ("2",)]


def test_what_came_in_while_a_file_was_written_over_stands_for_nothing(tmp_path: Path) -> None:
    company, file = Company(tmp_path / "c", full=True), tmp_path / "k.parquet"
    rows = "rows: [{kind: customer, fields: {source_id: Nr, full_name: N}}]"
    path = write(tmp_path / "m.yaml", f"source: crm\nfiles: [{{path: k.parquet, {rows}}}]")

    def hold(name: str) -> None:
        with file.open("r+b" if file.exists() else "wb") as opened:
            # larger than what is held of a file
            held = pa.table({"Nr": ["1"], "N": [name], "F": ["x" * 300_000]})
            pq.write_table(held, opened, compression="none")

    hold("Anna Kern")
    looked_at: list[Progress] = []

    def write_over(progress: Progress) -> None:
        if not looked_at:  # it was read once, for the limit, and is to be stored next
            hold("Anna Lang")
        looked_at.append(progress)

    ingest(path, [], company.journal, company.options, write_over)
    hold("Anna Kern")
    ingest(path, [], company.journal)

    assert look(company.journal, "SELECT full_name FROM records") == [("Anna Kern",)]


@pytest.mark.parametrize("used_on", [False, True])
def test_files_are_read_again_where_a_table_was_restored_from_an_older_copy(
    tmp_path: Path, *, used_on: bool
) -> None:
    company = Company(tmp_path / "c", full=False)
    records = company.journal.folder / "records"
    shutil.copytree(records, tmp_path / "copy")
    company.step("k1.csv", FIELDS)
    shutil.rmtree(records)
    shutil.copytree(tmp_path / "copy", records)
    if used_on:
        company.journal.append([replace(person("9", day(0)), source="shop")], "other")

    company.step("k1.csv", FIELDS)

    found = look(company.journal, "SELECT source_id FROM records ORDER BY 1")
    assert {("1",), ("2",)} <= set(found)


def test_another_program_reads_again(
    tmp_path: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Company(tmp_path / "c", full=False)
    company.step("k1.csv", FIELDS)
    monkeypatch.setattr("ingest.pipeline.rereading.program", lambda: "another")
    readings.clear()
    company.step("k1.csv", FIELDS)
    assert readings


def test_what_refers_to_another_file_is_read_again(tmp_path: Path) -> None:
    rule = "{field: gender, references: {path: known.csv, column: Code}}"
    rows = f"[{{kind: customer, fields: {{source_id: Nr, gender: Sex}}, rules: [{rule}]}}]"
    mapping = write(tmp_path / "m.yaml", f"source: crm\nfiles: [{{path: k.csv, rows: {rows}}}]")
    write(tmp_path / "k.csv", "Nr,Sex\n1,m\n2,f\n")
    journal = Journal.open(Settings(home=tmp_path / "home"))

    for known in ("m", "m\nf"):
        write(tmp_path / "known.csv", f"Code\n{known}\n")
        ingest(mapping, (), journal)

    assert look(journal, "SELECT source_id FROM records ORDER BY 1") == [("1",), ("2",)]
