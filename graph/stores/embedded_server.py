"""The embedded store's server process; run as a script, on its own, by `graph.stores.embedded`.

It imports nothing of this project: the only thing it shares with its starter are its arguments.
"""

import os
import signal
import sys
import threading
from pathlib import Path

from arcadedb_embedded.server import (  # type: ignore[import-untyped]  # it ships no types
    ArcadeDBServer,
)

OWNER = "CKG_STORE_OWNER"


def main(arguments: list[str]) -> None:
    """Serve `database` below the current folder until SIGTERM, or until the folder or the owner is gone.

    Ends the process then, whoever is still connected.

    Arguments: Bolt port, HTTP port, heap size, database, password file, ready file.
    """
    bolt_port, http_port, heap, database, password_file, ready_file = arguments
    folder, stopping, started = _Folder(Path(ready_file)), threading.Event(), threading.Event()
    threading.Thread(target=folder.end_unless_wanted, args=(started,), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    server = ArcadeDBServer(
        root_path=str(Path.cwd()),
        root_password=Path(password_file).read_text(),
        config={
            "mode": "production",
            "host": "127.0.0.1",
            "http_port": int(http_port),
            "bolt_port": int(bolt_port),
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "server_httpBodyContentMaxSize": -1,  # a bulk load is one body, of the whole graph
        },
        # Moments are stored in the JVM's zone and come back without one.
        # -Xrs: it leaves signals alone; one that ends it while it starts makes it crash.
        jvm_kwargs={"heap_size": heap, "jvm_args": ["-Duser.timezone=UTC", "-Xrs"]},
    )
    server.start()
    try:
        server.create_database(database)
        if not stopping.is_set():
            folder.ready.write_text(str(os.getpid()))
        started.set()
        while not stopping.wait(0.5) and folder.is_wanted and folder.ready.exists():
            pass
    finally:
        server.stop()
    # The databases are closed. An orderly end of the JVM would wait until the last client hangs up.
    os._exit(0)


class _Folder:
    """The folder that is served: its lock tells it from another one that was put in its place."""

    def __init__(self, ready: Path) -> None:
        self.ready = ready
        self._lock = self._found()

    def _found(self) -> tuple[int, int] | None:
        try:
            found = (self.ready.parent / "lock").stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @property
    def is_wanted(self) -> bool:
        """False once somebody deleted the folder, or the process named by CKG_STORE_OWNER has ended."""
        owner = os.environ.get(OWNER)
        in_place = self._lock is not None and self._found() == self._lock
        return in_place and (owner is None or _is_alive(int(owner)))

    def end_unless_wanted(self, started: threading.Event) -> None:
        """End the process if nobody wants it before it has started: it would write into whatever took the
        place of the folder, such as users with a password of before."""
        while not started.wait(0.05):
            if not self.is_wanted:
                os._exit(1)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
