"""Leases go from hand to hand: nobody who wants one again and again keeps it from whoever waits."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from graph.files.lease import lease, reader_lease

Lease = Callable[[Path], AbstractContextManager[None]]


def shared(path: Path) -> AbstractContextManager[None]:
    return reader_lease(path, 60.0)


@pytest.mark.parametrize(("greedy", "several"), [(lease, 1), (shared, 3)], ids=["alone", "together"])
def test_who_waits_gets_it_from_those_who_want_it_all_the_time(
    tmp_path: Path, greedy: Lease, several: int
) -> None:
    """There is no moment at which none of these holds it or asks for it."""
    path, over, begun = tmp_path / "lock", threading.Event(), threading.Barrier(several + 1)

    def held_again_and_again() -> None:
        with greedy(path):
            begun.wait()
        while not over.is_set():
            with greedy(path):
                over.wait(0.01)

    holders = [threading.Thread(target=held_again_and_again) for _ in range(several)]
    waiting = threading.Thread(target=lambda: [None for _ in range(5) if _held(path)])
    for each in holders:
        each.start()
    begun.wait()
    waiting.start()
    waiting.join(20.0)
    got_it = not waiting.is_alive()
    over.set()
    for each in (waiting, *holders):
        each.join()

    assert got_it


def _held(path: Path, on_wait: Callable[[], None] | None = None) -> bool:
    with lease(path, on_wait):
        return True


def test_readers_hold_it_together_and_not_beside_who_holds_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with shared(path), shared(path):
        pass
    with lease(path), pytest.raises(TimeoutError), reader_lease(path, 0.0):
        pass


def test_who_waits_says_so_once_and_who_need_not_says_nothing(tmp_path: Path) -> None:
    path, told = tmp_path / "lock", threading.Event()
    with lease(path, told.set):
        assert not told.is_set()
        waiting = threading.Thread(target=lambda: _held(path, told.set))
        waiting.start()
        assert told.wait(20.0)
    waiting.join()
