"""Where rows come from: archives, folders, standard input, each with the rules of files."""

import gzip
import io
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.errors import IngestError
from ingest.inputs import packed
from ingest.inputs.finding import Given, opened, parts_of
from ingest.inputs.fitting import entry_of
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.pipeline import ingest
from ingest.pipeline.summary import IncompleteFiles, IngestSummary
from tests.ingest.support import MemorySink, write
from tests.support.workbooks import table, workbook

CUSTOMERS = "rows: [{kind: customer, fields: {source_id: Nr, family_name: Name}}]"
PRODUCTS = "rows: [{kind: product, fields: {id: Nr, name: Name}}]"
TEXT = "Nr,Name\n1,Müller\n2,Groß\n"


def run(
    tmp_path: Path, entries: Sequence[str], given: Sequence[Given] = ()
) -> tuple[IngestSummary, MemorySink]:
    """Ingests with a mapping of these entries."""
    listed = "".join(f"  - {entry}\n" for entry in entries)
    sink = MemorySink()
    return ingest(write(tmp_path / "m.yaml", f"source: crm\nfiles:\n{listed}"), given, sink), sink


def entry(path: str, options: str = "", rows: str = CUSTOMERS) -> str:
    """An entry of a mapping."""
    return f"{{path: '{path}', {options}{', ' if options else ''}{rows}}}"


def archive(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A ZIP archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as found:
        for name, content in members.items():
            found.writestr(name, content)
    return path


def origins(sink: MemorySink) -> list[tuple[str, str, int]]:
    """Key, file and line of all records."""
    return [(record.source_id, record.origin.file, record.origin.line) for record in sink.records]


def test_members_by_glob(tmp_path: Path) -> None:
    archive(
        tmp_path / "export.zip",
        {
            "readme.txt": "x",
            "a/kunden-1.csv": TEXT,
            "a/kunden-2.csv": "Nr,Name\n3,A\n",
            "artikel.csv": "Nr,Name\n9,X\n",
        },
    )
    entries = (
        entry("export.zip", "member: 'kunden*.csv'"),
        entry("export.zip", "member: artikel.csv", PRODUCTS),
    )
    for given in ((), (tmp_path / "export.zip",)):
        _, sink = run(tmp_path, entries, given)
        assert origins(sink) == [
            ("1", "export.zip:a/kunden-1.csv", 2),
            ("2", "export.zip:a/kunden-1.csv", 3),
            ("3", "export.zip:a/kunden-2.csv", 2),
        ]
        assert [event.key for event in sink.events("product")] == ["crm:9"]


def test_members_go_where_their_names_fit(tmp_path: Path) -> None:
    given = archive(
        tmp_path / "x.zip", {"kunden.csv": TEXT, "artikel.csv": "Nr,Name\n9,X\n", "notes.md": "x"}
    )
    _, sink = run(tmp_path, (entry("kunden*.csv"), entry("artikel.csv", "", PRODUCTS)), (given,))
    assert [it[0] for it in origins(sink)] == ["1", "2"]
    assert len(sink.events("product")) == 1


def test_the_only_file_of_an_archive(tmp_path: Path) -> None:
    archive(tmp_path / "k.csv.zip", {"__MACOSX/._k.csv": "x", "k.csv": TEXT, "folder/": ""})
    assert len(run(tmp_path, (entry("k.csv.zip"),))[1].records) == 2


@pytest.mark.parametrize(
    ("members", "options", "message"),
    [
        ({"k.csv": TEXT}, "member: '*.jsonl'", r"no file \*\.jsonl in .*x.zip"),
        ({"a.md": "x", "b.md": "y"}, "format: csv", "no file of format csv in"),
        ({}, "format: csv", "no file of format csv in"),
    ],
)
def test_nothing_in_an_archive(tmp_path: Path, members: dict[str, str], options: str, message: str) -> None:
    archive(tmp_path / "x.zip", members)
    with pytest.raises(IngestError, match=message) as caught:
        run(tmp_path, (entry("x.zip", options),))
    assert all(name in str(caught.value.hint) for name in members)


def test_everything_can_be_in_an_archive(tmp_path: Path) -> None:
    pq.write_table(pa.table({"Nr": [3], "Name": ["A"]}), tmp_path / "k.parquet")
    workbook(tmp_path / "k.xlsx", {"K": table(("Nr", "Name"), (4, "B"))})
    members = {name: (tmp_path / name).read_bytes() for name in ("k.parquet", "k.xlsx")}
    members |= {"k.json": b'[{"Nr": 5}]', "k.csv.zst": pa.compress(TEXT.encode(), "zstd", asbytes=True)}
    archive(tmp_path / "x.zip", members)
    _, sink = run(tmp_path, [entry("x.zip", f"member: {name}") for name in members])
    assert [it[0] for it in origins(sink)] == ["3", "4", "5", "1", "2"]


def test_packed_parquet(tmp_path: Path) -> None:
    pq.write_table(pa.table({"Nr": [3], "Name": ["A"]}), tmp_path / "k.parquet")
    whole = pa.compress((tmp_path / "k.parquet").read_bytes(), "zstd", asbytes=True)
    (tmp_path / "k.parquet.zst").write_bytes(whole)
    assert origins(run(tmp_path, (entry("k.parquet.zst"),))[1]) == [("3", "k.parquet.zst", 1)]
    (tmp_path / "k.parquet.zst").write_bytes(whole[:-5])
    with pytest.raises(IngestError, match="breaks off or is damaged; nothing of it was read"):
        run(tmp_path, (entry("k.parquet.zst"),))


def test_folders(tmp_path: Path) -> None:
    folder = tmp_path / "export.parquet"
    folder.mkdir()
    for number in (1, 2):
        pq.write_table(pa.table({"Nr": [number], "Name": ["A"]}), folder / f"part-{number}.parquet")
    (folder / "_SUCCESS").touch()
    (folder / ".part-1.parquet.crc").touch()
    for path, given in (("export.parquet", ()), ("*.parquet", (folder,)), ("export.parquet", (folder,))):
        found = origins(run(tmp_path, (entry(path),), given)[1])
        parts = [f"export.parquet/part-{number}.parquet" for number in (1, 2)]
        assert found == [("1", parts[0], 1), ("2", parts[1], 1)]


def test_a_file_whose_name_is_too_long_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="No file xxx"):
        run(tmp_path, (entry(f"{'x' * 300}.csv"),))


