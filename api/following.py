"""The graph, and whose records are whose, follow what comes into the journal; for as long as it comes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from api.gql.errors import described
from api.workspace import Workspace
from graph.identity.newcomers.newcomers import Newcomers
from graph.progress import silent
from graph.settings import Settings
from graph.store import Store

log = logging.getLogger("ckg.api")

QUIET_SECONDS = 30.0
"""After so long without anything new the scores, which depend on everything, are computed anew."""
RUN_SECONDS = 10.0
"""For so long a run waits where whoever something new is about has a customer, who is shown already."""
_SHARE, _SHARE_AT_MOST = 5.0, 1.0
"""How many times as long as the last run took the next one waits, in general and where somebody waits for it:
while it stores what it found, nothing else is shown."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
SETTLE_SECONDS = 3.0
"""For so long at most the graph waits for the customers of what is new: shown without them it would have to
be written once more, which takes longer."""
BEHIND_SECONDS = 30.0
"""For so long at most graph and customers wait while the journal is far behind what was taken in: one pass
over much takes less than several, and leaves the processors to the journal."""


class _Pace:
    """When the next run begins; one thread waits for it, others say that it is wanted."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asked: dict[bool, float] = {}
        """When a run that can wait was first asked for, and one that cannot."""
        self._ended = self._took = 0.0
        self._over = False

    def wanted(self, *, can_wait: bool) -> None:
        """Let a run begin, sooner where it cannot wait."""
        with self._changed:
            self._asked.setdefault(can_wait, time.monotonic())
            self._changed.notify()

    def is_wanted(self) -> bool:
        """Whether a run is wanted, be it later."""
        return bool(self._asked)

    def end(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._over = True
            self._changed.notify()

    def wait(self) -> bool:
        """Wait until a run is due; false where there is to be none any more."""
        with self._changed:
            while not self._over and (left := self._seconds_left()) != 0.0:
                self._changed.wait(left)
            return not self._over

    def _seconds_left(self) -> float | None:
        dues = (
            max(asked + RUN_SECONDS, self._ended + _SHARE * self._took)
            if can_wait
            else max(asked, self._ended + _SHARE_AT_MOST * self._took)
            for can_wait, asked in self._asked.items()
        )
        first = min(dues, default=None)
        return None if first is None else max(0.0, first - time.monotonic())

    @contextmanager
    def running(self) -> Iterator[None]:
        """A run inside the block. For what came meanwhile another one can wait: it is looked at again. One
        that failed is wanted as before."""
        began = time.monotonic()
        with self._changed:
            asked, self._asked = self._asked, {}
        try:
            yield
        except BaseException:
            with self._changed:
                self._asked = asked
            raise
        with self._changed:
            self._ended = time.monotonic()
            self._took = self._ended - began
            self._asked = dict.fromkeys((True,) * bool(self._asked), self._ended)


class FollowerLoops:
    """Three loops in threads of their own, so that none waits for another, nor what comes in for them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.stop = threading.Event()
        self._opening = threading.Lock()
        self.drawing = False
        """Whether the graph is being written: until that is over, nothing new is shown."""
        self._graph_news, self._identity_news = threading.Event(), threading.Event()
        self._settled, self._pace = threading.Event(), _Pace()
        self._naming, self._named = threading.Lock(), set[str]()
        self._over = threading.Event()
        """Whether nothing comes into the journal any more."""
        self.caught_up = threading.Event()
        """Whether the journal has nearly all that was taken in; who fills it says so."""
        self.caught_up.set()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Follow inside the block; at its end what is begun is finished, and what was stored is shown."""
        projecting, *identity = (self.thread(loop) for loop in (self._project, self._settle, self._resolve))
        try:
            yield
        finally:
            self.stop.set()
            self._pace.end()
            for event in (self._identity_news, self._settled, self.caught_up):
                event.set()
            for thread in identity:
                thread.join()
            self._settled.set()
            self._over.set()
            self._graph_news.set()
            projecting.join()

    def thread(self, loop: Callable[[], None]) -> threading.Thread:
        """A thread, begun, with a loop that begins again after an error, with longer and longer pauses."""
        found = threading.Thread(target=self._kept_up, args=(loop,), daemon=True)
        found.start()
        return found

    def came(self, entries: int, news: Collection[str]) -> None:
        """Say that so many entries are new in the journal, and of which records they tell who that is."""
        with self._naming:
            self._named.update(news)
        if news:
            self._settled.clear()
        if entries:
            self._graph_news.set()
        if news:
            self._identity_news.set()

    def workspace(self) -> Workspace:
        """One for a loop of its own; rules are not read by two threads at once."""
        with self._opening:
            return Workspace(self._settings)

    def _kept_up(self, loop: Callable[[], None]) -> None:
        pause = _SHORTEST_PAUSE
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                loop()
            except Exception as error:  # whatever it is, what waits is kept
                log.error("what came in waits: %s", described(error))
                if time.monotonic() - began > _LONGEST_PAUSE:  # it went well meanwhile
                    pause = _SHORTEST_PAUSE
                self.stop.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _project(self) -> None:
        workspace = self.workspace()
        self._graph_news.set()  # what was stored before, and not shown
        with Store.open(self._settings) as store:
            scored = over = False
            while not over:
                if self._graph_news.wait(QUIET_SECONDS):
                    self.caught_up.wait(BEHIND_SECONDS)
                    self._settled.wait(SETTLE_SECONDS)
                    self._graph_news.clear()
                    over = self._over.is_set()
                    with self._drawn():
                        workspace.follow(store, silent)
                    scored = False
                elif not scored:
                    workspace.project(store, silent)
                    scored = True

    @contextmanager
    def _drawn(self) -> Iterator[None]:
        self.drawing = True
        try:
            yield
        finally:
            self.drawing = False

    def _settle(self) -> None:
        newcomers = Newcomers(self.workspace().journal, self._settings)
        self._identity_news.set()  # as above
        while not self.stop.is_set():
            self._identity_news.wait()
            self._identity_news.clear()
            if not self.stop.is_set():
                self._pace.wanted(can_wait=self._can_wait(newcomers))

    def _can_wait(self, newcomers: Newcomers) -> bool:
        """Whether a run can wait; whoever got a customer without one is shown."""
        try:
            with self._naming:
                named, self._named = self._named, set()
            count, everybody = newcomers.settle(named)
            if count:
                self._graph_news.set()
            return everybody
        finally:
            self._settled.set()

    def _resolve(self) -> None:
        workspace, told = self.workspace(), False
        while self._pace.wait():
            self.caught_up.wait(BEHIND_SECONDS)
            self._settled.wait(SETTLE_SECONDS)  # who comes before it begins waits for its end
            with self._pace.running():
                followed = workspace.resolve_news(silent)
            if followed:
                told = False
                if self._pace.is_wanted():
                    self._settled.clear()
                    self._identity_news.set()
                self._graph_news.set()
            elif not told:
                told = True
                log.warning(
                    "customers of new records wait for `ckg resolve`, which has to look at everything"
                )
