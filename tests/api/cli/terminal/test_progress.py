"""Progress: bars that fit the terminal, and lines with percent and the time left where there is none."""

import io
import time

import pytest
from rich.console import Console

from api.cli.terminal import console
from api.cli.terminal.console import progress


def test_lines_tell_percent_and_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([100.0, 110.0, 170.0, 170.0, 180.0, 181.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    with progress() as on_progress:
        on_progress("storing a.csv", 10, 100)
        on_progress("storing a.csv", 20, 100)
        on_progress("storing a.csv", 100, 100)
        on_progress("people", 5, 20)
        on_progress("rows of unknown number", 5, None)
        on_progress("waiting for somebody", 0, None)
    assert capsys.readouterr().err.splitlines() == [
        "storing a.csv: 10%",
        "storing a.csv: 20%, 0:01:20 left",
        "storing a.csv: 100%",
        "people: 25% (5 of 20)",
        "rows of unknown number: 5",
        "waiting for somebody",
    ]


@pytest.mark.parametrize("width", [24, 40, 60, 80, 120])
def test_bars_tell_percent_and_time_left_whatever_the_width(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(
        console, "err", Console(file=shown, force_terminal=True, color_system=None, width=width)
    )
    with progress() as on_progress:
        on_progress("storing kunden_2024_export.csv", 100_000, 1_000_000)
    *_, told = (line for line in shown.getvalue().splitlines() if "stor" in line)
    assert "10%" in told
    assert "-:--:--" in told


def test_a_bar_without_numbers_is_gone_once_something_else_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(console, "err", Console(file=shown, force_terminal=True, color_system=None, width=80))
    with progress() as on_progress:
        on_progress("somebody else writes, waiting", 0, None)
        on_progress("storing", 1, 10)
    *_, frame = (part for part in shown.getvalue().split("\x1b[2K") if "storing" in part)
    assert "waiting" not in frame
