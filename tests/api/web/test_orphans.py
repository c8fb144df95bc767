"""Who answers for a server ends with it."""

import subprocess
import sys
import time

from api.web.orphans import end_with_parent

_SERVER = (
    "from multiprocessing import get_context; from tests.api.web.test_orphans import answer;"
    " worker = get_context('spawn').Process(target=answer); worker.start(); worker.join()"
)
_LONG = 60


def answer() -> None:
    end_with_parent()
    print("ready", flush=True)
    time.sleep(_LONG)


def test_workers_of_a_killed_server_end() -> None:
    server = subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    assert server.stdout.readline() == "ready\n"
    server.kill()

    # Its end is told by who held it last.
    assert server.communicate(timeout=_LONG / 2) == ("", None)
