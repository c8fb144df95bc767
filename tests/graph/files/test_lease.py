"""Leases go from hand to hand: nobody who wants one again and again keeps it from whoever waits."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from graph.files import lease as lease_module
from graph.files.lease import erasing_lease, identity_lease, lease, projector_lease, reader_lease
from graph.identity.running.progress_file import published
from graph.progress import OnProgress
from graph.search.index_files import IndexFiles

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


def _held(path: Path) -> bool:
    with lease(path):
        return True


def test_readers_hold_it_together_and_not_beside_who_holds_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with shared(path), shared(path):
        pass
    with lease(path), pytest.raises(TimeoutError), reader_lease(path, 0.0):
        pass


def of_searches(home: Path, on_progress: OnProgress) -> AbstractContextManager[None]:
    return IndexFiles(home).lease(on_progress)


@pytest.mark.parametrize("lease_of", [projector_lease, identity_lease, erasing_lease, published, of_searches])
def test_who_waits_says_so_once_and_who_need_not_says_nothing(
    tmp_path: Path, lease_of: Callable[[Path, OnProgress], AbstractContextManager[object]]
) -> None:
    steps, told = list[str](), threading.Event()

    def on_progress(step: str, _done: int, _total: int | None) -> None:
        steps.append(step)
        told.set()

    def held() -> None:
        with lease_of(tmp_path, on_progress):
            pass

    with lease_of(tmp_path, on_progress):
        assert not steps
        waiting = threading.Thread(target=held)
        waiting.start()
        assert told.wait(20.0)
    waiting.join()

    assert [step.partition(", ")[2] for step in steps] == ["waiting"]


@pytest.mark.parametrize(
    ("lease_of", "told"),
    [
        (projector_lease, "graph: another process writes to it"),
        (shared, "{}: another process rewrites it"),
    ],
    ids=["alone", "together"],
)
def test_a_long_wait_of_which_nobody_hears_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lease_of: Lease, told: str
) -> None:
    """As in a process beside the server, which has no terminal."""
    logged, seen = list[str](), threading.Event()
    monkeypatch.setattr(lease_module, "LONG_SECONDS", 0.01)

    def warning(form: str, *said: str) -> None:
        logged.append(form % said)
        seen.set()

    monkeypatch.setattr(lease_module.log, "warning", warning)

    def held() -> None:
        with lease_of(tmp_path / "projector.lock" if lease_of is shared else tmp_path):
            pass

    held()
    assert not seen.wait(0.05), "nobody waited"
    with lease(tmp_path / "projector.lock"):
        waiting = threading.Thread(target=held)
        waiting.start()
        assert seen.wait(20.0)
    waiting.join()

    assert logged == [f"{told.format(tmp_path.name)}; waiting"]
