"""Whatever is lost or damaged in what was stored is named, and nothing else is."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from graph.errors import JournalError
from graph.journal import Journal
from graph.journal.tables.committing import Position
from graph.journal.tables.log import commit_path
from graph.journal.tables.schema import TABLES
from graph.settings import Settings
from graph.verification import Kind, VerificationReport, verify_stored
from graph.wal import LOG, Appender
from tests.support.entries import day, person

Break = Callable[[Path], object]
"""Does something to the folder of a table with three files."""


def verified(home: Path) -> VerificationReport:
    return verify_stored(home, home / "waiting")


def files(records: Path) -> list[Path]:
    """The files of a table in the order of their commits."""
    return sorted(records.glob("*.parquet"), key=lambda path: path.stat().st_mtime_ns)


def reworded(records: Path, said: str, instead: str) -> None:
    commit = commit_path(records, 2)
    commit.write_text(commit.read_text().replace(said, instead))


def test_what_was_stored_is_found_as_it_was(home: Path, records: Path) -> None:
    found = verified(home)

    assert found.findings == []
    assert (found.unchecked, found.commits >= len(TABLES) + 3) == (0, True)
    assert found.files == len(list(records.parent.glob("*/*.parquet")))


def test_so_is_a_journal_that_was_joined_twice(home: Path) -> None:
    journal = Journal.open(Settings(home=home))
    journal.compact()
    journal.append_table("ingests", journal.changes("ingests", 0, journal.versions()["ingests"]).slice(0, 0))
    journal.compact()

    assert verified(home).findings == []


@pytest.mark.parametrize(("erased", "named"), [(False, ["journal table records"]), (True, [])])
def test_a_table_that_is_older_than_the_last_ingest_is_named(
    home: Path, records: Path, tmp_path: Path, *, erased: bool, named: list[str]
) -> None:
    shutil.copytree(records, tmp_path / "copy")
    journal = Journal.open(Settings(home=home))
    journal.append([person("9", day(0))], "last")
    journal.append_table("ingests", pa.table({"ingest_id": ["last"], "reached": [journal.reached()]}))
    assert verified(home).findings == []

    shutil.rmtree(records)
    shutil.copytree(tmp_path / "copy", records)
    if erased:  # commits of before may have got other ids
        journal.append_table("erasures", pa.table({"request_id": ["r"]}))

    assert [it.place for it in verified(home).findings] == named


def test_a_checkpoint_that_says_other_than_the_commits_is_named(home: Path, records: Path) -> None:
    DeltaTable(records).create_checkpoint()
    assert verified(home).findings == []
    *_, checkpoint = sorted((records / "_delta_log").glob("*.checkpoint.parquet"))

    content = pq.read_table(checkpoint)
    added = pc.is_valid(pc.struct_field(content["add"], "path"))
    pq.write_table(content.slice(0, pc.index(added, True).as_py()), checkpoint)
    [left_out] = verified(home).findings
    checkpoint.write_bytes(checkpoint.read_bytes()[:-9])
    [cut_off] = verified(home).findings

    assert left_out == cut_off
    assert (left_out.kind, "does not say what its commits" in left_out.told) == (Kind.DAMAGED, True)


def test_a_checkpoint_that_tells_another_position_is_named_the_last_or_not(home: Path, records: Path) -> None:
    """By it messages would be taken for stored that are not."""
    journal = Journal.open(Settings(home=home))
    for at in (7, 8):
        journal.append_table("records", journal.changes("records", 0, 0), [Position("http", at)])
        DeltaTable(records).create_checkpoint()
    *_, earlier, last = sorted((records / "_delta_log").glob("*.checkpoint.parquet"))
    for checkpoint in (earlier, last):
        content, whole = pq.read_table(checkpoint), checkpoint.read_bytes()
        at, type_ = content.column_names.index("txn"), content.schema.field("txn").type
        told = [it and it | {"version": it["version"] + 1} for it in content["txn"].to_pylist()]
        pq.write_table(content.set_column(at, "txn", pa.array(told, type_)), checkpoint)

        [found] = verified(home).findings

        assert (found.kind, str(int(checkpoint.name[:20])) in found.told) == (Kind.DAMAGED, True)
        checkpoint.write_bytes(whole)
    assert verified(home).findings == []


@pytest.mark.parametrize(
    ("harm", "kind", "told"),
    [
        (lambda it: commit_path(it, 3).unlink(), Kind.LOST, "ingest_id ingest-2"),
        (lambda it: commit_path(it, 2).unlink(), Kind.LOST, "commit 2 is not in its log"),
        (lambda it: commit_path(it, 2).write_text("{"), Kind.DAMAGED, "commit 2 of its log"),
        (lambda it: commit_path(it, 2).write_text(""), Kind.DAMAGED, "commit 2 of its log"),
        (lambda it: reworded(it, '"size":', '"size":1'), Kind.DAMAGED, "what its log says of the file"),
        (lambda it: shutil.rmtree(it / "_delta_log"), Kind.LOST, "no commits"),
        (lambda it: shutil.rmtree(it), Kind.LOST, "the table is not there"),
        (lambda it: files(it)[0].unlink(), Kind.LOST, "is not there; rows: "),
        (
            lambda it: files(it)[0].write_bytes(files(it)[1].read_bytes()),
            Kind.DAMAGED,
            "not what was written",
        ),
    ],
    ids=[
        "newest commit",
        "commit between",
        "garbled commit",
        "empty commit",
        "changed commit",
        "log",
        "table",
        "file",
        "other file",
    ],
)
def test_what_is_lost_or_damaged_is_named(
    home: Path, records: Path, harm: Break, kind: Kind, told: str
) -> None:
    harm(records)

    found = verified(home)

    assert any(it.kind is kind and told in it.told and records.name in it.place for it in found.findings)
    assert found.harm == len(found.findings)


def test_a_commit_that_only_a_checkpoint_knows_of_is_lost(home: Path, records: Path) -> None:
    Journal.open(Settings(home=home)).compact()
    last = max(path for path in (records / "_delta_log").glob("*.json"))
    last.unlink()

    assert [it.told for it in verified(home).findings if it.kind is Kind.LOST] == [
        f"commit {int(last.stem)} is not in its log: the rows do not count."
    ]


def test_what_a_killed_append_left_does_no_harm(home: Path, records: Path) -> None:
    first = files(records)[0]
    shutil.copy(first, records / "part-whole.parquet")
    (records / "part-torn.parquet").write_bytes(first.read_bytes()[:200])

    found = verified(home)

    assert [it.kind for it in found.findings] == [Kind.LEFT_OVER] * 2
    assert found.harm == 0


def test_files_without_checksums_are_read_through(home: Path, records: Path) -> None:
    shutil.rmtree(records / "_checksums")
    assert (verified(home).unchecked, verified(home).findings) == (3, [])
    content = bytearray(files(records)[0].read_bytes())
    content[-1] ^= 1
    files(records)[0].write_bytes(content)

    assert [it.kind for it in verified(home).findings] == [Kind.DAMAGED]


def test_what_waits_is_read_too(home: Path) -> None:
    Appender(home / "waiting").append([b"one", b"two"])
    assert (verified(home).requests, verified(home).findings) == (2, [])
    [log] = (home / "waiting").glob("*.wal")
    content = log.read_bytes()
    log.write_bytes(content.replace(b"one", b"own"))
    assert [it.kind for it in verified(home).findings] == [Kind.DAMAGED]

    log.write_bytes(content.replace(b"two", b"tow"))
    assert [it.kind for it in verified(home).findings] == [Kind.DAMAGED]

    log.write_bytes(content[:-1])
    assert (verified(home).requests, verified(home).harm) == (1, 0)
    assert [it.kind for it in verified(home).findings] == [Kind.LEFT_OVER]


def test_messages_between_an_older_journal_and_the_log_are_lost(home: Path) -> None:
    """The log keeps what the journal has not; of a journal that had more, it knows no more."""
    Appender(home / "waiting", 1_000).append([b"one"])
    [finding] = verified(home).findings
    assert finding.kind is Kind.LOST
    assert "1,000 bytes" in finding.told

    Journal.open(Settings(home=home)).append_table("messages", pa.table({}), [Position(LOG, 1_000)])
    assert verified(home).findings == []


def test_nothing_is_written_and_any_damage_is_survived(home: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - what is damaged is no secret
    paths = sorted(path for path in home.rglob("*") if path.is_file())
    for _ in range(60):
        path = chance.choice(paths)
        content = path.read_bytes()
        path.write_bytes(
            content[: chance.randrange(len(content) + 1)] + chance.randbytes(chance.randrange(3))
        )
        before = {each: each.stat().st_mtime_ns for each in home.rglob("*")}
        verified(home)
        assert {each: each.stat().st_mtime_ns for each in home.rglob("*")} == before
        path.write_bytes(content)
    assert verified(home).findings == []


def test_a_home_without_journal_is_none(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="has no journal"):
        verified(tmp_path)
