"""Progress where nobody sits at a terminal: lines with percent and the time left."""

import time

import pytest

from api.cli.terminal.console import progress


def test_lines_tell_percent_and_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([100.0, 110.0, 170.0, 170.0, 180.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    with progress() as on_progress:
        on_progress("storing a.csv", 10, 100)
        on_progress("storing a.csv", 20, 100)
        on_progress("storing a.csv", 100, 100)
        on_progress("people", 5, 20)
        on_progress("rows of unknown number", 5, None)
    assert capsys.readouterr().err.splitlines() == [
        "storing a.csv: 10%",
        "storing a.csv: 20%, 0:01:20 left",
        "storing a.csv: 100%",
        "people: 25% (5 of 20)",
        "rows of unknown number: 5",
    ]
