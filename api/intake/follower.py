"""What was taken in, on its way into journal, graph and customers, in a process beside the server.

Four loops, so that none waits for a slower one: the log into the journal; the journal into the graph; the
journal's news to customers; and runs, which see what that leaves open. `python -m api.intake.follower` runs
them until its standard input ends, which it does when the server is gone, however it went.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from api.following import FollowerLoops
from graph.files.home import private_files
from graph.settings import Settings, load_settings
from ingest.live.drain import Drain

log = logging.getLogger("ckg.api")

LOOK_SECONDS = 0.05
"""Between two looks at a log that has nothing new."""
MUCH_BYTES = 250_000
"""Less than this, a thousand messages, waits while the graph is written, which shows nothing new until then:
a commit is a file. More goes into the journal, and gets its customers, meanwhile."""
BEHIND_BYTES = 4_000_000
"""Where more waits, it goes into the journal before anything else is done."""
_AGAIN_SECONDS = 1.0
ENDING_SECONDS = 20.0
"""For so long it is waited for the end of a follower; broken off, it loses nothing either."""
_COMMAND = (sys.executable, "-m", __name__)
_COLLECT_AFTER = 50_000
"""New objects after which garbage is looked for among them, more than a request is made of: at every few
hundred that is a fifth of what the journal takes."""
_NICER = 5
"""By how much answers of the server go before what follows them, where there are too few cores for both."""


class Follower:
    """The four loops; each begins again after an error, with longer and longer pauses."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._following = FollowerLoops(settings)
        self._following.caught_up.clear()  # until the log was looked at: there may be much from before

    def run(self, until: Callable[[], object]) -> None:
        """Follow until the function returns, and finish what is begun."""
        with self._following.running():
            draining = self._following.thread(self._drain)
            until()
            self._following.stop.set()
            draining.join()

    def _drain(self) -> None:
        following = self._following
        journal = following.workspace().journal
        with closing(Drain(journal, self._settings)) as drain:
            while not following.stop.is_set():
                waiting = drain.waiting()
                if waiting > BEHIND_BYTES:
                    following.caught_up.clear()
                else:
                    following.caught_up.set()
                if not waiting or (waiting < MUCH_BYTES and following.drawing):
                    following.stop.wait(LOOK_SECONDS)
                    continue
                portion = drain.portion()
                following.came(portion.entries, portion.news)


@contextmanager
def following() -> Iterator[None]:
    """A follower beside this process, for as long as it lives; one that dies is started again. At the end of
    the block it has ended, too."""
    keeper = _Keeper()
    thread = threading.Thread(target=keeper.keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        keeper.let_end()
        thread.join(ENDING_SECONDS)
        keeper.break_off()
        thread.join()


@dataclass
class _Keeper:
    """Keeps a process running until it is let end: its standard input does then."""

    pipe: tuple[int, int] = field(default_factory=os.pipe)  # nobody else holds the end to write
    stop: threading.Event = field(default_factory=threading.Event)
    process: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Start it again whenever it has died, or could not be started."""
        read, _ = self.pipe
        while not self.stop.is_set():
            try:
                # An environment of its own: that of this process may be written to by another thread.
                self.process = subprocess.Popen(_COMMAND, stdin=read, env=os.environ.copy())  # noqa: S603 - this program
                self.process.wait()
            except OSError as error:
                log.error("messages wait: what brings them into the journal cannot be started: %s", error)
            self.stop.wait(_AGAIN_SECONDS)
        os.close(read)

    def let_end(self) -> None:
        """Tell it that it is over."""
        self.stop.set()
        os.close(self.pipe[1])

    def break_off(self) -> None:
        """End it, unless it has ended."""
        if self.process:
            self.process.kill()


def main() -> None:
    """Follow until standard input ends."""
    private_files()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which then ends the input
    os.nice(_NICER)
    gc.set_threshold(_COLLECT_AFTER)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    Follower(load_settings()).run(sys.stdin.buffer.read)


if __name__ == "__main__":
    main()
