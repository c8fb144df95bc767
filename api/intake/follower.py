"""What was taken in, on its way into journal, graph and customers, in a process beside the server.

Three loops, so that none waits for a slower one: the log into the journal; the journal into the graph; the
journal's news to customers. `python -m api.intake.follower` runs them until its standard input ends, which it
does when the server is gone, however it went.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from api.gql.errors import described
from api.workspace import Workspace
from graph.home import private_files
from graph.progress import silent
from graph.settings import Settings, load_settings
from graph.store import Store
from ingest.live.drain import Drain

log = logging.getLogger("ckg.api")

LOOK_SECONDS = 0.05
"""Between two looks at a log that has nothing new."""
MUCH_BYTES = 1_000_000
"""Less than this waits while the graph is written, which shows nothing new until then: a commit is a file."""
QUIET_SECONDS = 30.0
"""After so long without anything new the scores, which depend on everything, are computed anew."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


class Follower:
    """The three loops; each begins again after an error, with longer and longer pauses."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stop = threading.Event()
        self._opening = threading.Lock()
        self._drawing = False
        self._graph_news, self._identity_news = threading.Event(), threading.Event()

    def run(self, until: Callable[[], object]) -> None:
        """Follow until the function returns, and finish what is begun."""
        loops = (self._drain, self._project, self._resolve)
        threads = [threading.Thread(target=self._kept_up, args=(loop,), daemon=True) for loop in loops]
        for thread in threads:
            thread.start()
        until()
        self._stop.set()
        self._graph_news.set()
        self._identity_news.set()
        for thread in threads:
            thread.join()

    def _kept_up(self, loop: Callable[[], None]) -> None:
        pause = _SHORTEST_PAUSE
        while not self._stop.is_set():
            try:
                loop()
            except Exception as error:  # whatever it is, what waits is kept
                log.error("what came over HTTP waits: %s", described(error))
                self._stop.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _drain(self) -> None:
        journal = self._workspace().journal
        with closing(Drain(journal, self._settings)) as drain:
            while not self._stop.is_set():
                waiting = drain.waiting()
                if not waiting or (waiting < MUCH_BYTES and self._drawing):
                    self._stop.wait(LOOK_SECONDS)
                    continue
                portion = drain.portion()
                if portion.entries:
                    self._graph_news.set()
                if portion.news:
                    self._identity_news.set()

    def _workspace(self) -> Workspace:
        """One of the loop's own; rules are not read by two threads at once."""
        with self._opening:
            return Workspace(self._settings)

    def _project(self) -> None:
        workspace = self._workspace()
        self._drawing = False
        self._graph_news.set()  # what was stored before, and not shown
        with Store.open(self._settings) as store:
            scored = False
            while not self._stop.is_set():
                if self._graph_news.wait(QUIET_SECONDS):
                    self._graph_news.clear()
                    self._drawing = True
                    workspace.follow(store, silent)
                    self._drawing = scored = False
                elif not scored:
                    workspace.project(store, silent)
                    scored = True

    def _resolve(self) -> None:
        workspace = self._workspace()
        self._identity_news.set()  # as above
        told = False
        while not self._stop.is_set():
            self._identity_news.wait()
            self._identity_news.clear()
            if self._stop.is_set():
                return
            if workspace.resolve_news(silent):
                told = False
                self._graph_news.set()
            elif not told:
                told = True
                log.warning("whose new records are waits for `ckg resolve`, which has to look at everything")


@contextmanager
def following() -> Iterator[None]:
    """A follower beside this process, for as long as it lives; one that dies is started again."""
    stop = threading.Event()
    read, write = os.pipe()  # nobody else holds the end to write: it closes with this process
    keeper = threading.Thread(target=_keep_following, args=(read, stop), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        os.close(write)
        keeper.join()
        os.close(read)


def _keep_following(read: int, stop: threading.Event) -> None:
    while not stop.is_set():
        subprocess.run([sys.executable, "-m", __name__], stdin=read, check=False)  # noqa: S603 - this program
        stop.wait(_SHORTEST_PAUSE)


def main() -> None:
    """Follow until standard input ends."""
    private_files()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which then ends the input
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    Follower(load_settings()).run(sys.stdin.buffer.read)


if __name__ == "__main__":
    main()
