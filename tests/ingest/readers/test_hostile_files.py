"""A hundred files as nobody should write them: none stops the program, none is stored mangled."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.entries import Entry
from graph.errors import CkgError, IngestError, MappingError
from ingest.pipeline.pipeline import ingest
from ingest.pipeline.summary import IncompleteFiles
from tests.ingest.readers.hostile_case import GOOD, HEAD, Case
from tests.ingest.readers.hostile_files import CASES
from tests.ingest.support import Appended, MemorySink, write

FIELDS = {"source_id": "Nr", "occupation": "Name", "city": "Ort"}


def mapping_for(folder: Path, file: str, options: dict[str, Any], **fields: str) -> Path:
    """A mapping of one file with columns Nr, Name and Ort."""
    entry = {"path": file, **options, "rows": [{"kind": "customer", "fields": FIELDS | fields}]}
    return write(folder / "m.yaml", yaml.safe_dump({"source": "crm", "files": [entry]}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_files(tmp_path: Path, case: Case) -> None:
    (tmp_path / case.file).write_bytes(case.content)
    sink, more = MemorySink(), {"observed_at": "At"} if case.name.startswith("time ") else {}
    mapping = mapping_for(tmp_path, case.file, case.options, **more)
    if case.error:
        with pytest.raises((IngestError, MappingError), match=case.error) as caught:
            ingest(mapping, (), sink)
        assert case.file in caught.value.message
        assert caught.value.hint
        assert isinstance(caught.value, IncompleteFiles) == case.broken
        assert case.broken or not sink.entries
    else:
        summary = ingest(mapping, (), sink)
        assert summary.total("rejected_rows") + summary.total("rejected_values") == len(case.bad)
    stored = {record.source_id: record.attributes.get("occupation") for record in sink.records}
    if not case.error or case.file == "k.json" or case.name == "half a character of UTF-16":
        assert tuple(sorted(stored)) == case.good
    assert {key: stored[key] for key in case.values} == case.values
    found = [(it.origin.line, it.field, it.reason) for it in sink.rejections]
    assert len(found) == len(case.bad)
    for (line, name, reason), expected in zip(found, case.bad, strict=True):
        assert (line, name) == expected[:2]
        assert reason.startswith(expected[2])
    assert all(len(it.row) <= 10_000 and len(it.value) <= 1_000 for it in sink.rejections)


def test_there_are_more_than_a_hundred() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 100


def no_file(tmp_path: Path, kind: str) -> Path:
    """A path of that kind."""
    path = tmp_path / "k.csv"
    match kind:
        case "named pipe":
            os.mkfifo(path)
        case "endless device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "dead link":
            path.symlink_to(tmp_path / "none")
        case "link to itself":
            path.symlink_to(path)
        case "long name":
            return tmp_path / ("x" * 300)
        case "NUL":
            return tmp_path / "a\0b"
        case "below a file":
            return write(path, HEAD) / "k.csv"
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("named pipe", "is a named pipe, not a file"),
        ("endless device", "is a device, not a file"),
        ("folder", "There is no file that fits x"),
        ("dead link", "is missing"),
        ("link to itself", "cannot be read|is missing"),
        ("long name", "cannot be read: File name too long"),
        ("NUL", "cannot be read: this is no path"),
        ("below a file", "cannot be read: Not a directory"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_what_is_no_file(tmp_path: Path, kind: str, message: str, ending: str) -> None:
    path = no_file(tmp_path, kind)
    mapping = mapping_for(tmp_path, f"x.{ending}", {})
    with pytest.raises(CkgError, match=message) as caught:
        ingest(mapping, (path,), MemorySink())
    assert caught.value.hint


class Meddling(MemorySink):
    """A sink during one of whose commits, the first before any row is read, something happens to the file."""

    def __init__(self, path: Path, change: str, commit: int = 1) -> None:
        super().__init__()
        self.path, self.change, self.commit = path, change, commit

    def append(self, entries: Sequence[Entry]) -> Appended:
        self.commit -= 1
        if self.commit == 0:
            match self.change:
                case "grows":
                    self.path.write_text(HEAD + GOOD * 11_000, encoding="utf-8")
                case "shrinks":
                    os.truncate(self.path, 40)
                case "vanishes":
                    self.path.unlink()
        return super().append(entries)


@pytest.mark.parametrize("commit", [1, 2])
@pytest.mark.parametrize("change", ["grows", "shrinks"])
def test_files_that_change_meanwhile(tmp_path: Path, change: str, commit: int) -> None:
    path = write(tmp_path / "k.csv", HEAD + GOOD * 10_000)
    sink = Meddling(path, change, commit)
    with pytest.raises(IncompleteFiles, match="has changed since it was opened") as caught:
        ingest(mapping_for(tmp_path, "k.csv", {}), (), sink)
    assert "rows of it were read and are kept" in caught.value.message
    assert {record.attributes["occupation"] for record in sink.records} <= {"Meier", "Groß"}
    assert (caught.value.summary.total("rows") > 0) == (commit == 2)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xfc.csv"))
    path.write_text(HEAD + GOOD, encoding="utf-8")
    sink = MemorySink()
    summary = ingest(mapping_for(tmp_path, "k*.csv", {}), (path,), sink)
    assert summary.files[0].as_dict()["file"].endswith("/k\\xfc.csv")
    assert {record.origin.file for record in sink.records} == {"k\\xfc.csv"}


def test_one_file_that_breaks_off_keeps_no_other_out(tmp_path: Path) -> None:
    (tmp_path / "k1.csv").write_bytes((HEAD + GOOD).encode("utf-8") + b"1,A,B")
    (tmp_path / "k2.csv").write_bytes((HEAD + GOOD.replace("8", "7")).encode())
    sink = MemorySink()
    broken = Meddling(tmp_path / "k1.csv", "vanishes")
    with pytest.raises(IncompleteFiles) as caught:
        ingest(mapping_for(tmp_path, "k*.csv", {}), (), broken)
    assert [bool(file.broken) for file in caught.value.summary.files] == [True, False]
    assert [record.source_id for record in broken.records] == ["7", "9"]
    assert sink.entries == []
