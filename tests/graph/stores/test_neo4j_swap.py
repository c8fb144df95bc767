"""A database that was imported aside is in place whole or not at all, wherever a program is killed."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from graph.stores.neo4j_swap import aside, declare_whole, put_in_place

FILES = ("data/databases/shop/nodes", "data/transactions/shop/log")


class Killed(BaseException):
    """The program ends here."""


def database(folder: Path, content: str) -> None:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)


def held(folder: Path) -> set[str]:
    return {(folder / name).read_text() for name in FILES}


def swapped(folder: Path, content: str) -> None:
    database(aside(folder), content)
    declare_whole(folder)
    put_in_place(folder, "shop")


@pytest.mark.parametrize("had", [(), ("old",)], ids=["first", "again"])
def test_a_swap_that_is_killed_at_any_step_is_carried_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, had: tuple[str, ...]
) -> None:
    outcomes, rename = [], Path.rename
    for steps in count():
        folder = tmp_path / str(steps)
        folder.mkdir()
        for content in had:
            database(folder, content)
        left = iter(range(steps))

        def renamed(path: Path, target: Path, left: object = left) -> Path:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise Killed
            return rename(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", renamed)
            try:
                swapped(folder, "new")
                killed = False
            except Killed:
                killed = True
        put_in_place(folder, "shop")
        outcomes.append(held(folder) if had or steps else set())
        if not killed:
            break

    assert outcomes[0] == set(had)
    assert len(outcomes) == 4 + 2 * len(had)
    assert all(outcome == {"new"} for outcome in outcomes[1:])


def test_an_import_that_is_not_whole_changes_nothing(tmp_path: Path) -> None:
    database(tmp_path, "old")
    database(aside(tmp_path), "half")

    put_in_place(tmp_path, "shop")
    assert held(tmp_path) == {"old"}
    swapped(tmp_path, "new")
    swapped(tmp_path, "newer")

    assert held(tmp_path) == {"newer"}
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
