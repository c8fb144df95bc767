"""What is kept of requests under a key while the clock is wrong, and while others keep something."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from api import idempotent_answers as module
from api.idempotent_answers import KEPT_SECONDS, KeptAnswers

YEAR = 365 * 24 * 3600.0
NOW = 1_800_000_000.0


@pytest.mark.parametrize("ahead", [YEAR, -YEAR])
def test_a_request_that_a_crash_cost_by_a_wrong_clock_can_be_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: float
) -> None:
    kept = KeptAnswers(tmp_path, 60.0)
    monkeypatch.setattr(module.time, "time", lambda: NOW + ahead)
    assert kept.begin("ana", "k", "claim") is None

    monkeypatch.setattr(module.time, "time", lambda: NOW)

    assert kept.begin("ana", "k", "claim") is None


def test_a_request_that_is_on_its_way_is_not_taken_for_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptAnswers(tmp_path, 60.0)
    monkeypatch.setattr(module.time, "time", lambda: NOW)
    kept.begin("ana", "k", "claim")
    monkeypatch.setattr(module.time, "time", lambda: NOW + 50)
    kept.go_on("ana", "k")

    monkeypatch.setattr(module.time, "time", lambda: NOW + 100)
    under_way = kept.begin("ana", "k", "claim")
    monkeypatch.setattr(module.time, "time", lambda: NOW + 111)

    assert under_way is not None
    assert under_way.answer is None
    assert kept.begin("ana", "k", "claim") is None


def test_a_small_step_back_forgets_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptAnswers(tmp_path, 60.0)
    monkeypatch.setattr(module.time, "time", lambda: NOW)
    kept.begin("ana", "k", "claim")
    under_way = kept.begin("ana", "k", "claim")
    kept.end("ana", "k", (200, "text", b"done"))

    monkeypatch.setattr(module.time, "time", lambda: NOW - KEPT_SECONDS + 1)

    found = kept.begin("ana", "k", "claim")
    assert under_way is not None
    assert found is not None
    assert (under_way.answer, found.answer) == (None, (200, "text", b"done"))


def test_no_thread_takes_a_lock_from_another(tmp_path: Path) -> None:
    """Whatever closes a file gives up the locks that its process has on it."""
    kept = KeptAnswers(tmp_path, 60.0)
    kept.begin("ana", "k", "claim")
    [path] = tmp_path.iterdir()
    begin = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"

    with closing(sqlite3.connect(path, isolation_level=None)) as held, ThreadPoolExecutor(1) as thread:
        held.execute("BEGIN IMMEDIATE")
        waiting = thread.submit(kept.begin, "ana", "other", "claim")
        process = subprocess.run([sys.executable, "-Sc", begin, path], capture_output=True, check=False)
        held.execute("COMMIT")

    assert b"database is locked" in process.stderr
    assert waiting.result() is None
    assert path.stat().st_mode & 0o777 == 0o600
