"""What is kept of requests under a key while the clock is wrong."""

from pathlib import Path

import pytest

from api import kept_answers as module
from api.kept_answers import KEPT_SECONDS, KeptAnswers

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
