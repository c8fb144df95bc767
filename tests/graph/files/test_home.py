"""An installation's folder: for its owner alone, wherever it lies and whoever made it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import CkgError, SettingsError
from graph.files.home import prepared_home
from graph.journal import Journal
from graph.settings import Settings
from tests.support.rights import open_to_others


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_home_that_was_there_and_all_in_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Also what an earlier version left there."""
    home = tmp_path / "home"
    (home / "reports").mkdir(parents=True, mode=0o777)
    (home / "reports" / "old.html").touch(mode=0o666)

    Journal.open(Settings(home=home))

    assert (home / "journal").exists()
    assert open_to_others(home) == []
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["a%20b", "a*", "a?", "[a]", "a\\\\b", "a^b", "a|b", "a\\tb", "a\udcff"])
def test_a_path_that_cannot_hold_a_journal_is_refused_before_it_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="Name a folder without it"):
        prepared_home(tmp_path / name)

    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder with things that are no folders."""
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "astray").symlink_to(tmp_path / "nowhere")
    return tmp_path


@pytest.mark.parametrize(
    ("home", "told"),
    [
        ("file", "file is no folder"),
        ("file/home", "file is no folder"),
        ("loop", "symbolic link"),
        ("loop/home", "symbolic link that leads to itself"),
        ("astray", "symbolic link that leads nowhere"),
        ("x" * 300, "too long"),
        ("x/" * 3_000, "too long"),
    ],
)
def test_a_home_that_cannot_be_made_is_named(odd: Path, home: str, told: str) -> None:
    with pytest.raises(CkgError, match=told) as refused:
        Journal.open(Settings(home=odd / home))

    assert refused.value.hint


@pytest.mark.parametrize("shared", ["/tmp", "/"])  # noqa: S108 - it is refused
def test_a_folder_that_all_share_is_refused_and_left_as_it_is(shared: str) -> None:
    before = os.stat(shared).st_mode  # noqa: PTH116

    with pytest.raises(CkgError, match="all users share"):
        prepared_home(Path(shared))

    assert os.stat(shared).st_mode == before  # noqa: PTH116
