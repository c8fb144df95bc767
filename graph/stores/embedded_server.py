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
    stopping = threading.Event()
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
            Path(ready_file).write_text(str(os.getpid()))
        while not stopping.wait(0.5) and _is_wanted(Path(ready_file)):
            pass
    finally:
        server.stop()
    # The databases are closed. An orderly end of the JVM would wait until the last client hangs up.
    os._exit(0)


def _is_wanted(ready_file: Path) -> bool:
    """False once somebody deleted the folder, or the process named by CKG_STORE_OWNER has ended."""
    owner = os.environ.get(OWNER)
    return ready_file.exists() and (owner is None or _is_alive(int(owner)))


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
