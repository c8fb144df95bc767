"""Files that people ask for appear whole or not at all."""

import os
from pathlib import Path

import pytest

from graph.errors import DiskError
from graph.files.whole_file import whole_file
from tests.support.disk import small_files


def write(target: Path, text: str) -> None:
    with whole_file(target) as draft:
        draft.write_text(text, encoding="utf-8")


def test_what_was_written_is_there_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "page.html", "one")
    write(tmp_path / "page.html", "two")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"page.html": "two"}


def test_a_full_disk_leaves_the_file_before_and_no_draft(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    write(target, "before")
    with small_files(10), pytest.raises(DiskError, match=r"may not grow"):
        write(target, "x" * 10_000)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"page.html": "before"}


def test_an_error_of_the_writer_leaves_no_draft(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "page.html") as draft:
        draft.write_text(str(1 // 0), encoding="utf-8")
    assert not [*tmp_path.iterdir()]


def test_errors_name_the_file_that_was_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "page.html"
    with pytest.raises(DiskError) as told:
        write(target, "x")
    assert str(target) in str(told.value)
    assert ".page.html" not in str(told.value)


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "page.html"
    link.symlink_to(tmp_path / "there" / "real.html")
    write(link, "x")
    assert link.is_symlink()
    assert (tmp_path / "there" / "real.html").read_text() == "x"


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, "x")
        assert os.read(reader, 10) == b"x"
    finally:
        os.close(reader)
