"""What disks refuse is told with the disk's name and what to do, whichever library ran into it."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import write_deltalake

from graph.errors import DiskError, JournalError
from graph.files.disk import disk_error, disk_trouble, writing
from tests.support.disk import small_files

ROWS = pa.table({"a": np.random.default_rng(1).integers(0, 1 << 60, 20_000)})


def by_python(path: Path) -> None:
    path.write_bytes(bytes(100_000))


def by_arrow(path: Path) -> None:
    pq.write_table(ROWS, path)


def by_numpy(path: Path) -> None:
    np.save(path, np.zeros(100_000))


def by_duckdb(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.sql("FROM range(100000) SELECT uuid()").write_parquet(str(path))


def by_duckdb_itself(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE t AS SELECT uuid() FROM range(100000)")


def by_delta_lake(path: Path) -> None:
    write_deltalake(path, ROWS)


@pytest.mark.parametrize(
    "write",
    [by_python, by_arrow, by_numpy, by_duckdb, by_duckdb_itself, by_delta_lake],
    ids=lambda f: f.__name__,
)
def test_no_library_hides_what_the_disk_refused(write: Callable[[Path], None], tmp_path: Path) -> None:
    with (
        pytest.raises(DiskError, match=r"full|grow") as refused,
        small_files(3_000),
        writing(tmp_path / "out"),
    ):
        write(tmp_path / "out")

    assert str(tmp_path) in refused.value.message
    assert refused.value.hint


def test_sqlite_says_in_words_that_the_disk_is_full(tmp_path: Path) -> None:
    with (
        pytest.raises(DiskError, match="full"),
        writing(tmp_path / "out"),
        closing(sqlite3.connect(":memory:")) as it,
    ):
        it.execute("PRAGMA max_page_count = 2")
        it.execute("CREATE TABLE t (a)")
        it.execute("INSERT INTO t VALUES (zeroblob(100000))")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "no right"),
        (errno.EIO, "fails"),
        (errno.EMFILE, "too many files"),
    ],
)
@pytest.mark.parametrize(
    "said",
    [
        lambda n: OSError(n, os.strerror(n)),
        lambda n: OSError(f"Generic LocalFileSystem error: {os.strerror(n)} (os error {n})"),
        lambda n: duckdb.IOException(f'Could not write file "x": {os.strerror(n)}'),
        lambda n: duckdb.IOException(f'{{"exception_message":"no","errno":"{n}"}}'),
    ],
)
def test_each_refusal_is_told_in_whatever_words_it_comes(
    number: int, told: str, said: Callable[[int], Exception], tmp_path: Path
) -> None:
    found = disk_error(said(number), tmp_path)

    assert found is not None
    assert told in found.message.lower()


@pytest.mark.parametrize(
    "other", [ValueError("x"), BrokenPipeError(errno.EPIPE, "x"), duckdb.Error("Binder")]
)
def test_other_errors_are_left_alone(other: Exception, tmp_path: Path) -> None:
    assert disk_error(other, tmp_path) is None
    with pytest.raises(type(other)), writing(tmp_path):
        raise other


def test_what_was_already_told_is_not_told_anew(tmp_path: Path) -> None:
    with pytest.raises(JournalError), writing(tmp_path):
        raise JournalError("No space left on device")


def test_a_disk_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disk_trouble(tmp_path) is None
    found = list(os.statvfs(tmp_path))
    found[4] = 0  # free blocks
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(found))

    full = disk_trouble(tmp_path)

    assert full is not None
    assert "is full" in full.message