def partition(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / name, text)


def test_folders_of_partitions_tell_columns(tmp_path: Path) -> None:
    whole = tmp_path / "export"
    partition(whole / "year=2024" / "city=K%C3%B6ln", "part-0.csv", "Nr,Name\n1,Groß\n")
    partition(whole / "year=2024" / "city=__HIVE_DEFAULT_PARTITION__", "part-0.csv", "Nr,Name\n2,Klein\n")
    partition(whole / "year=2025", "part-0.csv", "Nr,Name,city\n3,Kurz,Ulm\n")
    customers = CUSTOMERS.replace("Name}", "Name, city: city, birth_date: year}")
    for path, given in (("export", ()), ("export/*/*.csv", (whole,))):
        _, sink = run(tmp_path, (entry(path, "format: csv, missing_columns: empty", customers),), given)
        found = {
            it.source_id: (it.attributes.get("city"), it.attributes["birth_date"]) for it in sink.records
        }
        assert found == {"1": ("Köln", "2024"), "2": (None, "2024"), "3": ("Ulm", "2025")}
        within = "export/" if path == "export" else ""
        assert {it.origin.file for it in sink.records} == {
            f"{within}year=2024/city=K%C3%B6ln/part-0.csv",
            f"{within}year=2024/city=__HIVE_DEFAULT_PARTITION__/part-0.csv",
            f"{within}year=2025/part-0.csv",
        }


def test_a_folder_of_a_partition_whose_name_is_no_text_costs_no_row(tmp_path: Path) -> None:
    partition(tmp_path / "export" / "city=\udcff", "part-0.csv", "Nr,Name\n1,Alt\n2,Neu\n")
    customers = CUSTOMERS.replace("Name}", "Name, city: city}")

    summary, sink = run(tmp_path, (entry("export", "format: csv", customers),))

    assert [(it.source_id, it.attributes.get("city")) for it in sink.records] == [("1", None), ("2", None)]
    assert summary.total("rejected_values") == 2


def test_each_sheet_of_a_workbook_goes_to_its_entry_under_a_name_of_its_own(tmp_path: Path) -> None:
    sheets = {"A": table(("Nr", "Name"), (1, "Alt")), "B": table(("Nr", "Name"), (2, "Neu"))}
    given = workbook(tmp_path / "k.xlsx", sheets)
    entries = [entry("k*.xlsx", f"sheet: {sheet}") for sheet in sheets]
    for files in ((), (given,)):
        _, sink = run(tmp_path, entries, files)
        assert origins(sink) == [("1", "k.xlsx:A", 2), ("2", "k.xlsx:B", 2)]
    mapping = load_mapping(tmp_path / "m.yaml")
    for stored in ("k.xlsx:B", "B"):  # as in records, and as exported from the quarantine
        assert entry_of(mapping, stored) is mapping.files[1]


def test_folders_of_partitions_in_an_archive(tmp_path: Path) -> None:
    archive(
        tmp_path / "x.zip",
        {"export/city=Ulm/part-0.csv": TEXT, "export/city=Bonn/part-0.csv": "Nr,Name\n3,A\n"},
    )
    customers = CUSTOMERS.replace("Name}", "Name, city: city}")
    _, sink = run(tmp_path, (entry("x.zip", "format: csv", customers),))
    assert {it.source_id: it.attributes["city"] for it in sink.records} == {
        "1": "Ulm",
        "2": "Ulm",
        "3": "Bonn",
    }


def test_a_packed_file_goes_where_its_name_fits(tmp_path: Path) -> None:
    given = archive(tmp_path / "x.zip", {"kunden-1.csv.gz": gzip.compress(TEXT.encode())})
    _, sink = run(tmp_path, (entry("kunden*.csv"), entry("artikel.csv", "", PRODUCTS)), (given,))
    assert [it[0] for it in origins(sink)] == ["1", "2"]


