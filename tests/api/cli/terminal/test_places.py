"""A command that is called in a folder that was deleted says so."""

import sys
from pathlib import Path

import pytest

from api.cli import main


def test_a_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    here.rmdir()
    monkeypatch.setattr(sys, "argv", ["ckg", "status", "--json"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 1
    assert '"error": "The current folder is gone."' in capsys.readouterr().err
