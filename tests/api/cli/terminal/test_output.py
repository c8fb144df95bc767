"""Standard output in an encoding without all letters, and on a disk without space."""

import errno
import json
import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from api.cli import main
from api.cli.terminal.console import out


class FullDisk(BytesIO):
    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def run(patch: pytest.MonkeyPatch, output: TextIOWrapper, *arguments: str) -> int | str | None:
    patch.setattr(sys, "argv", ["ckg", *arguments])
    patch.setattr(sys, "stdout", output)
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def written(output: TextIOWrapper) -> str:
    output.seek(0)
    return output.read()


@pytest.mark.parametrize(
    ("encoding", "shown"), [("ascii", r"Stra\xdfe \u010d"), ("latin-1", r"Straße \u010d")]
)
def test_letters_that_an_encoding_lacks_are_escapes_and_json_stays_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, shown: str
) -> None:
    (tmp_path / "k.csv").write_text("Nr,Straße č\n1,Weg 1\n2,Weg 2\n", encoding="utf-8")
    table, document = (TextIOWrapper(BytesIO(), encoding) for _ in range(2))

    assert run(monkeypatch, table, "profile", str(tmp_path / "k.csv")) == 0
    assert run(monkeypatch, document, "profile", str(tmp_path / "k.csv"), "--json") == 0

    assert shown in written(table)
    assert "Straße č" in str(json.loads(written(document)))


def test_what_is_full_is_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        assert run(patch, TextIOWrapper(FullDisk()), "--version") == 1
    assert "The disk that holds standard output is full." in capsys.readouterr().err
    with out.capture() as unwritten:  # what a process would take with it waits here for the next command
        pass
    assert unwritten.get().startswith("ckg ")
