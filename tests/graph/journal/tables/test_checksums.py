"""A flipped bit in a data file is told, and never read as another value."""

import random
from pathlib import Path

import pytest

from graph.errors import JournalError
from graph.journal import Journal
from graph.journal.tables import checksums
from graph.journal.tables.log import commit_path
from tests.support.entries import company


@pytest.fixture
def file(journal: Journal) -> Path:
    """The only data file of table `records`."""
    journal.append(company(5), "one")
    [path] = (journal.folder / "records").glob("part-*.parquet")
    return path


def reread(journal: Journal) -> None:
    """Reads as another process would, for which nothing is known to be sound."""
    checksums._SOUND.clear()
    with journal.connect(views=("record_versions",)) as connection:
        connection.execute("SELECT count(*), min(COLUMNS(*)::VARCHAR) FROM record_versions").fetchall()


def test_every_flipped_bit_is_told(journal: Journal, file: Path) -> None:
    reread(journal)
    content, chance = file.read_bytes(), random.Random(1)  # noqa: S311 - which bit flips is no secret

    for _ in range(50):
        bit = chance.randrange(8 * len(content))
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        with pytest.raises(JournalError, match=file.name):
            reread(journal)
        with pytest.raises(JournalError, match=file.name):
            journal.changes("records", 0, 1)
    file.write_bytes(content)
    reread(journal)


def test_a_joined_file_is_checked_too(journal: Journal, file: Path) -> None:
    for number in range(3):
        journal.append(company(6 + number), str(number))
    before = set(file.parent.glob("*.parquet"))
    journal.compact()
    [joined] = set(file.parent.glob("*.parquet")) - before
    reread(journal)

    joined.write_bytes(joined.read_bytes()[:-1] + b"\0")

    with pytest.raises(JournalError, match=joined.name):
        reread(journal)
    assert file.exists()


def test_files_of_earlier_versions_are_read_unchecked(journal: Journal, file: Path) -> None:
    (file.parent / "_checksums" / file.name).unlink()

    reread(journal)


def test_flipped_bits_of_commits_and_checksums_are_told_or_do_no_harm(journal: Journal, file: Path) -> None:
    reread(journal)
    rows, chance, told = journal.changes("records", 0, 1), random.Random(3), 0  # noqa: S311 - as above
    for path in (commit_path(file.parent, 1), file.parent / "_checksums" / file.name) * 20:
        content = path.read_bytes()
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        checksums._SOUND.clear()
        try:
            found = Journal(journal.folder)
            found.commit_ids({"records": 1})
            assert found.changes("records", 0, 1).num_rows in (0, rows.num_rows)  # `ckg verify` tells of none
        except JournalError:
            told += 1
        path.write_bytes(content)
    assert told > 20


def test_a_file_that_is_gone_is_told(journal: Journal, file: Path) -> None:
    file.unlink()

    with pytest.raises(JournalError, match=file.name):
        reread(journal)
    with pytest.raises(JournalError, match=file.name):
        journal.changes("records", 0, 1)
