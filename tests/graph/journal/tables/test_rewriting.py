"""A table without some rows on disk: the same for readers at every moment, whenever it is killed."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from graph.journal.tables.rewriting import is_under_way, prepared, put_in_place
from graph.journal.tables.schema import TEXT, TIME, WHOLE
from graph.journal.tables.table import JournalTable
from graph.verification.findings import VerificationReport
from graph.verification.table import verify_table
from tests.support.entries import START

_SCHEMA = pa.schema([("key", TEXT), ("commit", WHOLE), ("recorded_at", TIME), ("seq", WHOLE)])
_GONE = "gone@x.de"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of eight commits, the first ones joined; two have rows that go, one has nothing else."""
    folder = tmp_path_factory.mktemp("rewriting") / "table"
    table = JournalTable(folder, _SCHEMA)
    table.ensure()
    for commit in range(1, 8):
        keys = [_GONE] if commit == 5 else [f"a{commit}", _GONE if commit == 2 else f"b{commit}"]
        places = {"commit": commit, "recorded_at": START}
        table.append(
            pa.Table.from_pylist([{"key": it, **places, "seq": at} for at, it in enumerate(keys)], _SCHEMA)
        )
        if commit == 4:
            table.compact()
    return folder


def without(path: Path) -> pa.Table | None:
    rows = pq.read_table(path)
    stays = pc.not_equal(rows.column("key").cast(TEXT), _GONE)
    return None if pc.all(stays).as_py() in (True, None) else rows.filter(stays)


def read(folder: Path) -> tuple[Counter[str], list[str]]:
    """What is in the table now, and what its commits brought."""
    table = JournalTable(folder, _SCHEMA)
    now = table.rows(["key"]).read_all().column("key").to_pylist()
    brought = table.changes(0, table.version()).column("key").to_pylist()
    return Counter(map(str, now)), [str(it) for it in brought]


def rewritten(folder: Path) -> None:
    if is_under_way(folder):
        put_in_place(folder)
    prepared(folder, without)
    put_in_place(folder)


def others(keys: Counter[str]) -> Counter[str]:
    return Counter({key: count for key, count in keys.items() if key != _GONE})


def test_rows_are_gone_from_every_file_and_the_rest_is_as_it_was(original: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(original, tmp_path / "table")
    now, brought = read(folder)
    opened = JournalTable(folder, _SCHEMA)
    version, ids = opened.version(), [opened.commit_id(it) for it in range(opened.version() + 1)]

    rewritten(folder)

    assert read(folder) == (others(now), [it for it in brought if it != _GONE])
    assert sum(count for *_, count in opened.spans(0, 1)) == len(brought) - 2
    assert opened.version() == version
    changed = [it for it in range(version + 1) if opened.commit_id(it) != ids[it]]
    assert len(changed) == 3  # those that brought them, and the one that joined the first of these
    assert not [path for path in folder.rglob("*") if path.is_file() and _holds(path)]
    verified = VerificationReport()
    verify_table(folder, verified)
    assert verified.findings == []


def _holds(path: Path) -> bool:
    rows = pq.read_table(path).to_pylist() if path.suffix == ".parquet" and path.stat().st_size > 99 else []
    return _GONE.encode() in path.read_bytes() or _GONE in str(rows)


def test_what_is_appended_later_is_added(original: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(original, tmp_path / "table")
    opened = JournalTable(folder, _SCHEMA)
    before = read(folder)[0]
    opened.files()

    rewritten(folder)
    opened.append(
        pa.Table.from_pylist([{"key": "new", "commit": 9, "recorded_at": START, "seq": 0}], _SCHEMA)
    )
    opened.compact()

    assert read(folder)[0] == others(before) + Counter(["new"])


class KilledError(Exception):
    """In the place of a process that is killed."""


def test_killed_anywhere_it_goes_on(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, brought = read(original)
    after, steps, number = others(before), 0, 0
    while steps == number:  # the last one was killed
        folder, number = shutil.copytree(original, tmp_path / f"{number}"), number + 1
        with monkeypatch.context() as patched:
            steps = _killed_at(number, folder, patched)
        now, told = read(folder)
        assert now in (before, after)
        assert [it for it in told if it != _GONE] == [it for it in brought if it != _GONE]

        rewritten(folder)

        assert read(folder) == (after, [it for it in brought if it != _GONE])
        assert not is_under_way(folder)
        assert len(list(folder.glob("*.parquet"))) == len(list(original.glob("*.parquet")))
        shutil.rmtree(folder)
    assert number > 15


def _killed_at(number: int, folder: Path, patched: pytest.MonkeyPatch) -> int:
    """Rewrite until the `number`th file is put in its place or deleted; returns how far it came."""
    steps = 0

    def counted(change: Callable[..., object]) -> Callable[..., object]:
        def stepping(path: Path, *args: object, **options: object) -> object:
            nonlocal steps
            if path.is_relative_to(folder) and path.exists():
                steps += 1
                if steps == number:
                    raise KilledError
            return change(path, *args, **options)

        return stepping

    for name in ("unlink", "replace"):
        patched.setattr(Path, name, counted(getattr(Path, name)))
    try:
        rewritten(folder)
    except KilledError:
        return number
    return steps
