"""Whole ingests: counts, quarantine, the limit of rejected rows, long forms, the real journal."""

import json
from pathlib import Path

import pytest

from graph.errors import CkgError, IngestError
from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import IngestOptions, ingest
from ingest.pipeline.summary import Progress, RejectLimit, TooManyRejects
from tests.ingest.support import MemorySink, write

MAPPING = """
source: crm
description: Test
priority: 5
files:
  - path: k.csv
    rows:
      - kind: customer
        when: {Typ: {not: Test}}
        fields:
          source_id: Nr
          family_name: Name
          birth_date: Geb
          email: Mail
          phone: [Tel, Mobil]
"""
ROWS = """
Nr,Typ,Name,Geb,Mail,Tel,Mobil
1,P,Müller,24.12.1980,a@b.de,0171 1234567,0171/1234567
2,P,Meier,31.02.1980,kein,,123
,P,Ohne,,,,
4,Test,Muster,,,,
5,P,Kurz
6,P,Groß,,c@d.de,030 123456,0171 7654321
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    write(tmp_path / "k.csv", ROWS)
    return write(tmp_path / "crm.yaml", MAPPING)


def limit(text: str) -> IngestOptions:
    return IngestOptions(RejectLimit.parse(text))


def test_counts_and_quarantine(mapping: Path) -> None:
    sink = MemorySink()
    summary = ingest(mapping, (), sink)
    (file,) = summary.files
    assert (file.rows, file.accepted, file.rejected_rows, file.rejected_values, file.skipped_rows) == (
        6,
        3,
        2,
        3,
        1,
    )
    assert dict(file.row_reasons) == {
        "source_id is empty": 1,
        "row has 3 columns where the header has 7": 1,
    }
    assert [(it.origin.line, it.field, it.value) for it in sink.rejections] == [
        (3, "birth_date", "31.02.1980"),
        (3, "email", "kein"),
        (3, "phone", "123"),
        (4, "source_id", ""),
        (6, "", ""),
    ]
    assert '"Name": "Meier"' in sink.rejections[0].row
    assert sink.rejections[4].row == "5,P,Kurz"
    assert {it.source for it in sink.rejections} == {"crm"}


def test_the_good_part_of_a_row_goes_in(mapping: Path) -> None:
    sink = MemorySink()
    ingest(mapping, (), sink)
    first, second, third = sink.records
    assert [identifier.value for identifier in first.identifiers] == ["a@b.de", "+491711234567"]
    assert second.attributes == {"full_name": "Meier", "family_name": "Meier", "birth_date": "1980-02"}
    assert second.identifiers == ()
    assert [identifier.value for identifier in third.identifiers] == [
        "c@d.de",
        "+4930123456",
        "+491717654321",
    ]


def test_the_journal_learns_of_the_source(mapping: Path) -> None:
    sink = MemorySink()
    summary = ingest(mapping, (), sink)
    (source,) = sink.events("source")
    (log,) = sink.tables["ingests"]
    assert source.nodes[0].properties == {"description": "Test", "priority": 5}
    logged = log.to_pylist()[0]
    assert logged.pop("content")
    assert logged.pop("reading")
    assert json.loads(logged.pop("told"))["counts"]["rows"] == 6
    assert logged | {"started_at": 0, "finished_at": 0} == {
        "ingest_id": summary.ingest_id, "source": "crm", "mapping": "crm.yaml", "file": "k.csv",
        "started_at": 0, "finished_at": 0, "accepted": 3, "unchanged": 0,
        "suppressed": 0, "rejected": 2, "cursor": None, "reached": "{}",
    }  # fmt: skip


@pytest.mark.parametrize("allowed", ["1", "0", "33%", "10 %"])
def test_too_many_rejects_leave_nothing(mapping: Path, allowed: str) -> None:
    sink = MemorySink()
    with pytest.raises(TooManyRejects, match="source_id is empty") as caught:
        ingest(mapping, (), sink, limit(allowed))
    assert (sink.entries, sink.rejections, sink.tables) == ([], [], {})
    assert "Müller" not in str(caught.value)


@pytest.mark.parametrize("allowed", ["2", "34%", "100%"])
def test_rejects_within_the_limit(mapping: Path, allowed: str) -> None:
    sink = MemorySink()
    assert ingest(mapping, (), sink, limit(allowed)).total("accepted") == 3


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "101%"])
def test_what_is_no_limit(text: str) -> None:
    with pytest.raises(IngestError):
        RejectLimit.parse(text)


def test_a_hopeless_second_file_keeps_the_first_out_too(tmp_path: Path, mapping: Path) -> None:
    good = write(tmp_path / "gut.csv", ROWS.split("2,P")[0])
    sink = MemorySink()
    with pytest.raises(TooManyRejects):
        ingest(mapping, (good, tmp_path / "k.csv"), sink, limit("1"))
    assert sink.entries == []


def test_progress_ends_at_one(mapping: Path) -> None:
    seen: list[Progress] = []
    ingest(mapping, (), MemorySink(), limit("50%"), seen.append)
    assert [(it.phase, it.rows, it.fraction) for it in seen] == [("checking", 6, 1.0), ("storing", 6, 1.0)]


def test_long_forms(tmp_path: Path) -> None:
    write(tmp_path / "k.csv", "A,B,C,D,E\n 07 ,x,,K-001,a@b.de; c@d.de\n8,,z,K-2,\n")
    text = """
    source: shop
    dates: MDY
    files:
      - path: k.csv
        rows:
          - kind: customer
            fields:
              source_id: {template: "{A}-{D}", clean: [lower]}
              birth_name: {columns: [B, C], join: "/"}
              city: {coalesce: [C, B], clean: [upper]}
              region: {const: Bayern}
              occupation: {column: D, extract: 'K-0*(\\d+)', map: {"1": Bäcker, "*": null}}
              account: {column: A, realm: {column: D}, clean: [digits, no_leading_zeros]}
              email: {column: E, split: ";"}
    """
    sink = MemorySink()
    ingest(write(tmp_path / "shop.yaml", text), (), sink)
    first, second = sink.records
    assert first.source_id == "07-k-001"
    assert first.attributes["occupation"] == "Bäcker"
    assert "occupation" not in second.attributes
    assert (first.attributes["birth_name"], second.attributes["birth_name"]) == ("x", "z")
    assert (first.attributes["city"], second.attributes["city"]) == ("X", "Z")
    assert [it.value for it in first.identifiers] == ["k-001:7", "a@b.de", "c@d.de"]
    assert [it.value for it in second.identifiers] == ["k-2:8"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{T: a}", ["1"]),
        ("{T: [a, b]}", ["1", "2"]),
        ("{T: {not: a}}", ["2", "3"]),
        ("{T: {not: [a, b]}}", ["3"]),
        ('{T: "*"}', ["1", "2"]),
        ("{T: null}", ["3"]),
        ("{T: a, N: '2'}", []),
    ],
)
def test_conditions(tmp_path: Path, when: str, expected: list[str]) -> None:
    write(tmp_path / "k.csv", "N,T\n1,a\n2,b\n3,\n")
    rows = f"[{{kind: customer, when: {when}, fields: {{source_id: N}}}}]"
    sink = MemorySink()
    ingest(write(tmp_path / "m.yaml", f"source: s\nfiles:\n  - path: k.csv\n    rows: {rows}\n"), (), sink)
    assert [record.source_id for record in sink.records] == expected


def test_empty_values_of_the_mapping(tmp_path: Path) -> None:
    write(tmp_path / "k.csv", "N,T\n1,leer\n2,b\n")
    rows = "[{kind: customer, fields: {source_id: N, city: T}}]"
    text = f"source: s\nnulls: [leer]\nfiles:\n  - path: k.csv\n    rows: {rows}\n"
    sink = MemorySink()
    ingest(write(tmp_path / "m.yaml", text), (), sink)
    assert [record.attributes.get("city") for record in sink.records] == [None, "b"]


def test_the_real_journal_takes_everything_once(tmp_path: Path, mapping: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    first = ingest(mapping, (), Journal.open(settings))
    second = ingest(mapping, (), Journal.open(settings))
    assert (first.total("accepted"), first.total("unchanged")) == (3, 0)
    assert (second.total("accepted"), second.total("unchanged")) == (0, 3)
    with Journal.open(settings).connect(views=("records",)) as connection:
        assert connection.sql("select count(*) from records").fetchall() == [(3,)]


def test_errors_are_of_the_project(tmp_path: Path) -> None:
    with pytest.raises(CkgError):
        ingest(tmp_path / "none.yaml", (), MemorySink())


def test_the_quarantine_does_not_grow_when_a_file_comes_again(tmp_path: Path, mapping: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    first = ingest(mapping, (), Journal.open(settings))
    ingest(mapping, (), Journal.open(settings))
    header, _, *others = ROWS.strip().splitlines()
    later = write(tmp_path / "k-2.csv", "\n".join([header, *others]))
    again = ingest(mapping, (later,), Journal.open(settings))
    with Journal.open(settings).connect(views=("rejected",)) as connection:
        rejected = connection.sql("select count(*), count(distinct ingest_id) from rejected").fetchall()
    assert rejected == [(5, 1)]
    assert first.total("rejected_rows") == again.total("rejected_rows") == 2


def test_the_first_lines_of_each_reason_are_told(mapping: Path) -> None:
    (file,) = ingest(mapping, (), MemorySink()).files
    assert file.as_dict()["first_lines"]["source_id is empty"] == [4]
    assert file.as_dict()["broken"] is None
