"""What the file of a run's progress says to others."""

import json
from pathlib import Path

import pytest

from graph.identity.running.progress_file import read_progress

KEPT = {
    "state": "finished",
    "started_at": "2026-05-01T12:00:00+00:00",
    "step": "golden",
    "done": 1,
    "total": 1,
}
OTHERS = {
    "a field more": KEPT | {"more": 1},
    "a field less": {name: value for name, value in KEPT.items() if name != "started_at"},
    "no time": KEPT | {"started_at": 5},
    "a list": [KEPT],
    "nothing": None,
}


@pytest.mark.parametrize("kept", OTHERS.values(), ids=OTHERS)
def test_a_file_of_another_version_is_no_progress(tmp_path: Path, kept: object) -> None:
    file = tmp_path / "run_progress.json"
    file.write_text(json.dumps(KEPT))
    assert read_progress(tmp_path) is not None

    file.write_text(json.dumps(kept))
    assert read_progress(tmp_path) is None