def test_archives_among_files_are_not_passed_over(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", {"k.csv": TEXT}).read_bytes()
    (folder := tmp_path / "folder").mkdir()
    write(folder / "k.csv", TEXT)
    (folder / "inner.zip").write_bytes(inner)
    outer = archive(tmp_path / "x.zip", {"k.csv": TEXT, "inner.zip": inner})
    for one in (folder, outer):
        for given in ((), (one,)):
            with pytest.raises(IngestError, match=r"There is an archive in .*: inner\.zip"):
                run(tmp_path, (entry(one.name, "format: csv"),), given)
        assert len(run(tmp_path, (entry(one.name, "member: k.csv"),))[1].records) == 2


@pytest.mark.parametrize("below", ["2024", "city=Ulm/2024", "a/b/c"])
def test_folders_below_a_folder_are_not_passed_over(tmp_path: Path, below: str) -> None:
    folder = tmp_path / "folder"
    partition(folder, "k.csv", TEXT)
    for name in ("empty", ".git", "_tmp"):
        partition(folder / name, "notes.md" if name == "empty" else "k.csv", "Nr,Name\n7,Alt\n")
    assert len(run(tmp_path, (entry("folder", "format: csv"),))[1].records) == 2
    partition(folder / below, "k.csv", "Nr,Name\n9,Neu\n")

    shown = re.escape(below.removesuffix("/b/c"))
    for given in ((), (folder,)):
        for path in ("folder", "k*.csv") if given else ("folder",):
            with pytest.raises(IngestError, match=rf"There is a folder with files in .*folder: {shown}\."):
                run(tmp_path, (entry(path, "format: csv"),), given)
    with pytest.raises(IngestError, match=rf"There is a folder with files in .*folder: {shown}\."):
        parts_of([folder])  # for `ckg propose` and `ckg profile`
    assert len(run(tmp_path, (entry("folder", "member: k.csv"),))[1].records) == 2
    assert {it.source_id for it in run(tmp_path, (entry("folder/**/[!.]*.csv"),))[1].records} >= {"9", "1"}


def test_a_file_in_another_format_goes_where_its_name_fits(tmp_path: Path) -> None:
    entries = (entry("kunden*.xlsx"), entry("artikel.jsonl", "", PRODUCTS))
    _, sink = run(tmp_path, entries, (write(tmp_path / "kunden-2.csv", "Nr;Name\n1;A\n"),))
    assert origins(sink) == [("1", "kunden-2.csv", 2)]


class Piped:
    """Standard input with something in it."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize("pack", ["", "zstd", "zip"])
def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: str) -> None:
    content = TEXT.encode()
    if pack == "zstd":
        content = pa.compress(content, "zstd", asbytes=True)
    if pack == "zip":
        content = archive(tmp_path / "x.zip", {"k.csv": content}).read_bytes()
    monkeypatch.setattr(sys, "stdin", Piped(content))
    _, sink = run(tmp_path, (entry("k.csv"),), opened((Path("-"),)))
    name = "standard input:k.csv" if pack == "zip" else "standard input"
    assert origins(sink) == [("1", name, 2), ("2", name, 3)]


def test_standard_input_of_several_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(TEXT.encode()))
    with pytest.raises(IngestError, match="File standard input fits no entry"):
        run(tmp_path, (entry("k.csv"), entry("a.csv", "", PRODUCTS)), opened((Path("-"),)))


def test_a_damaged_member_keeps_what_was_read(tmp_path: Path) -> None:
    rows = "Nr,Name\n" + "".join(f"{n},N{n * n}\n" for n in range(20_000))
    path = archive(tmp_path / "x.zip", {"k.csv": rows})
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(
        IncompleteFiles, match=r"x.zip:k.csv breaks off or is damaged behind line \d+"
    ) as caught:
        run(tmp_path, (entry("x.zip", "format: csv"),))
    assert 0 < caught.value.summary.total("rows") < 20_000


def test_an_archive_that_breaks_off(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {"k.csv": TEXT * 100})
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(IngestError, match="breaks off or is damaged; nothing of it was read"):
        run(tmp_path, (entry("x.zip", "format: csv"),))


def test_an_encrypted_member(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {"k.csv": TEXT})
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    path.write_bytes(content)
    with pytest.raises(IngestError, match=r"x\.zip:k\.csv is encrypted"):
        run(tmp_path, (entry("x.zip", "format: csv"),))


@pytest.mark.parametrize("ending", ["csv.gz", "csv.zst", "zip"])
def test_what_grows_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(packed, "FREE", 100_000)
    monkeypatch.setattr("ingest.inputs.archive.FREE", 100_000)
    rows = ("Nr,Name\n" + "7,A\n" * 200_000).encode()
    path = tmp_path / f"k.{ending}"
    if ending == "zip":
        archive(path, {"k.csv": rows})
    else:
        path.write_bytes(pa.compress(rows, "gzip" if ending == "csv.gz" else "zstd", asbytes=True))
    with pytest.raises(IngestError, match="becomes more than 250 times as large"):
        run(tmp_path, (entry(f"k.{ending}", "format: csv"),))
