"""The graph waits for the customers of what came in, so that it is written once, and not for runs."""

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from api import following
from api.following import FollowerLoops
from graph.settings import Settings

_LONG = 20.0


@dataclass
class Installation:
    """What would be done: `steps` in their order; those in `held` go on when they are let."""

    steps: list[str] = field(default_factory=list)
    held: dict[str, threading.Event] = field(default_factory=dict)
    customers: int = 1
    can_wait: bool = True
    named: list[str] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def step(self, name: str) -> None:
        if name in self.held:
            self.note(f"{name} begins")
            assert self.held[name].wait(_LONG)
        self.note(name)

    def note(self, name: str) -> None:
        with self.changed:
            self.steps.append(name)
            self.changed.notify_all()

    def until(self, fulfilled: Callable[[list[str]], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: fulfilled(self.steps), _LONG), self.steps

    # As a workspace, and as what gives newcomers their customers.
    journal = None

    def follow(self, *_: Any) -> int:
        self.step("graph")
        return 1

    def resolve_news(self, *_: Any) -> bool:
        self.step("run")
        return True

    def settle(self, named: Collection[str]) -> tuple[int, bool]:
        self.named += sorted(named)
        self.step("customers")
        return self.customers, self.can_wait


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch) -> Installation:
    """One that is followed in the tests, with a graph that does nothing."""
    found = Installation()

    @contextmanager
    def store(_: Settings) -> Iterator[None]:
        yield

    monkeypatch.setattr(following, "Workspace", lambda _: found)
    monkeypatch.setattr(following, "Newcomers", lambda *_: found)
    monkeypatch.setattr(following.Store, "open", store)
    monkeypatch.setattr(following, "RUN_SECONDS", 1_000.0)
    return found


@pytest.fixture
def followed(installation: Installation, tmp_path: Path) -> Iterator[FollowerLoops]:
    """What follows the installation, once it has looked at what was there before."""
    found = FollowerLoops(Settings(home=tmp_path))
    with found.running():
        installation.until(lambda steps: {"customers", "graph"} <= set(steps))
        installation.steps.clear()
        yield found
        for event in installation.held.values():
            event.set()


def test_what_came_is_written_once_with_its_customers(
    installation: Installation, followed: FollowerLoops
) -> None:
    installation.held = {"customers": threading.Event()}
    followed.came(2, ["web:1"])
    installation.until(lambda steps: "customers begins" in steps)
    installation.held["customers"].set()
    installation.until(lambda steps: "graph" in steps)

    installation.held = {}
    followed.came(1, [])
    installation.until(lambda steps: steps.count("graph") == 2)

    assert installation.steps == ["customers begins", "customers", "graph", "graph"]
    assert installation.named == ["web:1"]


def test_what_comes_during_a_run_does_not_wait_for_it(
    installation: Installation, followed: FollowerLoops, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor do their customers; what these leave open is looked at again at its end, and by one more run, which
    is the last."""
    installation.can_wait, installation.held = False, {"run": threading.Event()}
    followed.came(1, ["web:1"])
    installation.until(lambda steps: {"run begins", "graph"} <= set(steps))
    installation.steps.clear()
    followed.came(1, ["web:2"])
    installation.until(lambda steps: "graph" in steps)
    assert installation.steps == ["customers", "graph"]

    installation.can_wait = True
    installation.held["run"].set()
    installation.until(lambda steps: steps.count("graph") == 2)
    assert installation.steps[:4] == ["customers", "graph", "run", "customers"]

    installation.held = {}
    with monkeypatch.context() as patched:
        patched.setattr(following, "RUN_SECONDS", 0.0)
        followed.came(0, ["web:3"])
        installation.until(lambda steps: "run" in steps[4:])
    installation.steps.clear()
    followed.came(1, [])
    installation.until(lambda steps: "graph" in steps)
    assert not {"run", "customers"} & set(installation.steps)
    assert installation.named == ["web:1", "web:2", "web:3"]


def test_what_a_run_stores_at_the_end_is_shown(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else would show it: the program that let it run has ended."""
    monkeypatch.setattr(following, "RUN_SECONDS", 0.0)
    installation.held = {"run": threading.Event()}
    followed = FollowerLoops(Settings(home=tmp_path))

    def let_run() -> None:
        followed.stop.wait()
        installation.held["run"].set()

    threading.Thread(target=let_run).start()
    with followed.running():
        installation.until(lambda steps: {"run begins", "graph"} <= set(steps))

    assert "graph" in installation.steps[installation.steps.index("run") :]


def test_customers_that_take_too_long_do_not_hold_up_the_graph(
    installation: Installation, followed: FollowerLoops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SETTLE_SECONDS", 0.01)
    installation.held = {"customers": threading.Event()}
    followed.came(1, ["web:1"])
    installation.until(lambda steps: "graph" in steps)

    assert "customers" not in installation.steps


def test_while_a_graph_that_failed_is_left_alone_nothing_waits_for_it(
    installation: Installation, followed: FollowerLoops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "described", lambda _: installation.note("failed"))
    monkeypatch.setattr(installation, "follow", lambda *_: 1 / 0)
    followed.came(1, [])
    installation.until(lambda steps: "failed" in steps)

    assert not followed.drawing


def test_pauses_are_short_again_after_it_went_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as whatever is wrong goes on they become longer."""
    followed, now, pauses = FollowerLoops(Settings(home=tmp_path)), [0.0], list[float]()
    seconds = iter([0.0, 5.0, 0.0, 3_600.0, 0.0])
    monkeypatch.setattr(following.time, "monotonic", lambda: now[0])

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            pauses.append(timeout or 0.0)
            if len(pauses) == 5:
                self.set()
            return True

    def loop() -> None:
        now[0] += next(seconds)
        raise OSError

    followed.stop = Stop()
    followed.thread(loop).join()

    assert pauses == [1.0, 2.0, 4.0, 1.0, 2.0]
